"""What is asked about events at a visit: was there anything new, and is it still there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.change import Ref, UnitOfWork
from tracker.domain.event_answers import is_open
from tracker.domain.followup import Inquiry
from tracker.domain.partial_date import PartialDate
from tracker.domain.rights import Right
from tracker.domain.visit import Visit
from tracker.services.rights import needs
from tracker.services.session import Session

TOPIC = "adverse_events"
"""The topic of an inquiry: the patient was asked about events; what was new stands there as an event."""


@needs(Right.ENTER)
def nothing_new(session: Session, patient: UUID, day: date, visit: UUID | None = None) -> frozenset[Ref]:
    """Note that the patient was asked for events and had none that are new."""
    with session.office.work(session.user.id) as unit:
        for old in unit.find(Inquiry, patient=patient, topic=TOPIC):
            if old.asked == day and old.visit == visit:
                return unit.touched
        unit.put(Inquiry(site=session.site.id, patient=patient, topic=TOPIC, asked=day, visit=visit))
    return unit.touched


@needs(Right.ENTER)
def still_there(session: Session, event: UUID, visit: UUID) -> frozenset[Ref]:
    """Note at a saved visit that an open event still goes on."""
    with session.office.work(session.user.id) as unit:
        held, old = unit.get(Visit, visit), unit.get(AdverseEvent, event)
        if old.ongoing is None and old.end is None:
            unit.put(replace(old, ongoing=True))
        note_asked(unit, held, event)
    return unit.touched


def note_asked(unit: UnitOfWork, visit: Visit, event: UUID) -> None:
    """Put that one event was asked about at a visit; with the last of them the visit has its answer."""
    known = unit.find(Inquiry, patient=visit.patient)
    topics = {each.topic for each in known if each.visit == visit.id}
    answered = {*topics, asked_again(event)}
    events = unit.find(AdverseEvent, patient=visit.patient)
    wanted = [asked_again(event), *(() if unasked(events, answered, visit.day) else (TOPIC,))]
    for topic in wanted:
        if topic not in topics:
            unit.put(
                Inquiry(site=visit.site, patient=visit.patient, topic=topic, asked=visit.day, visit=visit.id)
            )


def unasked(events: Sequence[AdverseEvent], topics: set[str], day: date) -> tuple[AdverseEvent, ...]:
    """The events open on `day` whose end nobody knows and which no topic asked at the visit names.

    What began on the day of the visit itself is not asked again.
    """
    return tuple(
        each
        for each in events
        if is_open(each, day)
        and each.end is None
        and asked_again(each.id) not in topics
        and each.start != PartialDate.of(day)
    )


def asked_again(event: UUID) -> str:
    """The topic of the inquiry whether one event still goes on."""
    return f"{TOPIC} {event}"
