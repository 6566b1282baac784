"""Whether a typed laboratory value can be true: what is refused, asked back, or was perhaps meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.labs import Analyte, unit_title
from tracker.domain.text import N_, Said
from tracker.domain.visit import Comparator, LabResult

_TEN = 10


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A number as it was typed, in its own unit, and what it is in the unit of the row."""

    analyte: Analyte
    comparator: Comparator
    number: Decimal
    typed_unit: str
    unit: str

    @property
    def value(self) -> Decimal:
        """The number in the unit of the row."""
        if self.typed_unit == self.unit:
            return self.number
        return self.analyte.convert(self.number, self.typed_unit, self.unit)


def amount(value: Decimal, unit: str) -> Said:
    """A number with its unit, as one phrase."""
    return Said(N_("{number} {unit}"), {"number": value, "unit": Said(unit_title(unit))})


def problem(reading: Reading) -> Said | None:
    """Why the value cannot be kept."""
    analyte = reading.analyte
    if reading.comparator is Comparator.BELOW and reading.number == 0:
        return Said(N_("Nothing can be below 0. Type < and the limit of the assay, such as <1."))
    if reading.comparator is Comparator.BELOW and not analyte.below_detection:
        phrase = N_("{analyte} has no limit of detection. Type the value itself.")
        return Said(phrase, {"analyte": Said(analyte.title)})
    if analyte.within(analyte.impossible, reading.value, reading.unit):
        return None
    phrase = N_("{analyte} {value} is outside what can be measured ({low}–{high}).")
    return _with_guesses(_beyond(phrase, reading, analyte.impossible), reading)


def warning(reading: Reading, last: LabResult | None) -> Said | None:
    """Why somebody should look at the value again before it is signed."""
    analyte, value = reading.analyte, reading.value
    if reading.comparator is not Comparator.EQUAL:
        return None
    if value == 0 and analyte.below_detection and analyte.swings:
        phrase = N_("{analyte} 0: if the laboratory says below detection, type < and its limit.")
        return Said(phrase, {"analyte": Said(analyte.title)})
    before = None if analyte.swings else _comparable(last, reading)
    if before and value >= before * _TEN:
        return _against_last(
            N_("{analyte} {value} is 10 times the last value ({last}) or more."), reading, before
        )
    if before and value * _TEN <= before:
        return _against_last(
            N_("{analyte} {value} is a tenth of the last value ({last}) or less."), reading, before
        )
    if analyte.within(analyte.plausible, value, reading.unit):
        return None
    phrase = N_("{analyte} {value} is unusual (expected {low}–{high}).")
    return _with_guesses(_beyond(phrase, reading, analyte.plausible), reading)


def _beyond(phrase: str, reading: Reading, pair: tuple[Decimal, Decimal]) -> Said:
    low, high = reading.analyte.limits(pair, reading.unit) or pair
    return Said(
        phrase,
        {
            "analyte": Said(reading.analyte.title),
            "value": amount(reading.value, reading.unit),
            "low": low,
            "high": high,
        },
    )


def _comparable(last: LabResult | None, reading: Reading) -> Decimal | None:
    if last is None or not last.number or last.comparator is not Comparator.EQUAL:
        return None
    if not reading.analyte.converts(last.unit, reading.unit):
        return None
    return reading.analyte.convert(last.number, last.unit, reading.unit)


def _against_last(phrase: str, reading: Reading, last: Decimal) -> Said:
    title = Said(reading.analyte.title)
    return Said(phrase, {"analyte": title, "value": reading.value, "last": last})


def _with_guesses(fact: Said, reading: Reading) -> Said:
    """Add what the same digits would mean in another unit, where that makes sense."""
    other = next(_plausible_units(reading), None)
    if other is None:
        return fact
    typed = amount(reading.number, other)
    if other == reading.unit:
        return Said(N_("{fact} Did you mean {typed}?"), {"fact": fact, "typed": typed})
    converted = amount(reading.analyte.convert(reading.number, other, reading.unit), reading.unit)
    phrase = N_("{fact} Did you mean {converted} or {typed}?")
    return Said(phrase, {"fact": fact, "converted": converted, "typed": typed})


def _plausible_units(reading: Reading) -> Iterator[str]:
    analyte, typed = reading.analyte, reading.typed_unit
    for unit in analyte.units:
        if unit == typed or not analyte.converts(unit, analyte.house_unit):
            continue
        same = analyte.converts(unit, typed) and analyte.ratio(unit, typed) == 1
        if reading.number and not same and analyte.within(analyte.plausible, reading.number, unit):
            yield unit
