"""How a value of the domain lies in a row, worked out from the types of its fields alone."""

import re
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.document import Document
from tracker.domain.entity import Entity
from tracker.domain.followup import (
    Appointment,
    Closure,
    Inquiry,
    NotAssessed,
    PlannedVisitNote,
    Query,
    StudyPlan,
)
from tracker.domain.infusion import Conditioning, Infusion
from tracker.domain.medication import MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient
from tracker.domain.published import PublishedFact, PublishedSource
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.study import Setting, Site, Study, User
from tracker.domain.visit import Assessment, Draft, LabResult, Signature, Visit
from tracker.store.json_text import read_json, write_json

E = TypeVar("E", bound=Entity)

KINDS: tuple[type[Entity], ...] = (
    Study,
    Site,
    User,
    Setting,
    Patient,
    Diagnosis,
    Infusion,
    Conditioning,
    Visit,
    LabResult,
    Assessment,
    Draft,
    MedicationCourse,
    AdverseEvent,
    PublishedSource,
    PublishedFact,
    Document,
    Signature,
    StudyPlan,
    PlannedVisitNote,
    Appointment,
    NotAssessed,
    Closure,
    Inquiry,
    Query,
    SafetyCheck,
)
"""Everything that has a table. A kind that is not listed cannot be written by mistake."""


@dataclass(frozen=True)
class Codec:
    """The column type of a field, and the two ways between value and cell."""

    column: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


@lru_cache(maxsize=4096)
def _id(text: str) -> UUID:
    """Rows name the same site, patient and visit again and again."""
    return UUID(text)


_SIMPLE: dict[type, Codec] = {
    str: Codec("TEXT", _same, _same),
    int: Codec("INTEGER", _same, _same),
    bool: Codec("INTEGER", int, bool),
    UUID: Codec("TEXT", str, _id),
    date: Codec("TEXT", date.isoformat, date.fromisoformat),
    datetime: Codec("TEXT", datetime.isoformat, datetime.fromisoformat),
    PartialDate: Codec("TEXT", str, PartialDate.parse),
}


@dataclass(frozen=True)
class Shape(Generic[E]):
    """One kind of entity as a table: its name, its columns in the order of the fields, its codecs."""

    kind: type[E]
    table: str
    names: tuple[str, ...]
    codecs: Mapping[str, Codec]

    @cached_property
    def _unlike(self) -> tuple[tuple[str, Codec], ...]:
        """The fields whose value is not what lies in the cell."""
        return tuple((name, each) for name, each in self.codecs.items() if each.read is not _same)

    def row(self, entity: E) -> tuple[Any, ...]:
        """The cells of `entity`, in the order of `names`."""
        values = vars(entity).copy()
        for name, each in self._unlike:
            if values[name] is not None:
                values[name] = each.write(values[name])
        return tuple([values[name] for name in self.names])

    def entity(self, row: Sequence[Any]) -> E:
        """The value that `row` holds."""
        values = dict(zip(self.names, row, strict=True))
        for name, each in self._unlike:
            if values[name] is not None:
                values[name] = each.read(values[name])
        # The fields of a frozen value are set one by one through its guard: at once takes half the time.
        made = object.__new__(self.kind)
        vars(made).update(values)
        return made

    def cell(self, name: str, value: object) -> Any:
        return None if value is None else self.codecs[name].write(value)


def shape(kind: type[E]) -> Shape[E]:
    """The shape of `kind`; a TypeError for what has no table."""
    if kind not in _SHAPES:
        if kind not in KINDS:
            raise TypeError(f"{kind.__name__} has no table")
        _SHAPES[kind] = _shape(kind)
    return _SHAPES[kind]


_SHAPES: dict[type[Entity], Shape[Any]] = {}


def _shape(kind: type[E]) -> Shape[E]:
    hints = get_type_hints(kind)
    names = tuple(each.name for each in fields(kind))
    return Shape(kind, table_name(kind.__name__), names, {name: codec(hints[name]) for name in names})


def table_name(kind: str) -> str:
    """ "LabResult" lies in "lab_result"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower()


def codec(hint: Any) -> Codec:
    """The codec for an annotation; a TypeError for a type that nobody has taught us to store."""
    if get_origin(hint) in (Union, types.UnionType):
        options = [each for each in get_args(hint) if each is not type(None)]
        if len(options) == 1:
            return codec(options[0])
    elif hint in _SIMPLE:
        return _SIMPLE[hint]
    elif isinstance(hint, type) and issubclass(hint, StrEnum):
        return Codec("TEXT", str, {each.value: each for each in hint}.__getitem__)
    elif get_origin(hint) is Mapping:
        return Codec("TEXT", write_json, read_json)
    elif get_origin(hint) is tuple and get_args(hint)[1:] == (...,):
        return _parts(get_args(hint)[0])
    raise TypeError(f"no way to store {hint!r}")


def _parts(part: Any) -> Codec:
    """A tuple of small frozen dataclasses lies in one cell, as a JSON list of objects."""
    hints = get_type_hints(part)
    inner = {each.name: codec(hints[each.name]) for each in fields(part)}

    def write(values: Sequence[Any]) -> str:
        return write_json(
            [
                {
                    name: None if (v := getattr(value, name)) is None else c.write(v)
                    for name, c in inner.items()
                }
                for value in values
            ]
        )

    def read(text: str) -> tuple[Any, ...]:
        return tuple(
            part(**{name: None if cell is None else inner[name].read(cell) for name, cell in each.items()})
            for each in read_json(text)
        )

    return Codec("TEXT", write, read)
