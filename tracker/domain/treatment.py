"""Whether a medicine counts as treatment of the disease: what "drug-free" is worked out from.

No publication defines drug-free in arithmetic (Müller 2024, Mackensen 2022 state it); the rules are those of
this program and a study may overrule them, course by course.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from tracker.domain.drug_effects import Effect
from tracker.domain.drugs import LOCAL_ROUTES, DrugClass, drug
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.text import N_, Said

TOXICITY_DAYS = 28
"""Up to this day after an infusion, drugs against CRS and ICANS do not count (a rule of this program)."""
REPLACEMENT_MOST = Decimal(5)
"""Mg of prednisone a day that replace what the adrenal gland lacks; more treats the disease."""
IVIG_DOSE = Decimal(1)
"""G/kg of immunoglobulin in a course from which on it suppresses instead of replacing."""

_RULED = {"counts": True, "does not count": False}
_NEVER = {
    DrugClass.VACCINE: N_("A vaccine is no treatment of the disease."),
    DrugClass.ANTI_INFECTIVE: N_("Prevents or treats infection."),
}

_TREATS = frozenset({DrugClass.ANTIMALARIAL, DrugClass.IMMUNOGLOBULIN, DrugClass.RESCUE})
"""Classes that treat although they do not suppress by themselves, or not at every dose."""


class Verdict(StrEnum):
    """`ALLOWED` is a drug for the disease that the study does not count; `ASK` waits for the investigator."""

    YES = "yes"
    NO = "no"
    ALLOWED = "allowed"
    ASK = "ask"


VERDICT_TITLES = {
    Verdict.YES: N_("Yes"),
    Verdict.NO: N_("No"),
    Verdict.ALLOWED: N_("No, allowed"),
    Verdict.ASK: N_("To be decided"),
}
_ANTIMALARIALS = {
    Verdict.YES: N_("This study counts antimalarials."),
    Verdict.ALLOWED: N_("Antimalarials are on the allowed list of this study."),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """The answer and its reason; a question is still open where the verdict is `ASK`."""

    verdict: Verdict
    why: Said


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` (None: before anybody knows) to `end`, the first day without (None: no end known)."""

    course: MedicationCourse
    start: date | None
    end: date | None
    verdict: Verdict


def counted(
    course: MedicationCourse, on: date, infusions: Sequence[date], *, antimalarials_count: bool = False
) -> Counted:
    """Whether `course`, where it is taken on `on`, counts as treatment of the disease."""
    for rule in (_ruled, _of_no_kind, _of_a_class):
        found = rule(course)
        if found is not None:
            return found
    kind = drug(course.drug).drug_class
    if kind is DrugClass.ANTIMALARIAL:
        verdict = Verdict.YES if antimalarials_count else Verdict.ALLOWED
        return Counted(verdict, Said(_ANTIMALARIALS[verdict]))
    if kind is DrugClass.IMMUNOGLOBULIN:
        return _immunoglobulin(course, on)
    if course.purpose == "toxicity":
        return _against_toxicity(on, infusions)
    return _replacement(course, on) if course.purpose == "adrenal_replacement" else _suppresses(course)


def _ruled(course: MedicationCourse) -> Counted | None:
    if course.ruling not in _RULED:
        return None
    verdict = Verdict.YES if _RULED[course.ruling] else Verdict.NO
    return Counted(verdict, Said(N_("The investigator decided: {why}"), {"why": course.ruling_reason}))


def _of_no_kind(course: MedicationCourse) -> Counted | None:
    declared = drug(course.drug)
    grows = Effect.RAISES_NEUTROPHILS in declared.effects
    if declared.immunosuppressive or (declared.drug_class in _TREATS and not grows):
        return None
    never = _NEVER.get(declared.drug_class, N_("Does not suppress the immune system."))
    return Counted(Verdict.NO, Said(never))


def _of_a_class(course: MedicationCourse) -> Counted | None:
    if course.route in LOCAL_ROUTES:
        return Counted(Verdict.NO, Said(N_("Acts where it is given, not on the whole body.")))
    if drug(course.drug).drug_class is DrugClass.CONDITIONING:
        return Counted(Verdict.NO, Said(N_("Part of the CAR T treatment.")))
    return None


