"""What laboratory values of a visit suggest for a score's ticks: printed beside them, never ticked."""

from collections.abc import Mapping
from decimal import Decimal

from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.items import Item, Tick
from tracker.domain.labs import Analyte, analyte
from tracker.domain.sources import Lab, LabLimit
from tracker.domain.text import N_, Said
from tracker.services.visit_checks import joined, typed_of
from tracker.services.visit_entry import LabEntry
from tracker.services.visit_form import LabRow, VisitForm


def advisers(known: Instrument) -> tuple[Instrument, ...]:
    """The instruments whose outputs all answer a tick of `known`, by key."""
    ticks = {item.key for item in known.items if isinstance(item, Tick)}
    return tuple(each for each in CATALOGUE if {output.key for output in each.outputs} <= ticks)


def hints_from(code: str, lab: str) -> bool:
    """Whether a laboratory value is printed beside a tick of an instrument."""
    sources = [item.found for each in advisers(instrument(code)) for item in each.items]
    return any(isinstance(source, Lab) and source.analyte == lab for source in sources)


def suggestions(form: VisitForm, code: str, labs: Mapping[str, LabEntry]) -> Mapping[str, Said]:
    """For each tick that a value speaks for: the value, as in "C3 0.71".

    Whether something else is the cause stays with the person: the exclusions count as answered No here.
    """
    said: dict[str, Said] = {}
    for adviser in advisers(instrument(code)):
        given = {item.key: _input(item, form, labs) for item in adviser.items}
        result = adviser({key: value for key, value in given.items() if value is not _ABSENT})
        for output in adviser.outputs:
            if result[output.key] is True:
                shown = [_shown(adviser.item(key), form, labs) for key in result.rests_on(output.key)]
                values = tuple(each for each in shown if each)
                if values:
                    said[output.key] = joined(values)
    return said


_ABSENT = object()


def _input(item: Item, form: VisitForm, labs: Mapping[str, LabEntry]) -> object:
    source = item.found
    if isinstance(source, Lab):
        return _value(form.row_of(source.analyte), labs.get(source.analyte), source.unit)
    if isinstance(source, LabLimit):
        row = form.row_of(source.analyte)
        edge = {"low": row.low, "high": row.high}.get(source.end, "")
        return _converted(row.analyte, edge, row.unit, source.unit) if edge else None
    return False if isinstance(item, Tick) else _ABSENT


def _value(row: LabRow, entry: LabEntry | None, unit: str) -> object:
    typed = typed_of(row, entry)
    if not typed.value or typed.problem:
        return None
    value = _converted(row.analyte, typed.value, row.unit, unit)
    return None if value is None else f"{typed.comparator}{value}"


def _converted(known: Analyte, value: str, unit: str, to: str) -> str | None:
    meant = known.unit_named(to)
    if meant is None or not known.converts(unit, meant.code):
        return None
    return format(known.convert(Decimal(value), unit, meant.code), "f")


def _shown(item: Item, form: VisitForm, labs: Mapping[str, LabEntry]) -> Said | None:
    if not isinstance(item.found, Lab):
        return None
    known = analyte(item.found.analyte)
    typed = typed_of(form.row_of(known.code), labs.get(known.code))
    values = {"analyte": Said(known.short), "sign": typed.comparator.value, "value": Decimal(typed.value)}
    return Said(N_("{analyte} {sign}{value}"), values)
