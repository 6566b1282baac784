"""Another plan for one patient by keyboard: every later date seen first, a reason asked, taken back."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.courses import DAY0, okafor
from tests.fakes import fake_session
from tests.plans import infusion, visit
from tests.ui import walk
from tracker.domain.patient import Patient
from tracker.services.precautions import precautions
from tracker.services.replan import Effect
from tracker.services.schedules import patient_schedule
from tracker.services.visit_entry import entry_of
from tracker.services.visits import open_visit
from tracker.ui.parts.care_words import care_words
from tracker.ui.parts.visit_page import VisitPage
from tracker.ui.routes import Route
from tracker.ui.screens.patient_plan import PatientPlanScreen
from tracker.ui.screens.visits import VisitsScreen

PERSON = okafor().patient
HELD = (("d1", 1), ("d28", 28))


@pytest.fixture
def show(show_tab):
    def run(kind=PatientPlanScreen, size=(1290, 560)):
        held = [
            visit(PERSON, code, date.fromordinal(DAY0.toordinal() + day), plan="car-t-follow-up/1")
            for code, day in HELD
        ]
        session = fake_session(PERSON, *okafor().diagnoses, infusion(PERSON, DAY0), *held)
        return show_tab(kind, session=session, size=size)

    return run


def plan_of(screen):
    return screen.workplace.session.records.get(Patient, PERSON.id).plan


def follow(screen, why="Lives far away"):
    screen.side.why.setFocus()
    QTest.keyClicks(screen.side.why, why)
    screen.primary()
    walk.settle(screen.workplace.jobs)


def test_that_every_later_date_is_shown_before_anything_is_saved(show):
    screen = show()
    shown = walk.texts(screen)
    assert "CAR T follow-up, version 1" in shown
    assert "The plan of the study." in shown
    assert "Preview, nothing saved" in shown
    assert "No longer planned" in shown
    assert "is not asked any more" in shown
    assert screen.preview.counts()[Effect.GONE] > 15
    assert plan_of(screen) == ""


def test_that_it_is_followed_only_with_a_reason_and_taken_back_in_place(show):
    screen = show()
    screen.primary()
    assert "Say why" in screen.side.notice.text
    assert plan_of(screen) == ""
    follow(screen)
    assert plan_of(screen) == "short"
    assert screen.side.notice.text == "Now on the plan CAR T follow-up, short, version 1."
    (undo,) = (each for each in screen.side.notice.findChildren(type(screen.side.read)) if each.isVisible())
    undo.click()
    walk.settle(screen.workplace.jobs)
    assert plan_of(screen) == ""
    assert not screen.side.notice.isVisible()


def test_that_a_visit_held_under_the_plan_before_keeps_it(show):
    screen = show()
    follow(screen)
    found = patient_schedule(screen.workplace.session.records, PERSON.id, date(2026, 11, 23))
    assert [each.plan for each in found.visits if each.held] == ["car-t-follow-up/1"] * 2
    assert found.unplanned == ()
    assert {each.plan for each in found.visits if not each.held} == {"short/1"}


def test_that_a_new_visit_whose_window_is_over_is_named(show):
    screen = show()
    follow(screen)
    assert screen.side.key == "car-t-follow-up"
    assert "is new, its window is over" in walk.texts(screen)


def test_that_the_banner_says_what_is_due_next(show):
    screen = show()
    assert "Next due Month 6, 1 day late" in walk.texts(screen.banner())


def test_that_p_on_the_visits_leads_here(show):
    screen = show(VisitsScreen)
    wanted = []
    screen.route_wanted.connect(wanted.append)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_P)
    assert wanted == [Route("patient-plan", PERSON.id)]


@pytest.mark.parametrize("size", [(1290, 560), (948, 420)])
def test_that_the_preview_of_another_plan_fits(show, size):
    screen = show(size=size)
    assert [each for each in walk.faults(screen) if "wants at least" not in each] == []


def test_that_the_form_of_a_visit_names_the_precautions_of_its_day(qtbot, workplace):
    held = visit(PERSON, "d28", date.fromordinal(DAY0.toordinal() + 28))
    place = workplace(session=fake_session(PERSON, *okafor().diagnoses, infusion(PERSON, DAY0), held))
    page = VisitPage(place.words, place.tokens, place.today)
    qtbot.addWidget(page)
    form = open_visit(place.session, PERSON.id, held.id, held.day)
    page.show_form(form, entry_of(held))
    assert "Precautions: No driving, no dangerous machines; No live vaccines." in page.care.text()
    assert "House rules: Alert card carried at all times" in page.care.text()
    later = replace(form, day=date.fromordinal(DAY0.toordinal() + 60))
    assert "No driving" not in care_words(precautions(later.course, later.schedule, later.day), place.words)
