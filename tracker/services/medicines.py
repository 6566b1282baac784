"""What a patient takes on a day, in words: which medicines, how much, how often, and what changed."""

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.domain.drugs import DrugClass, drug
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.text import N_
from tracker.language import Words

_NO_MEDICINE = {DrugClass.VACCINE, DrugClass.CONDITIONING}
_OFTEN = {
    (1, 1): N_("once daily"),
    (2, 1): N_("twice daily"),
    (3, 1): N_("three times daily"),
    (4, 1): N_("four times daily"),
    (1, 2): N_("every second day"),
    (1, 7): N_("once a week"),
    (2, 7): N_("twice a week"),
    (3, 7): N_("three times a week"),
    (1, 28): N_("every four weeks"),
    (1, 30): N_("once a month"),
}


def taken_on(medications: Sequence[MedicationCourse], day: date) -> tuple[MedicationCourse, ...]:
    """The courses that run on `day`; vaccines and conditioning are events, not medicines."""
    return tuple(course for course in medications if _is_medicine(course) and _runs(course, day))


def stopped_between(
    medications: Sequence[MedicationCourse], since: date, day: date
) -> tuple[MedicationCourse, ...]:
    """The courses that ended after `since` and by `day`, without those that lasted a day."""
    return tuple(
        course
        for course in medications
        if _is_medicine(course)
        and course.end is not None
        and since < course.end.latest <= day
        and (course.start is None or course.end.latest > course.start.latest)
    )


def name_of(course: MedicationCourse, words: Words) -> str:
    """What the label says, else the drug's name."""
    return course.name or words(drug(course.drug).title)


def step_on(course: MedicationCourse, day: date) -> DoseStep | None:
    """The dose step that holds on `day`."""
    given = [step for step in course.steps if step.start <= day]
    return given[-1] if given else None


def amount(step: DoseStep, words: Words) -> str:
    """ "200 mg", which stays on one line."""
    return f"{words.number(step.dose)}\u00a0{step.unit}"


def dose_text(course: MedicationCourse, day: date, words: Words) -> str:
    """ "200 mg once daily"; says so where the dose is not known."""
    step = step_on(course, day)
    if step is None:
        return words("dose not known")
    return words("{amount} {often}", amount=amount(step, words), often=often(step, words))


def often(step: DoseStep, words: Words) -> str:
    """How many times, in words where there are some for it."""
    phrase = _OFTEN.get((step.doses, step.per_days))
    if phrase:
        return words(phrase)
    if step.per_days == 1:
        return words("{n} times daily", n=words.number(step.doses))
    places = {"n": words.number(step.doses), "days": words.number(step.per_days)}
    return words("{n} times in {days} days", **places)


def changes(course: MedicationCourse, since: date, day: date) -> Iterator[DoseStep]:
    """The steps that began after `since` and by `day`."""
    return (step for step in course.steps if since < step.start <= day)


def _is_medicine(course: MedicationCourse) -> bool:
    return drug(course.drug).drug_class not in _NO_MEDICINE


def _runs(course: MedicationCourse, day: date) -> bool:
    if course.start and course.start.earliest > day:
        return False
    if course.end and course.end.latest <= day:
        return False
    step = step_on(course, day)
    return not (step and step.per_day == 0)
