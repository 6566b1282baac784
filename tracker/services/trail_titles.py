"""What the records that the trail speaks of are called, and how their values read."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import singledispatchmethod
from typing import Any
from uuid import UUID

from tracker.domain.change import Act, Event, Records
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient
from tracker.domain.study import User
from tracker.language import Words
from tracker.services.trail_field import Field, Kind
from tracker.services.trail_fields import KINDS

_STEP = frozenset({"start", "dose", "unit", "doses", "per_days"})
_GRADE = frozenset({"day", "grade"})
_UNDECLARED = Kind("", {})


class TrailTitles:
    """Reads the history of a record once and keeps it; made anew for each look at the trail."""

    def __init__(self, records: Records, words: Words, zone: tzinfo) -> None:
        self._records, self._words, self._zone = records, words, zone
        self.people = {each.id: each for each in records.find(User)}
        self.patients = {each.id: each.study_id for each in records.find(Patient)}
        self._told: dict[UUID, tuple[Event, ...]] = {}

    def facts(self, record: UUID, at: Event | None = None) -> Mapping[str, object]:
        """The fields of a record as they were right after the entry `at`, or as they are now."""
        if at is not None and at.act is Act.CREATED:
            return {change.path: change.new for change in at.changes}
        return {
            change.path: change.new
            for each in self._history(record)
            if at is None or each.seq <= at.seq
            for change in each.changes
        }

    def titles(self, kind: str, facts: Mapping[str, object]) -> tuple[str, str]:
        """What a record is called, and what it belongs to: ("IgG", "Month 3, 18-Aug-2026")."""
        declared = KINDS.get(kind, _UNDECLARED)
        name = self._first(declared, declared.named, facts)
        title = self._words(declared.title) or kind
        under = self._first(declared, declared.within, facts)
        return (name, under or title) if name else (title, under)

    def value(self, raw: object, declared: Field | None = None) -> str:
        """A value as it is read; "" for an empty one."""
        if isinstance(raw, str) and declared is not None:
            return self._words(declared.choices[raw]) if raw in declared.choices else raw
        return self._read(raw)

    def _history(self, record: UUID) -> tuple[Event, ...]:
        if record not in self._told:
            self._told[record] = self._records.history(record)
        return self._told[record]

    def _first(self, kind: Kind, names: tuple[str, ...], facts: Mapping[str, object]) -> str:
        told = (self.value(facts.get(name), kind.fields[name]) for name in names)
        return next((text for text in told if text), "")

    @singledispatchmethod
    def _read(self, raw: Any) -> str:
        return "" if raw is None else str(raw)

    @_read.register
    def _(self, raw: bool) -> str:
        return self._words("Yes") if raw else self._words("No")

    @_read.register
    def _(self, raw: int | Decimal) -> str:
        return self._words.number(raw)

    @_read.register
    def _(self, raw: datetime) -> str:
        at = raw.astimezone(self._zone)
        return f"{self._words.day(at)} {at:%H:%M}"

    @_read.register
    def _(self, raw: date | PartialDate) -> str:
        return self._words.day(raw)

    @_read.register
    def _(self, raw: list | tuple) -> str:  # type: ignore[type-arg]
        return "; ".join(map(self._read, raw))

    @_read.register
    def _(self, raw: dict) -> str:  # type: ignore[type-arg]
        words, shown = self._words, {name: self._read(each) for name, each in raw.items()}
        if shown.keys() == _GRADE:
            return words("grade {grade} from {day}", **shown)
        if shown.keys() == _STEP:
            step = words("{dose} {unit} from {start}", **shown)
            once = raw["doses"] == 1 and raw["per_days"] == 1
            return step if once else words("{step}, {doses} in {per_days} days", step=step, **shown)
        return "; ".join(f"{name} {text}" for name, text in shown.items() if text)

    @_read.register
    def _(self, raw: UUID) -> str:
        """A person, a patient, or another record by its title."""
        if raw in self.people:
            return self.people[raw].short
        if raw in self.patients:
            return self.patients[raw]
        told = self._history(raw)
        return ", ".join(filter(None, self.titles(told[0].what.kind, self.facts(raw)))) if told else ""
