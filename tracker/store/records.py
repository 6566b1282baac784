"""Reading the study: rows become values of the domain, removed ones stay out."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any, TypeVar
from uuid import UUID

from tracker.domain.change import Event, Ref, Wanted
from tracker.domain.entity import Entity
from tracker.store._driver import Connection, DatabaseError
from tracker.store.audit import read_entries, read_events, refs_after
from tracker.store.mapping import Shape, shape
from tracker.store.refusals import Damaged

E = TypeVar("E", bound=Entity)

_AT_ONCE = 500


class StoredRecords:
    """Reads through one connection, from any thread, one at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._turn = connection, RLock()

    def get(self, kind: type[E], id: UUID) -> E:
        with self._reading():
            return get(self._connection, kind, id)

    def find(self, kind: type[E], **equal: object) -> tuple[E, ...]:
        with self._reading():
            return find(self._connection, kind, equal)

    def among(self, kind: type[E], field: str, values: Collection[object]) -> tuple[E, ...]:
        with self._reading():
            return among(self._connection, kind, field, values)

    def since(self, seq: int) -> tuple[int, tuple[Ref, ...]]:
        with self._reading():
            return refs_after(self._connection, seq)

    def history(self, record: UUID) -> tuple[Event, ...]:
        with self._reading():
            return tuple(read_events(self._connection, "e.record = ?", (str(record),)))

    def trail(self, patient: UUID | None = None) -> tuple[Event, ...]:
        """The whole trail, or that of one patient, oldest first."""
        with self._reading():
            if patient is None:
                return tuple(read_events(self._connection))
            return tuple(read_events(self._connection, "e.patient = ?", (str(patient),)))

    def entries(
        self, wanted: Wanted, limit: int, *, before: int | None = None, after: int | None = None
    ) -> tuple[Event, ...]:
        with self._reading():
            return tuple(read_entries(self._connection, wanted, limit, before, after))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """A page that was altered says so in words; the driver's own text may hold values."""
        with self._turn:
            try:
                yield
            except DatabaseError:
                raise Damaged from None

    @contextmanager
    def away(self) -> Iterator[Callable[[Connection], None]]:
        """Close the connection; whoever reads waits until another one was given."""
        with self._turn:
            self._connection.close()
            yield self._take

    def close(self) -> None:
        with self._turn:
            self._connection.close()

    def _take(self, connection: Connection) -> None:
        self._connection = connection


def get(connection: Connection, kind: type[E], id: UUID) -> E:
    """One row; a KeyError without names or values when it is not there or was removed."""
    found = by_ids(connection, shape(kind), [id]).get(id)
    if found is None or found.removed:
        raise KeyError(kind.__name__, id)
    return found


def find(connection: Connection, kind: type[E], equal: dict[str, object]) -> tuple[E, ...]:
    """All rows whose fields equal the values given, in the order they were made."""
    form = shape(kind)
    unknown = set(equal) - set(form.names)
    if unknown:
        raise TypeError(f"{kind.__name__} has no field {sorted(unknown)}")
    wanted = {"removed": False, **equal}
    where = " AND ".join(f"{name} IS ?" for name in wanted)
    cells = [form.cell(name, value) for name, value in wanted.items()]
    rows = connection.execute(
        f"SELECT {', '.join(form.names)} FROM {form.table} WHERE {where} ORDER BY rowid", cells
    )
    return tuple(map(form.entity, rows.fetchall()))


def among(connection: Connection, kind: type[E], field: str, values: Collection[object]) -> tuple[E, ...]:
    """All rows whose `field` is one of `values`, in the order they were made."""
    form = shape(kind)
    if field not in form.names:
        raise TypeError(f"{kind.__name__} has no field {field!r}")
    cells = [form.cell(field, value) for value in dict.fromkeys(values)]
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(cells), _AT_ONCE):
        part = cells[start : start + _AT_ONCE]
        rows += connection.execute(
            f"SELECT rowid, {', '.join(form.names)} FROM {form.table}"
            f" WHERE removed = 0 AND {field} IN ({', '.join('?' * len(part))})",
            part,
        ).fetchall()
    rows.sort(key=lambda row: row[0])
    return tuple(form.entity(row[1:]) for row in rows)


def by_ids(connection: Connection, form: Shape[E], ids: Sequence[UUID]) -> dict[UUID, E]:
    """The rows with these ids, removed ones too."""
    found: dict[UUID, E] = {}
    for start in range(0, len(ids), _AT_ONCE):
        part = [str(each) for each in ids[start : start + _AT_ONCE]]
        rows = connection.execute(
            f"SELECT {', '.join(form.names)} FROM {form.table} WHERE id IN ({', '.join('?' * len(part))})",
            part,
        )
        found.update((entity.id, entity) for entity in map(form.entity, rows.fetchall()))
    return found
