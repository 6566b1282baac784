"""Every place of the window over a practice study: it fits, is named, has one ring, and says PRACTICE."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import walk
from tests.ui.conftest import Watch
from tracker.app import print_letter
from tracker.cli.shots import render_screens
from tracker.domain.patient import Patient
from tracker.domain.visit import Visit
from tracker.services.practice_study import create_practice_study
from tracker.services.session import Session
from tracker.services.studies import open_study
from tracker.ui.dialogs.about import AboutDialog
from tracker.ui.dialogs.crash import CrashDialog
from tracker.ui.dialogs.key_map import KeyMapDialog
from tracker.ui.dialogs.recovery import RecoveryDialog
from tracker.ui.places import Route
from tracker.ui.shell import Shell
from tracker.ui.theme.style import apply_theme
from tracker.ui.theme.tokens import THEMES
from tracker.ui.workplace import Workplace

SIZES = {"laptop": (1366, 688), "large text": (1093, 550), "smallest": (1024, 540)}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("practice") / "study"
    watch = Watch()
    create_practice_study(folder, now=watch).close()
    opened = open_study(folder, now=watch)
    yield opened
    opened.close()


@pytest.fixture
def patient(session: Session) -> Patient:
    return max(
        session.records.find(Patient), key=lambda each: len(session.records.find(Visit, patient=each.id))
    )


def routes(session: Session, patient: UUID) -> dict[str, Route]:
    visit = session.records.find(Visit, patient=patient)[-1].id
    return {
        "today": Route("today"),
        "patients": Route("patients"),
        "enrol": Route("enrol"),
        "record": Route("record", patient),
        "people": Route("people"),
        "audit": Route("audit"),
        "history": Route("record", patient, tab="history"),
        "settings": Route("settings"),
        "sentences": Route("settings", tab="sentences"),
        "scores set": Route("settings", tab="scores"),
        "look": Route("settings", tab="look"),
        "infusion": Route("infusion", patient),
        "medicines": Route("record", patient, tab="medicines"),
        "visits": Route("record", patient, tab="visits"),
        "move": Route("move", patient),
        "patient plan": Route("patient-plan", patient),
        "events": Route("record", patient, tab="events"),
        "plan": Route("plan"),
        "calendar": Route("calendar", patient),
        "visit": Route("visit", patient, visit),
        "queries": Route("queries"),
        "queries of one": Route("queries", patient),
        "new visit": Route("visit", patient),
        "handout": Route("paper", patient, visit, "handout"),
        "summary": Route("paper", patient, visit, "summary"),
        "help": Route("help", topic="sledai_2k"),
        "safety": Route("safety", patient),
    }


PLACES = (
    "today",
    "patients",
    "enrol",
    "record",
    "audit",
    "history",
    "infusion",
    "medicines",
    "visits",
    "move",
    "patient plan",
    "events",
    "plan",
    "calendar",
    "visit",
    "new visit",
    "handout",
    "summary",
    "help",
    "safety",
    "settings",
    "sentences",
    "scores set",
    "look",
)


@pytest.fixture
def shell_at(
    qtbot: QtBot, workplace: Callable[..., Workplace], session: Session, patient: Patient
) -> Callable[[str, str], Shell]:
    def go(place: str, size: str) -> Shell:
        made = Shell(replace(workplace(session=session), print_letter=print_letter))
        qtbot.addWidget(made)
        made.resize(*SIZES[size])
        made.show()
        made.activateWindow()
        QTest.qWaitForWindowActive(made)
        made.go(routes(session, patient.id)[place])
        walk.settle(made.workplace.jobs)
        return made

    return go


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", PLACES)
def test_that_a_place_fits_is_named_and_has_one_ring(
    shell_at: Callable[[str, str], Shell], place: str, size: str
) -> None:
    shell = shell_at(place, size)
    assert walk.faults(shell) == []
    assert len(walk.focus_rings(shell)) == 1
    assert (shell.width(), shell.height()) == SIZES[size]


@pytest.mark.parametrize("place", PLACES)
def test_that_practice_stands_on_every_place(shell_at: Callable[[str, str], Shell], place: str) -> None:
    strip = shell_at(place, "smallest").findChild(QWidget, "practice")
    assert strip.isVisible()
    assert strip.visibleRegion().boundingRect().height() >= 20


@pytest.mark.parametrize("place", PLACES)
def test_that_only_lists_name_other_patients(
    shell_at: Callable[[str, str], Shell], session: Session, patient: Patient, place: str
) -> None:
    shell = shell_at(place, "laptop")
    others = {each.family for each in session.records.find(Patient) if each.family} - {patient.family}
    shown = walk.texts(shell.screen)
    banner = walk.texts(shell.screen.banner()) if shell.screen.banner() else ""
    named = {family for family in others if family.lower() in (shown + banner).lower()}
    assert bool(named) == (place in {"today", "patients", "audit"}), named


def test_that_the_title_of_a_screen_never_names_the_patient(
    shell_at: Callable[[str, str], Shell], patient: Patient
) -> None:
    for place in PLACES[3:]:
        assert patient.family.lower() not in shell_at(place, "laptop").screen.title().lower()


@pytest.mark.parametrize("kind", [AboutDialog, KeyMapDialog, CrashDialog, RecoveryDialog])
def test_that_every_dialog_fits_is_named_and_has_one_ring(
    qtbot: QtBot, workplace: Callable[..., Workplace], kind: type
) -> None:
    place = workplace()
    arguments = {
        RecoveryDialog: (place,),
        CrashDialog: (place.tokens, place.words, "report"),
    }.get(kind, (place.tokens, place.words))
    dialog = kind(*arguments)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    QApplication.processEvents()
    assert walk.faults(dialog) == []
    assert len(walk.focus_rings(dialog)) == 1


def test_that_pictures_are_made_of_every_screen_and_nothing_is_written_to_the_study(
    session: Session, tmp_path: Path, qapp: QApplication, watch: Watch
) -> None:
    rows = len(session.records.find(Visit))
    made = render_screens(session, tmp_path, sizes=((1093, 550),), now=watch())
    names = {path.name.split("-light-")[0] for path in made}
    assert {"patients", "visit", "visit-new", "enrol", "unlock", "first-run-3", "paper-handout"} <= names
    assert all(path.stat().st_size > 5000 for path in made)
    assert all(path.name.isascii() and " " not in path.name for path in made)
    assert len(session.records.find(Visit)) == rows
    apply_theme(qapp, THEMES["light"])
