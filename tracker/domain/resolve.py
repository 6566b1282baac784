"""Where an instrument's inputs come from in a patient's record, and what they were found to be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import singledispatchmethod
from typing import Protocol
from uuid import UUID

from tracker.domain.cause import cause_key, doubtful
from tracker.domain.instrument import Instrument, Result
from tracker.domain.items import Item
from tracker.domain.known import Code, Num
from tracker.domain.sources import AnswersOf, Beside, Fact, ItemOf, Lab, LabLimit, ResultOf, Series, Setting

__all__ = [
    "Desk",
    "Fact",
    "Found",
    "ItemOf",
    "Lab",
    "LabLimit",
    "Record",
    "ResultOf",
    "Series",
    "Setting",
    "merged",
]


@dataclass(frozen=True, slots=True)
class Found:
    """A value that the record gave: printed beside the item, stored with the result."""

    value: object
    where: str
    on: date | None = None


class Record(Protocol):
    """What a patient's record can be asked, visit by visit; None where it has nothing."""

    def visit_at(self, visit: UUID, moment: str) -> UUID | None: ...
    def answers(self, visit: UUID, instrument: str) -> Mapping[str, object]: ...
    def lab(self, visit: UUID, analyte: str, unit: str) -> Found | None: ...
    def lab_limit(self, visit: UUID, analyte: str, unit: str, end: str) -> Found | None: ...
    def series(self, visit: UUID, source: Series) -> Found | None: ...
    def fact(self, visit: UUID, name: str) -> Found | None: ...
    def setting(self, visit: UUID, instrument: str, item: Item) -> object | None: ...
    def day(self, visit: UUID) -> date: ...


class Desk:
    """Finds inputs and works instruments out for one patient; typed answers win over found ones."""

    def __init__(self, record: Record, catalogue: Iterable[Instrument]) -> None:
        self._record = record
        self._catalogue = {each.code: each for each in catalogue}
        self._done: dict[tuple[str, UUID], Result] = {}

    def found(self, instrument: Instrument, visit: UUID) -> dict[str, Found]:
        """What the record says for every item that has a source and is not blank there."""
        values: dict[str, Found] = {}
        for item in instrument.items:
            place = self._record.visit_at(visit, item.at)
            if item.found is not None and place is not None:
                value = self._look(item.found, item, instrument, place)
                if value is not None and value.value is not None:
                    values[item.key] = value
        return values

    def result(self, code: str, visit: UUID) -> Result:
        """The result of the instrument `code` at `visit`, from its answers there and from what is found."""
        if (code, visit) not in self._done:
            self._done[code, visit] = self.work(
                self._catalogue[code], visit, self._record.answers(visit, code)
            )
        return self._done[code, visit]

    def work(self, instrument: Instrument, visit: UUID, typed: Mapping[str, object]) -> Result:
        """The result of `typed` answers, completed by what is found."""
        found = {key: each.value for key, each in self.found(instrument, visit).items()}
        return instrument(merged(instrument, typed, found))

    @singledispatchmethod
    def _look(self, source: object, item: Item, instrument: Instrument, visit: UUID) -> Found | None:
        raise TypeError(f"no way to look up {type(source).__name__}")

    @_look.register
    def _(self, source: Lab, item: Item, instrument: Instrument, visit: UUID) -> Found | None:
        return self._record.lab(visit, source.analyte, source.unit)

    @_look.register
    def _(self, source: LabLimit, item: Item, instrument: Instrument, visit: UUID) -> Found | None:
        return self._record.lab_limit(visit, source.analyte, source.unit, source.end)

    @_look.register
    def _(self, source: Series, item: Item, instrument: Instrument, visit: UUID) -> Found | None:
        return self._record.series(visit, source)

    @_look.register
    def _(self, source: Beside, item: Item, instrument: Instrument, visit: UUID) -> Found | None:
        other = instrument.item(source.item)
        value = self._look(other.found, other, instrument, visit)
        return None if value is None else Found(source.value, value.where, value.on)

    @_look.register
    def _(self, source: Fact, item: Item, instrument: Instrument, visit: UUID) -> Found | None:
        return self._record.fact(visit, source.name)

    @_look.register
    def _(self, source: Setting, item: Item, instrument: Instrument, visit: UUID) -> Found | None:
        value = self._record.setting(visit, instrument.code, item)
        return None if value is None else Found(value, item.setting)

    @_look.register
    def _(self, source: ResultOf, item: Item, instrument: Instrument, visit: UUID) -> Found | None:
        if source.instrument not in self._catalogue:
            return None
        known = self.result(source.instrument, visit).known[source.output]
        if not isinstance(known, Num | Code | Mapping):
            return None
        return Found(known, source.instrument, self._record.day(visit))

    @_look.register
    def _(self, source: AnswersOf, item: Item, instrument: Instrument, visit: UUID) -> Found | None:
        if source.instrument not in self._catalogue or not self._record.answers(visit, source.instrument):
            return None
        answers = self.result(source.instrument, visit).answers
        return Found({key: answers[key] for key in answers}, source.instrument, self._record.day(visit))

    @_look.register
    def _(self, source: ItemOf, item: Item, instrument: Instrument, visit: UUID) -> Found | None:
        value = self._record.answers(visit, source.instrument).get(source.item)
        return None if value is None else Found(value, source.instrument, self._record.day(visit))


def merged(
    instrument: Instrument, typed: Mapping[str, object], found: Mapping[str, object]
) -> dict[str, object]:
    """Raw answers for the instrument: what was typed, else what was found; absent where there is neither."""
    raw: dict[str, object] = {}
    for item in instrument.items:
        if typed.get(item.key) is not None:
            raw[item.key] = typed[item.key]
        elif item.key in found:
            raw[item.key] = found[item.key]
        elif item.key in typed and item.default is None:
            raw[item.key] = None
    for item in doubtful(instrument.items):
        if typed.get(cause_key(item)) is not None:
            raw[cause_key(item)] = typed[cause_key(item)]
    return raw
