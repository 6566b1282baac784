"""How a typed moment is read: 23-Nov-2026 07:30, 23.11.2026 7.30, 07:30 (today), "now"."""

import re
from datetime import datetime, time

from tracker.domain.day_text import read_exact_day
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_

_CLOCK = re.compile(r"(?:^|\s)(\d{1,2})[:.h](\d{2})$")


def read_moment(text: str, now: datetime) -> datetime | None:
    """The instant that was meant, in the time zone of `now`; None for an empty text.

    A `Refusal` says what to write, also where the hour is missing: midnight is never invented.
    """
    typed = " ".join(text.split())
    if not typed:
        return None
    if typed.casefold() in {"now", "n"}:
        return now.replace(second=0, microsecond=0)
    found = _CLOCK.search(typed)
    if found is None:
        raise Refusal(N_("“{text}” has no time. Write day and time, as 23-Nov-2026 07:30."), text=typed)
    day = read_exact_day(typed[: found.start()], now.date()) or now.date()
    try:
        return datetime.combine(day, time(int(found[1]), int(found[2])), tzinfo=now.tzinfo)
    except ValueError:
        raise Refusal(N_("“{text}” is no time of the day. Write it as 07:30."), text=typed) from None
