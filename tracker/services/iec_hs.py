"""When the checklist of IEC-HS is offered at the bedside. It is filled at a visit and gives no verdict."""

from datetime import date
from uuid import UUID

from tracker.domain.bedside_sheets import CRS
from tracker.services.course import Course
from tracker.services.day_grades import grade_of
from tracker.services.treatment_line import line_at

FIRST_DAY, LAST_DAY = 5, 60
"""House rule: the syndrome follows CRS, mostly in weeks 1 to 4; earlier only once CRS was graded."""


def offers_iec_hs(course: Course, today: date) -> bool:
    """Whether the checklist is near at hand on `today`: after CRS, or from day 5 to 60 after an infusion."""
    line = line_at(course, today)
    day = (today - line.day0).days if line else -1
    if not line or not 0 <= day <= LAST_DAY:
        return False
    graded = [grade_of(check, CRS.code) for check in course.checks if line.holds(check.at.date())]
    return day >= FIRST_DAY or any(grade for grade in graded)


def visit_of_day(course: Course, today: date) -> UUID | None:
    """The visit that was held on `today` and can take it; None for none."""
    open_ = (visit for visit in course.visits if visit.day == today)
    return next((visit.id for visit in open_ if not _signed(course, visit.id)), None)


def _signed(course: Course, visit: UUID) -> bool:
    signature = course.signed(visit)
    return signature is not None and not signature.void
