"""Calendar days inside formulas: ordinals, whole calendar months, and nothing beyond the calendar."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tracker.domain.known import Num

FIRST, LAST = Decimal(date.min.toordinal()), Decimal(date.max.toordinal())


def later(months: int) -> Callable[[Decimal], Decimal]:
    """So many calendar months after a day; the last of a month where the month has no such day."""

    def add(ordinal: Decimal) -> Decimal:
        day = date.fromordinal(int(ordinal))
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        if year > date.max.year:
            return LAST + 1
        return Decimal(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).toordinal())

    return add


def on_calendar(day: Num) -> Num | None:
    """The day, or nothing where it lies beyond the last one that a calendar can name."""
    if day.settled and not FIRST <= day.low <= LAST:
        return None
    return day
