"""Changing the study: one unit of work writes rows and their events in one transaction, or nothing."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from threading import RLock
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import UUID

from tracker.domain.change import Act, ReasonNeeded, Ref, Stale, differences, ref, signed_as
from tracker.domain.entity import Entity
from tracker.domain.signing import voided
from tracker.domain.visit import Signature
from tracker.store._driver import Connection, Database, DatabaseError, IntegrityError, OperationalError
from tracker.store.audit import Line, Trail
from tracker.store.insert import insert_watched
from tracker.store.mapping import shape
from tracker.store.records import by_ids, find, get
from tracker.store.refusals import Damaged, NotSaved, ReadOnly

E = TypeVar("E", bound=Entity)

_HELD_BACK = 2000
_AT_ONCE = 500


class StoredOffice:
    """Hands out units of work, from any thread, one at a time."""

    def __init__(self, db: Database, trail: Trail, clock: Callable[[], datetime]) -> None:
        self.db, self.trail, self.clock, self.turn = db, trail, clock, RLock()

    def work(self, who: UUID, why: str = "") -> "StoredUnit":
        return StoredUnit(self, who, why.strip())


class ClosedOffice:
    """The office of a study that was opened for reading."""

    def work(self, who: UUID, why: str = "") -> "StoredUnit":
        raise ReadOnly


class StoredUnit:
    """One change by one person; puts are held back and written together, before each read and at the end."""

    def __init__(self, office: "StoredOffice", who: UUID, why: str) -> None:
        self._office, self._db, self._trail, self._turn = office, office.db, office.trail, office.turn
        self._who, self._why, self.now = who, why, office.clock()
        self._waiting: dict[UUID, tuple[Entity, Act | None]] = {}
        self._written: dict[UUID, int] = {}
        self._touched: set[Ref] = set()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            opening.enter_context(self._turn)
            self._db, self._trail = self._office.db, self._office.trail
            if self._connection.in_transaction:
                raise RuntimeError("a unit of work was begun inside another one")
            opening.enter_context(self._db.atomic())
            self._open = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._open:
                if error is not None:
                    raise error
                self._flush()
        except IntegrityError:
            raise
        except OperationalError:
            raise NotSaved from None
        except DatabaseError:
            raise Damaged from None

    def get(self, kind: type[E], id: UUID) -> E:
        self._flush()
        return get(self._connection, kind, id)

    def find(self, kind: type[E], **equal: object) -> tuple[E, ...]:
        self._flush()
        return find(self._connection, kind, equal)

    def put(self, entity: Entity, act: Act | None = None) -> None:
        shape(type(entity))
        if entity.id in self._waiting or len(self._waiting) >= _HELD_BACK:
            self._flush()
        self._waiting[entity.id] = (entity, act)

    def show(self, what: Ref, act: Act) -> None:
        self._flush()
        self._trail.append(self._who, self._why, self.now, [Line(act, what, 0)])
        self._touched.add(what)

    @property
    def touched(self) -> frozenset[Ref]:
        return frozenset(self._touched)

    @property
    def _connection(self) -> Connection:
        return self._db.conn

    def _flush(self) -> None:
        """Write what waits: first the events, then each row with the number of its event."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, {}
        stored = self._stored(waiting)
        lines: list[Line] = []
        rows: list[tuple[Entity, bool, int | None]] = []
        reached: set[UUID] = set()
        silent: set[UUID] = set()
        for entity, act in waiting.values():
            old = stored.get(entity.id)
            changes = differences(old, _as_stored(entity))
            if old is not None and not changes:
                continue
            self._refuse_stale(entity, old)
            revision = (old.revision if old else 0) + 1
            default = Act.CREATED if old is None else Act.REMOVED if entity.removed else Act.CHANGED
            if entity.kept_in_trail:
                rows.append((replace(entity, revision=revision), old is None, len(lines)))
                lines.append(Line(act or default, ref(entity), revision, changes))
                reached.update(signed_as(entity), signed_as(old or entity))
                if old is not None:
                    silent.update(signed_as(entity), signed_as(old))
            else:
                rows.append((replace(entity, revision=revision), old is None, None))
            self._written[entity.id] = revision
            self._touched.add(ref(entity))
        for signature in self._standing(reached):
            if not self._why and signature.record in silent:
                raise ReasonNeeded
            void = replace(voided(signature, self.now, self._why), revision=signature.revision + 1)
            rows.append((void, False, len(lines)))
            changes = differences(signature, _as_stored(void))
            lines.append(Line(Act.VOIDED, ref(void), void.revision, changes))
            self._touched.add(ref(void))
        seqs = self._trail.append(self._who, self._why, self.now, lines) if lines else range(0)
        self._write([(row, new, None if line is None else seqs[line]) for row, new, line in rows])

    def _stored(self, waiting: Mapping[UUID, tuple[Entity, Act | None]]) -> dict[UUID, Entity]:
        kinds: dict[type[Entity], list[UUID]] = {}
        for entity, _ in waiting.values():
            kinds.setdefault(type(entity), []).append(entity.id)
        found: dict[UUID, Entity] = {}
        for kind, ids in kinds.items():
            found |= by_ids(self._connection, shape(kind), ids)
        return found

    def _refuse_stale(self, entity: Entity, old: Entity | None) -> None:
        known = self._written.get(entity.id)
        if old is not None and known is None and old.revision != entity.revision:
            raise Stale
        if old is None and entity.revision:
            raise Stale

    def _standing(self, records: set[UUID]) -> list[Signature]:
        """The signatures of `records` that nothing has voided yet."""
        form, wanted = shape(Signature), sorted(map(str, records))
        found: list[Signature] = []
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            rows = self._connection.execute(
                f"SELECT {', '.join(form.names)} FROM {form.table} WHERE removed = 0 AND voided_at IS NULL"
                f" AND record IN ({', '.join('?' * len(part))})",
                part,
            )
            found += map(form.entity, rows.fetchall())
        return found

    def _write(self, rows: list[tuple[Entity, bool, int | None]]) -> None:
        """Rows of one kind go in together, in the order they were put."""
        new_rows: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        for entity, new, seq in rows:
            form = shape(type(entity))
            cells = form.row(entity)
            names, cells = (form.names, cells) if seq is None else ((*form.names, "event"), (*cells, seq))
            if entity.removed and not entity.kept_in_trail:
                self._connection.execute(f"DELETE FROM {form.table} WHERE id = ?", (str(entity.id),))
            elif new:
                new_rows.setdefault((form.table, names), []).append(cells)
            else:
                places = ", ".join(f"{name} = ?" for name in names)
                self._connection.execute(
                    f"UPDATE {form.table} SET {places} WHERE id = ?", (*cells, str(entity.id))
                )
        for (table, names), many in new_rows.items():
            insert_watched(self._connection, table, names, many)


def _as_stored(entity: E) -> E:
    """The value as it will be read back, so that equal means equal in the file."""
    form = shape(type(entity))
    return form.entity(form.row(entity))
