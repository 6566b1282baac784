"""How CAR T cells rise and fall after an infusion: highest value and its day, area, day last seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

AREA_UNTIL = 28
"""The last day of the area. Rule of this program (safety-schedule.md 7.5 [P])."""
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Seen:
    """One sample: its day after the infusion, the value in one unit, and the sign the laboratory gave.

    With "<" the value is the limit of quantification; with ">" the cells were more than could be counted.
    """

    day: int
    value: Decimal
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Kinetics:
    """`area` is in value times days, from the first to the last sample up to Day 28, `between` which days.

    None: no sample can tell, and all of it where nothing was quantified. `at_least`: a sample was above
    what could be counted.
    """

    highest: Decimal | None = None
    highest_day: int | None = None
    area: Decimal | None = None
    between: tuple[int, int] | None = None
    last_seen: int | None = None
    at_least: bool = False


def kinetics(samples: Sequence[Seen]) -> Kinetics:
    """Read the samples of one infusion and one series; those before Day 0 say nothing of it.

    The area is a linear trapezoid over the actual days. A sample below quantification counts 0 before the
    first that was quantified and half of its limit after it; a day without a sample is never filled in.
    """
    seen = sorted((each for each in samples if each.day >= 0), key=lambda each: (each.day, each.value))
    found = [each for each in seen if each.sign != "<"]
    if not found:
        return Kinetics()
    area, between = _area(seen, found[0].day)
    top = max(found, key=lambda each: (each.value, each.sign == ">", -each.day))
    return Kinetics(
        highest=top.value,
        highest_day=top.day,
        area=area,
        between=between,
        last_seen=found[-1].day,
        at_least=any(each.sign == ">" for each in found),
    )


def _area(seen: Sequence[Seen], first: int) -> tuple[Decimal | None, tuple[int, int] | None]:
    """Nothing without two days; of two samples of a day the higher one counts."""
    heights: dict[int, Decimal] = {}
    for each in seen:
        if each.day > AREA_UNTIL:
            continue
        missing = Decimal(0) if each.day < first else each.value * _HALF
        height = missing if each.sign == "<" else each.value
        heights[each.day] = max(height, heights.get(each.day, height))
    days = sorted(heights)
    if len(days) < 2:
        return None, None
    area = sum(((heights[a] + heights[b]) * (b - a) * _HALF for a, b in pairwise(days)), Decimal(0))
    return area, (days[0], days[-1])
