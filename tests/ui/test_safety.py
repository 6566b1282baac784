"""The safety check on screen: by key, unanswered until answered, kept as a draft, corrected with a reason."""

import time
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import NOON
from tests.services.safety_cases import at, checked, crs, open_study
from tests.ui import walk
from tracker.domain.bedside_sheets import CRS, ICANS
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.visit import Draft
from tracker.services.session import Session
from tracker.services.settings import save_setting
from tracker.ui.dialogs.correct_check import CorrectCheckDialog
from tracker.ui.places import Route
from tracker.ui.screens.record_safety import SafetyTab
from tracker.ui.screens.safety import SafetyScreen
from tracker.ui.shell import Shell
from tracker.ui.workplace import Workplace

ENTER = Qt.Key.Key_Return


@pytest.fixture
def go(qtbot: QtBot, workplace: Callable[..., Workplace]) -> Iterator[Callable[..., Shell]]:
    opened: list[Shell] = []

    def open_(session: Session, who: UUID, check: UUID | None = None) -> Shell:
        shell = Shell(workplace(session=session))
        opened.append(shell)
        qtbot.addWidget(shell)
        shell.resize(1366, 688)
        shell.show()
        shell.activateWindow()
        QTest.qWaitForWindowActive(shell)
        shell.go(Route("safety", who, check=check))
        walk.settle(shell.workplace.jobs)
        if QApplication.focusWidget() is None:
            for other in opened[:-1]:
                other.hide()
            shell.activateWindow()
            QTest.qWaitForWindowActive(shell)
            shell.screen.first_focus().setFocus()
        return shell

    yield open_
    for shell in opened:
        shell.flush()
        walk.settle(shell.workplace.jobs)


def screen_of(shell: Shell) -> SafetyScreen:
    assert isinstance(shell.screen, SafetyScreen)
    return shell.screen


def press(*keys: object) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(key, str):
            QTest.keyClicks(focused, key)
        else:
            QTest.keyClick(focused, key)


def figures(screen: SafetyScreen) -> tuple[str, str]:
    return tuple(grade.figure.text() for grade in screen.panel.grades.values())


def study(**more) -> tuple[Session, UUID]:
    return open_study(clock=lambda: NOON, **more)


def test_that_a_quiet_check_takes_a_handful_of_keys_and_is_in_the_record(go: Callable[..., Shell]) -> None:
    session, who = study()
    checked(session, who, at(1))
    shell = go(session, who)
    screen = screen_of(shell)
    assert figures(screen) == ("–", "–")
    started = time.monotonic()
    press("1", "1", "1", "1234567890", ENTER, "1", "1", "1", "1")
    assert figures(screen) == ("0", "0")
    assert screen.panel.told.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    walk.settle(shell.workplace.jobs)
    assert time.monotonic() - started < 40
    kept = session.records.find(SafetyCheck)[-1]
    assert [kept.results[code]["grade"] for code in (CRS.code, ICANS.code)] == [0, 0]
    assert shell.where()[-1].place == "record"


def test_that_fever_asks_for_its_temperature_and_the_reason_stands_beside_the_grade(
    go: Callable[..., Shell],
) -> None:
    session, who = study()
    screen = screen_of(go(session, who))
    press("2")
    assert figures(screen)[0] == "–"
    press("38.6", ENTER, "2", "1")
    assert figures(screen)[0] == "2"
    reason = screen.panel.grades[CRS.code].reason.text()
    assert reason == "Fever with low blood pressure, no vasopressor"


def test_that_a_second_press_says_not_reached_and_a_third_takes_it_back(go: Callable[..., Shell]) -> None:
    session, who = study()
    screen = screen_of(go(session, who))
    grid = screen.cards[ICANS.code].points
    grid.ticks[0].setFocus()
    press("1234567890", "0")
    assert "9" in screen.cards[ICANS.code].total.text()
    press("0")
    assert screen.cards[ICANS.code].total.text() == "ICE –"


def test_that_the_change_since_the_last_check_is_said_in_words(go: Callable[..., Shell]) -> None:
    session, who = study()
    checked(session, who, NOON.replace(hour=8), crs(1, 0, 0, "38.2"))
    screen = screen_of(go(session, who))
    press("2", "38.6", ENTER, "2", "1")
    grade = screen.panel.grades[CRS.code]
    assert grade.was.text() == "Was 1 at 08:00"
    assert grade.change.text == "Up"


def test_that_the_last_answers_are_offered_and_each_is_visible(go: Callable[..., Shell]) -> None:
    session, who = study()
    checked(session, who, NOON.replace(hour=8), crs(1, 1, 0, "38.2"), ice=9, told="Dr X")
    screen = screen_of(go(session, who))
    assert "08:00" in screen.same.text()
    assert figures(screen) == ("–", "–")
    screen.same.click()
    assert figures(screen) == ("2", "1")
    card = screen.cards[CRS.code]
    assert [cells.way for cells in card.ways] == [1, 1, 0]
    assert card.boxes["temp_c"].answer == "38.2"
    assert [tick.answer for tick in screen.cards[ICANS.code].points.ticks].count(True) == 9
    assert screen.panel.told.text() == ""
    assert len(session.records.find(SafetyCheck)) == 1


