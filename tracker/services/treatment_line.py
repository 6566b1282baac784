"""The infusion a visit is about: which one it follows, and the visit that responses compare with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.domain.infusion import Infusion
from tracker.domain.visit import Visit
from tracker.services.course import Course


@dataclass(frozen=True, kw_only=True)
class TreatmentLine:
    """One infusion with a known day. `since` is the day of the one before it, `until` that of the next."""

    infusion: Infusion
    day0: date
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether something of `day` belongs to this line rather than to the infusion before or after it."""
        return (self.since is None or day > self.since) and (self.until is None or day < self.until)

    def baseline(self, course: Course) -> Visit | None:
        """The last visit up to day 0 at which something was assessed, if possible before day 0 itself.

        On day 0 conditioning has changed blood counts and temperature already. What lies before an earlier
        infusion is the baseline of that one.
        """
        assessed = {each.visit for each in course.assessments}
        early = [v for v in course.visits if v.day <= self.day0 and v.id in assessed and self.holds(v.day)]
        before = [v for v in early if v.day < self.day0] or early
        return before[-1] if before else None


def treatment_lines(course: Course) -> Iterator[TreatmentLine]:
    """Every infusion with a known day, in the order of those days."""
    dated = sorted(
        ((day, each) for each in course.infusions if each.day0 and (day := each.day0.exact)),
        key=lambda pair: (pair[0], pair[1].number),
    )
    days = [day for day, _ in dated]
    for index, (day, each) in enumerate(dated):
        since = days[index - 1] if index else None
        until = days[index + 1] if index + 1 < len(days) else None
        yield TreatmentLine(infusion=each, day0=day, since=since, until=until)


def line_at(course: Course, day: date) -> TreatmentLine | None:
    """The last infusion up to and including `day`; None before the first one."""
    return next((each for each in reversed([*treatment_lines(course)]) if each.day0 <= day), None)


def line_after(course: Course, day: date) -> TreatmentLine | None:
    """The last infusion before `day`: the one that a response seen on `day` is a response to."""
    return next((each for each in reversed([*treatment_lines(course)]) if each.day0 < day), None)
