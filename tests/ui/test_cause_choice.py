"""In the first weeks a ticked sign asks, below its tick, what causes it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from tests.courses import DAY0, okafor
from tests.fakes import fake_session
from tests.ui.test_visit import Desk
from tests.ui.walk import faults
from tracker.domain.said_text import kept_said
from tracker.domain.visit import Assessment, Visit
from tracker.language import words
from tracker.ui.screens.correct import CorrectDialog

KEY = Qt.Key


def session():
    whole = okafor()
    return fake_session(whole.patient, *whole.diagnoses, *whole.infusions)


@pytest.fixture
def begun(workplace, qtbot):
    """A new visit on a day after the infusion, with its form open; no draft is left waiting at the end."""
    opened = []

    def make(day: int, **more) -> Desk:
        made = Desk(workplace, qtbot, session(), **more)
        made.screen.start.day.set_value(DAY0 + timedelta(days=day))
        made.begin()
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.screen.flush()
        each.settle()


def fever(desk: Desk):
    return desk.sledai.editor("fever").stops[0]


def bar(desk: Desk):
    (found,) = desk.sledai.causes.stops("fever")
    return found


def tick_fever(desk: Desk) -> None:
    """None of the rest, then yes to fever, by keyboard."""
    desk.sledai.none_present()
    desk.sledai.focus_item("fever")
    desk.settle()
    desk.press(KEY.Key_Y)
    desk.settle()


def saved(desk: Desk) -> Assessment:
    desk.screen.save()
    desk.settle()
    visit = desk.session.records.find(Visit)[0]
    return next(
        a for a in desk.session.records.find(Assessment, visit=visit.id) if a.instrument == "sledai_2k"
    )


def test_that_fever_on_day_20_with_another_cause_is_not_counted_and_the_result_says_so(begun):
    made = begun(20)
    tick_fever(made)

    made.press(KEY.Key_Return)
    assert made.focus is bar(made)
    made.press(KEY.Key_E)
    made.settle()

    assert made.sledai.answers()["fever_cause"] == "other"
    assert made.screen.entry.answers["sledai_2k"]["fever_cause"] == "other"
    kept = saved(made)
    assert kept.answers["fever"] is True
    assert kept.answers["fever_cause"] == "other"
    assert kept.result["total"] == 0
    notes = [words().say(kept_said(each)) for each in kept.result["footnotes"]]
    assert "Fever: present, not counted, it has another cause." in notes


@pytest.mark.parametrize(
    ("key", "cause"),
    [(KEY.Key_D, "disease"), (KEY.Key_1, "disease"), (KEY.Key_2, "other"), (KEY.Key_N, "unsure")],
    ids=str,
)
def test_that_letters_and_digits_choose_the_cause(begun, key, cause):
    made = begun(20)
    tick_fever(made)
    made.press(KEY.Key_Return, key)
    assert made.sledai.answers()["fever_cause"] == cause
    made.press(KEY.Key_Delete)
    assert "fever_cause" not in made.sledai.answers()


def test_that_a_sign_that_is_not_ticked_is_not_asked_for_a_cause(begun):
    made = begun(20)
    tick_fever(made)
    made.press(KEY.Key_Return, KEY.Key_E)
    fever(made).setFocus()
    made.press(KEY.Key_N)
    assert made.sledai.causes.stops("fever") == []
    assert "fever_cause" not in made.sledai.answers()
    assert not made.sledai.causes.stops("rash")


def test_that_after_week_12_nothing_is_asked(begun):
    made = begun(100)
    tick_fever(made)
    assert made.sledai.causes.stops("fever") == []


def test_that_a_check_leads_to_the_cause_that_is_open(begun):
    made = begun(20)
    tick_fever(made)
    open_cause = next(each for each in made.screen.page.checks if "causes it" in each.said.phrase)
    made.screen.page.go(open_cause)
    assert made.focus is bar(made)


def test_that_a_cause_comes_back_from_a_draft(begun, workplace, qtbot):
    made = begun(20)
    tick_fever(made)
    made.press(KEY.Key_Return, KEY.Key_N)
    made.screen.flush()
    made.settle()

    again = Desk(workplace, qtbot, made.session)
    assert again.sledai.answers()["fever_cause"] == "unsure"


def test_that_f2_corrects_a_cause_with_a_reason(begun):
    made = begun(20)
    tick_fever(made)
    made.press(KEY.Key_Return, KEY.Key_D)
    assert saved(made).result["total"] == 1

    bar(made).setFocus()
    made.press(KEY.Key_F2)
    dialog = made.dialog("CorrectDialog")
    assert isinstance(dialog, CorrectDialog)
    dialog.value.show_answer("other")
    dialog.reasons.pick(1)
    dialog.correct()
    made.settle()

    kept = next(a for a in made.session.records.find(Assessment) if a.instrument == "sledai_2k")
    assert kept.answers["fever_cause"] == "other"
    assert kept.result["total"] == 0
    assert bar(made).key == "other"


@pytest.mark.parametrize("size", [(1180, 580), (900, 440)], ids=str)
def test_that_the_question_fits_below_its_tick(begun, size):
    made = begun(20, size=size)
    for key in ("fever", "rash", "seizure", "thrombocytopenia"):
        made.sledai.editor(key).stops[0].answer_with(True)
    made.settle()
    found = faults(made.screen)
    assert not [each for each in found if "cause" in str(each).casefold()], found
