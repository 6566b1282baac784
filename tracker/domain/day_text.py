"""How a typed day is read: 23-Nov-2026, 23.11.2026, 2026-11-23, Nov-2026, 2026, and "today"."""

import re
from datetime import date, timedelta

from tracker.domain.partial_date import PartialDate
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_YEAR_FIRST = re.compile(r"(\d{4})(?:[-./ ](\d{1,2})(?:[-./ ](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-./ ])?(\d{1,2})[-./ ](\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})[-./ ]*)?([a-z]{3})[a-z]*[-./ ]*(\d{4})")
_STEP = re.compile(r"([+-])(\d{1,3})")


def read_day(text: str, today: date) -> PartialDate | None:
    """The day that was meant, day before month; None for an empty text; a `Refusal` says what to write."""
    typed = " ".join(text.replace("−", "-").split()).lower()
    if not typed:
        return None
    if typed in {"today", "t"}:
        return PartialDate.of(today)
    if step := _STEP.fullmatch(typed):
        return PartialDate.of(today + timedelta(days=int(step[1] + step[2])))
    year, month, day = _parts(typed, text)
    try:
        return PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    except ValueError:
        raise Refusal(N_("“{text}” is not in the calendar."), text=text) from None


def read_exact_day(text: str, today: date) -> date | None:
    """The same where the whole day is needed."""
    found = read_day(text, today)
    if found is None:
        return None
    if found.exact is None:
        raise Refusal(N_("Write the whole day, for example 23-Nov-2026."))
    return found.exact


def _parts(typed: str, text: str) -> tuple[str, str | None, str | None]:
    if found := _YEAR_FIRST.fullmatch(typed):
        return found[1], found[2], found[3]
    if found := _DAY_FIRST.fullmatch(typed):
        return found[3], found[2], found[1]
    if (found := _NAMED.fullmatch(typed)) and found[2] in MONTHS:
        return found[3], str(MONTHS.index(found[2]) + 1), found[1]
    raise Refusal(N_("“{text}” is not a date. Write it as 23-Nov-2026."), text=text)
