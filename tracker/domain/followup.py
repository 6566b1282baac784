"""What is agreed about visits that are still to come: StudyPlan, Appointment, what was not done and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from tracker.domain.entity import Entity
from tracker.domain.text import N_

CONTACTS = {
    "": N_("At the clinic"),
    "phone": N_("By phone"),
    "questionnaire": N_("By questionnaire"),
    "vital_status": N_("Vital status only"),
}
"""How somebody was followed: codes of `Visit.contact`."""

DEATHS = {
    "disease": N_("The disease itself"),
    "crs_icans": N_("CRS, ICANS or IEC-HS"),
    "infection": N_("Infection"),
    "malignancy": N_("Malignancy"),
    "other_treatment": N_("Other effect of the treatment"),
    "unrelated": N_("Not related to disease or treatment"),
}
"""Categories of the cause of death, as registries ask for them; none is "not known"."""


@dataclass(frozen=True, kw_only=True)
class StudyPlan(Entity):
    """A version of a visit plan that this study uses from a day on. `text` is the plan file as written."""

    key: str
    version: int
    applies_from: date
    text: str
    why: str = ""


class NotDone(StrEnum):
    """Why a planned visit has no entry."""

    MISSED = "missed"
    NOT_RECOVERABLE = "not_recoverable"
    VITAL_STATUS = "vital_status"


@dataclass(frozen=True, kw_only=True)
class PlannedVisitNote(Entity):
    """A planned visit, by its code in the plan of one infusion, that will not be held."""

    patient: UUID
    infusion: UUID | None
    code: str
    state: NotDone
    reason: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Appointment(Entity):
    """When and where a planned visit is booked; `time` is "09:30" at the clinic, or "" for the whole day."""

    patient: UUID
    infusion: UUID | None
    code: str
    day: date
    time: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class NotAssessed(Entity):
    """Why something that the plan asks for was not assessed at a visit; `assessment` is the plan's id."""

    patient: UUID
    visit: UUID
    assessment: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Closure(Entity):
    """Days on which the clinic sees nobody; both ends belong to it."""

    start: date
    end: date
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Inquiry(Entity):
    """Somebody was asked and there was nothing: "takes no medicine", "no event". Not asked has no row."""

    patient: UUID
    topic: str
    asked: date
    visit: UUID | None = None


class QueryState(StrEnum):
    """Where a question stands; one that was asked again is open."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Query(Entity):
    """A question about one field of a record, also an empty one; it is open until it is closed."""

    patient: UUID
    kind: str
    record: UUID
    path: str
    question: str
    answer: str = ""
    answered_by: UUID | None = None
    closed_by: UUID | None = None
    raised_by: UUID

    @property
    def state(self) -> QueryState:
        if self.closed_by is not None:
            return QueryState.CLOSED
        return QueryState.ANSWERED if self.answer else QueryState.OPEN
