"""What is read out of events and their course: still there, asked how often, in aplasia or after it."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.event_answers import is_open
from tracker.domain.followup import Inquiry
from tracker.domain.text import N_
from tracker.services.aplasia import Aplasia
from tracker.services.b_cells import after
from tracker.services.course import Course
from tracker.services.event_inquiries import TOPIC, unasked
from tracker.services.treatment_line import line_at


class Relapse(StrEnum):
    """When a flare came, seen from the B cells."""

    DURING_APLASIA = "relapse_during_aplasia"
    AFTER_RECONSTITUTION = "relapse_after_reconstitution"


RELAPSES = {
    Relapse.DURING_APLASIA: N_("during B-cell aplasia"),
    Relapse.AFTER_RECONSTITUTION: N_("after the return of B cells"),
}


def open_events(course: Course, day: date) -> tuple[AdverseEvent, ...]:
    """The recorded events that had begun and not ended on `day`, by grade and start: "still there?"."""
    return tuple(sorted((e for e in course.events if is_open(e, day)), key=order))


def to_ask(
    course: Course, inquiries: Sequence[Inquiry], visit: UUID | None, day: date
) -> tuple[AdverseEvent, ...]:
    """The open events of which nobody has said yet, at this visit, whether they still go on."""
    return unasked(open_events(course, day), {each.topic for each in inquiries if each.visit == visit}, day)


def times_asked(inquiries: Sequence[Inquiry]) -> int:
    """On how many days somebody asked for events."""
    return len({each.asked for each in inquiries if each.topic == TOPIC})


def order(event: AdverseEvent) -> tuple[int, date]:
    """The highest grade first, then by start."""
    return (-(event.grade or 0), event.start.earliest if event.start else date.max)


def cells_at(course: Course, day: date) -> tuple[Aplasia, int] | None:
    """The way of the B cells after the infusion before `day`, and days since then; None before any."""
    line = line_at(course, day)
    if line is None:
        return None
    return after(course, line), (day - line.day0).days


def relapse_class(course: Course, event: AdverseEvent) -> Relapse | None:
    """A flare after the day of recovery, or during aplasia; None before an infusion or without a result.

    House reading of safety-schedule 7.7: a flare on the day of recovery itself is not after it.
    """
    if event.kind is not EventKind.FLARE or event.start is None or event.start.exact is None:
        return None
    read = cells_at(course, event.start.exact)
    if read is None or read[0].start is None:
        return None
    found, since = read
    after = found.back is not None and since > found.back
    return Relapse.AFTER_RECONSTITUTION if after else Relapse.DURING_APLASIA
