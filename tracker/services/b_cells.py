"""The B cells of one course after each of its infusions, by the study's own rule."""

from datetime import date

from tracker.services.aplasia import CD19, Aplasia, aplasia, censored, counted_from, rule_of
from tracker.services.course import Course
from tracker.services.treatment_line import TreatmentLine, treatment_lines


def after(course: Course, line: TreatmentLine, today: date | None = None) -> Aplasia:
    """What became of the B cells after one infusion, in days since it."""
    until = censored(course.patient, course.medications, line.day0, line.until)
    return aplasia(course.labs_of(CD19), line.day0, rule_of(course.settings), today, until)


def after_each(course: Course) -> tuple[tuple[int, Aplasia], ...]:
    """For each infusion with a known day: that day on the axis, and what became of the B cells after it."""
    lines = [*treatment_lines(course)]
    return tuple(((line.day0 - lines[0].day0).days, after(course, line)) for line in lines)


def after_last(course: Course, today: date) -> Aplasia:
    """The same of the last infusion, in days since the first one."""
    lines = [*treatment_lines(course)]
    if not lines:
        return aplasia(course.labs_of(CD19), None)
    return counted_from(after(course, lines[-1], today), (lines[-1].day0 - lines[0].day0).days)
