"""Who is followed: Patient and Diagnosis."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from tracker.domain.entity import Entity
from tracker.domain.partial_date import PartialDate
from tracker.domain.text import N_


class Sex(StrEnum):
    """As recorded at birth; needed by some formulas. Unknown is its own answer."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


SEX_TITLES = {
    Sex.FEMALE: N_("Female"),
    Sex.MALE: N_("Male"),
    Sex.OTHER: N_("Other"),
    Sex.UNKNOWN: N_("Not known"),
}


class Standing(StrEnum):
    """Whether the patient is still followed."""

    FOLLOWED = "followed"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    LOST = "lost"
    DIED = "died"


@dataclass(frozen=True, kw_only=True)
class Patient(Entity):
    """A person in the study. A published patient has no name, no number and no dates."""

    study_id: str
    family: str = ""
    given: str = ""
    born: PartialDate | None = None
    sex: Sex = Sex.UNKNOWN
    hospital_no: str = ""
    allergies: str = ""
    published: bool = False
    standing: Standing = Standing.FOLLOWED
    standing_since: PartialDate | None = None
    cause_of_death: str = ""
    """A code of domain/followup.py DEATHS; "" is not known."""
    coordinator: UUID | None = None
    plan: str = ""
    """The key of the plan followed; "" is the study's own."""

    @property
    def name(self) -> str:
        """ "OKAFOR, Adaeze" for staff; the study ID where no name was ever given."""
        return f"{self.family.upper()}, {self.given}".rstrip(", ") if self.family else self.study_id

    @property
    def spoken_name(self) -> str:
        """ "Adaeze Okafor" for the patient's own paper."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, kw_only=True)
class Diagnosis(Entity):
    """Why the patient was treated; `disease` is a code of domain/diseases.py."""

    patient: UUID
    disease: str
    detail: str = ""
    since: PartialDate | None = None


def before_birth(born: PartialDate | None, day: date) -> bool:
    """Whether `day` lies before the birth, however much of that date is known."""
    return born is not None and day < born.earliest


def age_on(born: PartialDate | None, day: date) -> int | None:
    """Whole years on `day`; None while the birth date leaves more than one answer."""
    if born is None:
        return None
    ages = {
        day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
        for birth in (born.earliest, born.latest)
    }
    return ages.pop() if len(ages) == 1 else None
