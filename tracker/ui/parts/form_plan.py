"""Which items of an instrument stand together in its form, and how: decided from their kinds alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from tracker.domain.item_words import picks
from tracker.domain.items import Choice, Group, Item, Many, Number, Rows, Tick
from tracker.domain.known import exact

MANY = 9
"""More ticks than this stand in three columns, in their published order and without headings."""

SHORT_RUN = 4
"""More small numbers than this stand in two columns."""

LONG = 56
"""An option of more letters than this has no room beside a name."""


class Look(Enum):
    """How the items of a block stand."""

    TICKS = "ticks in columns"
    LINES = "name, box, what is allowed"
    COLUMNS = "names and small boxes in two columns"
    PAIRS = "one name with two boxes: before treatment and now"
    GROUPS = "groups, side by side where there are two"
    WHOLE = "an item over the whole width"


@dataclass(frozen=True)
class Block:
    """A run of items of one look; `section` stands above it, "" where none does."""

    look: Look
    items: tuple[Item, ...]
    section: str = ""


def blocks(items: Sequence[Item]) -> list[Block]:
    """The blocks of a form from top to bottom; every item stands in exactly one, in the given order."""
    looks = list(_looks(items))
    runs = [[items[at] for at, _ in run] for _, run in groupby(enumerate(looks), key=lambda each: each[1])]
    kinds = [look for look, _ in groupby(looks)]
    made: list[Block] = []
    shown = ""
    for look, run in zip(kinds, runs, strict=True):
        across = look is Look.COLUMNS or (look is Look.TICKS and len(run) > MANY)
        for part in _split(run, whole=across or look in {Look.PAIRS, Look.GROUPS}):
            section = "" if across or part[0].section == shown else part[0].section
            shown = part[-1].section
            made.append(Block(look, tuple(part), section))
    return made


def is_small(item: Item) -> bool:
    """A number that is picked, or counted without a unit: its box needs little room."""
    if not isinstance(item, Number) or item.unit:
        return False
    return bool(picks(item)) or (item.step is not None and exact(item.step) == 1)


def _looks(items: Sequence[Item]) -> Iterator[Look]:
    small = [is_small(item) and not _paired(items, at) for at, item in enumerate(items)]
    lengths: list[int] = []
    for _, run in groupby(small):
        count = len(list(run))
        lengths += [count] * count
    for at, item in enumerate(items):
        if isinstance(item, Tick):
            yield Look.TICKS
        elif isinstance(item, Many | Rows) or _wordy(item):
            yield Look.WHOLE
        elif isinstance(item, Group):
            yield Look.GROUPS
        elif _paired(items, at):
            yield Look.PAIRS
        else:
            yield Look.COLUMNS if small[at] and lengths[at] > SHORT_RUN else Look.LINES


def _wordy(item: Item) -> bool:
    """A choice between sentences: its list is as wide as the page."""
    return isinstance(item, Choice) and any(len(title) > LONG for title, _ in item.options.values())


def _paired(items: Sequence[Item], at: int) -> bool:
    """Whether the item before or after asks the same at another moment."""
    return any(0 <= other < len(items) and _twins(items[at], items[other]) for other in (at - 1, at + 1))


def _twins(one: Item, other: Item) -> bool:
    both = isinstance(one, Number) and isinstance(other, Number)
    same = one.measure == other.measure and one.title == other.title
    return both and bool(one.measure) and same and one.at != other.at


def _split(run: Sequence[Item], *, whole: bool) -> Iterator[list[Item]]:
    if whole:
        yield list(run)
    else:
        for _, part in groupby(run, key=lambda item: item.section):
            yield list(part)
