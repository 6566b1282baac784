"""How much of a person an export shows: coded (study ID and days) or identified (names and dates too)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.drugs import DRUGS
from tracker.domain.partial_date import PartialDate
from tracker.domain.sheet import Cell, SheetColumn
from tracker.domain.text import N_
from tracker.domain.visit import Visit
from tracker.language import Words
from tracker.services.course import Course

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T.*)?")


@dataclass(frozen=True)
class Who:
    """A column about the person or the visit, and how it is read."""

    key: str
    title: str
    read: Callable[[Course, Visit], Cell]
    kind: str = "text"


@dataclass(frozen=True)
class Profile:
    """Which columns say who and when; `dated` whether calendar days and typed text may be shown."""

    code: str
    title: str
    who: tuple[Who, ...]
    dated: bool

    def columns(self, words: Words) -> tuple[SheetColumn, ...]:
        return tuple(SheetColumn(key=each.key, title=words(each.title), kind=each.kind) for each in self.who)

    def day(self, when: object, course: Course) -> Cell:
        """A day as ISO text, or as the number of days since Day 0; empty where that is not known."""
        found = _as_day(when)
        if found is None:
            return None
        return found.isoformat() if self.dated else course.day_number(found)

    def text(self, typed: str) -> Cell:
        """Text from outside the program; coded files hold only the codes of known drugs."""
        return typed if self.dated or typed.strip().lower() in DRUGS else None

    def cleaned(self, value: object, course: Course) -> object:
        """Nested JSON without calendar days where those are not shown."""
        if isinstance(value, Mapping):
            return {str(key): self.cleaned(each, course) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.cleaned(each, course) for each in value]
        if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
            return self.day(value, course)
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        return value


def _as_day(when: object) -> date | None:
    if isinstance(when, date):
        return when
    if isinstance(when, Decimal | int) and not isinstance(when, bool):
        return date.fromordinal(int(when))
    try:
        return date.fromisoformat(str(when)[:10]) if when is not None else None
    except ValueError:
        return None


def _born(born: PartialDate | None) -> str | None:
    if born is None:
        return None
    parts = (
        f"{born.year:04}",
        f"{born.month:02}" if born.month else "",
        f"{born.day:02}" if born.day else "",
    )
    return "-".join(part for part in parts if part)


_STUDY_ID = Who("study_id", N_("Study ID"), lambda course, _: course.patient.study_id)
_CODE = Who("visit_code", N_("Visit"), lambda _, visit: visit.code)
_DAY_NUMBER = Who("day", N_("Days since Day 0"), lambda course, visit: course.day_number(visit.day), "number")

PROFILES: Mapping[str, Profile] = {
    each.code: each
    for each in (
        Profile("coded", N_("Coded: study IDs and days"), (_STUDY_ID, _CODE, _DAY_NUMBER), dated=False),
        Profile(
            "identified",
            N_("Identified: names, numbers and dates too"),
            (
                _STUDY_ID,
                Who("hospital_no", N_("Hospital no."), lambda course, _: course.patient.hospital_no or None),
                Who("family", N_("Family name"), lambda course, _: course.patient.family or None),
                Who("given", N_("Given name"), lambda course, _: course.patient.given or None),
                Who("born", N_("Date of birth"), lambda course, _: _born(course.patient.born), "date"),
                _CODE,
                Who("date", N_("Date of the visit"), lambda _, visit: visit.day.isoformat(), "date"),
                _DAY_NUMBER,
            ),
            dated=True,
        ),
    )
}
"""The profiles by the word that --profile takes."""
