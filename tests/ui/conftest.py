"""What tests of the window share: the theme, settled workers, doors to real studies."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.courses import okafor
from tests.fakes import NOON, fake_session
from tests.ui import walk
from tracker.app import doors, write_calendar, write_rows
from tracker.domain.study import Role
from tracker.language import words
from tracker.services.session import Session
from tracker.ui.doors import Doors
from tracker.ui.jobs import Jobs
from tracker.ui.news import ChangeBus
from tracker.ui.routes import Route
from tracker.ui.screens.screen import Screen
from tracker.ui.shell import Shell
from tracker.ui.theme.style import apply_theme
from tracker.ui.theme.tokens import LIGHT, THEMES, Tokens
from tracker.ui.workplace import Workplace


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["tracker"]


@pytest.fixture
def themed(qapp: QApplication) -> Callable[[str], Tokens]:
    """Dress the program; light until another is asked for."""
    QCursor.setPos(5000, 5000)

    def dress(name: str = "light") -> Tokens:
        apply_theme(qapp, THEMES[name])
        return THEMES[name]

    dress()
    return dress


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no timer outlives the threads
    made.close()


@pytest.fixture
def workplace(themed: Callable[[str], Tokens], jobs: Jobs) -> Callable[..., Workplace]:
    """A workplace around a study in memory that holds the entities given."""

    def make(
        *entities: object, session: Session | None = None, tokens: Tokens = LIGHT, **more: object
    ) -> Workplace:
        return Workplace(
            session=session or fake_session(*entities, **more),
            jobs=jobs,
            news=ChangeBus(),
            words=words(),
            tokens=tokens,
            clock=lambda: NOON,
            print_letter=lambda _letter, _paper: b"%PDF-",
            write_calendar=write_calendar,
            write_rows=write_rows,
        )

    return make


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def real_doors(tmp_path: Path, watch: Watch) -> Doors:
    """The ways into real, encrypted studies below the test's folder."""
    return doors(clock=watch, home=tmp_path / "home")


@pytest.fixture
def show_tab(qtbot: QtBot, workplace: Callable[..., Workplace]) -> Callable[..., Screen]:
    """A tab of the record of the patient in tests/courses, with the rows given and the keyboard."""

    def show(
        kind: Callable[[Workplace, UUID], Screen],
        *rows: object,
        size: tuple[int, int] = (1290, 560),
        role: Role = Role.COORDINATOR,
        session: Session | None = None,
    ) -> Screen:
        whole = okafor()
        session = session or fake_session(whole.patient, *whole.diagnoses, *whole.infusions, *rows)
        place = workplace(session=replace(session, user=replace(session.user, role=role)))
        screen = kind(place, whole.patient.id)
        qtbot.addWidget(screen)
        screen.resize(*size)
        screen.show()
        screen.activateWindow()
        QTest.qWaitForWindowActive(screen)
        walk.settle(place.jobs)
        return screen

    return show


@pytest.fixture
def show_shell(qtbot: QtBot, workplace: Callable[..., Workplace]) -> Callable[[Session, Route], Shell]:
    """An open study at `route`, with the keyboard."""

    def show(session: Session, route: Route) -> Shell:
        made = Shell(workplace(session=session))
        qtbot.addWidget(made)
        made.resize(1366, 688)
        made.show()
        made.activateWindow()
        QTest.qWaitForWindowActive(made)
        made.go(route)
        walk.settle(made.workplace.jobs)
        return made

    return show
