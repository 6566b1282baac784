"""Reads a plan from the text of its file, and names each problem with its line or visit."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from tracker.domain.plan import (
    Criterion,
    DueAssessment,
    Meets,
    Milestone,
    Offset,
    Plan,
    PlanVisit,
    Unit,
)
from tracker.domain.plan_checks import checked
from tracker.domain.plan_problems import PlanProblem, Problems
from tracker.domain.text import N_

_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_TOP = {
    *("key", "version", "title", "groups", "visit", "assessment", "milestone"),
    *("bloods", "bloods_valid", "conditioning"),
}
_VISIT = {"code", "title", "day", "month", "window", "follows", "may_overlap", "aliases", "contacts"}
_ASSESSMENT = {"id", "at", "diseases", "required", "words", "until", "when"}
_CRITERION = {"analyte", "unit", "setting", *(each.value for each in Meets)}


@dataclass(frozen=True)
class ReadPlan:
    """`plan` is there where the text could be read at all; it is used only without problems."""

    plan: Plan | None
    problems: tuple[PlanProblem, ...] = ()

    @property
    def usable(self) -> bool:
        return self.plan is not None and not self.problems


def read_plan(text: str) -> ReadPlan:
    """Read and check the text of a plan file; never raises."""
    problems = Problems(text)
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _LINE.search(str(error))
        problems.add(N_("The text cannot be read as TOML."), line=int(at.group(1)) if at else None)
        return ReadPlan(None, problems.found)
    plan = _plan(found, problems)
    checked(plan, problems)
    return ReadPlan(plan, problems.found)


def _plan(found: Mapping[str, Any], problems: Problems) -> Plan:
    problems.unknown_keys(found, _TOP)
    groups = {
        name: _texts(found.get("groups", {}), name, problems) for name in _table(found, "groups", problems)
    }
    visits = tuple(_visit(each, problems) for each in _tables(found, "visit", problems))
    return Plan(
        key=_text(found, "key", problems),
        version=_whole(found, "version", problems, default=0),
        title=_text(found, "title", problems),
        visits=tuple(sorted(visits, key=lambda visit: visit.offset.about)),
        assessments=tuple(
            _assessment(each, groups, problems) for each in _tables(found, "assessment", problems)
        ),
        milestones=tuple(_milestone(each, problems) for each in _tables(found, "milestone", problems)),
        groups=groups,
        bloods=_text(found, "bloods", problems, default=""),
        bloods_valid=_whole(found, "bloods_valid", problems, default=28),
        conditioning=_texts(found, "conditioning", problems),
    )


def _visit(row: Mapping[str, Any], problems: Problems) -> PlanVisit:
    code = _text(row, "code", problems)
    problems.unknown_keys(row, _VISIT, code)
    window = row.get("window", [0, 0])
    if not (isinstance(window, list) and len(window) == 2 and all(type(each) is int for each in window)):
        problems.add(N_("Write the window as [days before, days after]."), code)
        window = [0, 0]
    return PlanVisit(
        code=code,
        title=_text(row, "title", problems, code),
        offset=_offset(row, problems, code),
        before=window[0],
        after=window[1],
        follows=_texts(row, "follows", problems, code),
        may_overlap=_texts(row, "may_overlap", problems, code),
        aliases=_texts(row, "aliases", problems, code),
        contacts=_texts(row, "contacts", problems, code) or ("",),
    )


def _milestone(row: Mapping[str, Any], problems: Problems) -> Milestone:
    code = _text(row, "code", problems)
    problems.unknown_keys(row, {"code", "title", *Unit}, code)
    return Milestone(code, _text(row, "title", problems, code), _offset(row, problems, code))


def _offset(row: Mapping[str, Any], problems: Problems, code: str) -> Offset:
    named = [unit for unit in Unit if unit.value in row]
    if len(named) != 1:
        problems.add(N_("Give either a day or a month, counted from the infusion."), code)
        return Offset(0)
    return Offset(_whole(row, named[0].value, problems, code), named[0])


def _assessment(
    row: Mapping[str, Any], groups: Mapping[str, tuple[str, ...]], problems: Problems
) -> DueAssessment:
    id = _text(row, "id", problems)
    problems.unknown_keys(row, _ASSESSMENT, id)
    at: list[str] = []
    for name in _texts(row, "at", problems, id):
        if name.startswith("@") and name[1:] not in groups:
            problems.add(N_("No group is called “{name}”."), id, name=name[1:])
        at += groups.get(name[1:], ()) if name.startswith("@") else (name,)
    required = row.get("required", True)
    if not isinstance(required, bool):
        problems.add(N_("“{key}” is true or false."), id, key="required")
    return DueAssessment(
        id=id,
        visits=tuple(dict.fromkeys(at)),
        diseases=_texts(row, "diseases", problems, id),
        required=required is True,
        words=_text(row, "words", problems, id, default=""),
        until=_criterion(row, "until", problems, id),
        when=_criterion(row, "when", problems, id),
    )


def _criterion(row: Mapping[str, Any], key: str, problems: Problems, id: str) -> Criterion | None:
    if key not in row:
        return None
    table = _table(row, key, problems, id)
    problems.unknown_keys(table, _CRITERION, id)
    named = [each for each in Meets if each.value in table]
    if len(named) != 1:
        problems.add(
            N_("“{key}” names one limit: above, at_least, below, or below_detection = true."), id, key=key
        )
        return None
    limit = Decimal(0)
    if named[0] is not Meets.BELOW_DETECTION:
        try:
            limit = Decimal(str(table[named[0].value]))
        except InvalidOperation:
            problems.add(N_("“{text}” is not a number."), id, text=str(table[named[0].value]))
    return Criterion(
        analyte=_text(table, "analyte", problems, id),
        meets=named[0],
        limit=limit,
        unit=_text(table, "unit", problems, id, default=""),
        setting=_text(table, "setting", problems, id, default=""),
    )


def _text(
    row: Mapping[str, Any], key: str, problems: Problems, where: str = "", default: str | None = None
) -> str:
    value = row.get(key, default)
    if isinstance(value, str) and (value.strip() or default is not None):
        return value
    problems.add(N_("“{key}” is missing, or is not a text."), where, key=key)
    return ""


def _whole(
    row: Mapping[str, Any], key: str, problems: Problems, where: str = "", default: int | None = None
) -> int:
    value = row.get(key, default)
    if type(value) is int:
        return value
    problems.add(N_("“{key}” is missing, or is not a whole number."), where, key=key)
    return 0


def _texts(row: Mapping[str, Any], key: str, problems: Problems, where: str = "") -> tuple[str, ...]:
    value = row.get(key, [])
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    problems.add(N_("“{key}” is a list of texts."), where, key=key)
    return ()


def _table(row: Mapping[str, Any], key: str, problems: Problems, where: str = "") -> Mapping[str, Any]:
    value = row.get(key, {})
    if isinstance(value, dict):
        return value
    problems.add(N_("“{key}” is a table."), where, key=key)
    return {}


def _tables(row: Mapping[str, Any], key: str, problems: Problems) -> list[Mapping[str, Any]]:
    value = row.get(key, [])
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return value
    problems.add(N_("“{key}” is a list of tables, each under its own [[{key}]]."), key=key)
    return []
