"""What a response was compared with: the visit before the infusion it follows, or the visit before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from tracker.domain.instrument import Instrument
from tracker.domain.sources import BASELINE, PREVIOUS
from tracker.domain.text import N_, Said
from tracker.services.visit_record import VisitRecord


@dataclass(frozen=True, kw_only=True)
class Compared:
    """`infusion` is the number of the infusion that the visit of `day` stands before; None: the last visit.

    `day` is None where nothing was assessed that could be compared with.
    """

    day: date | None
    infusion: int | None = None

    @property
    def said(self) -> Said:
        """The comparison in words: "Compared with 12-Mar-2026, before infusion 1"."""
        number = Decimal(self.infusion or 0)
        if self.day is None and self.infusion is None:
            return Said(N_("No earlier visit to compare with"))
        if self.day is None:
            return Said(N_("Nothing was assessed before infusion {number}"), {"number": number})
        if self.infusion is None:
            return Said(N_("Compared with {day}, the visit before"), {"day": self.day})
        return Said(N_("Compared with {day}, before infusion {number}"), {"day": self.day, "number": number})

    def as_json(self) -> dict[str, object]:
        return {"day": self.day.isoformat() if self.day else None, "infusion": self.infusion}


def compared_with(known: Instrument, record: VisitRecord, visit: UUID) -> Compared | None:
    """What the instrument compares this visit with; None for one that looks at a single moment."""
    moments = {item.at for item in known.items}
    if BASELINE in moments:
        line = record.response_line(visit)
        if line is None:
            return Compared(day=None)
        found = record.visit_of(visit, BASELINE)
        return Compared(day=found.day if found else None, infusion=line.infusion.number)
    if PREVIOUS in moments:
        found = record.visit_of(visit, PREVIOUS)
        return Compared(day=found.day if found else None)
    return None
