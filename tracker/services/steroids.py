"""How much steroid a patient takes: the daily amount as prednisone, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.drugs import LOCAL_ROUTES, DrugClass, drug
from tracker.domain.medication import MedicationCourse

TOXICITY = "toxicity"


@dataclass(frozen=True, slots=True)
class Dose:
    """From `start` on the patient takes `amount` mg prednisone equivalent a day; None: nobody knows."""

    start: date
    amount: Decimal | None


def is_steroid(course: MedicationCourse) -> bool:
    """Whether it counts for the daily dose: every systemic steroid does, whatever it was given for."""
    steroid = drug(course.drug).drug_class is DrugClass.STEROID
    return steroid and course.route not in LOCAL_ROUTES


def steroid_doses(medications: Sequence[MedicationCourse]) -> tuple[Dose, ...]:
    """The days on which the amount changes, over all steroids together."""
    courses = [course for course in medications if is_steroid(course)]
    days = sorted({day for course in courses for day in _changes(course)})
    doses: list[Dose] = []
    for day in days:
        amounts = [_on(course, day) for course in courses]
        amount = None if None in amounts else sum((a for a in amounts if a is not None), Decimal(0))
        if not doses or doses[-1].amount != amount:
            doses.append(Dose(day, amount))
    return tuple(doses)


def dose_on(doses: Sequence[Dose], day: date) -> Decimal | None:
    """The amount of `day`; None before the first known one."""
    before = [dose for dose in doses if dose.start <= day]
    return before[-1].amount if before else None


def _changes(course: MedicationCourse) -> set[date]:
    days = {step.start for step in course.steps}
    days |= {edge.exact for edge in (course.start, course.end) if edge and edge.exact}
    return days


def _on(course: MedicationCourse, day: date) -> Decimal | None:
    """The amount of one course on `day`: nothing before it starts and from the day it is stopped."""
    start = (
        course.start.earliest if course.start else min((step.start for step in course.steps), default=None)
    )
    if start is None:
        return None
    if day < start or (course.end and day >= course.end.latest):
        return Decimal(0)
    given = [step for step in course.steps if step.start <= day]
    if not given or given[-1].unit != "mg":
        return None
    return drug(course.drug).in_prednisone(given[-1].per_day)


def steroid_sum(doses: Sequence[Dose], first: date, last: date) -> Decimal | None:
    """Mg of prednisone from `first` to `last`, both included; None where a dose is not known."""
    total = Decimal(0)
    for dose, after in zip(doses, [*(each.start for each in doses[1:]), None], strict=True):
        start = max(dose.start, first)
        end = min(after.toordinal() - 1 if after else last.toordinal(), last.toordinal())
        days = end - start.toordinal() + 1
        if days <= 0:
            continue
        if dose.amount is None:
            return None
        total += dose.amount * days
    return total
