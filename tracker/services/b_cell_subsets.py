"""Which B cells are back: subsets as a share and as a count, where there are enough cells to say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.labs import Panel, analyte, panel
from tracker.domain.visit import LabResult, LabState
from tracker.services.aplasia import CD19
from tracker.services.course import Course

ENOUGH = Decimal(5)
"""B cells per µL from which on a share means something. Rule of this program (safety-schedule.md 7.2 [P])."""
NAIVE = "cd19_naive"
SHARE, COUNT = "pct_cd19", "cells/uL"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Subset:
    """One subset of a sample: percent of CD19+ and cells per µL, each None where it cannot be told.

    `sign` is what the laboratory said of the number it gave: "", "<" or ">".
    """

    code: str
    share: Decimal | None
    count: Decimal | None
    sign: str = ""


@dataclass(frozen=True, kw_only=True)
class SubsetSample:
    """The subsets of one day. `enough`: whether shares mean something; None without a count of that day."""

    day: date
    cells: Decimal | None
    enough: bool | None
    subsets: tuple[Subset, ...]

    def of(self, code: str) -> Subset | None:
        return next((each for each in self.subsets if each.code == code), None)


def subset_samples(course: Course) -> tuple[SubsetSample, ...]:
    """Every day with a subset, in order; what means nothing is there with `enough` False or None."""
    return tuple(_samples(course))


def _samples(course: Course) -> Iterator[SubsetSample]:
    codes = [each.code for each in panel(Panel.SUBSETS)]
    labs = [lab for code in codes for lab in course.labs_of(code) if _measured(lab)]
    for day in sorted({lab.sampled for lab in labs}):
        counts = [lab for lab in course.labs_of(CD19) if lab.sampled == day and _measured(lab)]
        cells, enough = _count(counts)
        yield SubsetSample(
            day=day,
            cells=cells,
            enough=enough,
            subsets=tuple(_subset(lab, cells) for lab in labs if lab.sampled == day),
        )


def _count(counts: Sequence[LabResult]) -> tuple[Decimal | None, bool | None]:
    """The count of the day where one number was measured, and whether it is enough."""
    if not counts:
        return None, None
    lab, known = counts[-1], analyte(CD19)
    unit = lab.unit or known.house_unit
    if lab.number is None or not known.converts(unit, known.house_unit):
        return None, None
    value = known.convert(lab.number, unit, known.house_unit)
    if lab.unseen:
        return None, False if value <= ENOUGH else None
    if lab.comparator.value:
        return None, True if value >= ENOUGH else None
    return value, value >= ENOUGH


def _subset(lab: LabResult, cells: Decimal | None) -> Subset:
    value, unit = lab.number, lab.unit or SHARE
    share = value if unit == SHARE else None
    count = value if unit == COUNT else None
    if value is not None and cells:
        share = value / cells * _HUNDRED if share is None else share
        count = value * cells / _HUNDRED if count is None else count
    return Subset(code=lab.analyte, share=share, count=count, sign=lab.comparator.value)


def _measured(lab: LabResult) -> bool:
    return lab.number is not None and lab.state is LabState.MEASURED
