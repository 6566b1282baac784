"""What went wrong: AdverseEvent."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tracker.domain.entity import Entity
from tracker.domain.partial_date import PartialDate


class EventKind(StrEnum):
    """The lane an event is drawn in."""

    TOXICITY = "toxicity"
    INFECTION = "infection"
    OTHER = "other"


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
