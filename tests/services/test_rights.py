"""Role by role and method by method: who may do what, asked in the service and not only in the window."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

import tracker.services
from tests.fakes import fake_session
from tracker.domain.change import Act
from tracker.domain.rights import MATRIX, REFUSALS, RIGHT_TITLES, VIEWS_LOGGED, Right, may, why_not
from tracker.domain.study import Role
from tracker.services.rights import RIGHT, NotAllowed, note_view, require
from tracker.services.session import Entered

OWN_ACT = {
    "note_view": "it writes down what somebody looked at, and is called for everybody",
    "note_trail_read": "the same for the trail",
}
"""Services that write without asking for a right -> why they may."""

C, V, M, D, A = Role.COORDINATOR, Role.INVESTIGATOR, Role.MONITOR, Role.DATA_MANAGER, Role.ADMIN
EXPECTED = {
    Right.ENTER: {C, V, A},
    Right.CORRECT: {C, V, D, A},
    Right.SIGN: {C, V, A},
    Right.QUERY: {C, V, M, D, A},
    Right.CLOSE: {M, D, A},
    Right.PRINT: {C, V, D, A},
    Right.EXPORT: {C, V, D, A},
    Right.IMPORT: {C, V, D, A},
    Right.SETTINGS: {C, V, D, A},
    Right.APPROVE: {V, A},
    Right.TRAIL: {C, V, M, D, A},
    Right.BACK_UP: {C, V, D, A},
    Right.RESTORE: {A},
    Right.RECOVERY_KEY: {C, V, D, A},
    Right.PEOPLE: {A},
    Right.OWN_ACCESS: {C, V, M, D, A},
}
"""The matrix a second time, by hand: a slip in the declaration is not its own proof."""

FOLDER = Path(tracker.services.__file__).parent
MODULES = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("[!_]*.py"))}


def takes_session(function: ast.FunctionDef) -> bool:
    first = function.args.args[:1]
    return bool(first) and first[0].arg == "session"


def writes(module: ast.Module, function: ast.FunctionDef, seen: frozenset[str] = frozenset()) -> bool:
    """Whether it opens a unit of work itself, or through another function of its module."""
    private = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and node.attr == "work" and "office" in ast.unparse(node.value):
            return True
        if isinstance(node, ast.Name) and node.id in private and node.id not in seen | {function.name}:
            inner = private[node.id]
            if not inner.decorator_list and writes(module, inner, seen | {function.name}):
                return True
    return False


def services_that_write() -> Iterator[tuple[str, str]]:
    for name, module in MODULES.items():
        for node in module.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if takes_session(node) and writes(module, node):
                yield name, node.name


WRITING = tuple(services_that_write())


def services_with_a_right() -> dict[str, object]:
    found = {}
    for name in MODULES:
        module = importlib.import_module(
            f"tracker.services.{name}" if name != "__init__" else "tracker.services"
        )
        for key, value in vars(module).items():
            if hasattr(value, RIGHT) and value.__module__ == module.__name__:
                found[f"{name}.{key}"] = value
    return found


GUARDED = services_with_a_right()


def test_that_the_walk_finds_what_writes():
    assert {("visits", "save_visit"), ("visits", "sign_visit"), ("enrolment", "enrol")} <= set(WRITING)
    assert len(WRITING) >= 12


@pytest.mark.parametrize(("module", "name"), WRITING)
def test_that_every_service_that_writes_names_its_right(module, name):
    service = getattr(importlib.import_module(f"tracker.services.{module}"), name)
    assert hasattr(service, RIGHT) or name in OWN_ACT, "put @needs(Right....) of services/rights.py above it"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", GUARDED)
def test_that_role_and_service_meet_as_the_matrix_says(name, role):
    service = GUARDED[name]
    session = fake_session(role=role)
    wanted = tuple(inspect.signature(service).parameters.values())[1:]
    some = [None for each in wanted if each.kind is each.POSITIONAL_OR_KEYWORD]
    named = {each.name: None for each in wanted if each.kind is each.KEYWORD_ONLY}
    before = list(session.records.events)
    try:
        service(session, *some, **named)
    except NotAllowed:
        refused = True
    except Exception:
        refused = False
    else:
        refused = False
    assert refused == (role not in EXPECTED[getattr(service, RIGHT)])
    if refused:
        assert session.records.events == before


@pytest.mark.parametrize("right", Right)
def test_that_the_matrix_is_the_one_that_was_decided(right):
    assert MATRIX[right] == EXPECTED[right]
    assert {role for role in Role if may(role, right)} == EXPECTED[right]
    assert RIGHT_TITLES[right]
    assert REFUSALS[right].endswith(".")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_that_who_may_not_is_told_why_in_one_sentence(role, right):
    if may(role, right):
        assert why_not(role, right) == ""
        require(fake_session(role=role), right)
    else:
        with pytest.raises(NotAllowed, match=r"\.$") as told:
            require(fake_session(role=role), right)
        assert told.value.phrase == why_not(role, right)


@pytest.mark.parametrize("right", Right)
def test_that_a_one_time_code_gives_no_right_but_to_choose_a_passphrase(right):
    session = replace(fake_session(role=Role.ADMIN), entered=Entered.CODE)
    if right is Right.OWN_ACCESS:
        require(session, right)
    else:
        with pytest.raises(NotAllowed, match="passphrase of your own"):
            require(session, right)


@pytest.mark.parametrize("role", Role)
def test_that_a_patient_opened_by_a_monitor_is_in_the_trail_and_by_others_is_not(role):
    session, patient = fake_session(role=role), uuid4()
    note_view(session, patient)
    told = [(event.act, event.what.id, event.who) for event in session.records.events]
    assert told == ([(Act.OPENED, patient, session.user.id)] if role in VIEWS_LOGGED else [])
    assert {Role.MONITOR} == VIEWS_LOGGED
