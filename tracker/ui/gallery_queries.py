"""The scenes of queries: marks and panel in a visit, the form that asks, the list of the study."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from tracker.domain.change import Ref
from tracker.domain.followup import Query, QueryState
from tracker.domain.patient import Patient
from tracker.domain.study import Role, User
from tracker.services.session import Session
from tracker.services.visit_checks import LABORATORY
from tracker.ui.dialogs.wrong_patient import WrongPatientDialog
from tracker.ui.gallery_stage import Scene, Stage, later
from tracker.ui.routes import Route
from tracker.ui.screens.record import RecordScreen
from tracker.ui.screens.visit import VisitScreen
from tracker.ui.screens.visits import VisitsScreen
from tracker.ui.shell import Shell


def query_scenes(session: Session) -> Iterator[tuple[str, Scene]]:
    in_visits = [each for each in session.records.find(Query) if each.kind == "Visit"]
    by_state = {each.state: each for each in reversed(in_visits)}
    waiting, answered = by_state.get(QueryState.OPEN), by_state.get(QueryState.ANSWERED)
    if waiting is not None:
        yield "visit-query", lambda stage: _visit(stage, waiting)
        yield "visit-query-raise", lambda stage: _raise(stage, waiting)
        yield "visit-queries", lambda stage: _list(stage, waiting)
    yield "queries", _study
    event = next((each for each in session.records.find(Query) if each.kind == "AdverseEvent"), None)
    if event is not None:
        yield "queries-event", lambda stage: _event(stage, event)
    if waiting is not None:
        yield "wrong-patient", lambda stage: _wrong(stage, waiting)
    if answered is not None:
        yield "visit-query-as-monitor", lambda stage: _visit(_as_monitor(stage), answered)


def _as_monitor(stage: Stage) -> Stage:
    people = stage.session.records.find(User, role=Role.MONITOR)
    return replace(stage, session=replace(stage.session, user=people[0])) if people else stage


def _visit(stage: Stage, query: Query) -> QWidget:
    shell = stage.shell()
    shell.go(Route("visit", query.patient, query.record, query=query.id))
    return shell


def _study(stage: Stage) -> QWidget:
    shell = stage.shell()
    shell.go(Route("queries"))
    return shell


def _event(stage: Stage, query: Query) -> QWidget:
    shell = stage.shell()
    about = Ref(query.kind, query.record, query.patient)
    shell.go(Route("queries", query.patient, about=about))
    return shell


def _wrong(stage: Stage, query: Query) -> QWidget:
    shell = stage.shell()
    shell.go(Route("record", query.patient, tab="visits"))
    others = [p for p in stage.session.records.find(Patient) if p.id != query.patient and p.born]

    def move() -> None:
        record = shell.screen
        assert isinstance(record, RecordScreen)
        tab = record.pages.currentWidget()
        assert isinstance(tab, VisitsScreen)
        held = [line for line in tab.view.lines if line.visit] if tab.view else []
        tab.table.choose(held[-1].key if held else None)
        record.move_wrong()
        for dialog in record.findChildren(WrongPatientDialog):
            dialog.study_id.setText(others[0].study_id)
            dialog.born.set_value(others[0].born)
            dialog.note.setText(stage.words("The sheet carries the other name."))
            dialog.move_it()

    return later(shell, move)


def _raise(stage: Stage, query: Query) -> QWidget:
    shell = stage.shell()
    shell.go(Route("visit", query.patient, query.record))

    def ask() -> None:
        screen = _form(shell)
        screen.page.sheet.go(LABORATORY, "igg")
        screen.queries.open()

    return later(shell, ask)


def _list(stage: Stage, query: Query) -> QWidget:
    shell = stage.shell()
    shell.go(Route("visit", query.patient, query.record))

    def unfold() -> None:
        screen = _form(shell)
        screen.page.show_beside(True)
        screen.queries.side.open_list()

    return later(shell, unfold)


def _form(shell: Shell) -> VisitScreen:
    assert isinstance(shell.screen, VisitScreen)
    return shell.screen
