"""What is still missing at a visit: everything the plan asks there, less what was done or has a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.domain.change import Records
from tracker.domain.criteria import met
from tracker.domain.followup import Inquiry, NotAssessed
from tracker.domain.labs import ANALYTES
from tracker.domain.plan import DueAssessment, Plan
from tracker.domain.planned_visit import PlannedVisit
from tracker.domain.recordables import Recordable, Way, recordable
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.schedule import Schedule
from tracker.domain.settings import SETTINGS, SettingKind
from tracker.domain.text import N_
from tracker.domain.visit import Assessment, LabResult, LabState
from tracker.services.course import Course
from tracker.services.plans import plan_book
from tracker.services.settings import number_setting


class ItemState(StrEnum):
    """How far one item of a visit has come."""

    DONE = "done"
    EXPLAINED = "explained"
    AWAITED = "awaited"
    TO_CHECK = "to_check"
    PARTLY = "partly"
    MISSING = "missing"
    OPTIONAL = "optional"


ITEM_TITLES: Mapping[ItemState, str] = {
    ItemState.DONE: N_("Done"),
    ItemState.EXPLAINED: N_("Not done, with a reason"),
    ItemState.AWAITED: N_("Result awaited"),
    ItemState.TO_CHECK: N_("Value to check"),
    ItemState.PARTLY: N_("In part"),
    ItemState.MISSING: N_("Missing"),
    ItemState.OPTIONAL: N_("If needed"),
}

UNFINISHED = frozenset({ItemState.AWAITED, ItemState.TO_CHECK, ItemState.PARTLY, ItemState.MISSING})


@dataclass(frozen=True)
class VisitItem:
    """One thing that the plan asks at a visit.

    `title` is a phrase; `missing` are codes of instruments or analytes without an entry; `condition` says in
    words when it is due at all; `reason` why it was not done.
    """

    id: str
    title: str
    state: ItemState
    missing: tuple[str, ...] = ()
    condition: str = ""
    reason: str = ""

    @property
    def unfinished(self) -> bool:
        return self.state in UNFINISHED


@dataclass(frozen=True)
class Evidence:
    """What the record holds about one patient's visits, as far as completeness reads it."""

    disease: str
    labs: Sequence[LabResult] = ()
    assessments: Sequence[Assessment] = ()
    checks: Sequence[SafetyCheck] = ()
    inquiries: Sequence[Inquiry] = ()
    reasons: Sequence[NotAssessed] = ()
    limits: Mapping[str, Decimal] = field(default_factory=dict)
    """The clinic's own limits by key of domain/settings.py."""


def limits_set(records: Records) -> Mapping[str, Decimal]:
    """Every numeric setting, which a criterion may name."""
    numbers = (key for key, option in SETTINGS.items() if option.kind is SettingKind.NUMBER)
    return {key: number_setting(records, key) for key in numbers}


def visit_items(
    planned: PlannedVisit, plan: Plan, day0: date, evidence: Evidence, on: date
) -> tuple[VisitItem, ...]:
    """Everything asked at a visit and how far it is; for one that was not held, as asked on `on`.

    `plan` is the version the visit belongs to. What has ended, or has not begun, is left out.
    """
    day = planned.actual or on
    found: dict[str, VisitItem] = {}
    for due in plan.due_at(planned.visit, evidence.disease):
        asked = _asked(due, evidence, day0, day)
        if asked is False:
            continue
        item = _item(due, recordable(due.id), planned, evidence)
        if item.unfinished and item.state is ItemState.MISSING and not (due.required and asked):
            item = VisitItem(item.id, item.title, ItemState.OPTIONAL, item.missing, item.condition)
        if due.id not in found or found[due.id].state is ItemState.OPTIONAL:
            found[due.id] = item
    return tuple(found.values())


def _asked(due: DueAssessment, evidence: Evidence, day0: date, day: date) -> bool | None:
    """Whether the item is due; None where only a person can say."""
    if due.judged:
        return None
    if due.until and met(due.until, evidence.labs, day0, day, evidence.limits):
        return False
    if due.when:
        return met(due.when, evidence.labs, day0, day, evidence.limits)
    return True


