"""The schedule of one patient, read from the record; and what a person does with a planned visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tracker.domain.change import Records, Ref
from tracker.domain.followup import NotDone, PlannedVisitNote
from tracker.domain.infusion import Infusion
from tracker.domain.patient import Patient
from tracker.domain.planned_visit import PlannedVisit
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.schedule import Schedule, schedule
from tracker.domain.text import N_
from tracker.domain.visit import Visit
from tracker.services.course import Course
from tracker.services.plans import PlanBook, plan_book
from tracker.services.rights import needs
from tracker.services.session import Session

NOT_DONE_TITLES: Mapping[NotDone, str] = {
    NotDone.MISSED: N_("Missed"),
    NotDone.NOT_RECOVERABLE: N_("Not recoverable"),
    NotDone.VITAL_STATUS: N_("Vital status only"),
}
NOT_DONE_REASONS: Mapping[int, str] = {
    1: N_("Did not come"),
    2: N_("Too ill to come"),
    3: N_("Clinic closed or full"),
    4: N_("Seen elsewhere, nothing sent"),
    5: N_("Other, explain"),
}
"""Offered by digit when a planned visit is not held; the last one asks for words."""


@dataclass(frozen=True)
class Kept:
    """What the record holds about one patient's visits."""

    infusions: Sequence[Infusion] = ()
    visits: Sequence[Visit] = ()
    notes: Sequence[PlannedVisitNote] = ()


def patient_schedule(records: Records, patient: UUID, today: date) -> Schedule:
    """Every planned visit of a patient as it stands on `today`; empty for a published one."""
    return derive(
        records.get(Patient, patient),
        plan_book(records),
        Kept(
            records.find(Infusion, patient=patient),
            records.find(Visit, patient=patient),
            records.find(PlannedVisitNote, patient=patient),
        ),
        today,
    )


def course_schedule(records: Records, course: Course, today: date) -> Schedule:
    """The same for a course that was read already."""
    notes = records.find(PlannedVisitNote, patient=course.patient.id)
    kept = Kept(course.infusions, course.visits, notes)
    return derive(course.patient, plan_book(records), kept, today)


def derive(patient: Patient, book: PlanBook, kept: Kept, today: date) -> Schedule:
    """The same for what was read already, for one patient or for many."""
    if patient.published:
        return Schedule()
    return schedule(patient, book.of(patient), kept.infusions, kept.visits, kept.notes, today)


@needs(Right.ENTER)
def note_not_done(
    session: Session, patient: UUID, planned: PlannedVisit, state: NotDone, *, reason: str, note: str = ""
) -> frozenset[Ref]:
    """Say that a planned visit will not be held, and why; a second word on it replaces the first."""
    if planned.held:
        raise Refusal(N_("This visit was held. Correct its date if that is wrong."))
    if not reason.strip():
        raise Refusal(N_("Say why the visit was not held."))
    fresh = planned.note or PlannedVisitNote(
        site=session.site.id,
        patient=patient,
        infusion=planned.infusion,
        code=planned.code,
        state=state,
        reason="",
    )
    with session.office.work(session.user.id, reason) as unit:
        unit.put(replace(fresh, state=state, reason=reason.strip(), note=note.strip()))
    return unit.touched


@needs(Right.ENTER)
def take_note_back(session: Session, planned: PlannedVisit, why: str = "") -> frozenset[Ref]:
    """The planned visit is expected again."""
    with session.office.work(session.user.id, why) as unit:
        if planned.note:
            unit.put(replace(planned.note, removed=True))
    return unit.touched


@needs(Right.CORRECT)
def adopt_visit(session: Session, visit: UUID, planned: PlannedVisit, why: str) -> frozenset[Ref]:
    """Let an unplanned visit stand for a planned one, by the choice of a person and with a reason."""
    if planned.held:
        raise Refusal(N_("This planned visit was held already."))
    if not why.strip():
        raise Refusal(N_("Say why this visit stands for the planned one."))
    with session.office.work(session.user.id, why) as unit:
        found = unit.get(Visit, visit)
        unit.put(
            replace(
                found,
                code=planned.code,
                title=planned.title,
                plan=planned.plan,
                infusion=planned.infusion,
            )
        )
    return unit.touched
