"""How the results of a declaration are said: axes, classes with their edges, limits, and how far checked."""

from collections.abc import Iterator
from decimal import Decimal
from functools import singledispatch

from tracker.domain.instrument import FROM_MEMORY, OURS, Instrument
from tracker.domain.items import Group, Item, Number, Rows
from tracker.domain.known import exact
from tracker.domain.outputs import Band, Category, Criterion, Detail, Limit, On, Output, Scheme, Score
from tracker.domain.text import N_
from tracker.language import Words
from tracker.services.definition_words import unit_words

MARKS = {
    "V2": N_("Read in two sources"),
    "V1": N_("Read in one source"),
    "U": N_("From memory, sources disagree or could not be opened"),
    "M": N_("From memory, not yet checked against the source"),
    "D": N_("A rule of this program, where the publication leaves it open"),
    "P": N_("A rule of this program, proposed without a publication"),
}
"""The verification mark of a declaration in words."""

SIGNS = {"<=": "≤", ">=": "≥"}


@singledispatch
def output_words(output: Output, words: Words) -> str:
    """What kind of result it is, with its axis, unit and better direction."""
    raise TypeError(f"no words for {type(output).__name__}")


@output_words.register
def _(output: Score, words: Words) -> str:
    low, high = exact(output.axis[0]), exact(output.axis[1])
    unit = unit_words(output.unit, words)
    if high.is_infinite():
        said = words("{low} or more {unit}", low=words.number(low), unit=unit)
    else:
        said = words("{low} to {high} {unit}", low=words.number(low), high=words.number(high), unit=unit)
    if output.better == "lower":
        return words("{range}; lower is better", range=said.strip())
    if output.better == "higher":
        return words("{range}; higher is better", range=said.strip())
    return said.strip()


@output_words.register
def _(output: Criterion, words: Words) -> str:
    return words("met, not met, or not known")


@output_words.register
def _(output: Category, words: Words) -> str:
    return words("one of: {options}", options="; ".join(map(words, output.options.values())))


@output_words.register
def _(output: On, words: Words) -> str:
    return words("a date")


@output_words.register
def _(output: Detail, words: Words) -> str:
    return words("working shown")


def limit_words(known: Instrument, limit: Limit, words: Words) -> str:
    """ "Physician global < 0.5": the limit as the rule reads it."""
    item = next((each for each in known.items if each.key == limit.key), None)
    unit = item.unit if isinstance(item, Number) else ""
    return words(
        "{item} {sign} {value} {unit}",
        item=words(item.title) if item else limit.key,
        sign=SIGNS.get(limit.sign, limit.sign),
        value=words.number(exact(limit.value)),
        unit=unit_words(unit, words),
    ).strip()


def band_rows(scheme: Scheme, words: Words) -> Iterator[tuple[str, str]]:
    """Each class of a scheme and its edges in words."""
    before: Band | None = None
    for band in scheme.bands:
        yield words(band.title), _edges(before, band, words)
        before = band


def mark_rows(known: Instrument, words: Words) -> Iterator[tuple[str, str]]:
    """Each part that is from memory or a rule of ours, and how well it is known."""
    parts = [(known.mark, known.title)]
    parts += [(item.mark, item.title) for item in _all_items(known.items)]
    for output in known.outputs:
        parts.append((output.mark, output.title))
        parts += [(each.mark, each.title) for each in output.schemes] if isinstance(output, Score) else []
    for mark, title in dict.fromkeys(parts):
        if mark in FROM_MEMORY | OURS:
            yield words(title), words(MARKS[mark])


def _edges(before: Band | None, band: Band, words: Words) -> str:
    start, starts_after = _edge(before) if before else (None, False)
    end, ends_with = _edge(band)
    if start is None:
        return words(_FIRST[ends_with], edge=words.number(end)) if end is not None else words("every value")
    if end is None:
        return words(_LAST[starts_after], edge=words.number(start))
    return words(_BETWEEN[starts_after, ends_with], low=words.number(start), high=words.number(end))


_FIRST = {True: N_("{edge} or less"), False: N_("below {edge}")}
_LAST = {True: N_("over {edge}"), False: N_("{edge} or more")}
_BETWEEN = {
    (True, True): N_("over {low}, up to {high}"),
    (True, False): N_("over {low}, below {high}"),
    (False, True): N_("{low} or more, up to {high}"),
    (False, False): N_("{low} or more, below {high}"),
}
"""Whether the lower edge belongs to the class below, and the upper edge to this one -> how it is said."""


def _edge(band: Band) -> tuple[Decimal | None, bool]:
    """Where the class ends, and whether the edge still belongs to it."""
    if band.upto is not None:
        return exact(band.upto), True
    return (exact(band.below), False) if band.below is not None else (None, False)


def _all_items(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, Group | Rows):
            yield from _all_items(item.items)
