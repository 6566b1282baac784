"""What went wrong: AdverseEvent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tracker.domain.entity import Entity
from tracker.domain.partial_date import PartialDate


class EventKind(StrEnum):
    """The lane an event is drawn in."""

    TOXICITY = "toxicity"
    INFECTION = "infection"
    OTHER = "other"
    FLARE = "flare"
    LICATS = "licats"
    MALIGNANCY = "malignancy"
    PREGNANCY = "pregnancy"


@dataclass(frozen=True, slots=True)
class GradeStep:
    """From `day` on the event had this grade."""

    day: date
    grade: int


@dataclass(frozen=True, kw_only=True)
class AdverseEvent(Entity):
    """A term, its worst grade, its days. Grade and seriousness are two facts; None is "not known"."""

    patient: UUID
    term: str
    kind: EventKind = EventKind.OTHER
    scale: str = ""
    """The grading that `grade` belongs to: "ASTCT 2019", "CTCAE v5"."""
    grade: int | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool | None = None
    serious: bool | None = None
    related: str = ""
    action: str = ""
    verbatim: str = ""
    """As it was reported, word for word."""
    meddra_llt: str = ""
    meddra_pt: str = ""
    meddra_soc: str = ""
    meddra_version: str = ""
    """Codes somebody typed; the dictionary is licensed and not part of the program."""
    grades: tuple[GradeStep, ...] = ()
    criteria: Mapping[str, object] = field(default_factory=dict)
    """Criterion of seriousness -> True or False; absent is not answered."""
    relations: Mapping[str, object] = field(default_factory=dict)
    """Cause (CAR T, conditioning, ...) -> how likely; absent is not answered."""
    expected: bool | None = None
    treatment: str = ""
    outcome: str = ""
    narrative: str = ""
    reporter: str = ""
    site_aware: datetime | None = None
    sponsor_aware: datetime | None = None
    sponsor_told: datetime | None = None
    worsened: date | None = None
    """The day it was known to have become fatal or life-threatening: a clock of its own starts then."""
    details: Mapping[str, object] = field(default_factory=dict)
    """What is asked for its kind: organism, organ, histology."""
