"""What the patient takes: MedicationCourse and its dose steps."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from tracker.domain.entity import Entity
from tracker.domain.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class DoseStep:
    """From `start` on: `dose` as typed, in `unit`, `doses` times in `per_days` days. Dose "0" stops."""

    start: date
    dose: str
    unit: str = "mg"
    doses: int = 1
    per_days: int = 1

    @property
    def per_day(self) -> Decimal:
        """The average daily amount, in `unit`."""
        return Decimal(self.dose) * self.doses / self.per_days


@dataclass(frozen=True, kw_only=True)
class MedicationCourse(Entity):
    """One drug from start to end; `drug` is a code of domain/drugs.py, `name` what the label says."""

    patient: UUID
    drug: str
    name: str = ""
    purpose: str = ""
    steps: tuple[DoseStep, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    stop_reason: str = ""
    how_to_take: str = ""
    """In the patient's words, for the handout: "1 tablet in the morning, with food"."""
    route: str = ""
    """A code of domain/drugs.py ROUTES; "" is not known."""
    taper: str = ""
    """The lines a taper was typed in (`15 x 7 d`), from which `steps` were read."""
    tablets: str = ""
    """Strengths at hand, in mg ("5, 1"), so that a dose that cannot be made is seen."""
    ruling: str = ""
    """What the investigator decided where the rule asks: "counts" or "does not count"."""
    ruling_reason: str = ""
    note: str = ""
