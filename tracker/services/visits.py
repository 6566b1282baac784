"""What a person does with a visit: start it, save it, sign it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tracker.domain.change import Act, Records, Ref, UnitOfWork
from tracker.domain.followup import Inquiry
from tracker.domain.instruments import instrument
from tracker.domain.item_words import refusals, strangers
from tracker.domain.lab_text import read_lab_text
from tracker.domain.patient import before_birth
from tracker.domain.plan import UNPLANNED
from tracker.domain.planned_visit import PlannedVisit
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.schedule import Schedule
from tracker.domain.signing import Signed, content_of, last_signature, voided
from tracker.domain.text import N_, Said
from tracker.domain.visit import Assessment, LabResult, LabState, Signature, Visit
from tracker.services.completeness import items_of
from tracker.services.course import course
from tracker.services.drafts import remove_draft
from tracker.services.event_reading import to_ask
from tracker.services.plans import plan_book
from tracker.services.rights import needs
from tracker.services.schedules import course_schedule
from tracker.services.session import Session
from tracker.services.visit_due import due_by_plan
from tracker.services.visit_entry import LabEntry, VisitEntry, as_typed
from tracker.services.visit_form import LabRow, VisitForm, visit_form
from tracker.services.visit_questions import QUESTIONS, keep_answers
from tracker.services.visit_record import NEW
from tracker.services.visit_results import Worked, work_out

ENTERED = N_("Entered and checked")
"""What the signature of whoever filled the form means."""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """The visit as it stands in the record now, and what the window has to hear."""

    visit: Visit
    touched: frozenset[Ref]


def open_visit(
    session: Session, patient: UUID, visit: UUID | None, day: date, code: str = UNPLANNED
) -> VisitForm:
    """Read the form of a saved visit, or of a new one on `day` that is to be `code` of the plan."""
    read = course(session.records, patient)
    found = course_schedule(session.records, read, day)
    planned = found.of_visit(visit) if visit else _meant(found, code, day)
    items = items_of(session.records, read, found, planned, day) if planned else ()
    plan = plan_book(session.records).on(read.patient, day)
    asked = found.line.visits if found.line else plan.visits
    return replace(
        visit_form(read, visit, day, due_by_plan(items, read) if items else None),
        schedule=found,
        planned=planned,
        items=items,
        choices=tuple((each.code, each.title) for each in asked),
        still_open=to_ask(read, session.records.find(Inquiry, patient=patient), visit, day),
    )


def _meant(plan: Schedule, code: str, day: date) -> PlannedVisit | None:
    """The planned visit that a new one is to be; what another visit did for it does not count."""
    found = plan.claimed_by(code, day)
    return replace(found, held=None, actual=None) if found else None


@needs(Right.ENTER)
def save_visit(session: Session, entry: VisitEntry) -> Saved:
    """Write the visit, its new values and answers in one change, and forget the draft.

    What is in the record already stays: a saved value changes only through a correction.
    """
    form = open_visit(session, entry.patient, entry.visit, entry.day, entry.code).with_entry(entry)
    for day in (entry.day, entry.sample_day):
        _refuse_before_birth(form, day)
    with session.office.work(session.user.id) as unit:
        # Everything is read before the first put: a read in between makes many small writes of one large one.
        stored = {each.instrument: each for each in unit.find(Assessment, visit=entry.visit or NEW)}
        visit = _put_visit(session, unit, entry, form.schedule)
        remove_draft(unit, session.user.id, patient=entry.patient, visit=entry.visit)
        for code, lab in entry.labs.items():
            _put_lab(unit, visit, form.row_of(code), lab, entry.sample_day)
        keep_answers(unit, visit, form.items, entry.answers.get(QUESTIONS, {}))
        for code, worked in work_out(form, entry).items():
            _refuse_changed(form, code, entry.answers.get(code, {}))
            _refuse_impossible(code, entry.answers.get(code, {}))
            _put_result(unit, visit, stored.get(code), code, worked)
    return Saved(visit=session.records.get(Visit, visit.id), touched=unit.touched)


@needs(Right.SIGN)
def sign_visit(session: Session, saved: Saved, passphrase: str = "") -> Saved:
    """Stand for the visit as it was just saved; from here on it changes only with a reason.

    The person proves with the passphrase who signs; only a practice study has none.
    """
    visit = saved.visit
    last = _signed(session.records, visit)
    if last and not last.void:
        raise Refusal(N_("This visit is signed already."))
    session.prove(passphrase)
    with session.office.work(session.user.id) as unit:
        if last and last.signature.voided_at is None:
            unit.put(voided(last.signature, unit.now, last.why), Act.VOIDED)
        signature = Signature(
            site=session.site.id,
            patient=visit.patient,
            kind="Visit",
            record=visit.id,
            record_revision=visit.revision,
            user=session.user.id,
            at=unit.now,
            meaning=ENTERED,
            content=content_of(unit.get(Visit, visit.id), _parts(unit, visit)),
        )
        unit.put(signature, Act.SIGNED)
    return Saved(visit=visit, touched=saved.touched | unit.touched)


def _signed(records: Records, visit: Visit) -> Signed | None:
    return last_signature(records.find(Signature, record=visit.id), visit, _parts(records, visit))


def _parts(records: Records | UnitOfWork, visit: Visit) -> tuple[LabResult | Assessment, ...]:
    return (*records.find(LabResult, visit=visit.id), *records.find(Assessment, visit=visit.id))


def _refuse_before_birth(form: VisitForm, day: date) -> None:
    born = form.course.patient.born
    if before_birth(born, day):
        raise Refusal(N_("The visit or its sample lies before the date of birth. Look at both dates."))


def _put_visit(session: Session, unit: UnitOfWork, entry: VisitEntry, plan: Schedule) -> Visit:
    """A new visit keeps the version of the plan and the infusion it belongs to."""
    if entry.visit is None:
        visit = Visit(site=session.site.id, patient=entry.patient, day=entry.day)
    else:
        visit = unit.get(Visit, entry.visit)
    planned = plan.claimed_by(entry.code, entry.day)
    visit = replace(visit, day=entry.day, code=entry.code, title=entry.title)
    if planned and (entry.visit is None or planned.held != visit.id):
        visit = replace(visit, plan=planned.plan, infusion=planned.infusion)
    unit.put(visit)
    return visit


def _put_lab(unit: UnitOfWork, visit: Visit, row: LabRow, lab: LabEntry, sampled: date) -> None:
    if row.saved:
        if lab.text.strip() not in {"", as_typed(row.saved)}:
            raise Refusal(
                N_("{analyte} is in the record already. Correct it with a reason."), analyte=row.analyte.title
            )
        return
    if lab.blank:
        return
    typed = read_lab_text(lab.text, row.analyte, row.unit, row.last)
    if typed.problem or typed.state is None:
        raise Refusal(N_("{analyte} cannot be read yet. Retype it."), analyte=row.analyte.title)
    unkept = typed.warning and not lab.note
    unit.put(
        LabResult(
            site=visit.site,
            patient=visit.patient,
            visit=visit.id,
            analyte=row.analyte.code,
            sampled=sampled,
            comparator=typed.comparator,
            value=typed.value,
            unit=typed.unit,
            low=row.low,
            high=row.high,
            laboratory=row.laboratory,
            state=LabState.TO_CHECK if unkept else typed.state,
            note=lab.note,
        )
    )


def _refuse_changed(form: VisitForm, code: str, answers: Mapping[str, object]) -> None:
    saved = next(section.saved for section in form.scores if section.instrument.code == code)
    kept = {key: answer for key, answer in saved.answers.items() if answer is not None} if saved else {}
    if any(key in kept and answer not in (None, kept[key]) for key, answer in answers.items()):
        raise Refusal(
            N_("{title}: an answer is in the record already. Correct it with a reason."),
            title=instrument(code).title,
        )


def _refuse_impossible(code: str, answers: Mapping[str, object]) -> None:
    known = instrument(code)
    strange = strangers(known.items, answers)
    if strange:
        raise Refusal(
            N_("{score} does not ask for “{key}”. Take that answer out."),
            score=Said(known.title),
            key=strange[0],
        )
    for _, why in refusals(known.items, answers):
        raise Refusal.of(why)


def _put_result(unit: UnitOfWork, visit: Visit, old: Assessment | None, code: str, worked: Worked) -> None:
    """Keep a score that somebody answered, or that the record answers by itself."""
    known = instrument(code)
    answered = any(answer is not None for answer in worked.answers.values())
    if old is None and not answered and worked.result[known.outputs[0].key] is None:
        return
    new = old or Assessment(
        site=visit.site, patient=visit.patient, visit=visit.id, instrument=code, version=known.version
    )
    unit.put(
        replace(
            new,
            version=known.version,
            answers=worked.answers,
            found=worked.found,
            result=worked.as_json(),
        )
    )
