"""A date of which the day, or the month too, may be unknown: 2024, 2024-05 or 2024-05-22."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from tracker.domain.refusal import Refusal
from tracker.domain.text import N_

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, perhaps a month, perhaps a day. An unknown date is None, never an invented 1 January."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise Refusal(N_("A day needs its month."))
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ISO text such as "2024", "2024-05" or "2024-05-22"."""
        found = _ISO.fullmatch(text.strip())
        if not found:
            raise Refusal(N_("“{text}” is not a date. Write it as 2024-05-22, 2024-05 or 2024."), text=text)
        try:
            return cls(*(int(part) if part else None for part in found.groups()))  # type: ignore[arg-type]
        except ValueError:
            raise Refusal(N_("“{text}” is not in the calendar."), text=text) from None

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        return cls(day.year, day.month, day.day)

    @property
    def exact(self) -> date | None:
        """The day itself, only where all three parts are known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __lt__(self, other: "PartialDate") -> bool:
        return (self.earliest, self.latest) < (other.earliest, other.latest)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
