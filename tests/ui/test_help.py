"""Definitions in the window: found by typing, read beside the list, opened from a score, left with Esc."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.walk import faults, settle
from tests.visit_cases import session_before_month_6
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.visit import Visit
from tracker.language import words
from tracker.services.definition import definition
from tracker.ui.parts.letter_page import LetterPage
from tracker.ui.places import PATIENTS, Route
from tracker.ui.screens.help import HelpScreen
from tracker.ui.shell import Shell
from tracker.ui.theme.tokens import LIGHT, Tokens
from tracker.ui.workplace import Workplace


def read(widget: QWidget) -> set[str]:
    return {each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)}


@pytest.fixture
def screen(qtbot: QtBot, workplace: Callable[..., Workplace]) -> Callable[..., HelpScreen]:
    def make(topic: str = "") -> HelpScreen:
        made = HelpScreen(workplace(), topic)
        qtbot.addWidget(made)
        made.resize(948, 480)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.first_focus().setFocus()
        return made

    return make


def test_that_typing_finds_a_score_and_keys_lead_to_its_page(screen: Callable[..., HelpScreen]) -> None:
    help_ = screen()
    QTest.keyClicks(help_.search_box.line, "doris")
    assert help_.list.listing.rowCount() >= 1
    assert "DORIS remission" in read(help_.page)
    QTest.keyClick(help_.search_box.line, Qt.Key.Key_Down)
    assert help_.list.hasFocus()
    QTest.keyClick(help_.list, Qt.Key.Key_Return)
    assert help_.page.hasFocus()
    before = help_.page.verticalScrollBar().value()
    QTest.keyClick(help_.page, Qt.Key.Key_PageDown)
    assert help_.page.verticalScrollBar().value() > before
    QTest.keyClick(help_.page, Qt.Key.Key_F6)
    assert help_.search_box.line.hasFocus()


def test_that_arrows_in_the_list_turn_the_page(screen: Callable[..., HelpScreen]) -> None:
    help_ = screen("sledai_2k")
    assert help_.list.hasFocus()
    assert "sledai_2k, version 1" in read(help_.page)
    QTest.keyClick(help_.list, Qt.Key.Key_Down)
    assert "sledai_2k, version 1" not in read(help_.page)


def test_that_nothing_found_says_so_and_shows_the_way_back(screen: Callable[..., HelpScreen]) -> None:
    help_ = screen()
    QTest.keyClicks(help_.search_box.line, "no such score")
    assert "No score matches." in read(help_.pages.currentWidget())
    help_.none.findChild(QPushButton).click()
    assert help_.list.listing.rowCount() == len(CATALOGUE)


@pytest.mark.parametrize("known", CATALOGUE, ids=lambda known: known.code)
def test_that_every_definition_fits_its_page(
    themed: Callable[[str], Tokens], qtbot: QtBot, known: Instrument
) -> None:
    page = LetterPage(LIGHT, "Definition")
    qtbot.addWidget(page)
    page.resize(620, 400)
    page.show_letter(definition(known, words()))
    page.show()
    assert faults(page) == []
    assert page.widget().minimumSizeHint().width() <= 620


def test_that_the_score_of_a_visit_leads_to_its_definition_and_esc_back_to_the_visit(
    qtbot: QtBot, workplace: Callable[..., Workplace]
) -> None:
    session = session_before_month_6()
    shell = Shell(workplace(session=session))
    qtbot.addWidget(shell)
    shell.resize(1366, 688)
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    last = session.records.find(Visit)[-1]
    shell.go(Route("visit", last.patient, last.id))
    settle(shell.workplace.jobs)
    visit = shell.screen
    visit.page.sheet.go("sledai_2k")
    assert visit.topic() == "sledai_2k"
    visit.page.sheet.definition_asked.emit("sledai_2k")
    assert shell.screen.title() == "Definitions"
    assert "sledai_2k, version 1" in read(shell.screen.page)
    shell.screen.escape()
    assert shell.screen is visit


def test_that_the_rail_and_the_key_open_the_definitions_once(
    qtbot: QtBot, workplace: Callable[..., Workplace]
) -> None:
    shell = Shell(workplace())
    qtbot.addWidget(shell)
    shell.show()
    shell.rail.picked.emit("help")
    shell.go(Route("help", topic="mrss"))
    assert [step.place for step in shell.where()] == ["today", "help"]
    shell.go(PATIENTS)
    assert [step.place for step in shell.where()] == ["patients"]
