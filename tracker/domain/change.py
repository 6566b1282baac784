"""A change as a value: who, why, and the difference between the record before and after."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from tracker.domain.entity import Entity

E = TypeVar("E", bound=Entity)


class Act(StrEnum):
    """What somebody did; the trail's verbs."""

    CREATED = "created"
    CHANGED = "changed"
    CORRECTED = "corrected"
    REMOVED = "removed"
    SIGNED = "signed"
    PRINTED = "printed"
    EXPORTED = "exported"
    IMPORTED = "imported"
    OPENED = "opened"
    LOGIN = "login"
    FAILED_LOGIN = "failed_login"
    RECOVERED = "recovered"


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

    def get(self, kind: type[E], id: UUID) -> E: ...

    def find(self, kind: type[E], **equal: object) -> tuple[E, ...]:
        """All rows of `kind` whose fields equal the values given; in the order they were made."""
        ...


class UnitOfWork(AbstractContextManager["UnitOfWork"], Protocol):
    """One change by one person. Leaving the block writes rows and events in one transaction; an exception, neither."""

    def get(self, kind: type[E], id: UUID) -> E: ...
    def find(self, kind: type[E], **equal: object) -> tuple[E, ...]: ...
    def put(self, entity: Entity, act: Act | None = None) -> None:
        """Write `entity`. `act` defaults to created, changed or removed by what differs; equal = no event, no write."""
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
