"""Visits by keyboard: fifteen years walked, opened, booked, passed over; who left, what fits in no plan."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.courses import DAY0, TODAY, okafor
from tests.fakes import fake_session
from tests.plans import infusion
from tests.ui import walk
from tracker.domain.followup import Appointment, NotDone, PlannedVisitNote
from tracker.domain.patient import Patient, Standing
from tracker.domain.study import Role
from tracker.domain.visit import Visit
from tracker.services.visit_view import Part, Wanted
from tracker.ui.screens.visits import VisitsScreen

KEY = Qt.Key
PERSON = okafor().patient


def held(code, day, **more):
    return Visit(site=PERSON.site, patient=PERSON.id, code=code, day=DAY0 + timedelta(days=day), **more)


USUAL = (held("d0", 0), held("d7", 7), held("d21", 24), held("d28", 29), held("d90", 90))


@pytest.fixture
def show(show_tab):
    def run(*more, patient=PERSON, visits=USUAL, given=True, size=(1366, 560), role=Role.COORDINATOR):
        first = infusion(patient, DAY0) if given else infusion(patient, None, planned=date(2026, 12, 8))
        session = fake_session(patient, *okafor().diagnoses, first, *visits, *more)
        return show_tab(VisitsScreen, session=session, size=size, role=role)

    return run


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def type_in(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def records(screen):
    return screen.workplace.session.records


def save(screen):
    screen.primary()
    walk.settle(screen.workplace.jobs)


def row(screen, code):
    line = next(each for each in screen.view.lines if each.planned and each.planned.code == code)
    at = screen.table.rows.row_of(line.key)
    return [screen.table.rows.index(at, column).data() for column in range(7)]


def choose(screen, code):
    line = next(each for each in screen.view.lines if each.planned and each.planned.code == code)
    screen.table.choose(line.key)
    screen.table.setFocus()
    walk.settle(screen.workplace.jobs)
    return line


def test_that_planned_window_actual_difference_and_status_are_five_columns(show):
    screen = show()
    assert row(screen, "d21") == [
        "Day 21", "Day 21", "12-Jun-2026", "10-Jun to 14-Jun-2026", "15-Jun-2026", "+3 days",
        "1 day after window",
    ]  # fmt: skip
    assert row(screen, "d28")[4:] == ["20-Jun-2026", "+1 day", "In window"]
    assert row(screen, "d7")[3:] == ["that day only", "29-May-2026", "on the day", "In window"]
    assert row(screen, "m6")[4:] == ["–", "", "Due now"]


def test_that_the_list_begins_with_what_is_to_do_and_ends_with_the_years(show):
    screen = show()
    parts = [part for part, _ in screen.view.parts(Wanted.ALL)]
    assert parts == [Part.OVERDUE, Part.NEXT, Part.OUTSIDE, Part.DONE, Part.LATER]
    nearest = [each.planned.code for each in screen.view.parts(Wanted.ALL)[1][1]]
    assert nearest == ["m6", "m9", "m12"]
    done = [each.visit.day for each in screen.view.parts(Wanted.ALL)[3][1]]
    assert done == sorted(done, reverse=True)


def test_that_the_filters_count_what_they_show(show):
    screen = show()
    for wanted in Wanted:
        shown = sum(len(lines) for _, lines in screen.view.parts(wanted))
        assert screen.view.count(wanted) == shown
    assert screen.view.count(Wanted.OUTSIDE) == 1
    screen.filters.chips.focus_chip().setFocus()
    for _ in range(3):
        press(KEY.Key_Right)
    press(KEY.Key_Return)
    assert screen.filters.wanted is Wanted.OUTSIDE
    assert screen.table.rows.rowCount() == 2


def test_that_left_and_right_walk_the_timeline_and_the_table_with_a_read_out(show):
    screen = show()
    timeline = screen.head.timeline
    timeline.setFocus()
    press(KEY.Key_Home)
    first = screen.head.said.text()
    press(KEY.Key_Right)
    assert screen.table.key == (timeline.visit.infusion, timeline.visit.code)
    assert screen.head.said.text() != first
    choose(screen, "d21")
    press(KEY.Key_Right)
    assert timeline.visit.code == "d28"
    timeline.setFocus()
    assert screen.head.said.text() == "Day 28, 20-Jun-2026: In window"


def test_that_the_timeline_has_three_scales_that_hold_every_visit_once(show):
    screen = show()
    shown = [each.code for scale in screen.head.timeline.scales for each in scale.visits]
    assert sorted(shown) == sorted(each.code for each in screen.view.schedule.visits)
    assert len(screen.head.timeline.scales) == 3
    for scale in screen.head.timeline.scales:
        for each in scale.visits:
            assert 0 <= scale.at(each.day) <= 1


def test_that_enter_opens_a_held_visit_and_a_planned_one_with_its_code(show):
    screen = show()
    opened, routes = [], []
    screen.visit_opened.connect(lambda patient, visit: opened.append(visit))
    screen.route_wanted.connect(routes.append)
    line = choose(screen, "d21")
    press(KEY.Key_Return)
    assert opened == [line.visit.id]
    choose(screen, "m6")
    press(KEY.Key_Return)
    press(KEY.Key_U)
    assert [each.code for each in routes] == ["m6", "unplanned"]


def test_that_n_and_a_digit_pass_a_visit_over_and_it_can_be_expected_again(show):
    screen = show()
    choose(screen, "d60")
    press(KEY.Key_N)
    press(KEY.Key_2)
    save(screen)
    (note,) = records(screen).find(PlannedVisitNote)
    assert (note.code, note.state, note.reason) == ("d60", NotDone.MISSED, "Too ill to come")
    assert row(screen, "d60")[6] == "Missed"
    choose(screen, "d60")
    press(KEY.Key_N)
    screen.side.not_done.expect.click()
    walk.settle(screen.workplace.jobs)
    assert not records(screen).find(PlannedVisitNote)


def test_that_no_reason_passes_no_visit_over(show):
    screen = show()
    choose(screen, "d60")
    press(KEY.Key_N)
    save(screen)
    assert not records(screen).find(PlannedVisitNote)
    assert "Say why" in screen.side.not_done.notice.text
    assert screen.close_inner()
    assert screen.side.open_form is None


def test_that_a_books_and_says_what_speaks_against_it(show):
    screen = show()
    choose(screen, "m9")
    press(KEY.Key_A)
    form = screen.side.appointment
    form.day.box.setText("")
    type_in("20-Jan-2027")
    assert "Outside the window" in form.remarks.text()
    press(KEY.Key_Return)
    type_in("930")
    save(screen)
    (made,) = records(screen).find(Appointment)
    assert (made.code, made.day, made.time) == ("m9", date(2027, 1, 20), "09:30")


def test_that_who_died_keeps_later_visits_as_not_applicable(show):
    screen = show()
    screen.table.setFocus()
    press(KEY.Key_W)
    press(KEY.Key_5)
    form = screen.side.standing
    form.since.box.setText("01-Nov-2026")
    form.cause.choose("infection")
    save(screen)
    assert "Say how this is known" in form.notice.text
    form.why.setText("Letter of the family doctor")
    save(screen)
    kept = records(screen).get(Patient, PERSON.id)
    assert (kept.standing, kept.cause_of_death) == (Standing.DIED, "infection")
    assert row(screen, "m9")[6] == "Not applicable"
    assert Part.LEFT in [part for part, _ in screen.view.parts(Wanted.ALL)]
    assert screen.view.count(Wanted.ALL) >= 43


def test_that_dates_before_the_infusion_are_provisional(show):
    screen = show(visits=(), given=False)
    assert row(screen, "d28")[6] == "Provisional"
    assert "provisional" in screen.head.said.text()


def test_that_two_visits_for_one_window_are_named_and_the_other_can_be_adopted(show):
    twice = held("d28", 30, title="Second")
    strange = held("unplanned", 120, title="Blood test")
    screen = show(visits=(*USUAL, twice, strange))
    assert "2 visits claim Day 28" in walk.texts(screen)
    line = next(each for each in screen.view.lines if each.adoptable)
    screen.table.choose(line.key)
    screen.table.setFocus()
    press(KEY.Key_O)
    assert screen.side.adopt.planned.code == line.adoptable
    screen.side.adopt.why.setText("It was the visit of Month 4")
    save(screen)
    assert records(screen).get(Visit, strange.id).code == line.adoptable


def test_that_a_monitor_reads_and_changes_nothing(show):
    screen = show(role=Role.MONITOR)
    choose(screen, "d60")
    press(KEY.Key_N)
    assert screen.side.open_form is None


@pytest.mark.parametrize("size", [(1366, 688), (1000, 440)])
def test_that_the_visits_fit(show, size):
    screen = show(size=size)
    assert [each for each in walk.faults(screen) if "wants at least" not in each] == []


def test_that_today_is_the_day_of_the_tests():
    assert date(2026, 11, 23) == TODAY
