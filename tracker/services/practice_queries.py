"""The queries of the practice study: one that waits, one that was answered, one that was closed."""

from dataclasses import replace
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.change import ref
from tracker.domain.entity import Entity
from tracker.domain.followup import Query
from tracker.domain.rights import Right
from tracker.domain.visit import Visit
from tracker.services.query_places import visit_path
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.visit_checks import LABORATORY


@needs(Right.IMPORT)
def ask(session: Session, monitor: UUID, patient: UUID) -> None:
    """The monitor asks about the last visits of `patient` and about an event; the person here answers."""
    visits = sorted(session.records.find(Visit, patient=patient), key=lambda each: each.day)
    events = session.records.find(AdverseEvent, patient=patient)
    waiting = [
        _about(visits[-1], monitor, visit_path(LABORATORY, "cd19"), "Which laboratory measured this?"),
        _about(visits[-1], monitor, "day", "The source notes say the day before. Which one is right?"),
    ]
    answered = _about(
        visits[-2], monitor, visit_path(LABORATORY, "igg"), "Was this before the immunoglobulin of that week?"
    )
    closed = [_about(each, monitor, "end", "Is the end known to the day?") for each in events[:1]]
    with session.office.work(monitor) as unit:
        for each in (*waiting, answered, *closed):
            unit.put(each)
    with session.office.work(session.user.id) as unit:
        for each in (answered, *closed):
            kept = unit.get(Query, each.id)
            unit.put(
                replace(
                    kept, answer="Yes, it stands so in the notes of that day.", answered_by=session.user.id
                )
            )
    with session.office.work(monitor) as unit:
        for each in closed:
            unit.put(replace(unit.get(Query, each.id), closed_by=monitor))


def _about(record: Entity, monitor: UUID, path: str, question: str) -> Query:
    about = ref(record)
    assert about.patient is not None
    return Query(
        site=record.site,
        patient=about.patient,
        kind=about.kind,
        record=about.id,
        path=path,
        question=question,
        raised_by=monitor,
    )
