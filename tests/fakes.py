"""A study in memory for tests of services and screens: FakeRecords, FakeOffice, fake_session()."""

from collections.abc import Callable, Collection
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from uuid import UUID, uuid4

import pytest

from tracker.domain.change import (
    Act,
    Event,
    ReasonNeeded,
    Ref,
    Stale,
    Wanted,
    differences,
    ref,
    signed_as,
)
from tracker.domain.entity import Entity
from tracker.domain.signing import voided
from tracker.domain.study import Role, Site, Study, User
from tracker.domain.visit import Signature
from tracker.services.session import Session
from tracker.store import keys

E = TypeVar("E", bound=Entity)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class FakeRecords:
    """Rows in a dict, in the order they were made."""

    def __init__(self, *entities: Entity) -> None:
        self.rows: dict[UUID, Entity] = {
            each.id: replace(each, revision=each.revision or 1) for each in entities
        }
        self.events: list[Event] = []

    def get(self, kind: type[E], id: UUID) -> E:
        found = self.rows.get(id)
        if not isinstance(found, kind) or found.removed:
            raise KeyError(kind.__name__, id)
        return found

    def find(self, kind: type[E], **equal: object) -> tuple[E, ...]:
        unknown = set(equal) - {each.name for each in fields(kind)}
        if unknown:
            raise TypeError(f"{kind.__name__} has no field {sorted(unknown)}")
        wanted = {"removed": False, **equal}
        return tuple(
            row
            for row in self.rows.values()
            if type(row) is kind and all(getattr(row, name) == value for name, value in wanted.items())
        )

    def among(self, kind: type[E], field: str, values: Collection[object]) -> tuple[E, ...]:
        return tuple(row for row in self.find(kind) if getattr(row, field) in set(values))

    def since(self, seq: int) -> tuple[int, tuple[Ref, ...]]:
        return len(self.events), tuple(dict.fromkeys(event.what for event in self.events[seq:]))

    def trail(self, patient: UUID | None = None) -> tuple[Event, ...]:
        return tuple(event for event in self.events if patient in (None, event.what.patient))

    def entries(
        self, wanted: Wanted, limit: int, *, before: int | None = None, after: int | None = None
    ) -> tuple[Event, ...]:
        found = [
            event
            for event in self.events
            if wanted.patient in (None, event.what.patient)
            and wanted.who in (None, event.who)
            and (not wanted.acts or event.act in wanted.acts)
            and (before is None or event.seq < before)
            and (after is None or event.seq > after)
        ]
        return tuple((found if after is not None else found[::-1])[:limit])

    def history(self, record: UUID) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.what.id == record)


class FakeUnit:
    """One change; rows and events appear in `records` only when the block is left without an exception."""

    def __init__(self, records: FakeRecords, who: UUID, why: str, now: datetime) -> None:
        self._records, self._who, self._why, self.now = records, who, why, now
        self._draft = FakeRecords()
        self._touched: set[Ref] = set()

    def __enter__(self) -> Self:
        self._draft.rows = dict(self._records.rows)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._records.rows = self._draft.rows
            self._records.events += self._draft.events

    def get(self, kind: type[E], id: UUID) -> E:
        return self._draft.get(kind, id)

    def find(self, kind: type[E], **equal: object) -> tuple[E, ...]:
        return self._draft.find(kind, **equal)

    def put(self, entity: Entity, act: Act | None = None) -> None:
        old = self._draft.rows.get(entity.id)
        changes = differences(old, entity)
        if old is not None and not changes:
            return
        if old is not None and old != self._records.rows.get(entity.id):
            pass  # written earlier in this block: the caller may still hold the older revision
        elif old is not None and old.revision != entity.revision:
            raise Stale
        if old is not None and entity.kept_in_trail and not self._why and self._is_signed(entity):
            raise ReasonNeeded
        if entity.removed and not entity.kept_in_trail:
            self._draft.rows.pop(entity.id, None)
        else:
            self._draft.rows[entity.id] = replace(entity, revision=(old.revision if old else 0) + 1)
        default = Act.CREATED if old is None else Act.REMOVED if entity.removed else Act.CHANGED
        self._note(ref(entity), act or default, entity.kept_in_trail, changes)
        for record in {*signed_as(entity), *signed_as(old or entity)} if entity.kept_in_trail else ():
            for signature in self.find(Signature, record=record, voided_at=None):
                self.put(voided(signature, self.now, self._why), Act.VOIDED)

    def show(self, what: Ref, act: Act) -> None:
        self._note(what, act, True, ())

    @property
    def touched(self) -> frozenset[Ref]:
        return frozenset(self._touched)

    def _is_signed(self, entity: Entity) -> bool:
        return any(self.find(Signature, record=record, voided_at=None) for record in signed_as(entity))

    def _note(self, what: Ref, act: Act, kept: bool, changes: tuple) -> None:
        self._touched.add(what)
        if kept:
            self._draft.events.append(
                Event(
                    seq=len(self._records.events) + len(self._draft.events) + 1,
                    id=uuid4(),
                    at=self.now,
                    who=self._who,
                    why=self._why,
                    act=act,
                    what=what,
                    changes=changes,
                )
            )


class FakeOffice:
    """Hands out units of work over one FakeRecords."""

    def __init__(self, records: FakeRecords, clock: Callable[[], datetime] = lambda: NOON) -> None:
        self.records, self.clock = records, clock

    @property
    def events(self) -> list[Event]:
        return self.records.events

    def work(self, who: UUID, why: str = "") -> FakeUnit:
        return FakeUnit(self.records, who, why, self.clock())


def fake_session(
    *entities: Entity,
    role: Role = Role.COORDINATOR,
    practice: bool = False,
    site: UUID | None = None,
    clock: Callable[[], datetime] = lambda: NOON,
) -> Session:
    """An open study that holds `entities`; its site is the first entity's."""
    site_id = site or (entities[0].site if entities else uuid4())
    study = Study(
        site=site_id,
        name="Test study",
        time_zone="Europe/Berlin",
        created=date(2026, 1, 5),
        practice=practice,
    )
    clinic = Site(id=site_id, site=site_id, clinic="Test clinic", hospital="Test hospital")
    user = User(site=site_id, name="Kemi Abara", short="K. Abara", role=role)
    records = FakeRecords(study, clinic, user, *entities)
    return Session(
        folder=Path("no-folder"),
        study=records.get(Study, study.id),
        site=records.get(Site, clinic.id),
        user=records.get(User, user.id),
        records=records,
        office=FakeOffice(records, clock),
        close=lambda: None,
        prove=lambda _passphrase: None,
    )


def make_keys_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let guesses cost little in this test; outside of tests such a key file is refused."""
    cheap = keys.Cost(memory=16, passes=1, lanes=1)
    monkeypatch.setattr(keys, "COST", cheap)
    monkeypatch.setattr(keys, "FLOOR", cheap)
