"""Moving what was entered for the wrong patient: what goes along, what speaks against it, the act."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.change import Act, Ref, UnitOfWork
from tracker.domain.document import Document
from tracker.domain.entity import Entity
from tracker.domain.followup import Inquiry, NotAssessed, Query
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.medication import MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient, Standing, before_birth
from tracker.domain.plan import UNPLANNED
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_, Said
from tracker.domain.visit import Assessment, Draft, LabResult, Signature, Visit
from tracker.services.course import Course, course
from tracker.services.query_places import record_titles
from tracker.services.rights import needs
from tracker.services.schedules import course_schedule
from tracker.services.session import Session
from tracker.services.visit_form import visit_form
from tracker.services.visit_results import work_out

MOVABLE: tuple[type[Visit | AdverseEvent | MedicationCourse], ...] = (Visit, AdverseEvent, MedicationCourse)
_PARTS: tuple[type[Entity], ...] = (LabResult, Assessment, NotAssessed, Inquiry)
"""What belongs to a visit and goes with it."""
_COUNTED = {
    LabResult: N_("Laboratory values: {n}"),
    Assessment: N_("Scores: {n}"),
    NotAssessed: N_("Notes of what was not assessed: {n}"),
    Query: N_("Queries: {n}"),
}
_KNOWN = frozenset(each.code for each in CATALOGUE)


@dataclass(frozen=True, kw_only=True)
class Move:
    """What would move from `source` to `target`, before anything is changed. Phrases are ready to print."""

    title: Said
    source: Patient
    target: Patient
    parts: tuple[Said, ...] = ()
    stops: tuple[Said, ...] = ()
    """Why it cannot move."""
    warnings: tuple[Said, ...] = ()


def moving_parts(session: Session, about: Ref) -> tuple[Said, ...]:
    """What goes with the record `about`, counted; nothing is said of the patient it may go to."""
    records = session.records
    said = list(record_titles(records, [about]).values())
    found: dict[type[Entity], int] = {Query: len(records.find(Query, record=about.id))}
    if about.kind == Visit.__name__:
        found |= {kind: len(records.find(kind, visit=about.id)) for kind in _PARTS}
    return (*said, *(Said(_COUNTED[k], {"n": n}) for k, n in found.items() if n and k in _COUNTED))


def plan_move(session: Session, about: Ref, study_id: str, born: PartialDate | None) -> Move:
    """What a move to `study_id` would do. The date of birth proves that the right person is meant."""
    target = _target(session, about, study_id, born)
    moved, records = _record(session, about), session.records
    source = records.get(Patient, moved.patient)
    stops: list[Said] = []
    warnings: list[Said] = []
    if isinstance(moved, Visit):
        stops += _visit_stops(session, moved, target)
        if _seat(session, moved, target).code != moved.code:
            id = {"id": target.study_id}
            warnings.append(Said(N_("The plan of {id} has no room for it: it arrives as unplanned."), id))
        if records.find(Signature, record=moved.id, voided_at=None):
            warnings.append(Said(N_("Its signature becomes void. Sign the visit again after the move.")))
    stops += [_outside(target)] if any(_is_outside(target, day) for day in _days(moved)) else []
    papers = _papers(session, moved)
    if papers:
        count = {"n": len(papers), "id": source.study_id}
        warnings.append(
            Said(N_("Papers of {id} that may show it: {n}. Take them back, print new ones."), count)
        )
    return Move(
        title=record_titles(records, [about])[about.id],
        source=source,
        target=target,
        parts=moving_parts(session, about),
        stops=tuple(stops),
        warnings=tuple(warnings),
    )


@needs(Right.CORRECT)
def move_record(
    session: Session, about: Ref, study_id: str, born: PartialDate | None, note: str
) -> frozenset[Ref]:
    """Move the record with all that belongs to it in one change; the trail of both patients tells of it.

    A move back is the same act the other way round.
    """
    if not note.strip():
        raise Refusal(N_("Say how this is known. It stands in the trail of both patients."))
    move = plan_move(session, about, study_id, born)
    if move.stops:
        raise Refusal(move.stops[0].phrase, **move.stops[0].values)
    moved, target = _record(session, about), move.target.id
    why = f"Wrong patient, {move.source.study_id} → {move.target.study_id}: {note.strip()}"
    with session.office.work(session.user.id, why) as unit:
        unit.show(Ref(about.kind, about.id, move.source.id), Act.CORRECTED)
        if isinstance(moved, Visit):
            _move_visit(session, unit, moved, move.target)
        else:
            unit.put(replace(moved, patient=target), Act.CORRECTED)
        for query in unit.find(Query, record=about.id):
            unit.put(replace(query, patient=target), Act.CORRECTED)
    return unit.touched


def _target(session: Session, about: Ref, study_id: str, born: PartialDate | None) -> Patient:
    wanted = study_id.strip().casefold()
    if not wanted:
        raise Refusal(N_("Type the study ID of the right patient."))
    found = next((p for p in session.records.find(Patient) if p.study_id.casefold() == wanted), None)
    if found is None or found.published:
        raise Refusal(N_("No patient of this study has this study ID. Look at it again."))
    if found.id == about.patient:
        raise Refusal(N_("This is the patient it stands with now. Type the other one's study ID."))
    if found.born != born:
        raise Refusal(
            N_("The date of birth is not that of {id}. Look at the paper again."), id=found.study_id
        )
    return found


def _record(session: Session, about: Ref) -> Visit | AdverseEvent | MedicationCourse:
    kind = next((each for each in MOVABLE if each.__name__ == about.kind), None)
    if kind is None:
        raise Refusal(N_("Only a visit, an event or a medicine is moved. Correct the rest where it stands."))
    return session.records.get(kind, about.id)


def _days(moved: Visit | AdverseEvent | MedicationCourse) -> tuple[PartialDate, ...]:
    """The days it speaks of, as far as they are known."""
    if isinstance(moved, Visit):
        return (PartialDate.of(moved.day),)
    return tuple(day for day in (moved.start, moved.end) if day is not None)


def _is_outside(target: Patient, day: PartialDate) -> bool:
    """Whether `day` cannot lie between birth and death, however much of the dates is known."""
    died = target.standing_since if target.standing is Standing.DIED else None
    return before_birth(target.born, day.latest) or (died is not None and day.earliest > died.latest)


def _outside(target: Patient) -> Said:
    return Said(N_("Its day lies outside of the life of {id}."), {"id": target.study_id})


def _visit_stops(session: Session, visit: Visit, target: Patient) -> Iterable[Said]:
    records, id = session.records, {"id": target.study_id}
    if records.find(Draft, visit=visit.id):
        yield Said(N_("Something is typed in this visit that is not saved. Save or discard it first."))
    if records.find(Visit, patient=target.id, day=visit.day):
        yield Said(N_("{id} has a visit on this day already. Correct the values one by one instead."), id)


def _seat(session: Session, visit: Visit, target: Patient) -> Visit:
    """The visit as it stands with `target`: in the same place of the plan where that is free there."""
    schedule = course_schedule(session.records, course(session.records, target.id), visit.day)
    planned = schedule.claimed_by(visit.code, visit.day)
    moved = replace(visit, patient=target.id)
    if planned is not None and planned.held is None:
        return replace(moved, plan=planned.plan, infusion=planned.infusion)
    return replace(moved, code=UNPLANNED, plan="", infusion=None)


def _move_visit(session: Session, unit: UnitOfWork, visit: Visit, target: Patient) -> None:
    """Scores are worked out again: what they take from other visits is another person's now."""
    seat = _seat(session, visit, target)
    labs = [replace(each, patient=target.id) for each in unit.find(LabResult, visit=visit.id)]
    scores = [replace(each, patient=target.id) for each in unit.find(Assessment, visit=visit.id)]
    rest = [
        *(replace(each, patient=target.id) for each in unit.find(NotAssessed, visit=visit.id)),
        *(replace(each, patient=target.id) for each in unit.find(Inquiry, visit=visit.id)),
    ]
    papers, signatures = unit.find(Document, visit=visit.id), unit.find(Signature, record=visit.id)
    whole = course(session.records, target.id)
    whole = replace(
        whole,
        visits=(*whole.visits, seat),
        labs=(*whole.labs, *labs),
        assessments=(*whole.assessments, *scores),
    )
    for moved in (seat, *labs, *_worked_out(whole, seat, scores), *rest):
        unit.put(moved, Act.CORRECTED)
    for paper in papers:
        unit.put(replace(paper, visit=None), Act.CORRECTED)
    for signature in signatures:
        kept = unit.get(Signature, signature.id)
        unit.put(replace(kept, patient=target.id), Act.CORRECTED)


def _worked_out(whole: Course, visit: Visit, scores: Iterable[Assessment]) -> Iterable[Assessment]:
    worked = work_out(visit_form(whole, visit.id, visit.day))
    for each in scores:
        made = worked.get(each.instrument) if each.instrument in _KNOWN else None
        if made is None or made.result.invalid:
            yield each
        else:
            version = instrument(each.instrument).version
            yield replace(
                each, version=version, answers=made.answers, found=made.found, result=made.as_json()
            )


def _papers(session: Session, moved: Visit | AdverseEvent | MedicationCourse) -> tuple[Document, ...]:
    """The papers of the old patient made since the record began."""
    since = min((day.earliest for day in _days(moved)), default=None)
    made = session.records.find(Document, patient=moved.patient)
    return tuple(each for each in made if since is None or each.made_at.date() >= since)
