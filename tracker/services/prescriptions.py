"""What a person does with medicines: add, taper, stop, correct, rule on one, note that none is taken."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from tracker.domain.change import Act, Ref, UnitOfWork
from tracker.domain.drugs import DRUGS, PURPOSES, ROUTES, drug
from tracker.domain.followup import Inquiry
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.taper import Taper
from tracker.domain.text import N_
from tracker.domain.treatment import taken
from tracker.services.corrections import reason
from tracker.services.drug_free import MEDICATIONS
from tracker.services.rights import needs
from tracker.services.session import Session

STOP_REASONS = {
    1: N_("Tapered as planned"),
    2: N_("No longer needed"),
    3: N_("Not tolerated"),
    4: N_("No effect"),
    5: N_("Before CAR T treatment"),
    6: N_("Other, explain"),
}
"""Digit -> why a medicine is stopped."""

EXPLAIN = 6
UNITS = ("mg", "g", "mcg", "mg/kg", "g/kg", "mg/m²", "units", "tablets", "mL")


@dataclass(frozen=True, kw_only=True)
class NewMedicine:
    """What the form asks. `dose` is as typed; `doses` times in `per_days` days."""

    drug: str
    name: str = ""
    route: str = "oral"
    purpose: str = ""
    dose: str = ""
    unit: str = "mg"
    doses: int = 1
    per_days: int = 1
    start: PartialDate | None = None
    end: PartialDate | None = None
    tablets: str = ""
    how_to_take: str = ""
    note: str = ""


@needs(Right.ENTER)
def add_medicine(session: Session, patient: UUID, asked: NewMedicine) -> frozenset[Ref]:
    """Write a new course with its first dose."""
    course = _course(session, patient, asked)
    with session.office.work(session.user.id) as unit:
        _refuse_twice(unit, course)
        unit.put(course)
    return unit.touched


@needs(Right.ENTER)
def taper_medicine(
    session: Session, course: UUID, taper: Taper, text: str, tablets: str = ""
) -> frozenset[Ref]:
    """Put the steps of a taper in place of everything from its first day on."""
    for line in taper.problems:
        if line.problem:
            raise Refusal.of(line.problem)
    steps = taper.steps()
    if not steps:
        raise Refusal(N_("Write at least one step, for example 10 x 7 d."))
    with session.office.work(session.user.id) as unit:
        old = unit.get(MedicationCourse, course)
        if old.start is not None and steps[0].start < old.start.earliest:
            raise Refusal(N_("The taper begins before the medicine was started. Choose a later day."))
        kept = tuple(step for step in old.steps if step.start < steps[0].start)
        end = PartialDate.of(taper.ends) if taper.ends else None
        stopped = STOP_REASONS[1] if taper.ends else ""
        unit.put(
            replace(
                old,
                steps=(*kept, *steps),
                end=end,
                stop_reason=stopped,
                taper=text.strip(),
                tablets=tablets.strip(),
            )
        )
    return unit.touched


@needs(Right.ENTER)
def stop_medicine(
    session: Session, course: UUID, day: PartialDate, why: int, note: str = ""
) -> frozenset[Ref]:
    """Nothing more is taken from `day` on; later steps go."""
    note = note.strip()
    if why not in STOP_REASONS:
        raise Refusal(N_("Choose a reason: press 1 to 6."))
    if why == EXPLAIN and not note:
        raise Refusal(N_("This reason needs a note."))
    with session.office.work(session.user.id) as unit:
        old = unit.get(MedicationCourse, course)
        _refuse_end_before_start(old.start, day)
        steps = tuple(step for step in old.steps if step.start < day.latest)
        title = STOP_REASONS[why]
        unit.put(replace(old, end=day, steps=steps, stop_reason=note if why == EXPLAIN else title))
    return unit.touched


@needs(Right.CORRECT)
def correct_medicine(
    session: Session, course: UUID, asked: NewMedicine, *, why: int, note: str = ""
) -> frozenset[Ref]:
    """Put what should have been entered; the trail keeps the old and the reason."""
    chosen, note = reason(why), note.strip()
    if chosen.note_needed and not note:
        raise Refusal(N_("This reason needs a note."))
    said = f"{chosen.title}: {note}" if note else chosen.title
    with session.office.work(session.user.id, said) as unit:
        old = unit.get(MedicationCourse, course)
        new = _course(session, old.patient, asked)
        later = tuple(step for step in old.steps[1:] if not new.steps or step.start > new.steps[0].start)
        fresh = replace(
            new,
            id=old.id,
            site=old.site,
            revision=old.revision,
            steps=(*new.steps, *later),
            end=asked.end,
            stop_reason=old.stop_reason if asked.end else "",
            taper=old.taper,
            ruling=old.ruling,
            ruling_reason=old.ruling_reason,
        )
        unit.put(fresh, Act.CORRECTED)
    return unit.touched


@needs(Right.CORRECT)
def remove_medicine(session: Session, course: UUID, *, why: int, note: str = "") -> frozenset[Ref]:
    """Take a course out of this record: it was entered by mistake, or belongs to another patient."""
    chosen, note = reason(why), note.strip()
    if chosen.note_needed and not note:
        raise Refusal(N_("This reason needs a note."))
    said = f"{chosen.title}: {note}" if note else chosen.title
    with session.office.work(session.user.id, said) as unit:
        unit.put(replace(unit.get(MedicationCourse, course), removed=True), Act.REMOVED)
    return unit.touched


@needs(Right.ENTER)
def rule_on(session: Session, course: UUID, counts: bool, why: str) -> frozenset[Ref]:
    """Keep what the investigator decided about a medicine, with the reason."""
    why = why.strip()
    if not why:
        raise Refusal(N_("Say why, and who decided it."))
    with session.office.work(session.user.id, why) as unit:
        old = unit.get(MedicationCourse, course)
        unit.put(replace(old, ruling="counts" if counts else "does not count", ruling_reason=why))
    return unit.touched


@needs(Right.ENTER)
def takes_none(session: Session, patient: UUID, day: date) -> frozenset[Ref]:
    """Note that the patient was asked and takes nothing; refused while something is still taken."""
    with session.office.work(session.user.id) as unit:
        for course in unit.find(MedicationCourse, patient=patient):
            if any((start or date.min) <= day and (end is None or day < end) for start, end in taken(course)):
                raise Refusal(N_("A medicine is still entered as taken. Stop it first."))
        unit.put(Inquiry(site=session.site.id, patient=patient, topic=MEDICATIONS, asked=day))
    return unit.touched


def _course(session: Session, patient: UUID, asked: NewMedicine) -> MedicationCourse:
    if asked.drug not in DRUGS:
        raise Refusal(N_("Choose the medicine from the list, or Other drug with its name."))
    if drug(asked.drug) is DRUGS["other"] and not asked.name.strip():
        raise Refusal(N_("Write the name of the medicine."))
    if asked.route and asked.route not in ROUTES:
        raise Refusal(N_("Choose how it is given."))
    if asked.purpose and asked.purpose not in PURPOSES:
        raise Refusal(N_("Choose what it is for."))
    _refuse_end_before_start(asked.start, asked.end)
    return MedicationCourse(
        site=session.site.id,
        patient=patient,
        drug=asked.drug,
        name=asked.name.strip(),
        route=asked.route,
        purpose=asked.purpose,
        steps=_first_step(asked),
        start=asked.start,
        end=asked.end,
        tablets=asked.tablets.strip(),
        how_to_take=asked.how_to_take.strip(),
        note=asked.note.strip(),
    )


def _first_step(asked: NewMedicine) -> tuple[DoseStep, ...]:
    typed = asked.dose.strip().replace(",", ".")
    if not typed:
        return ()
    try:
        amount = Decimal(typed)
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or amount <= 0:
        raise Refusal(N_("“{dose}” is not a dose. Write a number, for example 7.5."), dose=asked.dose.strip())
    if not asked.unit.strip():
        raise Refusal(N_("The dose has no unit. Choose one."))
    if asked.doses < 1 or asked.per_days < 1:
        raise Refusal(N_("Say how often it is taken."))
    if asked.start is None:
        raise Refusal(N_("A dose needs the day it began, or at least the year."))
    return (DoseStep(asked.start.earliest, typed, asked.unit.strip(), asked.doses, asked.per_days),)


def _refuse_end_before_start(start: PartialDate | None, end: PartialDate | None) -> None:
    if start is not None and end is not None and end.latest < start.earliest:
        raise Refusal(N_("The end lies before the start. Check both dates."))


def _refuse_twice(unit: UnitOfWork, new: MedicationCourse) -> None:
    for old in unit.find(MedicationCourse, patient=new.patient):
        same = old.drug == new.drug and old.name == new.name and old.route in {new.route, ""}
        begins = new.start.earliest if new.start else date.min
        if same and any(end is None or begins < end for _, end in taken(old)) and old.end is None:
            raise Refusal(N_("This medicine is entered as taken already. Change its dose, or stop it first."))
