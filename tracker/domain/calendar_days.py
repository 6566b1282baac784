"""Which day lies so many days or calendar months after another; None beyond the calendar."""

from calendar import monthrange
from datetime import date, timedelta


def days_after(day: date, count: int) -> date | None:
    """The day `count` days after `day`, before it where `count` is negative."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def months_after(day: date, count: int) -> date | None:
    """So many calendar months after `day`: its number in that month, or the last day the month has.

    Always count from the infusion: 29 Feb 2024 + 48 months is 29 Feb 2028,
    however many clamped days lie between.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
