"""What the remission rule of a disease says of a patient over time, from the results the rule was given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.domain.conditions import Condition
from tracker.domain.diseases import Disease, disease
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.text import N_
from tracker.domain.visit import Assessment
from tracker.services.course import Course
from tracker.services.criteria import stored_conditions
from tracker.services.variants import variant_of


class Answer(StrEnum):
    """Where a patient stands; "no rule" is never "not met"."""

    NO_RULE = "no_rule"
    BEFORE = "before"
    TOO_EARLY = "too_early"
    OPEN = "open"
    NOT_MET = "not_met"
    MET = "met"
    LOST = "lost"


ANSWER_TITLES = {
    Answer.NO_RULE: N_("No rule"),
    Answer.BEFORE: N_("Before infusion"),
    Answer.TOO_EARLY: N_("Too early"),
    Answer.OPEN: N_("Not worked out"),
    Answer.NOT_MET: N_("Not met"),
    Answer.MET: N_("Met"),
    Answer.LOST: N_("Lost"),
}


@dataclass(frozen=True, kw_only=True)
class Remission:
    """`since` is the visit from which on it was met, or at which it was lost; `criteria` are the newest."""

    answer: Answer
    rule: str = ""
    since: date | None = None
    on: date | None = None
    criteria: tuple[Condition, ...] = field(default=(), compare=False)
    """Left out where many patients are asked at once."""


def remission_rule(disease: Disease) -> Instrument | None:
    """The rule that the disease declares, where it is in the catalogue."""
    declared = disease.remission
    return next((each for each in CATALOGUE if declared and each.code == declared.instrument), None)


def remission(
    rule: Instrument | None,
    found: Sequence[tuple[date, Assessment]],
    day0: date | None,
    today: date,
    *,
    explain: bool = True,
) -> Remission:
    """The answer of today; `found` are the rule's results with the days of their visits, in their order.

    `explain` adds the conditions of the newest result.
    """
    if rule is None:
        return Remission(answer=Answer.NO_RULE)
    if day0 is None or today < day0:
        return Remission(answer=Answer.BEFORE, rule=rule.title)
    after = [(day, each) for day, each in found if day0 < day <= today]
    if not after:
        return Remission(answer=Answer.TOO_EARLY, rule=rule.title)
    truths = [(day, held(rule, each)) for day, each in after]
    answer, since = _stand(truths)
    day, newest = after[-1]
    why = stored_conditions(rule, newest) if explain else ()
    return Remission(
        answer=answer,
        rule=rule.title,
        since=since,
        on=day,
        criteria=why,
    )


def held(rule: Instrument, given: Assessment) -> bool | None:
    """Whether the rule was met, in the variant that the result was worked out with."""
    return _truth(given, rule.head(variant_of(rule, given)).key)


def remission_of(course: Course, today: date) -> Remission:
    """The answer for a course that is read whole."""
    rule = remission_rule(disease(course.disease))
    found = [(visit.day, each) for visit, each in course.assessments_of(rule.code)] if rule else []
    return remission(rule, found, course.day0, today)


def _stand(truths: Sequence[tuple[date, bool | None]]) -> tuple[Answer, date | None]:
    newest = truths[-1][1]
    if newest is None:
        return Answer.OPEN, None
    last_other = max((at for at, (_, held) in enumerate(truths) if held is not newest), default=-1)
    if newest:
        return Answer.MET, truths[last_other + 1][0]
    last_met = max((at for at, (_, held) in enumerate(truths) if held), default=None)
    if last_met is None:
        return Answer.NOT_MET, None
    lost = next(day for day, held in truths[last_met + 1 :] if held is False)
    return Answer.LOST, lost


def _truth(assessment: Assessment, key: str) -> bool | None:
    held = assessment.result.get(key)
    return held if isinstance(held, bool) else None
