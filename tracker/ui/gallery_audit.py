"""The scenes of the audit log: the list, a filter, what is not there, a check, the history of one record."""

from collections.abc import Callable, Iterator
from uuid import UUID

from PySide6.QtWidgets import QWidget

from tracker.ui.gallery_stage import Scene, Stage, later
from tracker.ui.places import AUDIT, Route
from tracker.ui.screens.audit import AuditScreen
from tracker.ui.shell import Shell


def audit_scenes(patient: UUID) -> Iterator[tuple[str, Scene]]:
    """`patient` is one with a rich record."""
    yield "audit", _shell
    yield "audit-changed", lambda stage: _asked(stage, "changed")
    yield "audit-empty", lambda stage: _words(stage, "nothing has these words")
    yield "audit-checked", lambda stage: _after(stage, lambda screen: screen.check_chain())
    yield "audit-history", _history
    yield "record-history", lambda stage: _at(stage, Route("record", patient, tab="history"))


def _at(stage: Stage, route: Route) -> Shell:
    shell = stage.shell()
    shell.go(route)
    return shell


def _shell(stage: Stage) -> Shell:
    return _at(stage, AUDIT)


def _after(stage: Stage, act: Callable[[AuditScreen], object]) -> QWidget:
    shell = _shell(stage)
    screen = shell.screen
    assert isinstance(screen, AuditScreen)
    return later(shell, lambda: act(screen))


def _asked(stage: Stage, acts: str) -> QWidget:
    def choose(screen: AuditScreen) -> None:
        screen.filters.acts.choose(acts)
        screen.filters.changed.emit()

    return _after(stage, choose)


def _history(stage: Stage) -> QWidget:
    """The panel beside the correction of a value."""

    def open_panel(screen: AuditScreen) -> None:
        screen.filters.acts.choose("changed")
        screen.filters.text.set_text("µmol/L")
        screen.filters.changed.emit()
        stage.jobs.settle()
        screen.show_record()
        stage.jobs.settle()

    return _after(stage, open_panel)


def _words(stage: Stage, text: str) -> QWidget:
    def type_in(screen: AuditScreen) -> None:
        screen.filters.text.set_text(text)
        screen.filters.changed.emit()

    return _after(stage, type_in)
