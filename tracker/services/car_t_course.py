"""CAR T cells of one infusion: two series, by flow and by gene copies, never mixed."""

from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.cart_kinetics import Kinetics, Seen, kinetics
from tracker.domain.labs import analyte
from tracker.domain.visit import LabState
from tracker.services.course import Course
from tracker.services.treatment_line import TreatmentLine

SERIES = ("car_t", "transgene")


@dataclass(frozen=True, kw_only=True)
class Series:
    """One way of measuring, in `unit`; `limits` are the limits of quantification that were stated."""

    code: str
    unit: str
    found: Kinetics
    limits: tuple[Decimal, ...] = ()


def car_t(course: Course, line: TreatmentLine) -> tuple[Series, ...]:
    """Each series that was measured after the infusion; a share of T cells is no count and is left out."""
    made = []
    for code in SERIES:
        known, samples, limits = analyte(code), [], []
        for lab in course.labs_of(code):
            unit = lab.unit or known.house_unit
            told = lab.number is not None and lab.state is LabState.MEASURED
            if not told or not line.holds(lab.sampled) or not known.converts(unit, known.house_unit):
                continue
            value = known.convert(Decimal(lab.value), unit, known.house_unit)
            samples.append(Seen((lab.sampled - line.day0).days, value, lab.comparator.value))
            stated = lab.detection_limit or (lab.value if lab.unseen else "")
            if stated:
                limits.append(known.convert(Decimal(stated), unit, known.house_unit))
        samples = [each for each in samples if each.day >= 0]
        if samples:
            made.append(
                Series(
                    code=code,
                    unit=known.house_unit,
                    found=kinetics(samples),
                    limits=tuple(dict.fromkeys(limits)),
                )
            )
    return tuple(made)