def _suppresses(course: MedicationCourse) -> Counted:
    if drug(course.drug).drug_class is DrugClass.RESCUE and course.purpose != "disease":
        return Counted(Verdict.NO, Said(N_("Not given for the disease.")))
    return Counted(Verdict.YES, Said(N_("Suppresses the immune system.")))


def stretches(
    courses: Sequence[MedicationCourse], infusions: Sequence[date], *, antimalarials_count: bool = False
) -> Iterator[Stretch]:
    """When each medicine was taken, cut where its verdict changes."""
    for course in courses:
        for start, end in taken(course):
            edges = [day + timedelta(days=TOXICITY_DAYS + 1) for day in infusions]
            cuts = [day for day in edges if (start is None or day > start) and (end is None or day < end)]
            begins, ends = [start, *cuts], [*cuts, end]
            for first, last in zip(begins, ends, strict=True):
                on = first or (last - timedelta(days=1) if last else date.max)
                made = counted(course, on, infusions, antimalarials_count=antimalarials_count)
                yield Stretch(course, first, last, made.verdict)


def taken(course: MedicationCourse) -> Iterator[tuple[date | None, date | None]]:
    """The stretches of days on which something was taken; a step to 0 ends one."""
    end = course.end.latest if course.end else None
    steps = [step for step in sorted(course.steps, key=lambda step: step.start) if _before(step, end)]
    start = course.start.earliest if course.start else steps[0].start if steps else None
    if not steps:
        yield start, end
        return
    held: date | None = start
    taking = not (steps[0].start == start and not steps[0].per_day)
    for step in steps:
        stops = not step.per_day
        if taking and stops:
            yield held, step.start
            taking = False
        elif not taking and not stops:
            held, taking = step.start, True
    if taking:
        yield held, end


def _before(step: DoseStep, end: date | None) -> bool:
    return end is None or step.start < end


def _against_toxicity(on: date, infusions: Sequence[date]) -> Counted:
    recent = max((day for day in infusions if day <= on), default=None)
    limit = {"days": Decimal(TOXICITY_DAYS)}
    if recent is not None and (on - recent).days <= TOXICITY_DAYS:
        return Counted(Verdict.NO, Said(N_("Against a toxicity, up to Day {days}."), limit))
    return Counted(
        Verdict.ASK,
        Said(N_("Given against a toxicity, but beyond Day {days}: the investigator decides."), limit),
    )


def _replacement(course: MedicationCourse, on: date) -> Counted:
    given = [step for step in course.steps if step.start <= on] or list(course.steps[:1])
    daily = drug(course.drug).in_prednisone(given[-1].per_day) if given and given[-1].unit == "mg" else None
    limit = {"most": REPLACEMENT_MOST}
    if daily is None:
        return Counted(Verdict.ASK, Said(N_("Replaces cortisol, but the dose is not known.")))
    if daily <= REPLACEMENT_MOST:
        return Counted(Verdict.NO, Said(N_("Replaces cortisol: {most} mg prednisone a day or less."), limit))
    return Counted(Verdict.YES, Said(N_("More than the {most} mg a day that replace cortisol."), limit))


def _immunoglobulin(course: MedicationCourse, on: date) -> Counted:
    if course.purpose == "replacement":
        return Counted(Verdict.NO, Said(N_("Replaces antibodies.")))
    given = [step for step in course.steps if step.start <= on] or list(course.steps[:1])
    if given and given[-1].unit == "g/kg":
        if Decimal(given[-1].dose) >= IVIG_DOSE:
            return Counted(
                Verdict.YES,
                Said(N_("{dose} g/kg or more suppresses the immune system."), {"dose": IVIG_DOSE}),
            )
        return Counted(
            Verdict.NO, Said(N_("Less than {dose} g/kg replaces antibodies."), {"dose": IVIG_DOSE})
        )
    return Counted(Verdict.ASK, Said(N_("Replaces or suppresses: say what it was given for.")))
