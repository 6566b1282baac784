"""Days, windows and plans that cannot be right: named on their screen, and nothing there is lost."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.courses import DAY0, okafor
from tests.fakes import fake_session
from tests.plans import infusion
from tests.ui import walk
from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.followup import StudyPlan
from tracker.domain.medication import MedicationCourse
from tracker.domain.visit import Visit
from tracker.ui.parts.plan_beside import PROBLEMS
from tracker.ui.screens.events import EventsScreen
from tracker.ui.screens.medicines import MedicinesScreen
from tracker.ui.screens.plan import PlanScreen
from tracker.ui.screens.visits import VisitsScreen

PERSON = okafor().patient
LEAP = date(2024, 2, 29)


def held(code, day, day0=DAY0):
    return Visit(site=PERSON.site, patient=PERSON.id, code=code, day=day0 + timedelta(days=day), title=code)


@pytest.fixture
def open_screen(qtbot, workplace):
    def run(kind, *entities, day0=DAY0):
        session = fake_session(PERSON, *okafor().diagnoses, infusion(PERSON, day0), *entities)
        place = workplace(session=session)
        screen = kind(place) if kind is PlanScreen else kind(place, PERSON.id)
        qtbot.addWidget(screen)
        screen.resize(1366, 560)
        screen.show()
        screen.activateWindow()
        QTest.qWaitForWindowActive(screen)
        walk.settle(place.jobs)
        return screen

    return run


@pytest.mark.parametrize(
    ("visits", "said"),
    [
        ((held("d7", -2),), "Day 7 was held on 20-May-2026, before the infusion on 22-May-2026."),
        ((held("d28", 28), held("d42", 28)), "Day 28 and Week 6 are both on 19-Jun-2026."),
        ((held("d28", 30), held("d42", 26)), "Week 6 on 17-Jun-2026 comes before Day 28: out of order."),
        ((held("d28", 27), held("d28", 30)), "2 visits claim Day 28; the one on 18-Jun-2026 counts."),
    ],
    ids=["before the infusion", "on one day", "out of order", "one window"],
)
def test_that_a_visit_on_an_impossible_day_is_named_above_the_list_and_stays_in_it(open_screen, visits, said):
    screen = open_screen(VisitsScreen, *visits)
    assert said in screen.notice.text
    listed = {line.visit.id for line in screen.view.lines if line.visit}
    assert listed == {each.id for each in visits}


def test_that_the_29th_of_february_and_month_ends_are_counted_from_the_infusion(open_screen):
    screen = open_screen(VisitsScreen, day0=LEAP)
    target = {line.planned.code: line.planned.window.target for line in screen.view.lines if line.planned}
    assert (target["m12"], target["m48"]) == (date(2025, 2, 28), date(2028, 2, 29))
    assert "29-Feb-2028" in walk.texts(screen.table)
    end = open_screen(VisitsScreen, day0=date(2026, 8, 31))
    assert end.view.schedule.planned("m6").window.target == date(2027, 2, 28)
    assert end.view.schedule.planned("m9").window.target == date(2027, 5, 31)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("window = [28, 13]", "window = [-28, 13]", "has a negative number of days"),
        ('code = "d1"\n', 'code = "d1"\nfollows = ["d2"]\n', "These visits wait for each other"),
    ],
    ids=["negative window", "cycle"],
)
def test_that_a_plan_that_cannot_be_followed_is_named_and_not_adopted(open_screen, old, new, said):
    screen = open_screen(PlanScreen)
    QTest.keyClick(screen.versions, Qt.Key.Key_F2)
    text = screen.text.toPlainText()
    assert old in text
    text = text.replace(old, new, 1)
    if "follows" in new:
        text = text.replace('code = "d2"\n', 'code = "d2"\nfollows = ["d1"]\n', 1)
    screen.text.setPlainText(text)
    screen.primary()
    walk.settle(screen.workplace.jobs)
    assert screen.beside.shown == PROBLEMS
    assert said in walk.texts(screen.beside.problems)
    assert screen.text.toPlainText() == text
    assert screen.workplace.session.records.find(StudyPlan) == ()


def test_that_an_end_before_the_start_is_said_in_the_form_of_an_event_and_keeps_what_was_typed(open_screen):
    screen = open_screen(EventsScreen)
    screen.add()
    walk.settle(screen.workplace.jobs)
    form = screen.side.form
    form.term.setText("Rash")
    form.dates.start.setText("20-Nov-2026")
    form.dates.end.setText("10-Nov-2026")
    screen.primary()
    walk.settle(screen.workplace.jobs)
    assert "The end lies before the start." in walk.texts(form)
    assert form.term.text() == "Rash"
    assert screen.workplace.session.records.find(AdverseEvent) == ()


def test_that_a_medicine_always_has_a_unit_and_cannot_end_before_it_began(open_screen):
    screen = open_screen(MedicinesScreen)
    screen.add()
    form = screen.side.form
    form.drug.setText("prednisolone")
    form.dose.setText("5")
    assert form.unit.key
    form.start.set_value(date(2026, 11, 20))
    form.end.set_value(date(2026, 11, 10))
    screen.primary()
    walk.settle(screen.workplace.jobs)
    assert "before the start" in walk.texts(form)
    assert form.dose.text() == "5"
    assert screen.workplace.session.records.find(MedicationCourse) == ()
