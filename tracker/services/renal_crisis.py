"""Systemic sclerosis under steroids: a rise of pressure or creatinine that someone has to look at today."""

from datetime import date, timedelta
from decimal import Decimal

from tracker.domain.bedside_sheets import CRS
from tracker.domain.change import Ref, ref
from tracker.domain.text import N_, Said
from tracker.services.course import Course
from tracker.services.steroids import dose_on, steroid_doses
from tracker.services.visit_record import in_unit

AT_RISK = frozenset({"ssc"})
SYSTOLIC_RISE = 30
CREATININE_RISE = Decimal("0.3")
"""mmHg and mg/dL above the value before treatment: a house rule (safety-review 9) that only warns."""

RECENT = timedelta(days=14)
"""How old a value may be and still ask for a look today: ours."""


def renal_crisis(course: Course, today: date) -> tuple[tuple[Said, Ref], ...]:
    """What speaks for it, each with its record; nothing without sclerosis or without steroids."""
    if course.disease not in AT_RISK:
        return ()
    dose = dose_on(steroid_doses(course.medications), today)
    recent = dose_on(steroid_doses(course.medications), today - RECENT)
    if not (dose or recent):
        return ()
    found = (_pressure(course, today), _creatinine(course, today))
    return tuple(each for each in found if each is not None)


def _pressure(course: Course, today: date) -> tuple[Said, Ref] | None:
    checks = [each for each in course.checks if today - RECENT <= each.at.date() <= today]
    for check in reversed(checks):
        result = check.results.get(CRS.code)
        rise = result.get("systolic_change") if isinstance(result, dict) else None
        if isinstance(rise, int | float):
            said = Said(
                N_("Systolic pressure rose by {n} mmHg under steroids: renal crisis? Look at this today."),
                {"n": Decimal(str(rise))},
            )
            return (said, ref(check)) if rise >= SYSTOLIC_RISE else None
    return None


def _creatinine(course: Course, today: date) -> tuple[Said, Ref] | None:
    values = [
        (lab, Decimal(value))
        for lab in course.labs_of("creatinine")
        if not lab.comparator.value and (value := in_unit(lab, lab.value, "mg/dL")) is not None
    ]
    day0 = course.day0
    before = [value for lab, value in values if day0 is not None and lab.sampled <= day0]
    after = [(lab, value) for lab, value in values if day0 is not None and day0 < lab.sampled <= today]
    if not before or not after or after[-1][0].sampled < today - RECENT:
        return None
    latest, now = after[-1]
    rise = now - before[-1]
    if rise < CREATININE_RISE:
        return None
    said = Said(
        N_("Creatinine rose by {n} mg/dL under steroids: renal crisis? Look at this today."),
        {"n": rise.quantize(Decimal("0.01"))},
    )
    return said, ref(latest)