def test_that_the_rule_of_the_clinic_is_silent_until_set_and_names_its_input(
    go: Callable[..., Shell],
) -> None:
    session, who = study()
    screen = screen_of(go(session, who))
    press("2", "38.6", ENTER, "2", "1")
    assert not screen.panel.rule_title.isVisible()
    save_setting(session, "tell_doctor_crs", "2")
    save_setting(session, "tell_doctor_how", "Bleep 4471")
    screen.refresh()
    walk.settle(screen.workplace.jobs)
    assert screen.panel.rule_title.isVisible()
    assert screen.panel.rule_text.text() == "Your clinic's rule: CRS grade 2 or more. Bleep 4471."


def test_that_what_is_answered_is_kept_as_a_draft_and_comes_back(go: Callable[..., Shell]) -> None:
    session, who = study()
    shell = go(session, who)
    press("2", "38.6", ENTER, "2")
    shell.back()
    walk.settle(shell.workplace.jobs)
    assert [draft.form for draft in session.records.find(Draft)] == ["safety"]
    screen = screen_of(go(session, who))
    assert [cells.way for cells in screen.cards[CRS.code].ways] == [1, 1, None]
    press("1")
    screen.primary()
    walk.settle(screen.workplace.jobs)


def test_that_a_child_is_asked_capd(go: Callable[..., Shell]) -> None:
    session, who = study(born=2017)
    card = screen_of(go(session, who)).cards[ICANS.code]
    assert not card.points.isVisible()
    assert card.instead.isVisible()


def test_that_what_cannot_be_tested_leaves_ice_open_and_asks_why(go: Callable[..., Shell]) -> None:
    session, who = study()
    screen = screen_of(go(session, who))
    card = screen.cards[ICANS.code]
    card.untestable.click()
    assert card.confounders.isVisible()
    card.confounders.changed.emit("ice_not_assessable", ["ice_writing"])
    assert not card.points.ticks[8].isEnabled()
    card.points.ticks[0].setFocus()
    press("123456780", ENTER, "1", "1", "1", "1")
    assert figures(screen)[1] == "–"


def test_that_weakness_asks_whether_it_is_new(go: Callable[..., Shell]) -> None:
    session, who = study()
    screen = screen_of(go(session, who))
    card = screen.cards[ICANS.code]
    asked = next(each for each in card.asked if "present_at_baseline" in each.editors)
    assert not asked.isVisible()
    card.picks["motor"].pick("deep_focal_weakness")
    assert asked.editors["present_at_baseline"].isVisible()
    assert "grade" not in screen.panel.grades[ICANS.code].missing.text()
    assert figures(screen)[1] == "4"
    asked.changed.emit("present_at_baseline", ["motor"])
    assert figures(screen)[1] == "–"


def test_that_a_finger_probe_is_warned_of(go: Callable[..., Shell]) -> None:
    session, who = study()
    screen = screen_of(go(session, who))
    press("2", "38.6", ENTER, "1", "2")
    asked = next(each for each in screen.cards[CRS.code].asked if "spo2_site" in each.editors)
    asked.changed.emit("spo2_site", "finger")
    assert "finger" in screen.panel.grades[CRS.code].review.text()


def test_that_the_investigators_grade_stands_beside_and_wants_a_reason(go: Callable[..., Shell]) -> None:
    session, who = study()
    shell = go(session, who)
    screen = screen_of(shell)
    press("2", "38.6", ENTER, "1", "1")
    grade = screen.panel.grades[CRS.code]
    grade.ask.click()
    grade.grade.choose(2)
    grade.grade.picked.emit(2)
    assert grade.why.isVisible()
    screen.primary()
    walk.settle(shell.workplace.jobs)
    assert "Say why" in shell.notice.text
    QTest.keyClicks(grade.why, "Cold")
    screen.primary()
    walk.settle(shell.workplace.jobs)
    kept = session.records.find(SafetyCheck)[-1]
    assert kept.confirmed[CRS.code] == {"grade": 2, "reason": "Cold"}
    assert kept.results[CRS.code]["grade"] == 1


def test_that_a_stored_check_is_corrected_only_with_a_reason(go: Callable[..., Shell]) -> None:
    session, who = study()
    check = checked(session, who, NOON.replace(hour=8), crs(1, 0, 0, "38.2"))
    shell = go(session, who, check.id)
    screen = screen_of(shell)
    screen.cards[CRS.code].ways[1].pick(1)
    screen.primary()
    dialog = screen.findChild(CorrectCheckDialog)
    dialog.correct()
    assert dialog.message.text()
    dialog.reasons.pick(1)
    dialog.correct()
    walk.settle(shell.workplace.jobs)
    assert session.records.find(SafetyCheck)[0].results[CRS.code]["grade"] == 2
    assert session.records.history(check.id)[-1].why == "Typing error"
    assert session.records.find(Draft) == ()


