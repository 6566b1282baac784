"""Whether a plan's criterion is met by the last measured value up to a day; None while nobody can know."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tracker.domain.labs import analyte
from tracker.domain.plan import Criterion, Meets
from tracker.domain.visit import Comparator, LabResult, LabState


def met(
    criterion: Criterion,
    labs: Sequence[LabResult],
    after: date,
    up_to: date,
    settings: Mapping[str, Decimal],
) -> bool | None:
    """Look at the newest result sampled after `after` and not after `up_to`; None without one that tells.

    `settings` hold the clinic's own limits by key.
    """
    told = [
        lab
        for lab in labs
        if lab.analyte == criterion.analyte
        and after < lab.sampled <= up_to
        and lab.value
        and lab.state is LabState.MEASURED
    ]
    if not told:
        return None
    last = max(told, key=lambda lab: lab.sampled)
    if criterion.meets is Meets.BELOW_DETECTION:
        return last.unseen
    return _compared(criterion, last, settings.get(criterion.setting, criterion.limit))


def _compared(criterion: Criterion, lab: LabResult, limit: Decimal) -> bool | None:
    """A value that is only known to be below 5 is certainly not above 10, and tells nothing about 2."""
    known = analyte(criterion.analyte)
    unit = criterion.unit or known.house_unit
    if not known.converts(lab.unit, unit):
        return None
    value = known.convert(Decimal(lab.value), lab.unit, unit)
    wants_low = criterion.meets is Meets.BELOW
    if lab.comparator is Comparator.BELOW:
        return wants_low if value <= limit else None
    if lab.comparator is Comparator.ABOVE:
        return not wants_low if value >= limit else None
    if wants_low:
        return value < limit
    return value > limit if criterion.meets is Meets.ABOVE else value >= limit
