"""Today: the first screen says who is due, opens the visit with Enter, filters by tiles, backs up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.ui import walk
from tests.ui.conftest import Watch
from tracker.domain.change import Act
from tracker.services.drafts import drop_draft, keep_draft
from tracker.services.practice_study import create_practice_study
from tracker.services.session import Session
from tracker.services.studies import open_study
from tracker.services.visit_entry import VisitEntry
from tracker.services.waiting_drafts import waiting_drafts
from tracker.services.worklist import Group, Tile
from tracker.ui.places import PATIENTS, Route
from tracker.ui.screens.today import TodayScreen
from tracker.ui.shell import Shell
from tracker.ui.tables.work_rows import measured_first

KEY = Qt.Key


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder: Path = tmp_path_factory.mktemp("today") / "study"
    watch = Watch()
    create_practice_study(folder, now=watch).close()
    opened = open_study(folder, now=watch)
    yield opened
    opened.close()


@pytest.fixture
def shell(qtbot, workplace, session):
    made = Shell(workplace(session=session))
    qtbot.addWidget(made)
    made.resize(1366, 688)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    walk.settle(made.workplace.jobs)
    return made


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def test_that_today_is_the_first_screen_and_its_first_row_has_the_keyboard(shell):
    screen = shell.screen
    assert isinstance(screen, TodayScreen)
    assert screen.table.hasFocus()
    assert screen.row == screen.rows()[0]
    assert screen.row.group is Group.OVERDUE


def test_that_the_numbers_on_the_tiles_are_the_rows_behind_them(shell):
    screen = shell.screen
    for key, tile in screen.tiles.tiles.items():
        screen.tiles.choose(key)
        assert len(screen.rows()) == tile._said.count
    screen.escape()
    assert screen.tiles.key == Tile.ALL


def test_that_arrows_move_between_tiles(shell):
    shell.screen.tiles.tiles[Tile.ALL].setFocus()
    press(KEY.Key_Right)
    assert shell.screen.tiles.key == Tile.OVERDUE
    press(KEY.Key_Left)
    press(KEY.Key_Left)
    assert shell.screen.tiles.key == list(shell.screen.tiles.tiles)[-1]


def test_that_enter_opens_the_visit_and_letters_go_where_they_say(shell):
    patient = shell.screen.row.patient.id
    press(KEY.Key_Return)
    assert shell.where()[-1].place == "visit"
    assert shell.where()[-1].patient == patient
    for letter, place, tab in (("G", "safety", ""), ("T", "record", "trends"), ("M", "record", "medicines")):
        shell.go(Route("today"))
        walk.settle(shell.workplace.jobs)
        shell.screen.table.setFocus()
        press(getattr(KEY, f"Key_{letter}"))
        walk.settle(shell.workplace.jobs)
        assert (shell.where()[-1].place, shell.where()[-1].tab) == (place, tab)
        assert shell.where()[0].place == "today"


def test_that_esc_leads_back_to_today_and_typing_a_name_to_the_patients(shell):
    press(KEY.Key_Return)
    shell.back()
    shell.back()
    assert shell.where() == (Route("today"),)
    shell.command_bar.search.setText("oka")
    walk.settle(shell.workplace.jobs)
    assert shell.where() == (PATIENTS,)
    assert shell.command_bar.search.text() == "oka"


def test_that_what_is_measured_stands_before_what_is_only_asked(shell):
    for row in shell.screen.rows():
        kinds = [todo.kind for todo in measured_first(row)]
        assert kinds == sorted(kinds, key=list(type(kinds[0])).index if kinds else None)


def test_that_the_list_is_printed_as_filtered_and_the_trail_says_so(shell, monkeypatch):
    printed = []
    monkeypatch.setattr("tracker.ui.screens.today.ask_printer", lambda _parent, title: title)
    monkeypatch.setattr("tracker.ui.screens.today.page_images", lambda pdf, _dpi: (pdf,))
    monkeypatch.setattr(
        "tracker.ui.screens.today.paint_pages", lambda title, pages: printed.append((title, pages))
    )
    shell.screen.print_list()
    walk.settle(shell.workplace.jobs)
    assert printed[0][0].startswith("Worklist")
    assert Act.PRINTED in [event.act for event in shell.workplace.session.records.trail()]


def test_that_the_first_days_say_when_to_look_and_lead_there(shell, qtbot):
    aside = shell.screen.aside
    assert "IYER" in walk.texts(aside)
    with qtbot.waitSignal(shell.screen.route_wanted) as asked:
        aside.grade_wanted.emit(shell.screen._today.early[0].early.patient.id)
    assert asked.args[0].place == "safety"


def test_that_back_up_now_says_what_it_made(shell, qtbot):
    with qtbot.waitSignal(shell.screen.noticed, timeout=20_000) as told:
        shell.screen.back_up()
    assert told.args[0] == "ok"
    walk.settle(shell.workplace.jobs)
    assert shell.screen.aside.backup_chip.text == "fresh"


@pytest.mark.parametrize("size", [(1366, 688), (1093, 550), (1024, 540)])
@pytest.mark.parametrize("side", [False, True])
def test_that_today_fits_with_and_without_its_panel(shell, size, side):
    shell.resize(*size)
    if side:
        shell.screen._toggle()
    walk.settle(shell.workplace.jobs)
    assert walk.faults(shell) == []


def test_that_an_own_draft_waits_with_the_way_on_and_that_of_another_is_said(shell, session):
    screen, patient = shell.screen, shell.screen.row.patient
    assert screen.waiting.isHidden()
    typed = VisitEntry(patient=patient.id, day=date(2026, 11, 20))
    keep_draft(session, typed.content(), patient=patient.id, visit=None)
    try:
        screen.refresh()
        walk.settle(shell.workplace.jobs)
        assert patient.name in screen.waiting.mine.text
        assert screen.waiting.others.isHidden()
        assert walk.faults(shell) == []

        drafts = waiting_drafts(session)
        others = [replace(each, mine=False, author=replace(each.author, short="A. Lind")) for each in drafts]
        screen.waiting.show_drafts([*drafts, *others, *others], UTC)
        assert "A. Lind" in screen.waiting.others.text
        assert "1 more waits" in screen.waiting.others.text

        for size in ((1093, 550), (1024, 540), (1366, 688)):
            shell.resize(*size)
            QTest.qWait(10)
            assert walk.faults(shell) == [], size
        screen.waiting.mine.findChild(QAbstractButton).click()
        walk.settle(shell.workplace.jobs)
        assert shell.where()[-1] == Route("visit", patient.id)
    finally:
        drop_draft(session, patient=patient.id, visit=None)
    shell.back()
    shell.back()
    walk.settle(shell.workplace.jobs)
    shell.go(Route("today"))
    walk.settle(shell.workplace.jobs)
    assert shell.screen.waiting.isHidden()
