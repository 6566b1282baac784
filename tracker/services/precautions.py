"""The precautions of one patient, with the days that the record gives for them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tracker.domain.labs import analyte
from tracker.domain.patient import Standing
from tracker.domain.precautions import Holding, Known, holding
from tracker.domain.schedule import Schedule
from tracker.domain.visit import Comparator, LabResult, LabState
from tracker.services.course import Course

LOW_PLATELETS = Decimal(50)
_APHERESIS = "aph"
_G_CSF, _IVIG, _FLUDARABINE = "filgrastim", "ivig", "fludarabine"


def known_of(course: Course, schedule: Schedule) -> Known | None:
    """The days of the last line; None before an infusion is planned."""
    line = schedule.line
    if line is None:
        return None
    drugs = [each for each in course.conditionings if each.infusion == line.infusion.id]
    taken = next((each.actual for each in line.visits if each.code == _APHERESIS and each.actual), None)
    return Known(
        day0=line.day0,
        leukapheresis=taken,
        fludarabine=_first(each.start.earliest for each in drugs if each.start and each.drug == _FLUDARABINE),
        conditioning=_first(each.start.earliest for each in drugs if each.start),
        ivig=_days(course, _IVIG),
        growth_factor=_days(course, _G_CSF),
        low_platelets=tuple(lab.sampled for lab in course.labs_of("platelets") if _low(lab)),
    )


def precautions(course: Course, schedule: Schedule, today: date) -> tuple[Holding, ...]:
    """What holds on `today` or is still to come; nothing for a published patient or one who died."""
    known = known_of(course, schedule)
    if known is None or course.patient.published or course.patient.standing is Standing.DIED:
        return ()
    return holding(known, today)


def _days(course: Course, drug: str) -> tuple[date, ...]:
    starts = (each.start.exact for each in course.medications if each.drug.startswith(drug) and each.start)
    return tuple(sorted(day for day in starts if day))


def _first(days: Iterable[date]) -> date | None:
    return min(days, default=None)


def _low(lab: LabResult) -> bool:
    """Certainly below 50 × 10⁹/L; a value above a limit of its own says nothing."""
    known = analyte(lab.analyte)
    if not lab.value or lab.state is not LabState.MEASURED or not known.converts(lab.unit, "10^9/L"):
        return False
    value = known.convert(Decimal(lab.value), lab.unit, "10^9/L")
    if lab.comparator is Comparator.ABOVE:
        return False
    return value <= LOW_PLATELETS if lab.comparator is Comparator.BELOW else value < LOW_PLATELETS
