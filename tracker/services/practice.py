"""Practice patients: the same everywhere for one seed, with days that end today; and writing them down."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from tracker.domain.change import Act, UnitOfWork
from tracker.domain.entity import Entity
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient
from tracker.domain.progress import Progress, silent
from tracker.domain.rights import Right
from tracker.domain.signing import content_of
from tracker.domain.study import Role, Setting, Site, User
from tracker.domain.text import N_
from tracker.domain.visit import Assessment, LabResult, Signature, Visit
from tracker.services.practice_calendar import arrange
from tracker.services.practice_checks import watch
from tracker.services.practice_curves import days_drawn
from tracker.services.practice_people import PEOPLE
from tracker.services.practice_person import Person
from tracker.services.practice_planted import Planted, planted_in
from tracker.services.practice_queries import ask
from tracker.services.practice_record import ENTRANT, SITE, PatientRecord
from tracker.services.practice_stories import standing, tell
from tracker.services.practice_treatment import medicate, suffer, treat
from tracker.services.practice_visits import PRACTICE_PLAN, cells_of, fill, planned
from tracker.services.rights import needs
from tracker.services.session import Session

APLASIA_DAYS, APLASIA_SPREAD = 112, 47
"""Müller F et al. N Engl J Med 2024;390:687-700: B-cell aplasia of 112 ± 47 days in 15 patients."""

CLINIC, HOSPITAL = "Autoimmune Cell Therapy Clinic", "Practice Hospital, Rheumatology"
SETTINGS = {
    "clinic_phone": "01234 567 890",
    "emergency_number": "999",
    "tell_doctor_crs": "2",
    "tell_doctor_icans": "1",
    "tell_doctor_how": "Bleep 4471. Write down whom you told, and when.",
    "plan": PRACTICE_PLAN,
}


@dataclass(frozen=True, kw_only=True)
class PracticePatient:
    """One patient with everything that is known; `corrections` are made after all else is written.

    `planted` is what the services have to find in the entities.
    """

    patient: Patient
    entities: tuple[Entity, ...]
    corrections: tuple[tuple[UUID, str, str], ...] = ()
    planted: Planted = field(default_factory=Planted)


@dataclass(frozen=True, kw_only=True)
class PracticeData:
    """A whole practice study before it has a place."""

    patients: tuple[PracticePatient, ...]
    settings: tuple[Setting, ...]
    users: tuple[User, ...]

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Everything, in the order it is written."""
        rows = [row for each in self.patients for row in (each.patient, *each.entities)]
        return (*self.settings, *self.users, *rows)


def generate(seed: int, today: date) -> PracticeData:
    """The practice patients as they stand on `today`."""
    rng = Random(seed)
    drawn = [person for person in PEOPLE if person.recovers and person.aplasia is None]
    fixed = [person.aplasia for person in PEOPLE if person.recovers and person.aplasia]
    lengths = list(days_drawn(len(drawn), fixed, APLASIA_DAYS, APLASIA_SPREAD))
    rng.shuffle(lengths)
    lasts = {person.study_id: days for person, days in zip(drawn, lengths, strict=True)}
    return PracticeData(
        patients=tuple(
            _patient(person, number, seed, today, person.aplasia or lasts.get(person.study_id))
            for number, person in enumerate(PEOPLE, start=1)
        ),
        settings=tuple(
            Setting(id=_identity(rng), site=SITE, key=key, value=value) for key, value in SETTINGS.items()
        ),
        users=(
            User(
                id=_identity(rng), site=SITE, name="Ama Mensah", short="Dr A. Mensah", role=Role.INVESTIGATOR
            ),
            User(id=_identity(rng), site=SITE, name="Max Roth", short="M. Roth", role=Role.MONITOR),
        ),
    )


