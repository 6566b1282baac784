"""The audit log by keyboard: filters, pages, detail, the check of the chain, files, and who reads."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui import walk
from tracker.domain.change import Act
from tracker.domain.patient import Patient
from tracker.domain.study import Role
from tracker.exchange.trail import read_rows
from tracker.store.audit import Anchor
from tracker.store.health import CHAIN, Health, Problem
from tracker.ui.parts.history_popover import HistoryPopover
from tracker.ui.places import AUDIT, Route
from tracker.ui.screens.audit import AuditScreen

KEY = Qt.Key


@pytest.fixture
def session(practice_session):
    return practice_session


@pytest.fixture
def shell(show_shell, session):
    def run(route=AUDIT, role=None):
        user = replace(session.user, role=role) if role else session.user
        return show_shell(replace(session, user=user), route)

    return run


def press(shell, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    walk.settle(shell.workplace.jobs)


def test_that_ctrl_5_opens_the_newest_entries_with_the_first_in_hand(shell):
    shown = shell(Route("patients"))
    press(shown, KEY.Key_5, Qt.KeyboardModifier.ControlModifier)
    screen = shown.screen
    assert isinstance(screen, AuditScreen)
    assert QApplication.focusWidget() is screen.table
    last = shown.workplace.session.records.trail()[-1]
    assert screen.table.key == last.seq
    assert screen.detail.isVisible()


def test_that_a_correction_is_found_by_kind_and_shown_from_old_to_new(shell):
    shown = shell()
    screen = shown.screen
    screen.filters.acts.choose("changed")
    screen.filters.text.set_text("740")
    screen.filters.changed.emit()
    walk.settle(shown.workplace.jobs)
    assert screen.table.rows.rowCount() == 2
    said = " ".join(screen.table.rows.index(1, column).data() for column in range(6))
    assert "Creatinine" in said
    assert "740 µmol/L → 74 µmol/L" in said
    assert "Typing error" in said
    assert screen.all.isVisible()


def test_that_o_and_n_turn_the_pages_and_no_entry_is_lost(shell):
    shown = shell()
    screen = shown.screen
    first = screen.table.key
    press(shown, KEY.Key_O)
    assert screen.table.key == first - 200
    press(shown, KEY.Key_N)
    assert screen.table.key == first


def test_that_nothing_found_says_so_and_offers_the_way_back(shell):
    shown = shell()
    screen = shown.screen
    screen.filters.text.set_text("no entry has these words")
    screen.filters.changed.emit()
    walk.settle(shown.workplace.jobs)
    assert screen.pages.currentIndex() == 1
    screen.all.click()
    walk.settle(shown.workplace.jobs)
    assert screen.pages.currentIndex() == 0


def test_that_the_check_says_the_chain_is_whole_and_a_broken_one_names_its_first_entry(shell):
    shown = shell()
    screen = shown.screen
    screen.check.click()
    walk.settle(shown.workplace.jobs)
    assert screen.chain.text.startswith("Chain unbroken: ")
    screen._checked(Health((Problem(CHAIN, 282),), 300, Anchor(300, "")))
    assert "from entry 282 on" in screen.broken.text
    screen.go_to(282)
    walk.settle(shown.workplace.jobs)
    assert screen.table.key == 282


def test_that_what_the_filters_leave_is_saved_as_a_table_and_is_an_entry(shell, tmp_path):
    shown = shell()
    screen = shown.screen
    screen.filters.acts.choose("changed")
    screen.filters.text.set_text("740")
    screen.write(tmp_path / "log.csv")
    walk.settle(shown.workplace.jobs)
    (row,) = read_rows(tmp_path / "log.csv")
    assert (row["old_words"], row["new_words"]) == ("740 µmol/L", "74 µmol/L")
    assert shown.workplace.session.records.trail()[-1].act is Act.EXPORTED


def test_that_f3_shows_the_history_of_the_record_and_escape_gives_the_keyboard_back(shell):
    shown = shell()
    screen = shown.screen
    screen.filters.acts.choose("changed")
    screen.filters.text.set_text("740")
    screen.filters.changed.emit()
    walk.settle(shown.workplace.jobs)
    screen.table.setFocus()
    press(shown, KEY.Key_F3)
    popover = shown.findChild(HistoryPopover)
    assert popover.title.text() == "Creatinine"
    QTest.keyClick(popover, KEY.Key_Escape)
    assert shown.focusWidget() is screen.table


def test_that_a_monitor_who_reads_is_noted_and_exports_nothing(shell):
    shown = shell(role=Role.MONITOR)
    screen = shown.screen
    last = shown.workplace.session.records.trail()[-1]
    assert (last.act, last.what.kind) == (Act.OPENED, "Study")
    assert not screen.export.isEnabled()
    assert screen.export.toolTip()


def test_that_the_record_has_its_own_history_and_no_choice_of_patient(shell, session):
    patient = next(each for each in session.records.find(Patient) if each.family == "Okafor")
    shown = shell(Route("record", patient.id, tab="history"))
    screen = shown.screen.pages.currentWidget()
    assert isinstance(screen, AuditScreen)
    assert not screen.filters.patients.isVisible()
    assert {row.patient for row in screen._rows.values()} == {patient.study_id}
