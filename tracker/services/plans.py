"""Which visit plan a patient follows on a day; checking, copying and adopting plans as text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from uuid import UUID

from tracker.domain.change import Records, Ref
from tracker.domain.followup import StudyPlan
from tracker.domain.patient import Patient
from tracker.domain.plan import Plan
from tracker.domain.plan_history import PlanHistory
from tracker.domain.plan_text import ReadPlan, read_plan
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_
from tracker.paths import resource
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.settings import setting

_VERSION = re.compile(r"^version\s*=\s*\d+", re.MULTILINE)
_KEY = re.compile(r"^key\s*=\s*[\"'][^\"']*[\"']", re.MULTILINE)


@dataclass(frozen=True)
class PlanText:
    """A usable plan as it was written."""

    plan: Plan
    text: str
    applies_from: date = date.min
    adopted: bool = False
    """Adopted by this study; False for a plan that comes with the program."""


@dataclass(frozen=True, eq=False)
class PlanBook:
    """Every plan a study may follow, by key; `own` is the key for a patient for whom none was chosen."""

    histories: Mapping[str, PlanHistory]
    own: str
    texts: tuple[PlanText, ...]

    def of(self, patient: Patient) -> PlanHistory:
        """The plan of `patient`; the study's own where none was chosen or the chosen one is not there."""
        return self.histories.get(patient.plan) or self.histories[self.own]

    def on(self, patient: Patient, day: date) -> Plan:
        """The version in force for `patient` on `day`."""
        return self.of(patient).on(day)


@cache
def shipped_plans() -> tuple[PlanText, ...]:
    """The plans that come with the program, from resources/plans, by name of the file."""
    found = []
    for path in sorted(resource("plans").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        read = read_plan(text)
        if read.plan is None or read.problems:
            raise ValueError(f"{path.name} is no usable plan")
        found.append(PlanText(read.plan, text))
    return tuple(found)


@cache
def _read(text: str) -> ReadPlan:
    return read_plan(text)


@cache
def _history(versions: tuple[tuple[date, str], ...], elsewhere: tuple[str, ...]) -> PlanHistory:
    return PlanHistory(
        tuple((start, plan) for start, text in versions if (plan := _read(text).plan)),
        tuple(plan for text in elsewhere if (plan := _read(text).plan)),
    )


def plan_book(records: Records) -> PlanBook:
    """Read which plans this study has adopted, beside those that come with the program."""
    texts = [
        *shipped_plans(),
        *(
            PlanText(plan, each.text, each.applies_from, adopted=True)
            for each in sorted(records.find(StudyPlan), key=lambda each: (each.applies_from, each.version))
            if (plan := _read(each.text).plan)
        ),
    ]
    versions: dict[str, dict[int, PlanText]] = {}
    for each in texts:
        versions.setdefault(each.plan.key, {})[each.plan.version] = each
    histories = {
        key: _history(
            tuple((each.applies_from, each.text) for each in sorted(all_of.values(), key=_from)),
            tuple(each.text for each in texts if each.plan.key != key),
        )
        for key, all_of in versions.items()
    }
    own = setting(records, "plan")
    default = own if own in histories else shipped_plans()[0].plan.key
    return PlanBook(histories, default, tuple(texts))


def _from(each: PlanText) -> tuple[date, int]:
    return each.applies_from, each.plan.version


def with_version(history: PlanHistory, text: str, applies_from: date) -> PlanHistory:
    """The history as it would be with one more version, to preview it; the same where the text is no plan."""
    plan = _read(text).plan
    if plan is None:
        return history
    kept = tuple(each for each in history.versions if each[1].version < plan.version)
    return PlanHistory((*kept, (applies_from, plan)))


def check_plan(text: str) -> ReadPlan:
    """What a plan text says, and everything that is wrong with it; never raises."""
    return read_plan(text)


def copy_of(text: str, *, key: str = "", version: int | None = None) -> str:
    """The same plan as text under another key, or with another version number, comments and all."""
    if key:
        text = _KEY.sub(f'key = "{key}"', text, count=1)
    return text if version is None else _VERSION.sub(f"version = {version}", text, count=1)


def next_version(records: Records, text: str) -> str:
    """A copy to edit: the same key, one version later than any this study knows."""
    plan = _read(text).plan
    known = [each.plan.version for each in plan_book(records).texts if plan and each.plan.key == plan.key]
    return copy_of(text, version=max(known, default=0) + 1)


@needs(Right.SETTINGS)
def adopt_plan(session: Session, text: str, applies_from: date, why: str) -> tuple[StudyPlan, frozenset[Ref]]:
    """Use a plan from a day on; refuses one with problems, a version that is not newer, or no reason.

    Visits planned before that day, and those that were held, keep the version they had.
    """
    read = read_plan(text)
    if read.plan is None or read.problems:
        raise Refusal(N_("The plan has problems. Solve them before it is used."))
    if not why.strip():
        raise Refusal(N_("Say why the plan changes."))
    plan = read.plan
    for each in plan_book(session.records).texts:
        if each.plan.key == plan.key and each.plan.version >= plan.version:
            raise Refusal(
                N_("Version {version} of this plan is there already. Give this one a higher number."),
                version=each.plan.version,
            )
        if each.plan.key == plan.key and each.adopted and each.applies_from >= applies_from:
            raise Refusal(
                N_("Version {version} applies from {day}. Choose a later day."),
                version=each.plan.version,
                day=each.applies_from,
            )
    with session.office.work(session.user.id, why) as unit:
        adopted = StudyPlan(
            site=session.site.id,
            key=plan.key,
            version=plan.version,
            applies_from=applies_from,
            text=text,
            why=why.strip(),
        )
        unit.put(adopted)
    return session.records.get(StudyPlan, adopted.id), unit.touched


@needs(Right.ENTER)
def choose_plan(session: Session, patient: UUID, key: str, why: str) -> frozenset[Ref]:
    """Let one patient follow the plan with `key`, with a reason; "" is the study's own.

    Finished visits keep the plan they were held under.
    """
    if key and key not in plan_book(session.records).histories:
        raise Refusal(N_("This study has no plan “{key}”. Adopt it first."), key=key)
    if not why.strip():
        raise Refusal(N_("Say why the plan changes."))
    with session.office.work(session.user.id, why) as unit:
        unit.put(replace(unit.get(Patient, patient), plan=key))
    return unit.touched