def _item(due: DueAssessment, what: Recordable, planned: PlannedVisit, evidence: Evidence) -> VisitItem:
    state, missing = _STATES[what.way](what, planned, evidence)
    reason = next(
        (
            r.reason
            for r in evidence.reasons
            if planned.held and r.visit == planned.held and r.assessment == due.id
        ),
        "",
    )
    if reason and state in {ItemState.MISSING, ItemState.PARTLY}:
        state = ItemState.EXPLAINED
    return VisitItem(due.id, what.title, state, missing, due.words, reason)


def _from_labs(
    what: Recordable, planned: PlannedVisit, evidence: Evidence
) -> tuple[ItemState, tuple[str, ...]]:
    here = [
        lab
        for lab in evidence.labs
        if planned.held
        and lab.analyte in what.codes
        and (lab.visit == planned.held or (lab.visit is None and lab.sampled == planned.actual))
    ]
    states = {lab.state for lab in here}
    entered = {lab.analyte for lab in here if lab.state is not LabState.NOT_DONE or lab.note}
    missing = tuple(code for code in what.codes if code not in entered)
    if LabState.TO_CHECK in states:
        return ItemState.TO_CHECK, missing
    if LabState.AWAITED in states:
        return ItemState.AWAITED, missing
    if entered and all(lab.state is LabState.NOT_DONE for lab in here) and not missing:
        return ItemState.EXPLAINED, ()
    return _how_far(what, entered, missing)


def _from_scores(
    what: Recordable, planned: PlannedVisit, evidence: Evidence
) -> tuple[ItemState, tuple[str, ...]]:
    entered = {a.instrument for a in evidence.assessments if planned.held and a.visit == planned.held}
    entered &= set(what.codes)
    return _how_far(what, entered, tuple(code for code in what.codes if code not in entered))


def _from_checks(
    what: Recordable, planned: PlannedVisit, evidence: Evidence
) -> tuple[ItemState, tuple[str, ...]]:
    on = [check for check in evidence.checks if planned.actual and check.at.date() == planned.actual]
    entered = {code for check in on for code in (*check.answers, *check.results)} & set(what.codes)
    state, missing = _how_far(what, entered, tuple(code for code in what.codes if code not in entered))
    return (state, missing) if entered else _from_scores(what, planned, evidence)


def _from_asking(
    what: Recordable, planned: PlannedVisit, evidence: Evidence
) -> tuple[ItemState, tuple[str, ...]]:
    done = any(
        each.topic == what.id
        and planned.held
        and (each.visit == planned.held or (each.visit is None and each.asked == planned.actual))
        for each in evidence.inquiries
    )
    return (ItemState.DONE, ()) if done else (ItemState.MISSING, ())


def _how_far(
    what: Recordable, entered: set[str], missing: tuple[str, ...]
) -> tuple[ItemState, tuple[str, ...]]:
    if not missing or (entered and what.one_will_do):
        return ItemState.DONE, ()
    return (ItemState.PARTLY if entered else ItemState.MISSING), missing


_STATES = {
    Way.LABS: _from_labs,
    Way.SCORES: _from_scores,
    Way.SAFETY: _from_checks,
    Way.ASKED: _from_asking,
}


def evidence_of(records: Records, course: Course) -> Evidence:
    """What completeness reads about one patient."""
    id = course.patient.id
    return Evidence(
        disease=course.disease,
        labs=course.labs,
        assessments=course.assessments,
        checks=records.find(SafetyCheck, patient=id),
        inquiries=records.find(Inquiry, patient=id),
        reasons=records.find(NotAssessed, patient=id),
        limits=limits_set(records),
    )


def items_of(
    records: Records, course: Course, schedule: Schedule, planned: PlannedVisit, today: date
) -> tuple[VisitItem, ...]:
    """What a planned visit of any line asks, and how far each item is."""
    history = plan_book(records).of(course.patient)
    plan = history.named(planned.plan) or history.newest
    day0 = next(line.day0 for line in schedule.lines if line.infusion.id == planned.infusion)
    return visit_items(planned, plan, day0, evidence_of(records, course), today)


def missing_title(code: str) -> str:
    """The phrase for one missing code: the analyte's short name, else the instrument's."""
    return ANALYTES[code].short if code in ANALYTES else recordable(code).title
