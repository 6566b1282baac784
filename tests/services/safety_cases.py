"""A patient after infusion and the answers of a safety check, for tests of checks, episodes, the screen."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from tests.fakes import fake_session
from tracker.domain.bedside import with_typed, with_way
from tracker.domain.bedside_sheets import CRS, ICANS
from tracker.domain.infusion import Infusion
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient, Sex
from tracker.domain.safety_check import SafetyCheck
from tracker.services.bedside_entry import CheckEntry
from tracker.services.safety_checks import save_check
from tracker.services.session import Session

SITE = UUID(int=9)
DAY0 = date(2026, 11, 10)


def patient(born: int = 1990, disease: str = "sle") -> tuple[Patient, Diagnosis, Infusion]:
    """Whoever was treated on DAY0."""
    who = Patient(
        site=SITE, study_id="CAR-SLE-99", family="Iyer", given="Sunita", sex=Sex.FEMALE,
        born=PartialDate(born, 6, 30),
    )  # fmt: skip
    return (
        who,
        Diagnosis(site=SITE, patient=who.id, disease=disease),
        Infusion(site=SITE, patient=who.id, day0=PartialDate.of(DAY0)),
    )


def at(day: int, hour: int = 8) -> datetime:
    """A moment, in days after the infusion."""
    return datetime(2026, 11, 10, hour, 10, tzinfo=UTC) + timedelta(days=day)


def medicine(
    who: UUID, drug: str, start: int, end: int | None = None, dose: str = "1", **more
) -> MedicationCourse:
    """A course of a drug, in days after the infusion."""
    return MedicationCourse(
        site=SITE,
        patient=who,
        drug=drug,
        start=PartialDate.of(DAY0 + timedelta(days=start)),
        end=None if end is None else PartialDate.of(DAY0 + timedelta(days=end)),
        steps=(DoseStep(DAY0 + timedelta(days=start), dose),),
        **more,
    )


def crs(fever: int | None = 0, pressure: int | None = 0, oxygen: int | None = 0, temp: str = "") -> dict:
    """The three answers of the CRS card, counted from 0, and a temperature."""
    given: dict = {}
    for question, way in zip(CRS.questions, (fever, pressure, oxygen), strict=True):
        given = with_way(question, CRS, given, way)
    return with_typed(CRS.questions[0], CRS, given, "temp_c", temp) if temp else given


def entry(who: UUID, when: datetime, given: dict | None = None, ice: int | None = 10, **more) -> CheckEntry:
    """A check; the first `ice` points are reached, the rest are not."""
    ticks: dict = {}
    left = 10 if ice is None else ice
    for points in ICANS.points if ice is not None else ():
        count = max(1, len(points.titles))
        ticks[points.key] = [index < left for index in range(count)]
        left = max(0, left - count)
    picks = {pick.key: next(iter(ICANS.item(pick.key).options)) for pick in ICANS.picks}
    return CheckEntry(
        patient=who,
        at=when,
        answers={CRS.code: crs() if given is None else given, ICANS.code: picks},
        ticks={ICANS.code: ticks},
        **more,
    )


def open_study(*more, born: int = 1990, disease: str = "sle", clock=None) -> tuple[Session, UUID]:
    """A study in memory with one treated patient."""
    who, diagnosis, infusion = patient(born, disease)
    rest = [make(who.id) for make in more]
    session = fake_session(who, diagnosis, infusion, *rest, clock=clock or (lambda: at(60)))
    return session, who.id


def checked(session: Session, who: UUID, when: datetime, given: dict | None = None, **more) -> SafetyCheck:
    """One saved check."""
    return save_check(session, entry(who, when, given, **more)).check
