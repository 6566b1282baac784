"""What instruments can ask of a course by name: age, drugs, days since the infusion, and their like."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.drug_effects import Effect
from tracker.domain.drugs import DrugClass, drug
from tracker.domain.instruments.icaht_early import LAST_DAY as EARLY_END
from tracker.domain.medication import MedicationCourse
from tracker.domain.patient import Sex, Standing, age_on
from tracker.domain.resolve import Found
from tracker.services.aplasia import censored
from tracker.services.course import Course
from tracker.services.icaht_window import late_end
from tracker.services.steroids import dose_on, is_steroid, steroid_doses
from tracker.services.treatment_line import TreatmentLine, line_at


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A day in a course, with the infusion that it follows."""

    course: Course
    day: date
    line: TreatmentLine | None

    @property
    def followed_to(self) -> date:
        """The day itself, or the day of death before it."""
        died = _death(self.course)
        return min(self.day, died) if died else self.day

    @property
    def days_since(self) -> int | None:
        return (self.followed_to - self.line.day0).days if self.line else None


Told = object
"""A raw answer, a `Found` that carries its own day, or None where the record is silent."""


def fact(course: Course, day: date, name: str) -> Found | None:
    """What the record says under `name` on `day`; a name that is no fact is a KeyError."""
    told = FACTS[name](Moment(course=course, day=day, line=line_at(course, day)))
    if told is None or isinstance(told, Found):
        return told
    return Found(told, name, day)


def _age(at: Moment) -> Told:
    return age_on(at.course.patient.born, at.day)


def _sex(at: Moment) -> Told:
    sex = at.course.patient.sex
    return sex.value if sex in {Sex.FEMALE, Sex.MALE} else None


def _infused(at: Moment) -> Told:
    return Found(at.line.day0, "infusion_date", at.line.day0) if at.line else None


def _taking(kind: DrugClass) -> Callable[[Moment], Told]:
    """Whether a drug of the class is taken; nothing is said of medicines where none was ever entered."""

    def taking(at: Moment) -> Told:
        if not at.course.medications:
            return None
        return any(
            drug(each.drug).drug_class is kind
            and (each.start is None or each.start.earliest <= at.day)
            and (each.end is None or each.end.latest > at.day)
            for each in at.course.medications
        )

    return taking


def _steroids(at: Moment) -> Told:
    given = at.course.medications
    if not given:
        return None
    if not any(is_steroid(each) for each in given):
        return []
    amount = dose_on(steroid_doses(given), at.day)
    if amount is None:
        return None
    return [{"drug": "prednisone", "dose_mg": str(amount), "doses": 1, "per_days": 1, "route": "oral"}]


def _months(at: Moment) -> Told:
    """Whole calendar months since the infusion."""
    if at.line is None:
        return None
    first, last = at.line.day0, at.day
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _followup(at: Moment) -> Told:
    """Days of follow-up, of which a rate needs at least one."""
    return at.days_since if at.days_since else None


def _late_end(at: Moment) -> Told:
    """The earliest of Day 100, next therapy, relapse, and the last day of follow-up."""
    if at.line is None or at.days_since is None:
        return None
    return late_end(at.course, at.line.day0, at.line.until, at.followed_to)


def _growth_factor_days(at: Moment) -> Told:
    """Days with G-CSF from the infusion to this day; nothing where no medicine was ever entered."""
    if at.line is None or not at.course.medications:
        return None
    days: set[date] = set()
    for each in courses_with(at.course, Effect.RAISES_NEUTROPHILS):
        first = max(each.start.earliest if each.start else at.line.day0, at.line.day0)
        last = min(each.end.latest if each.end else at.followed_to, at.followed_to)
        days |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return len(days)


def _died_early(at: Moment) -> Told:
    died = _death(at.course)
    if died is None or at.line is None:
        return None
    return (died - at.line.day0).days <= EARLY_END


def _censored(at: Moment) -> Told:
    if at.line is None:
        return None
    return censored(at.course.patient, at.course.medications, at.line.day0, at.line.until)


FACTS: Mapping[str, Callable[[Moment], Told]] = {
    "age_years": _age,
    "sex": _sex,
    "today": lambda at: at.day,
    "infusion_date": _infused,
    "on_antimalarial": _taking(DrugClass.ANTIMALARIAL),
    "on_immunosuppressant": _taking(DrugClass.IMMUNOSUPPRESSANT),
    "on_biologic": _taking(DrugClass.BIOLOGIC),
    "glucocorticoids": _steroids,
    "months_since_infusion": _months,
    "days_since_infusion": lambda at: at.days_since,
    "followup_days": _followup,
    "late_window_end": _late_end,
    "gcsf_days": _growth_factor_days,
    "died_by_day_30": _died_early,
    "b_cell_censor_date": _censored,
}
"""Every name that a declaration may ask for."""


def courses_with(course: Course, effect: Effect) -> Iterator[MedicationCourse]:
    """The courses of drugs that do something in particular."""
    return (each for each in course.medications if effect in drug(each.drug).effects)


def _death(course: Course) -> date | None:
    patient = course.patient
    if patient.standing is not Standing.DIED or patient.standing_since is None:
        return None
    return patient.standing_since.earliest
