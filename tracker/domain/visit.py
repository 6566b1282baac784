"""What happened on one day at the clinic: Visit, LabResult, Assessment, Draft, Signature."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from tracker.domain.entity import Entity


@dataclass(frozen=True, kw_only=True)
class Visit(Entity):
    """A contact on `day`. `code` is a visit of the plan ("M6"), or "unplanned".

    Days since the infusion are worked out, never stored.
    """

    patient: UUID
    day: date
    code: str = "unplanned"
    title: str = ""
    clinician: str = ""
    note: str = ""
    main_message: str = ""
    plan: str = ""
    """The version of the plan it was held under ("car-t-follow-up/1"); "" before there were plans."""
    infusion: UUID | None = None
    """The infusion whose plan it belongs to; None: the last one before `day`."""
    contact: str = ""
    """How: "" at the clinic, else a code of domain/followup.py CONTACTS."""


class Comparator(StrEnum):
    """What the laboratory said about the number: equal, below it or above it."""

    EQUAL = ""
    BELOW = "<"
    ABOVE = ">"


class LabState(StrEnum):
    """Whether there is a number at all, and whether somebody still has to look at it."""

    MEASURED = "measured"
    NOT_DONE = "not_done"
    TO_CHECK = "to_check"
    AWAITED = "awaited"


@dataclass(frozen=True, kw_only=True)
class LabResult(Entity):
    """One measured value, kept as it was typed: comparator, number as text, unit, the laboratory's own range.

    `analyte` and `unit` are codes of domain/labs. `value` is "" when not done. `low` and `high` are text too.
    """

    patient: UUID
    visit: UUID | None
    analyte: str
    sampled: date
    comparator: Comparator = Comparator.EQUAL
    value: str = ""
    unit: str = ""
    low: str = ""
    high: str = ""
    laboratory: str = ""
    detection_limit: str = ""
    state: LabState = LabState.MEASURED
    note: str = ""

    @property
    def number(self) -> Decimal | None:
        """The typed number, exact; None when not done."""
        return Decimal(self.value) if self.value else None

    @property
    def unseen(self) -> bool:
        """Below what the assay can see: a value in its own right, not a zero."""
        return self.comparator is Comparator.BELOW


@dataclass(frozen=True, kw_only=True)
class Assessment(Entity):
    """An instrument answered at a visit: typed answers, what was found, and the result it was given then."""

    patient: UUID
    visit: UUID
    instrument: str
    version: int
    answers: Mapping[str, object] = field(default_factory=dict)
    found: Mapping[str, object] = field(default_factory=dict)
    result: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Draft(Entity):
    """What somebody typed and has not saved yet; one for a visit form and person. It is nobody's record."""

    kept_in_trail: ClassVar[bool] = False

    patient: UUID
    visit: UUID | None
    author: UUID
    form: str
    content: Mapping[str, object] = field(default_factory=dict)
    saved_at: datetime


@dataclass(frozen=True, kw_only=True)
class Signature(Entity):
    """A person stands for a record as it was at `record_revision`; `meaning` says how ("checked")."""

    patient: UUID
    kind: str
    record: UUID
    record_revision: int
    user: UUID
    at: datetime
    meaning: str
    content: str = ""
    """Hash of what was signed, so that any later change of it can be told."""
    voided_at: datetime | None = None
    void_reason: str = ""
