"""F3 and Alt+H on any field: what happened to it, in a panel beside it that gives the keyboard back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui import walk
from tracker.domain.change import Act
from tracker.domain.patient import Patient
from tracker.domain.visit import LabResult
from tracker.services.visit_checks import LABORATORY
from tracker.ui.parts.history_popover import HistoryPopover
from tracker.ui.places import Route

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def session(practice_session):
    return practice_session


@pytest.fixture
def patient(session):
    return next(each for each in session.records.find(Patient) if each.family == "Okafor")


@pytest.fixture
def shell(show_shell, session):
    def run(route):
        return show_shell(session, route)

    return run


def ask(shell, key=KEY.Key_F3, modifier=Qt.KeyboardModifier.NoModifier):
    shell.activateWindow()
    QTest.qWaitForWindowActive(shell)
    QTest.keyClick(shell.focusWidget(), key, modifier)
    walk.settle(shell.workplace.jobs)
    found = shell.findChild(HistoryPopover)
    if found is None:
        return None
    said = (found.title.text(), [each.text() for each in found.steps.findChildren(QLabel) if each.text()])
    QTest.keyClick(found, KEY.Key_Escape)
    QApplication.processEvents()
    return said


@pytest.mark.parametrize(
    ("key", "modifier"), [(KEY.Key_F3, Qt.KeyboardModifier.NoModifier), (KEY.Key_H, ALT)]
)
def test_that_a_corrected_box_of_a_visit_shows_both_values_and_why(shell, session, patient, key, modifier):
    (event,) = [each for each in session.records.trail(patient.id) if each.act is Act.CORRECTED]
    visit = session.records.get(LabResult, event.what.id).visit
    shown = shell(Route("visit", patient.id, visit))
    shown.screen.page.sheet.go(LABORATORY, "creatinine")
    box = shown.focusWidget()
    _title, texts = ask(shown, key, modifier)
    assert texts.index("74 µmol/L") < texts.index("740 µmol/L")
    assert "Typing error" in texts
    assert shown.focusWidget() is box


def test_that_a_medicine_in_hand_and_a_field_of_its_form_show_their_history(shell, patient):
    shown = shell(Route("record", patient.id, tab="medicines"))
    screen = shown.screen.pages.currentWidget()
    screen.table.setFocus()
    name, texts = ask(shown)
    assert name
    assert any(text.startswith("Dose: ") for text in texts)
    screen.start_correct()
    screen.side.form.purpose.setFocus()
    title, texts = ask(shown)
    assert title == "Purpose"
    assert texts


def test_that_a_new_medicine_has_no_history_yet(shell, patient):
    shown = shell(Route("record", patient.id, tab="medicines"))
    screen = shown.screen.pages.currentWidget()
    screen.add()
    screen.side.form.dose.setFocus()
    assert ask(shown) is None


def test_that_a_field_of_an_event_shows_its_history(shell, patient):
    shown = shell(Route("record", patient.id, tab="events"))
    screen = shown.screen.pages.currentWidget()
    line = next(each for each in screen.view.lines if each.own and each.event.outcome)
    screen.table.choose(line.event.id)
    screen.edit()
    screen.side.form.outcome.setFocus()
    title, texts = ask(shown)
    assert title == "Outcome"
    assert texts


def test_that_the_record_itself_shows_what_happened_to_the_patient_s_facts(shell, patient):
    shown = shell(Route("record", patient.id))
    shown.screen.tabs.setFocus()
    title, texts = ask(shown)
    assert title == "Patient"
    assert "Family name: Okafor" in texts
