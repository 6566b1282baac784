"""What was found at the bedside: SafetyCheck, one of several a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tracker.domain.entity import Entity


@dataclass(frozen=True, kw_only=True)
class SafetyCheck(Entity):
    """Answers and results by instrument code, as they were at `at`; None is not answered.

    `confirmed` holds the investigator's grade by instrument code where one was given, and why it differs.
    """

    patient: UUID
    infusion: UUID | None
    at: datetime
    answers: Mapping[str, object] = field(default_factory=dict)
    found: Mapping[str, object] = field(default_factory=dict)
    results: Mapping[str, object] = field(default_factory=dict)
    confirmed: Mapping[str, object] = field(default_factory=dict)
    told: str = ""
    """Whom, and when, in the words of whoever did."""
    note: str = ""
