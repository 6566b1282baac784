"""Which columns an instrument has in a file, and what stands in them for one assessment."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch
from itertools import chain

from tracker.domain.cause import CAUSES, cause_key, doubtful
from tracker.domain.instrument import Instrument
from tracker.domain.items import Choice, Day, Group, Item, Many, Number, Rows, Text, Tick
from tracker.domain.known import exact
from tracker.domain.outputs import Category, Criterion, Detail, On, Output, Score
from tracker.domain.sheet import Cell, SheetColumn
from tracker.domain.sources import (
    VISIT,
    AnswersOf,
    Beside,
    Fact,
    ItemOf,
    Lab,
    LabLimit,
    ResultOf,
    Series,
    Setting,
)
from tracker.domain.visit import Assessment
from tracker.language import Words
from tracker.services.course import Course
from tracker.services.definition_results import MARKS
from tracker.services.definition_words import answer_words, source_words, unit_words
from tracker.services.export_profile import Profile

YES_NO = "1=yes; 0=no"
ANSWERED, DEFAULT = "answered", "default"


@dataclass(frozen=True)
class Reader:
    """How one assessment is read: by which profile, within which course."""

    profile: Profile
    course: Course


def columns(known: Instrument, words: Words) -> tuple[SheetColumn, ...]:
    """Every item with its provenance, causes, then every key of the result, status and what is missing."""
    asked: list[SheetColumn] = []
    for item in known.items:
        asked += _titled(item, f"answer_{item.key}", words)
        came = words("{item}: where the value came from", item=words(item.title))
        asked.append(SheetColumn(key=f"answer_{item.key}_from", title=came, kind="code"))
    for item in doubtful(known.items):
        asked.append(
            SheetColumn(
                key=f"answer_{cause_key(item)}",
                title=words("{item}: what causes it", item=words(item.title)),
                kind="choice",
                options="; ".join(f"{code}={words(title)}" for code, title in CAUSES.items()),
            )
        )
    return (
        SheetColumn(key="version", title=words("Version of the instrument"), kind="number"),
        *asked,
        *chain.from_iterable(_result_columns(output, words) for output in known.outputs),
        SheetColumn(key="variant", title=words("Readings of the score that were used"), kind="detail"),
        SheetColumn(key="status", title=words("State of the result"), kind="code"),
        SheetColumn(key="missing", title=words("What is missing"), kind="codes"),
        SheetColumn(key="invalid", title=words("What could not be read"), kind="codes"),
    )


def cells(known: Instrument, saved: Assessment, reader: Reader) -> tuple[Cell, ...]:
    """The row of `saved`, in the order of `columns`."""
    asked: list[Cell] = []
    for item in known.items:
        value, came = _value(item, saved)
        asked += [*answer_cells(item, value, reader), came]
    asked += [plain_cell(saved.answers.get(cause_key(item))) for item in doubtful(known.items)]
    return (
        saved.version,
        *asked,
        *chain.from_iterable(_result_cells(output, saved.result, reader) for output in known.outputs),
        _nested(saved.result.get("variant"), reader),
        str(saved.result.get("status") or "") or None,
        _listed(saved.result.get("missing")),
        _listed(saved.result.get("invalid")),
    )


def _value(item: Item, saved: Assessment) -> tuple[object, str | None]:
    """The value that was used and where it came from; what was typed wins over what was found."""
    if saved.answers.get(item.key) is not None:
        return saved.answers[item.key], ANSWERED
    if saved.found.get(item.key) is not None:
        return saved.found[item.key], source_code(item)
    return (item.default, DEFAULT) if item.default is not None else (None, None)


def source_code(item: Item) -> str:
    """The declared source in one word: "lab:crp", "result:sledai_2k.total@baseline"."""
    match item.found:
        case Lab(analyte=code):
            place = f"lab:{code}"
        case LabLimit(analyte=code, end=end):
            place = f"lab_limit:{code}.{end}"
        case Series(analyte=code):
            place = f"series:{code}"
        case ResultOf(instrument=code, output=key):
            place = f"result:{code}.{key}"
        case ItemOf(instrument=code, item=key):
            place = f"answer:{code}.{key}"
        case AnswersOf(instrument=code):
            place = f"answers:{code}"
        case Beside(item=key):
            place = f"beside:{key}"
        case Fact(name=name):
            place = f"record:{name}"
        case Setting(name=name):
            place = f"setting:{name or item.key}"
        case _:
            place = "record"
    return place if item.at == VISIT else f"{place}@{item.at}"


def _titled(item: Item, key: str, words: Words) -> Iterator[SheetColumn]:
    parts = [*_parts(item, key, words)]
    for part, title, options in parts:
        yield SheetColumn(
            key=part,
            title=title,
            kind=type(item).__name__.lower(),
            unit=unit_words(item.unit, words) if isinstance(item, Number) else "",
            options=options,
            range=answer_words(item, words) if isinstance(item, Number) else "",
            found_in=source_words(item, words),
            definition=words(item.hint) if item.hint else "",
            checked=words(MARKS[item.mark]) if item.mark in MARKS else "",
        )


def _parts(item: Item, key: str, words: Words) -> Iterator[tuple[str, str, str]]:
    """Key, title and options of each column that an item needs."""
    title = words(item.title)
    match item:
        case Many():
            for code, option in item.options.items():
                yield f"{key}__{code}", words("{item}: {option}", item=title, option=words(option)), YES_NO
        case Group():
            for inner in item.items:
                for part, name, options in _parts(inner, f"{key}__{inner.key}", words):
                    yield part, words("{item}: {option}", item=title, option=name), options
        case Choice():
            yield key, title, "; ".join(f"{code}={words(name)}" for code, (name, _) in item.options.items())
        case Tick():
            yield key, title, YES_NO
        case _:
            yield key, title, ""


@singledispatch
def answer_cells(item: Item, value: object, reader: Reader) -> list[Cell]:
    """The cells of one item, as many as it has columns."""
    raise TypeError(f"no column for {type(item).__name__}")


@answer_cells.register
def _(item: Number, value: object, reader: Reader) -> list[Cell]:
    return [plain_cell(value)]


@answer_cells.register
def _(item: Tick, value: object, reader: Reader) -> list[Cell]:
    return [plain_cell(value)]


@answer_cells.register
def _(item: Choice, value: object, reader: Reader) -> list[Cell]:
    return [plain_cell(value)]


@answer_cells.register
def _(item: Text, value: object, reader: Reader) -> list[Cell]:
    return [None if value is None else reader.profile.text(str(value))]


@answer_cells.register
def _(item: Day, value: object, reader: Reader) -> list[Cell]:
    return [reader.profile.day(value, reader.course)]


@answer_cells.register
def _(item: Many, value: object, reader: Reader) -> list[Cell]:
    if isinstance(value, Mapping):
        return [plain_cell(value.get(code)) for code in item.options]
    if isinstance(value, list | tuple):
        return [int(code in value) for code in item.options]
    return [None] * len(item.options)


@answer_cells.register
def _(item: Group, value: object, reader: Reader) -> list[Cell]:
    given = value if isinstance(value, Mapping) else {}
    return [*chain.from_iterable(answer_cells(each, given.get(each.key), reader) for each in item.items)]


@answer_cells.register
def _(item: Rows, value: object, reader: Reader) -> list[Cell]:
    if not isinstance(value, list | tuple):
        return [None]
    rows = [
        {each.key: answer_cells(each, row.get(each.key), reader)[0] for each in item.items}
        for row in value
        if isinstance(row, Mapping)
    ]
    return [_as_json(rows, reader)]


def _result_columns(output: Output, words: Words) -> Iterator[SheetColumn]:
    title = words(output.title)
    checked = words(MARKS[output.mark]) if output.mark in MARKS else ""

    def column(key: str, title: str, kind: str, **more: str) -> SheetColumn:
        return SheetColumn(key=f"result_{key}", title=title, kind=kind, checked=checked, **more)

    match output:
        case Score():
            unit, low, high = unit_words(output.unit, words), exact(output.axis[0]), exact(output.axis[1])
            ends = {"low": words.number(low), "high": words.number(high)}
            reach = words("{low} to {high}", **ends) if high.is_finite() else words("{low} or more", **ends)
            yield column(output.key, title, "number", unit=unit, range=reach)
            if output.low_key:
                yield column(output.low_key, words("{score}: at least", score=title), "number", unit=unit)
            if output.high_key:
                yield column(output.high_key, words("{score}: at most", score=title), "number", unit=unit)
            for scheme in output.schemes:
                options = "; ".join(f"{band.code}={words(band.title)}" for band in scheme.bands)
                name = words("{score}: {scheme}", score=title, scheme=words(scheme.title))
                yield column(scheme.key, name, "category", options=options)
        case Criterion():
            yield column(output.key, title, "criterion", options=YES_NO)
        case Category():
            options = "; ".join(f"{code}={words(name)}" for code, name in output.options.items())
            yield column(output.key, title, "category", options=options)
        case On():
            yield column(output.key, title, "day")
        case Detail():
            yield column(output.key, title, "detail")
        case _:
            raise TypeError(f"no column for {type(output).__name__}")


def _result_cells(output: Output, result: Mapping[str, object], reader: Reader) -> Iterator[Cell]:
    keys = [output.key]
    if isinstance(output, Score):
        keys += [key for key in (output.low_key, output.high_key) if key]
        keys += [scheme.key for scheme in output.schemes]
    for key in keys:
        value = reader.profile.cleaned(result.get(key), reader.course)
        yield _as_json(value, reader) if isinstance(value, list | dict) else plain_cell(value)


def plain_cell(value: object) -> Cell:
    """A scalar as a file holds it: 1 and 0 for yes and no, numbers exact, text as typed."""
    match value:
        case None:
            return None
        case bool():
            return int(value)
        case int() | Decimal() | str():
            return value
        case float():
            return Decimal(str(value))
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)


def _as_json(value: object, reader: Reader) -> str:
    return json.dumps(reader.profile.cleaned(value, reader.course), ensure_ascii=False, allow_nan=False)


def _nested(value: object, reader: Reader) -> str | None:
    return _as_json(value, reader) if value else None


def _listed(names: object) -> str | None:
    return " ".join(map(str, names)) or None if isinstance(names, list | tuple) else None