def test_that_a_check_from_paper_takes_its_own_time(go: Callable[..., Shell]) -> None:
    session, who = study()
    shell = go(session, who)
    screen = screen_of(shell)
    screen.time.clock.setFocus()
    screen.time.clock.setText("0410")
    screen.panel.told.setFocus()
    walk.settle(shell.workplace.jobs)
    assert f"{screen.entry.at:%H:%M}" == "04:10"
    assert "04:10" in screen.title()


def test_that_g_on_the_record_opens_a_safety_check(go: Callable[..., Shell]) -> None:
    session, who = study()
    shell = go(session, who)
    shell.go(Route("record", who))
    walk.settle(shell.workplace.jobs)
    shell.screen.setFocus()
    QTest.keyClick(shell.screen, Qt.Key.Key_G)
    assert shell.where()[-1] == Route("safety", who)


def test_that_ctrl_g_on_the_list_opens_a_safety_check_of_the_patient_in_focus(
    go: Callable[..., Shell],
) -> None:
    session, who = study()
    shell = go(session, who)
    shell.go(Route("patients"))
    walk.settle(shell.workplace.jobs)
    shell.screen.first_focus().setFocus()
    QTest.keyClick(shell.screen.first_focus(), Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert shell.where()[-1] == Route("safety", who)


def test_that_the_safety_tab_lists_checks_and_episodes_and_opens_one_to_correct_it(
    go: Callable[..., Shell],
) -> None:
    session, who = study()
    checked(session, who, at(1), crs(1, 0, 0, "38.2"))
    checked(session, who, at(2), crs(1, 1, 0, "38.2"), told="Dr X")
    check = checked(session, who, at(3))
    shell = go(session, who)
    shell.go(Route("record", who, tab="safety"))
    walk.settle(shell.workplace.jobs)
    tab = shell.screen.pages.currentWidget()
    assert isinstance(tab, SafetyTab)
    rows = [[tab.view.listing.index(row, column).data() for column in range(7)] for row in range(3)]
    assert [row[2:4] for row in rows] == [["0", "0"], ["2", "0"], ["1", "0"]]
    assert rows[1][5:] == ["Dr X", "K. Abara"]
    shown = walk.texts(tab)
    assert "CRS, highest grade 2" in shown
    assert "Day 1 to 2, 2 days, both counted" in shown
    assert walk.faults(shell) == []
    tab.view.opened.emit(check.id)
    assert shell.where()[-1] == Route("safety", who, check=check.id)


def test_that_an_empty_safety_tab_offers_a_check(go: Callable[..., Shell]) -> None:
    session, who = study()
    shell = go(session, who)
    shell.go(Route("record", who, tab="safety"))
    walk.settle(shell.workplace.jobs)
    assert "No safety checks yet." in walk.texts(shell.screen)
    shell.screen.primary()
    assert shell.where()[-1] == Route("safety", who)


def test_that_the_banner_says_which_episode_goes_on(go: Callable[..., Shell]) -> None:
    session, who = study()
    for day in (1, 2):
        checked(session, who, at(day), crs(1, 0, 0, "38.2"))
    assert "CRS grade 1, 2 days" in walk.texts(go(session, who).screen.banner())


def test_that_a_check_of_another_patient_is_taken_out_from_the_screen(go: Callable[..., Shell]) -> None:
    session, who = study()
    check = checked(session, who, NOON.replace(hour=8))
    shell = go(session, who, check.id)
    screen = screen_of(shell)
    screen.primary()
    dialog = screen.findChild(CorrectCheckDialog)
    dialog.reasons.pick(2)
    assert "right patient" in dialog.message.text()
    dialog.note.setText("Bed 4")
    dialog.correct()
    walk.settle(shell.workplace.jobs)
    assert session.records.find(SafetyCheck) == ()


def test_that_ice_before_treatment_stands_beside_the_grade(go: Callable[..., Shell]) -> None:
    session, who = study()
    checked(session, who, at(-5), ice=10)
    screen = screen_of(go(session, who))
    screen.cards[ICANS.code].points.ticks[0].setFocus()
    press("1234567890", "0", ENTER, "1", "1", "1", "1")
    grade = screen.panel.grades[ICANS.code]
    assert grade.beside.text() == "ICE compared with before treatment: −1"
    assert grade.figure.text() == "1"


def test_that_the_checklist_of_iec_hs_has_a_way_of_its_own(go: Callable[..., Shell]) -> None:
    session, who = study()
    checked(session, who, at(1), crs(1, 0, 0, "38.2"))
    shell = go(session, who)
    shell.go(Route("record", who, tab="safety"))
    walk.settle(shell.workplace.jobs)
    tab = shell.screen.pages.currentWidget()
    assert isinstance(tab, SafetyTab)
    assert tab.checklist.isVisible()
    assert walk.faults(shell) == []

    tab.checklist.click()
    assert shell.where()[-1] == Route("visit", who, topic="iec_hs")
    walk.settle(shell.workplace.jobs)
    shell.screen.primary()
    walk.settle(shell.workplace.jobs)
    page = shell.screen.page
    assert page.sheet.place_of_focus()[0] == "iec_hs"
    assert {"ferritin", "fibrinogen", "triglycerides"} <= {*page.sheet.labs.codes}
