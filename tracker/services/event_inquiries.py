"""What is asked about events at a visit: was there anything new, and is it still there."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.change import Ref
from tracker.domain.followup import Inquiry
from tracker.domain.rights import Right
from tracker.domain.visit import Visit
from tracker.services.rights import needs
from tracker.services.session import Session

TOPIC = "adverse_events"
"""The topic of an inquiry: the patient was asked, and there was nothing new."""


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
        topic = asked_again(event)
        if not any(each.visit == visit for each in unit.find(Inquiry, patient=old.patient, topic=topic)):
            unit.put(
                Inquiry(site=session.site.id, patient=old.patient, topic=topic, asked=held.day, visit=visit)
            )
        if old.ongoing is None and old.end is None:
            unit.put(replace(old, ongoing=True))
    return unit.touched


def asked_again(event: UUID) -> str:
    """The topic of the inquiry whether one event still goes on."""
    return f"{TOPIC} {event}"
