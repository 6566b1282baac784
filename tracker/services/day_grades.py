"""The grade of a check and of a day: the investigator's before the computed one, the day's the highest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.safety_check import SafetyCheck


@dataclass(frozen=True, slots=True)
class DayGrade:
    """`grade` is the highest known grade of the day; None when no check of it could be graded.

    `at_least` is what unfinished checks already force, where that is more than `grade`.
    """

    day: date
    grade: int | None
    at_least: int | None = None
    checks: int = 0

    @property
    def least(self) -> int:
        """The grade that counts for a maximum: 0 where nothing is known."""
        return max(self.grade or 0, self.at_least or 0)


def grade_of(check: SafetyCheck, code: str) -> int | None:
    """The grade that is reported: the investigator's where one was given."""
    confirmed = check.confirmed.get(code)
    if isinstance(confirmed, Mapping) and isinstance(confirmed.get("grade"), int):
        return int(confirmed["grade"])
    return computed(check, code)


def computed(check: SafetyCheck, code: str) -> int | None:
    """The grade that was worked out; None where answers are missing."""
    return _whole(check, code, "grade")


def day_grades(checks: Iterable[SafetyCheck], code: str) -> tuple[DayGrade, ...]:
    """One entry for each day with a check, by day. Days are those of the clinic where it was entered."""
    days: dict[date, list[SafetyCheck]] = {}
    for check in checks:
        if code in check.results or code in check.confirmed:
            days.setdefault(check.at.date(), []).append(check)
    return tuple(_day(day, found, code) for day, found in sorted(days.items()))


def _day(day: date, checks: Sequence[SafetyCheck], code: str) -> DayGrade:
    grades = [grade for check in checks if (grade := grade_of(check, code)) is not None]
    open_ = [check for check in checks if grade_of(check, code) is None]
    least = max((_whole(check, code, "grade_min") or 0 for check in open_), default=0)
    known = max(grades, default=None)
    return DayGrade(day, known, least if least > (known or 0) else None, len(checks))


def _whole(check: SafetyCheck, code: str, key: str) -> int | None:
    result = check.results.get(code)
    value = result.get(key) if isinstance(result, Mapping) else None
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None
