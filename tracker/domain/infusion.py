"""The treatment itself: Infusion and the Conditioning before it."""

from dataclasses import dataclass
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
