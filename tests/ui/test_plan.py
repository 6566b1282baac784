"""The plan as text by keyboard: copied, checked while typed, seen for everybody, adopted; closed days."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.courses import DAY0, okafor
from tests.fakes import fake_session
from tests.plans import infusion, visit
from tests.ui import walk
from tracker.domain.followup import Closure, StudyPlan
from tracker.domain.patient import Patient
from tracker.domain.study import Role
from tracker.services.schedules import patient_schedule
from tracker.ui.parts.plan_beside import CLOSED, PATIENTS, PROBLEMS
from tracker.ui.screens.plan import PlanScreen

KEY = Qt.Key
PERSON = okafor().patient
OTHER = Patient(id=uuid4(), site=PERSON.site, study_id="CAR-SLE-09", family="Canary")


@pytest.fixture
def show(qtbot, workplace):
    def run(role=Role.COORDINATOR):
        held = visit(PERSON, "d90", date(2026, 8, 20))
        session = fake_session(PERSON, OTHER, infusion(PERSON, DAY0), held)
        session = replace(session, user=replace(session.user, role=role))
        place = workplace(session=session)
        screen = PlanScreen(place)
        qtbot.addWidget(screen)
        place.news.published.connect(lambda _news: None)
        screen.resize(1290, 560)
        screen.show()
        screen.activateWindow()
        QTest.qWaitForWindowActive(screen)
        walk.settle(place.jobs)
        return screen

    return run


def records(screen):
    return screen.workplace.session.records


def enter(screen):
    screen.primary()
    walk.settle(screen.workplace.jobs)


def replaced(screen, old, new):
    assert old in screen.text.toPlainText()
    screen.text.setPlainText(screen.text.toPlainText().replace(old, new, 1))


def test_that_a_plan_is_read_with_the_visits_it_makes(show):
    screen = show()
    assert not screen.editing
    assert screen.beside.visits.rows.rowCount() == 45
    assert "45 visits. No problem found." in walk.texts(screen)


def test_that_a_problem_is_named_with_line_and_visit_while_typed_and_enter_goes_there(show):
    screen = show()
    QTest.keyClick(screen.versions, KEY.Key_F2)
    replaced(screen, "window = [28, 13]", "window = [-28, 13]")
    assert screen.beside.problems.rows.rowCount() >= 1
    enter(screen)
    assert screen.beside.shown == PROBLEMS
    line = int(screen.beside.problems.rows.index(0, 0).data())
    assert screen.beside.problems.rows.index(0, 1).data().endswith("scr")
    QTest.keyClick(screen.beside.problems, KEY.Key_Return)
    assert screen.text.textCursor().blockNumber() == line - 1
    assert not records(screen).find(StudyPlan)


def test_that_a_new_version_shows_whom_it_changes_by_study_id_before_it_is_adopted(show):
    screen = show()
    screen.edit_copy()
    assert "version = 2" in screen.text.toPlainText()
    replaced(
        screen, 'code = "m9"\ntitle = "Month 9"\nmonth = 9', 'code = "m9"\ntitle = "Month 9"\nmonth = 10'
    )
    enter(screen)
    assert not records(screen).find(StudyPlan)
    assert screen.beside.shown == PATIENTS
    assert {each.patient.study_id: each.changes for each in screen.effects} == {
        PERSON.study_id: True,
        "CAR-SLE-09": False,
    }
    assert "Canary" not in walk.texts(screen)
    enter(screen)
    assert "Say why" in screen.notice.text
    QTest.keyClicks(QApplication.focusWidget(), "Amendment 2")
    enter(screen)
    (kept,) = records(screen).find(StudyPlan)
    assert (kept.version, kept.applies_from, kept.why) == (2, date(2026, 11, 23), "Amendment 2")
    found = patient_schedule(records(screen), PERSON.id, date(2026, 11, 23))
    assert found.planned("m9").window.target == date(2027, 3, 22)
    assert found.planned("d90").plan.endswith("/1")


def test_that_a_text_changed_after_it_was_seen_is_shown_again(show):
    screen = show()
    screen.edit_copy()
    enter(screen)
    replaced(screen, "bloods_valid = 28", "bloods_valid = 21")
    screen.why.setText("Amendment")
    enter(screen)
    assert not records(screen).find(StudyPlan)


def test_that_esc_leaves_the_copy_and_keeps_the_plan(show):
    screen = show()
    before = screen.text.toPlainText()
    screen.edit_copy()
    replaced(screen, "version = 2", "version = 9")
    screen.escape()
    assert not screen.editing
    assert screen.text.toPlainText() == before


def test_that_a_monitor_reads_and_edits_nothing(show):
    screen = show(role=Role.MONITOR)
    screen.edit_copy()
    assert not screen.editing


def test_that_closed_days_are_added_and_taken_back(show):
    screen = show()
    screen.beside.turn_to(CLOSED)
    screen.beside.closed.first.box.setFocus()
    QTest.keyClicks(screen.beside.closed.first.box, "24-Dec-2026")
    QTest.keyClick(screen.beside.closed.first.box, KEY.Key_Return)
    QTest.keyClicks(screen.beside.closed.last.box, "23-Dec-2026")
    screen.beside.closed.add.click()
    walk.settle(screen.workplace.jobs)
    assert "before the first" in screen.beside.closed.said.text()
    screen.beside.closed.last.set_value(date(2027, 1, 1))
    screen.beside.closed.why.setText("Christmas")
    screen.beside.closed.add.click()
    walk.settle(screen.workplace.jobs)
    screen.refresh()
    walk.settle(screen.workplace.jobs)
    (kept,) = records(screen).find(Closure)
    assert (kept.start, kept.end, kept.title) == (date(2026, 12, 24), date(2027, 1, 1), "Christmas")
    screen.beside.closed.table.setFocus()
    QTest.keyClick(screen.beside.closed.table, KEY.Key_Delete)
    walk.settle(screen.workplace.jobs)
    assert not records(screen).find(Closure)


def test_that_the_plan_fits(show):
    screen = show()
    screen.edit_copy()
    assert [each for each in walk.faults(screen) if "wants at least" not in each] == []
