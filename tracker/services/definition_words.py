"""How the items of a declaration are said: kinds of answer, ranges, points, and where each is found."""

from collections.abc import Iterator
from decimal import Decimal
from functools import singledispatch

from tracker.domain.instrument import Instrument
from tracker.domain.instruments import instrument
from tracker.domain.items import Choice, Day, Group, Item, Many, Number, Rows, Text, Tick
from tracker.domain.known import Plain, exact
from tracker.domain.labs import analyte, unit_title
from tracker.domain.sources import (
    BASELINE,
    PREVIOUS,
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
from tracker.domain.text import N_
from tracker.language import Words

FACTS = {
    "age_years": N_("the birth date"),
    "sex": N_("the patient's sex as recorded"),
    "infusion_date": N_("the day of the infusion"),
    "today": N_("the day it is"),
    "glucocorticoids": N_("the steroids among the medicines"),
    "days_since_infusion": N_("days since the infusion"),
    "months_since_infusion": N_("months since the infusion"),
    "followup_days": N_("days of follow-up since the infusion"),
    "late_window_end": N_("the end of the late window, or of follow-up"),
    "died_by_day_30": N_("the day of death"),
    "gcsf_days": N_("the days with G-CSF among the medicines"),
    "b_cell_censor_date": N_("the next infusion, B-cell depleting drug or death"),
    "on_antimalarial": N_("the medicines"),
    "on_immunosuppressant": N_("the medicines"),
    "on_biologic": N_("the medicines"),
}
"""What the record knows by name -> where it stands; another name stands for itself."""

MOMENTS = {
    VISIT: N_("{place}"),
    BASELINE: N_("{place}, at the baseline visit of the infusion"),
    PREVIOUS: N_("{place}, at the visit before"),
}


@singledispatch
def answer_words(item: Item, words: Words) -> str:
    """What may be answered: kind, range, unit."""
    raise TypeError(f"no words for {type(item).__name__}")


@answer_words.register
def _(item: Number, words: Words) -> str:
    unit = unit_words(item.unit, words)
    if item.allowed:
        return words(
            "one of {numbers} {unit}", numbers=", ".join(map(words.number, _exact(item.allowed))), unit=unit
        ).strip()
    low, whole = words.number(item.floor), item.step is not None and exact(item.step) == 1
    if item.high is None:
        said = words("{low} or more {unit}", low=low, unit=unit)
    else:
        said = words("{low} to {high} {unit}", low=low, high=words.number(item.ceiling), unit=unit)
    if whole:
        return words("{range}, whole numbers", range=said.strip())
    if item.step is not None:
        return words("{range}, in steps of {step}", range=said.strip(), step=words.number(exact(item.step)))
    return said.strip()


@answer_words.register
def _(item: Tick, words: Words) -> str:
    return words("yes or no")


@answer_words.register
def _(item: Choice, words: Words) -> str:
    return words("one of: {options}", options="; ".join(words(title) for title, _ in item.options.values()))


@answer_words.register
def _(item: Many, words: Words) -> str:
    return words("any of: {options}", options="; ".join(words(title) for title in item.options.values()))


@answer_words.register
def _(item: Day, words: Words) -> str:
    return words("a date")


@answer_words.register
def _(item: Text, words: Words) -> str:
    return words("a name")


@answer_words.register
def _(item: Rows, words: Words) -> str:
    return words("a table; each row has: {columns}", columns=_titles(item.items, words))


@answer_words.register
def _(item: Group, words: Words) -> str:
    return words("together: {parts}", parts=_titles(item.items, words))


def points_words(item: Item, words: Words) -> str:
    """What an answer counts; empty where answers have no points."""
    if isinstance(item, Tick):
        return words.number(item.points)
    if isinstance(item, Choice):
        points = [(words(title), exact(count)) for title, count in item.options.values()]
        if any(count for _, count in points):
            return "; ".join(f"{title} {words.number(count)}" for title, count in points)
    return ""


def has_points(known: Instrument) -> bool:
    """Whether its answers weigh differently, so that a reader wants to see how much."""
    ticks = any(isinstance(item, Tick) and item.points != 1 for item in known.items)
    choices = (item for item in known.items if isinstance(item, Choice))
    return ticks or any(exact(points) for item in choices for _, points in item.options.values())


@singledispatch
def _place(source: object, item: Item, words: Words) -> str:
    raise TypeError(f"no words for {type(source).__name__}")


@_place.register
def _(source: Lab, item: Item, words: Words) -> str:
    name = words(analyte(source.analyte).title)
    return words("laboratory: {analyte} in {unit}", analyte=name, unit=unit_words(source.unit, words))


@_place.register
def _(source: LabLimit, item: Item, words: Words) -> str:
    name = words(analyte(source.analyte).title)
    if source.end == "low":
        return words("laboratory: its lower limit for {analyte}", analyte=name)
    return words("laboratory: its upper limit for {analyte}", analyte=name)


@_place.register
def _(source: Series, item: Item, words: Words) -> str:
    return words("laboratory: every {analyte} with its date", analyte=words(analyte(source.analyte).title))


@_place.register
def _(source: ResultOf, item: Item, words: Words) -> str:
    known = instrument(source.instrument)
    title = words(known.output(source.output).title)
    return words("result: {output} ({instrument})", output=title, instrument=words(known.title))


@_place.register
def _(source: ItemOf, item: Item, words: Words) -> str:
    known = instrument(source.instrument)
    title = words(known.item(source.item).title)
    return words("answer: {item} ({instrument})", item=title, instrument=words(known.title))


@_place.register
def _(source: AnswersOf, item: Item, words: Words) -> str:
    return words("all ticks of {instrument}", instrument=words(instrument(source.instrument).title))


@_place.register
def _(source: Beside, item: Item, words: Words) -> str:
    return words("comes with the value of “{item}”", item=source.item)


@_place.register
def _(source: Fact, item: Item, words: Words) -> str:
    return words("record: {fact}", fact=words(FACTS.get(source.name, source.name)))


@_place.register
def _(source: Setting, item: Item, words: Words) -> str:
    return words("a setting of the study")


def source_words(item: Item, words: Words) -> str:
    """Where its value is found, or what speaks for an answer; empty where a person answers it alone."""
    if item.found is not None:
        return words(MOMENTS[item.at], place=_place(item.found, item, words))
    if item.suggested is not None:
        return words("suggested by {place}", place=_place(item.suggested, item, words))
    return ""


def unit_words(unit: str, words: Words) -> str:
    """A unit as people write it; an unknown code stands for itself."""
    return words(unit_title(unit)) if unit else ""


def _exact(numbers: tuple[Plain, ...]) -> Iterator[Decimal]:
    return (exact(number) for number in numbers)


def _titles(items: tuple[Item, ...], words: Words) -> str:
    return "; ".join(words(each.title) for each in items)
