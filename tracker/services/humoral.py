"""Antibodies out of a bottle: results within three months of immunoglobulin cannot be interpreted."""

from datetime import date

from tracker.domain.calendar_days import months_after
from tracker.domain.drug_effects import STAND_IN_MONTHS, Effect
from tracker.domain.labs import Panel, panel
from tracker.domain.partial_date import PartialDate
from tracker.domain.text import N_
from tracker.domain.visit import LabResult
from tracker.services.course import Course
from tracker.services.record_facts import courses_with

_KINDS = (Panel.ANTIBODIES, Panel.AUTOANTIBODIES, Panel.TITRES)
HUMORAL = frozenset({*(each.code for kind in _KINDS for each in panel(kind)), "anti_dsdna"})
"""Immunoglobulins, and antibodies that donors may carry too."""

CLOUDED = "†"
LEGEND = N_("† within {n} months of immunoglobulin: not interpretable. A rule of this program.")


def given_before(course: Course, lab: LabResult) -> PartialDate | None:
    """When immunoglobulin was last given that disturbs this result; None where none does."""
    return clouded_on(course, lab.analyte, lab.sampled) if lab.value else None


def clouded_on(course: Course, code: str, day: date) -> PartialDate | None:
    """The same for whatever is measured of an analyte on `day`."""
    if code not in HUMORAL:
        return None
    starts = [
        each.start
        for each in courses_with(course, Effect.BRINGS_ANTIBODIES)
        if each.start and each.start.earliest <= day and _within(each.end, day)
    ]
    return max(starts, key=lambda each: each.earliest, default=None)


def _within(end: PartialDate | None, sampled: date) -> bool:
    if end is None:
        return True
    until = months_after(end.latest, STAND_IN_MONTHS)
    return until is None or sampled <= until
