"""The treatment itself: Infusion and the Conditioning before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tracker.domain.entity import Entity
from tracker.domain.partial_date import PartialDate


@dataclass(frozen=True, kw_only=True)
class Infusion(Entity):
    """CAR T cells given on Day 0. A patient may have several; `number` counts from 1."""

    patient: UUID
    number: int = 1
    day0: PartialDate | None = None
    product: str = ""
    dose: str = ""
    dose_unit: str = ""
    lot: str = ""
    planned: PartialDate | None = None
    """The day it is planned for; every date that follows is provisional until `day0` is known."""
    details: Mapping[str, object] = field(default_factory=dict)
    """Weight, bag, viability, cells given: what the product form asks, as typed."""


@dataclass(frozen=True, kw_only=True)
class Conditioning(Entity):
    """Lymphodepletion before one infusion: a drug code, its dose as typed, first and last day."""

    patient: UUID
    infusion: UUID
    drug: str
    dose: str = ""
    unit: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