@needs(Right.IMPORT)
def write_practice(session: Session, data: PracticeData, progress: Progress = silent) -> None:
    """Write everything, one unit of work for each patient, as the person who holds the study."""
    total = len(data.patients) + 1
    progress(0, total, N_("Practice patients"))
    with session.office.work(session.user.id) as unit:
        site = unit.get(Site, session.site.id)
        unit.put(replace(site, clinic=CLINIC, hospital=HOSPITAL))
        for row in (*data.settings, *data.users):
            unit.put(replace(row, site=session.site.id))
    for done, each in enumerate(data.patients, start=1):
        progress(done, total, N_("Practice patients"))
        with session.office.work(session.user.id) as unit:
            for entity in (each.patient, *each.entities):
                unit.put(_at_home(entity, session), Act.SIGNED if isinstance(entity, Signature) else None)
        for lab, value, reason in each.corrections:
            with session.office.work(session.user.id, reason) as unit:
                unit.put(replace(unit.get(LabResult, lab), value=value), Act.CORRECTED)
        with session.office.work(session.user.id) as unit:
            _sign_again(unit, each.patient.id)
    ask(
        session,
        next(each.id for each in data.users if each.role is Role.MONITOR),
        data.patients[0].patient.id,
    )
    progress(total, total, N_("Practice patients"))


def _patient(person: Person, number: int, seed: int, today: date, lasts: int | None) -> PracticePatient:
    record = PatientRecord(person, seed, today)
    how, since = standing(record)
    patient = Patient(
        id=record.id,
        site=SITE,
        study_id=person.study_id,
        family=person.family,
        given=person.given,
        born=PartialDate.parse(person.born),
        sex=person.sex,
        hospital_no=_hospital_no(person, number),
        allergies=person.allergies,
        standing=how,
        standing_since=since,
    )
    record.entities.append(
        Diagnosis(
            id=record.identity(),
            site=SITE,
            patient=record.id,
            disease=person.disease,
            detail=person.detail,
            since=PartialDate.parse(person.since),
        )
    )
    treat(record)
    medicate(record)
    cells = cells_of(record, lasts)
    for plan in planned(record, cells):
        fill(record, plan, cells)
    arrange(record, number)
    suffer(record)
    tell(record)
    watch(record, patient)
    return PracticePatient(
        patient=patient,
        entities=_signatures_last(record.entities),
        corrections=tuple(record.corrections),
        planted=planted_in(record, cells),
    )


def _sign_again(unit: UnitOfWork, patient: UUID) -> None:
    """What was corrected after the signature was looked at again and signed the same afternoon."""
    for void in unit.find(Signature, patient=patient):
        if void.voided_at is not None:
            visit = unit.get(Visit, void.record)
            parts: list[LabResult | Assessment] = [*unit.find(LabResult, visit=visit.id)]
            parts += unit.find(Assessment, visit=visit.id)
            made = Signature(
                site=void.site,
                patient=patient,
                kind=void.kind,
                record=visit.id,
                record_revision=visit.revision,
                user=void.user,
                at=void.at + timedelta(minutes=20),
                meaning=void.meaning,
                content=content_of(visit, parts),
            )
            unit.put(made, Act.SIGNED)


def _signatures_last(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """What is signed is written before its signature, which would ask for a reason otherwise."""
    visits = {each.id: each for each in entities if isinstance(each, Visit)}
    parts: dict[UUID, list[LabResult | Assessment]] = {}
    for each in entities:
        if isinstance(each, LabResult | Assessment) and each.visit:
            parts.setdefault(each.visit, []).append(each)
    signed = [
        replace(each, content=content_of(visits[each.record], parts.get(each.record, ())))
        for each in entities
        if isinstance(each, Signature)
    ]
    return (*(each for each in entities if not isinstance(each, Signature)), *signed)


def _at_home(entity: Entity, session: Session) -> Entity:
    if isinstance(entity, Signature) and entity.user == ENTRANT:
        entity = replace(entity, user=session.user.id)
    return replace(entity, site=session.site.id)


def _hospital_no(person: Person, number: int) -> str:
    return "104 0027" if "okafor" in person.stories else f"104 {100 + 7 * number:04}"


def _identity(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)
