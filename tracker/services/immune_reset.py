"""Immune reset: four criteria, each met, not met or not evaluable. A rule of this program, of no publication.

Safety-schedule.md 7.7 [P]; the idea is of Mackensen 2022 (doi 10.1038/s41591-022-02017-5) and Müller 2024
(doi 10.1056/NEJMoa2308917), who give no criteria.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from tracker.domain.conditions import Condition
from tracker.domain.diseases import disease
from tracker.domain.text import N_, Said
from tracker.services.aplasia import Aplasia, BCells
from tracker.services.b_cell_subsets import NAIVE, subset_samples
from tracker.services.b_cells import after
from tracker.services.course import Course
from tracker.services.drug_free import Free, drug_free
from tracker.services.remission import held, remission_rule
from tracker.services.treatment_line import TreatmentLine, line_at

NAIVE_LEAST = Decimal(70)
"""Percent of CD19+ that is naive at the least, in the first sample that can be read."""
STILL = 90
"""Days after the return of B cells from which on the disease has to be quiet still."""
_GONE = frozenset({BCells.NOT_SEEN, BCells.LOW, BCells.STAYED})


class Reset(StrEnum):
    """A criterion that cannot be told makes the whole not evaluable unless another one failed."""

    YES = "yes"
    NO = "no"
    NOT_EVALUABLE = "not_evaluable"


RESET_TITLES = {
    Reset.YES: N_("Yes"),
    Reset.NO: N_("No"),
    Reset.NOT_EVALUABLE: N_("Not evaluable"),
}


@dataclass(frozen=True, kw_only=True)
class ImmuneReset:
    """`answer` and what it rests on: B cells back, naive, no drugs, disease quiet."""

    answer: Reset
    criteria: tuple[Condition, ...]


def immune_reset(course: Course, today: date) -> ImmuneReset | None:
    """The flag of the last infusion up to `today`; None before one, and of a published patient."""
    line = None if course.patient.published else line_at(course, today)
    return None if line is None else reset_after(course, line, today)


def reset_after(course: Course, line: TreatmentLine, today: date) -> ImmuneReset:
    """The flag of one infusion, as things stood on `today` or on the day before the next infusion."""
    end = min(today, line.until - timedelta(days=1)) if line.until else today
    found = after(course, line)
    subset = _naive(course, line, found, end)
    criteria = (_back(course, line, found), subset, _free(course, end), _quiet(course, line, found, end))
    return ImmuneReset(answer=_answer(criteria, subset), criteria=criteria)


def _answer(criteria: Sequence[Condition], subset: Condition) -> Reset:
    """A missing subset is "not evaluable" whatever else failed."""
    if all(each.held for each in criteria):
        return Reset.YES
    failed = subset.held is not None and any(each.held is False for each in criteria)
    return Reset.NO if failed else Reset.NOT_EVALUABLE


def _back(course: Course, line: TreatmentLine, found: Aplasia) -> Condition:
    title = N_("B cells are back")
    if found.back is not None:
        day = _on(course, line.day0 + timedelta(days=found.back))
        if found.sure:
            return Condition(key="back", title=title, held=True, value=day)
        waits = (Said(N_("waits for a second sample")),)
        return Condition(key="back", title=title, held=None, value=day, missing=waits)
    if found.state in _GONE:
        return Condition(key="back", title=title, held=False, value=Said(N_("not yet")))
    return Condition(key="back", title=title, held=None, missing=(Said(N_("no result that tells")),))


def _naive(course: Course, line: TreatmentLine, found: Aplasia, end: date) -> Condition:
    """The first sample after B cells were gone with enough cells to read a share."""
    title = N_("Mostly naive, at least 70 % of CD19+")
    start = line.day0 + timedelta(days=found.start) if found.start is not None else None
    read = [
        (each.day, naive)
        for each in subset_samples(course)
        if start is not None and start < each.day <= end and line.holds(each.day) and each.enough
        if (naive := each.of(NAIVE)) is not None and naive.share is not None
    ]
    if not read:
        waits = (Said(N_("no subsets of a sample with 5 B cells/µL or more")),)
        return Condition(key="naive", title=title, held=None, missing=waits)
    day, naive = read[0]
    assert naive.share is not None
    share = round(naive.share, 1)
    places = {
        "share": Said(N_("{sign}{share} %"), {"sign": naive.sign, "share": share}),
        "day": _on(course, day),
    }
    value = Said(N_("{share} on {day}"), places)
    met = _at_least(naive.share, naive.sign)
    return Condition(key="naive", title=title, held=met, value=value)


def _at_least(share: Decimal, sign: str) -> bool | None:
    if sign == "<":
        return False if share <= NAIVE_LEAST else None
    if sign == ">":
        return True if share >= NAIVE_LEAST else None
    return share >= NAIVE_LEAST


def _free(course: Course, end: date) -> Condition:
    title = N_("No drug for the disease")
    stand = drug_free(course, end, antimalarials_count=course.settings.get("hcq_counts") == "yes").drug_free
    if stand.state is Free.YES:
        since = Said(N_("since {day}"), {"day": _on(course, stand.since)}) if stand.since else None
        return Condition(key="free", title=title, held=True, value=since)
    if stand.state is Free.NOT_YET:
        return Condition(key="free", title=title, held=False)
    waits = {
        Free.OPEN: Said(N_("whether one of the drugs counts")),
        Free.UNKNOWN: Said(N_("no medicines were entered")),
    }
    return Condition(key="free", title=title, held=None, missing=(waits[stand.state],))


def _quiet(course: Course, line: TreatmentLine, found: Aplasia, end: date) -> Condition:
    """The newest answer of the disease's rule at least 90 days after the return."""
    rule = remission_rule(disease(course.disease))
    title = N_("Disease quiet 90 days after the return or later")
    if rule is None:
        waits = Said(N_("no remission rule for this disease"))
        return Condition(key="quiet", title=title, held=None, missing=(waits,))
    if found.back is None:
        return Condition(key="quiet", title=title, held=None, missing=(Said(N_("B cells are not back")),))
    first = line.day0 + timedelta(days=found.back + STILL)
    asked = [
        (visit.day, held(rule, given))
        for visit, given in course.assessments_of(rule.code)
        if first <= visit.day <= end
    ]
    if not asked or asked[-1][1] is None:
        places = {"rule": Said(rule.title), "day": _on(course, first)}
        waits = Said(N_("waits for {rule} from {day} on"), places)
        return Condition(key="quiet", title=title, held=None, missing=(waits,))
    places = {"rule": Said(rule.title), "day": _on(course, asked[-1][0])}
    return Condition(key="quiet", title=title, held=asked[-1][1], value=Said(N_("{rule} on {day}"), places))


def _on(course: Course, day: date) -> Said:
    """A day as the axis of the curves counts it: from the first infusion."""
    return Said(N_("Day {day}"), {"day": Decimal(course.day_number(day) or 0)})
