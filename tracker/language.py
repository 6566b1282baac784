"""One mechanism for every word a person reads: phrases, plurals, dates, numbers in their language."""

import gettext
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from tracker.domain.partial_date import PartialDate
from tracker.domain.text import Said
from tracker.paths import resource

if TYPE_CHECKING:
    from babel import Locale

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Words:
    """The words of one language. Calling it translates a phrase marked with `N_` and fills its {places}."""

    code: str
    catalogue: gettext.NullTranslations

    def __call__(self, phrase: str, /, **values: object) -> str:
        text = self.catalogue.gettext(phrase) if phrase else ""
        return text.format_map(values) if values else text

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The phrase for `n` things; `{n}` is filled in."""
        return self.catalogue.ngettext(one, many, n).format_map({"n": n, **values})

    def day(self, when: date | PartialDate | None) -> str:
        """ "23-Nov-2026", "Nov-2026", "2026"; "Not known" for None. For staff: one order everywhere."""
        if when is None:
            return self("Not known")
        if isinstance(when, datetime):
            when = when.date()
        parts = (when.year, when.month, when.day)
        month = self._month(parts[1]) if parts[1] else ""
        shown = (f"{parts[2]:02}" if parts[2] else "", month, f"{parts[0]:04}")
        return "-".join(part for part in shown if part)

    def short_day(self, when: date) -> str:
        """ "23-Nov" for axes and lists that state the year elsewhere."""
        return f"{when.day:02}-{self._month(when.month)}"

    def weekday(self, when: date, *, short: bool = False) -> str:
        """ "Mon 23-Nov-2026": where the day of the week matters; "Mon" alone where it is `short`."""
        if self.code == "en":
            name = _DAYS[when.weekday()]
        else:
            from babel.dates import format_date

            name = str(format_date(when, "EEE", locale=self._locale)).rstrip(".")
        return name if short else f"{name} {self.day(when)}"

    def long_day(self, when: date) -> str:
        """ "Monday 23 November 2026" for patients."""
        from babel.dates import format_date

        return format_date(when, "EEEE d MMMM y", locale=self._locale)

    def plain_day(self, when: date | PartialDate | None) -> str:
        """ "23 November 2026", "November 2026", "2026" for patients."""
        if when is None:
            return self("Not known")
        from babel.dates import format_date

        if when.day is None:
            pattern = "LLLL y" if when.month else "y"
            return format_date(date(when.year, when.month or 1, 1), pattern, locale=self._locale)
        return format_date(date(when.year, when.month or 1, when.day), "d MMMM y", locale=self._locale)

    def number(self, value: Decimal | int | str) -> str:
        """A number as typed, with the reader's decimal sign and a true minus; no digit added or lost."""
        text = format(Decimal(value), "f")
        mark = self._locale.number_symbols["latn"]["decimal"]
        return text.replace("-", "−").replace(".", mark)

    def say(self, said: Said) -> str:
        """A phrase of the domain with its values, each printed as the reader writes it."""
        return self(said.phrase, **{place: self._shown(value) for place, value in said.values.items()})

    def _shown(self, value: object) -> str:
        match value:
            case Said():
                return self.say(value)
            case Decimal():
                return self.number(value)
            case date() | PartialDate():
                return self.day(value)
            case _:
                return str(value)

    @property
    def _locale(self) -> "Locale":
        from babel import Locale

        return Locale.parse("en_GB" if self.code == "en" else self.code)

    def _month(self, month: int) -> str:
        if self.code == "en":
            return _MONTHS[month - 1]
        return str(self._locale.months["format"]["abbreviated"][month]).rstrip(".")


@cache
def words(code: str = "en") -> Words:
    """The words of the language `code`; phrases without a translation stay English."""
    return Words(code, gettext.translation("tracker", str(resource("i18n")), languages=[code], fallback=True))
