"""A change as a value: who, why, and the difference between the record before and after."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from tracker.domain.entity import Entity
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_

E = TypeVar("E", bound=Entity)


class Act(StrEnum):
    """What somebody did; the trail's verbs."""

    CREATED = "created"
    CHANGED = "changed"
    CORRECTED = "corrected"
    REMOVED = "removed"
    SIGNED = "signed"
    VOIDED = "voided"
    """What was signed changed, and the signature stands for it no more."""
    PRINTED = "printed"
    EXPORTED = "exported"
    IMPORTED = "imported"
    OPENED = "opened"
    LOGIN = "login"
    FAILED_LOGIN = "failed_login"
    RECOVERED = "recovered"
    RIGHTS = "rights"
    """Who may open the study, and as what: people, roles, passphrases, codes, the data key."""
    RESTORED = "restored"
    """The study was put back as a backup has it; the reason stands beside it."""
    DRILLED = "drilled"
    """A backup was restored for trial and compared; the result stands beside it."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Points at one row: its kind (the entity's class name), its id, and the patient it belongs to."""

    kind: str
    id: UUID
    patient: UUID | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One field (or key inside a mapping field) before and after."""

    path: str
    old: object
    new: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the trail, as it is read back; `seq` orders events, whatever the clock said."""

    seq: int
    id: UUID
    at: datetime
    who: UUID
    act: Act
    what: Ref
    why: str = ""
    changes: tuple[Change, ...] = ()
    clock_back: bool = False
    """The clock said an earlier time than at the event before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries: None or empty asks for all. `since` and `until` are aware, and `until` is outside."""

    patient: UUID | None = None
    who: UUID | None = None
    acts: frozenset[Act] = frozenset()
    since: datetime | None = None
    until: datetime | None = None


class Stale(Refusal):
    """Somebody else changed the record since it was read."""

    def __init__(self) -> None:
        super().__init__(
            N_("This was changed by somebody else meanwhile. Look at the new value, then try again.")
        )


class ReasonNeeded(Refusal):
    """A signed record changes only with a reason."""

    def __init__(self) -> None:
        super().__init__(N_("This is signed. Say why it changes."))


SIGNED_WITH_THEIR_VISIT = frozenset({"LabResult", "Assessment"})


def signed_as(entity: Entity) -> tuple[UUID, ...]:
    """The records whose signature protects `entity`: its own, and its visit's where it is part of one."""
    visit = getattr(entity, "visit", None)
    part = type(entity).__name__ in SIGNED_WITH_THEIR_VISIT
    return (entity.id, visit) if part and isinstance(visit, UUID) else (entity.id,)


def ref(entity: Entity) -> Ref:
    """The address of `entity`; a patient belongs to himself."""
    kind = type(entity).__name__
    patient = entity.id if kind == "Patient" else getattr(entity, "patient", None)
    return Ref(kind, entity.id, patient)


def differences(old: Entity | None, new: Entity) -> tuple[Change, ...]:
    """Read field by field, and key by key inside mappings; `id`, `site` and `revision` are not content."""

    def walk() -> Iterator[Change]:
        for each in fields(new):
            if each.name in {"id", "site", "revision"}:
                continue
            before, after = getattr(old, each.name, None), getattr(new, each.name)
            if isinstance(after, Mapping):
                before = before or {}
                for key in dict.fromkeys((*before, *after)):
                    if key not in before or key not in after or before[key] != after[key]:
                        yield Change(f"{each.name}.{key}", before.get(key), after.get(key))
            elif before != after:
                yield Change(each.name, before, after)

    return tuple(walk())


class Records(Protocol):
    """Reading the study. Removed rows are left out; an unknown field is a TypeError."""

    def get(self, kind: type[E], id: UUID) -> E:
        """The row itself; a KeyError where there is none, or where it was removed."""
        ...

    def find(self, kind: type[E], **equal: object) -> tuple[E, ...]:
        """All rows of `kind` whose fields equal the values given; in the order they were made."""
        ...

    def among(self, kind: type[E], field: str, values: Collection[object]) -> tuple[E, ...]:
        """All rows of `kind` whose `field` is one of `values`; in the order they were made."""
        ...

    def history(self, record: UUID) -> tuple[Event, ...]:
        """What happened to one row, oldest first."""
        ...

    def trail(self, patient: UUID | None = None) -> tuple[Event, ...]:
        """The whole trail, or that of one patient, oldest first."""
        ...

    def entries(
        self, wanted: Wanted, limit: int, *, before: int | None = None, after: int | None = None
    ) -> tuple[Event, ...]:
        """At most `limit` entries: the newest first, those before one; or the oldest first, after one."""
        ...

    def since(self, seq: int) -> tuple[int, tuple[Ref, ...]]:
        """The number of the last event of the trail, and what the events after `seq` were about."""
        ...


class UnitOfWork(AbstractContextManager["UnitOfWork"], Protocol):
    """One change by one person. Leaving the block writes rows and events together; an exception, neither."""

    def get(self, kind: type[E], id: UUID) -> E: ...
    def find(self, kind: type[E], **equal: object) -> tuple[E, ...]: ...
    def put(self, entity: Entity, act: Act | None = None) -> None:
        """Write `entity`. `act` defaults to created, changed or removed by what differs; equal = no write.

        `Stale` and `ReasonNeeded` come at the next read, or when the block is left.
        """
        ...

    def show(self, what: Ref, act: Act) -> None:
        """Note in the trail that `what` was printed, exported or opened."""
        ...

    @property
    def touched(self) -> frozenset[Ref]: ...
    @property
    def now(self) -> datetime:
        """One aware instant for everything in this block."""
        ...


class Office(Protocol):
    """Where changes are made."""

    def work(self, who: UUID, why: str = "") -> UnitOfWork: ...
