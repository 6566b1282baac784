"""The three scales that a follow-up of fifteen years is drawn in: first month, first year, all years."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.plan import Offset, Unit
from tracker.domain.planned_visit import PlannedVisit
from tracker.domain.schedule import Line
from tracker.domain.text import N_, Said

MONTH, YEAR = 30, 365
"""The last day of the first scale, and of the second: one scale hides either the first month or the years."""

_BEFORE, _MARGIN = 14, 3
"""Days shown before Day 0 at the least, and around what lies at either end."""


@dataclass(frozen=True)
class Tick:
    """A day with its name; `main` ones keep their name where there is no room for all."""

    day: int
    said: Said
    main: bool = False


@dataclass(frozen=True)
class Scale:
    """One box: its title, first and last day counted from Day 0, ticks, and the visits planned in it."""

    title: Said
    first: int
    last: int
    ticks: tuple[Tick, ...]
    visits: tuple[PlannedVisit, ...]

    def at(self, day: int) -> float:
        """Where a day lies, from 0 at the left edge to 1 at the right; what lies outside is clipped."""
        share = (day - self.first) / max(self.last - self.first, 1)
        return min(max(share, 0.0), 1.0)

    def holds(self, day: int) -> bool:
        return self.first <= day <= self.last


def scales(line: Line) -> tuple[Scale, ...]:
    """The boxes of one line of the plan, side by side; one without a visit is left out."""
    early = [each for each in line.visits if each.day <= MONTH]
    middle = [each for each in line.visits if MONTH < each.day <= YEAR + 1]
    late = [each for each in line.visits if each.day > YEAR + 1]
    opens = [(each.window.open - line.day0).days for each in early]
    first = min([-_BEFORE, *opens]) - _MARGIN
    found = []
    if early:
        said = Said(N_("Before and first month"))
        found.append(Scale(said, first, MONTH + _MARGIN, _weeks(first), tuple(early)))
    if middle:
        said = Said(N_("Months 2 to 12"))
        last = max(each.day for each in middle) + 10 * _MARGIN
        found.append(Scale(said, MONTH + 1, last, _months(line, middle), tuple(middle)))
    if late:
        start, end = YEAR + 2, max(each.day for each in late)
        said = Said(N_("Years 2 to {last}"), {"last": round(end / YEAR)})
        found.append(Scale(said, start, end + 60, _years(line, end), tuple(late)))
    return tuple(found)


def _weeks(first: int) -> tuple[Tick, ...]:
    days = [day for day in range(-364, MONTH, 7) if day >= first]
    step = 1 if len(days) <= 8 else 2
    kept = [day for day in days if day >= 0 or (day // 7) % step == 0]
    return tuple(Tick(day, Said(N_("Day {n}"), {"n": Decimal(day)}), day == 0) for day in kept)


def _months(line: Line, visits: Sequence[PlannedVisit]) -> tuple[Tick, ...]:
    last = max(each.day for each in visits)
    found = []
    for month in range(2, 13):
        day = _day(line, month)
        if day is not None and MONTH < day <= last + 1:
            found.append(Tick(day, Said(N_("Month {n}"), {"n": month}), month % 3 == 0))
    return tuple(found)


def _years(line: Line, end: int) -> tuple[Tick, ...]:
    found = []
    for year in range(2, end // YEAR + 2):
        day = _day(line, 12 * year)
        if day is not None and day <= end + 2:
            found.append(Tick(day, Said(N_("Year {n}"), {"n": year}), year % 5 == 0))
    return tuple(found)


def _day(line: Line, months: int) -> int | None:
    found = Offset(months, Unit.MONTH).from_day0(line.day0)
    return (found - line.day0).days if found else None
