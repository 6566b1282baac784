"""Medicines by keyboard: add, taper, stop, correct; what is typed is read back and drawn."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.courses import TODAY, okafor, on
from tests.ui import walk
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.study import Role
from tracker.ui.screens.medicines import MedicinesScreen

KEY = Qt.Key
SITE = okafor().patient.site


def medicine(drug, dose, **more):
    start = more.pop("start", on(-14))
    return MedicationCourse(
        site=SITE,
        patient=okafor().patient.id,
        drug=drug,
        steps=(DoseStep(start, dose),),
        start=PartialDate.of(start),
        purpose="disease",
        **more,
    )


@pytest.fixture
def show(show_tab):
    return partial(show_tab, MedicinesScreen)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def type_in(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def kept(screen):
    return screen.workplace.session.records.find(MedicationCourse)


def save(screen):
    screen.primary()
    walk.settle(screen.workplace.jobs)


def test_that_nothing_recorded_and_asked_but_none_taken_are_two_states(show):
    screen = show()
    assert screen.pages.currentIndex() == 1
    assert screen.tiles.drugs.figure.text() == "not known"
    assert "Nobody has asked" in walk.texts(screen)
    screen._none.click()
    walk.settle(screen.workplace.jobs)
    assert screen.tiles.drugs.figure.text() == "yes"
    assert "takes none" in walk.texts(screen)


def test_that_a_medicine_is_added_with_a_few_letters_and_enter(show):
    screen = show()
    screen.add()
    type_in("Mycophenolate")
    press(KEY.Key_Return)
    press(KEY.Key_Return)
    type_in("500")
    assert screen.side.form.asked().drug == "mycophenolate"
    save(screen)
    assert [each.drug for each in kept(screen)] == ["mycophenolate"]
    assert screen.table.key == kept(screen)[0].id
    assert not screen.close_inner()


def test_that_what_is_refused_is_said_in_the_form_and_what_was_typed_stays(show):
    screen = show()
    screen.add()
    type_in("prednisolone")
    screen.side.form.dose.setText("a few")
    save(screen)
    assert "not a dose" in walk.texts(screen.side.form)
    assert screen.side.form.drug.text() == "prednisolone"
    assert kept(screen) == ()


def test_that_t_opens_the_taper_which_is_read_back_and_drawn_dashed(show):
    screen = show(medicine("prednisolone", "20"))
    press(KEY.Key_T)
    screen.side.taper.lines.setPlainText("15 x 7 d\nslowly\n10 x 7 d")
    QApplication.processEvents()
    assert "Write a dose and how long" in walk.texts(screen.side.taper)
    assert screen.curve.plot.chart.panels[0].planned_from is not None
    save(screen)
    assert kept(screen)[0].taper == ""
    screen.side.taper.lines.setPlainText("15 x 7 d\n10 x 7 d, stop")
    QApplication.processEvents()
    assert "Mon 30-Nov-2026" in walk.texts(screen.side.taper)
    assert "33" in screen.side.taper.caution.text()
    save(screen)
    assert [step.dose for step in kept(screen)[0].steps] == ["20", "15", "10", "0"]
    assert screen.tiles.steroids.note.text().startswith("planned 07-Dec-2026")


def test_that_a_dose_on_every_second_day_leaves_room_for_its_date(show):
    screen = show(medicine("prednisolone", "20"))
    press(KEY.Key_T)
    screen.side.taper.lines.setPlainText("15 x 7 d\n10 x 2 w\n5 alt")
    QApplication.processEvents()
    assert "every second day" in walk.texts(screen.side.taper)
    assert screen.side.taper.rows.body.minimumSize().width() <= screen.side.taper.rows.viewport().width()


def test_that_s_stops_with_a_digit_and_esc_closes_the_form_first(show):
    screen = show(medicine("prednisolone", "20"))
    press(KEY.Key_S)
    assert screen.close_inner()
    press(KEY.Key_S)
    screen.side.stop.reason.pick(1)
    save(screen)
    assert kept(screen)[0].end == PartialDate.of(TODAY)
    assert screen.view.stopped[0].course.stop_reason == "Tapered as planned"


def test_that_a_correction_asks_for_its_reason(show):
    screen = show(medicine("prednisolone", "20"))
    press(KEY.Key_F2)
    screen.side.form.dose.setText("25")
    save(screen)
    assert "Choose a reason" in walk.texts(screen.side.form)
    screen.side.form.reason.pick(1)
    save(screen)
    assert kept(screen)[0].steps[0].dose == "25"


def test_that_the_investigators_decision_is_kept_where_the_rule_asks(show):
    late = replace(medicine("dexamethasone", "10", start=on(5)), purpose="toxicity")
    screen = show(late)
    assert screen.tiles.drugs.figure.text() == "to be decided"
    press(KEY.Key_D)
    screen.side.ruling.answer.choose("not")
    screen.side.ruling.why.setText("As told by Dr Mensah: against late ICANS")
    save(screen)
    assert kept(screen)[0].ruling == "does not count"
    assert screen.tiles.drugs.figure.text() == "yes"


def test_that_a_monitor_reads_and_is_told_why_nothing_opens(show, qtbot):
    screen = show(medicine("prednisolone", "20"), role=Role.MONITOR)
    with qtbot.waitSignal(screen.noticed) as told:
        screen.add()
    assert "monitor" in told.args[1]
    assert not screen.close_inner()


@pytest.mark.parametrize("size", [(1290, 520), (1017, 380), (948, 370)])
@pytest.mark.parametrize("form", ["none", "add", "start_taper", "start_stop", "start_correct"])
def test_that_list_and_forms_fit(show, size, form):
    course = medicine("prednisolone", "20")
    over = replace(medicine("mycophenolate", "1000", start=on(-400)), end=PartialDate(2026, 5))
    screen = show(course, over, size=size)
    if form != "none":
        getattr(screen, form)()
        walk.settle(screen.workplace.jobs)
    assert walk.faults(screen) == []
    assert len(walk.focus_rings(screen)) == 1
