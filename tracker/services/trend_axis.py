"""The ticks of a day axis: days for a year, months for three and a half, then years, with their dates."""

from datetime import date, timedelta

from tracker.domain.chart import Tick
from tracker.domain.partial_date import PartialDate
from tracker.domain.trend import months_later
from tracker.language import Words

_SIX_WEEKS, _QUARTER, _YEAR, _THREE_YEARS = 45, 110, 480, 1300
_MONTH = 30.4375


def day_ticks(
    days: tuple[float, float], words: Words, day0: date | None
) -> tuple[tuple[str, str], tuple[Tick, ...]]:
    """The names of the axis, and its ticks; without a known Day 0 there are only days."""
    width = days[1] - days[0]
    under = words("Date") if day0 else ""
    if width <= _YEAR or day0 is None:
        step = (
            7
            if width <= _SIX_WEEKS
            else 14
            if width <= _QUARTER
            else 28
            if width <= 300
            else 56
            if width <= _YEAR
            else 182
        )
        at = range(int(days[0] // step) * step, int(days[1]) + 1, step)
        ticks = tuple(
            Tick(day, words.number(day), words.short_day(day0 + timedelta(days=day)) if day0 else "")
            for day in at
            if days[0] <= day <= days[1]
        )
        return (words("Day"), under), ticks
    step = 3 if width <= _THREE_YEARS else 12
    found = []
    for months in range(int(days[0] / _MONTH // step) * step, int(days[1] / _MONTH) + 1, step):
        when = months_later(day0, months)
        number = months if step < 12 else months // 12
        label = words.day(PartialDate(when.year, when.month))
        found.append(Tick((when - day0).days, words.number(number), label))
    return (words("Month") if step < 12 else words("Year"), under), tuple(
        tick for tick in found if days[0] <= tick.at <= days[1]
    )
