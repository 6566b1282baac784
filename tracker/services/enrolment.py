"""Taking a patient in: enrolment with its check for duplicates, and the infusion that makes Day 0."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from tracker.domain.change import Records, Ref
from tracker.domain.folded import plain
from tracker.domain.infusion import Conditioning, Infusion
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient, Sex, before_birth
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_
from tracker.services.rights import needs
from tracker.services.session import Session

_STUDY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_TAIL = re.compile(r"(.*?)(\d+)$")


@dataclass(frozen=True, kw_only=True)
class NewPatient:
    """What the form asks."""

    study_id: str
    family: str
    given: str
    born: PartialDate | None
    sex: Sex
    hospital_no: str
    disease: str
    detail: str = ""
    allergies: str = ""
    since: PartialDate | None = None


def twins(records: Records, asked: NewPatient) -> tuple[Patient, ...]:
    """Patients who may be the same person: same number, or same family name and birth date."""
    number, family = asked.hospital_no.replace(" ", ""), plain(asked.family)
    return tuple(
        patient
        for patient in records.find(Patient)
        if (number and patient.hospital_no.replace(" ", "") == number)
        or (family and asked.born and plain(patient.family) == family and patient.born == asked.born)
    )


def next_study_id(records: Records, short: str) -> str:
    """The study ID after the highest one of that disease: CAR-SLE-07 makes CAR-SLE-08."""
    prefix = f"CAR-{short}-"
    taken = [
        int(found[2])
        for patient in records.find(Patient)
        if (found := _TAIL.fullmatch(patient.study_id)) and found[1] == prefix
    ]
    return f"{prefix}{max(taken, default=0) + 1:02}"


@needs(Right.ENTER)
def enrol(session: Session, asked: NewPatient, *, though_alike: bool = False) -> tuple[UUID, frozenset[Ref]]:
    """Write patient and diagnosis in one change; refuses what is empty, taken, or a likely twin."""
    _check(session.records, asked)
    if not though_alike and twins(session.records, asked):
        raise Refusal(
            N_("A patient with this number, or this name and birth date, is in the study. Open that record.")
        )
    patient = Patient(
        site=session.site.id,
        study_id=asked.study_id.strip(),
        family=asked.family.strip(),
        given=asked.given.strip(),
        born=asked.born,
        sex=asked.sex,
        hospital_no=asked.hospital_no.strip(),
        allergies=asked.allergies.strip(),
    )
    diagnosis = Diagnosis(
        site=session.site.id,
        patient=patient.id,
        disease=asked.disease,
        detail=asked.detail.strip(),
        since=asked.since,
    )
    with session.office.work(session.user.id) as unit:
        unit.put(patient)
        unit.put(diagnosis)
    return patient.id, unit.touched


@dataclass(frozen=True, kw_only=True)
class NewInfusion:
    """What the infusion form asks; `conditioning` are (drug code, dose, unit, first day, last day)."""

    day0: PartialDate | None
    product: str = ""
    dose: str = ""
    dose_unit: str = ""
    lot: str = ""
    conditioning: Sequence[tuple[str, str, str, PartialDate | None, PartialDate | None]] = field(
        default_factory=tuple
    )


@needs(Right.ENTER)
def record_infusion(session: Session, patient: UUID, asked: NewInfusion) -> frozenset[Ref]:
    """Write the next infusion of `patient` with its conditioning; one that was planned is now given."""
    before = session.records.find(Infusion, patient=patient)
    last = max((i.day0 for i in before if i.day0), default=None)
    if asked.day0 is not None and last is not None and asked.day0 <= last:
        raise Refusal(N_("The infusion has to come after the one before it, on {day}."), day=str(last))
    born = session.records.get(Patient, patient).born
    if asked.day0 is not None and before_birth(born, asked.day0.latest):
        raise Refusal(N_("The infusion lies before the date of birth. Look at both dates."))
    planned = next((i for i in before if i.day0 is None and i.planned), None)
    infusion = replace(
        planned or Infusion(id=uuid4(), site=session.site.id, patient=patient, number=len(before) + 1),
        day0=asked.day0,
        product=asked.product.strip(),
        dose=asked.dose.strip(),
        dose_unit=asked.dose_unit.strip(),
        lot=asked.lot.strip(),
    )
    with session.office.work(session.user.id) as unit:
        unit.put(infusion)
        for drug, dose, unit_, start, end in asked.conditioning:
            unit.put(
                Conditioning(
                    site=session.site.id,
                    patient=patient,
                    infusion=infusion.id,
                    drug=drug,
                    dose=dose,
                    unit=unit_,
                    start=start,
                    end=end,
                )
            )
    return unit.touched


def _check(records: Records, asked: NewPatient) -> None:
    if not asked.family.strip():
        raise Refusal(N_("The family name is missing."))
    if not _STUDY_ID.fullmatch(asked.study_id.strip()):
        raise Refusal(N_("A study ID has letters, digits, - and _ only, for example CAR-SLE-08."))
    if records.find(Patient, study_id=asked.study_id.strip()):
        raise Refusal(N_("This study ID is taken. The next free one is offered in the box."))
