"""Antibodies out of a bottle: results within three months of immunoglobulin cannot be interpreted."""

from datetime import date

from tracker.domain.calendar_days import months_after
from tracker.domain.drug_effects import STAND_IN_MONTHS, Effect
from tracker.domain.labs import Panel, panel
from tracker.domain.partial_date import PartialDate
from tracker.domain.visit import LabResult
from tracker.services.course import Course
from tracker.services.record_facts import courses_with

HUMORAL = frozenset({*(each.code for each in panel(Panel.ANTIBODIES)), "anti_dsdna"})
"""Immunoglobulins, and the autoantibody that donors may carry too."""


def given_before(course: Course, lab: LabResult) -> PartialDate | None:
    """When immunoglobulin was last given that disturbs this result; None where none does."""
    if lab.analyte not in HUMORAL or not lab.value:
        return None
    starts = [
        each.start
        for each in courses_with(course, Effect.BRINGS_ANTIBODIES)
        if each.start and each.start.earliest <= lab.sampled and _within(each.end, lab.sampled)
    ]
    return max(starts, key=lambda each: each.earliest, default=None)


def _within(end: PartialDate | None, sampled: date) -> bool:
    if end is None:
        return True
    until = months_after(end.latest, STAND_IN_MONTHS)
    return until is None or sampled <= until
