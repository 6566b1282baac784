"""The form of every instrument by keyboard alone: every box is reached, answered, explained and corrected."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.courses import TODAY
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.item_words import picks
from tracker.domain.items import Number, Tick
from tracker.language import words
from tracker.ui.gallery_forms import sample_answer, sample_answers
from tracker.ui.parts.instrument_form import InstrumentForm
from tracker.ui.parts.item_editors import NumberBox
from tracker.ui.parts.pick_bar import PickBar
from tracker.ui.parts.tri_tick import TriTick
from tracker.ui.theme.tokens import LIGHT, Tokens

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
every = pytest.mark.parametrize("known", CATALOGUE, ids=lambda known: known.code)


@pytest.fixture
def show(themed: Callable[[str], Tokens], qtbot: QtBot) -> Callable[[Instrument], InstrumentForm]:
    """The form of an instrument, on screen."""

    def make(known: Instrument) -> InstrumentForm:
        form = InstrumentForm(known, known.items, words(), LIGHT, lambda: TODAY)
        qtbot.addWidget(form)
        form.resize(740, 400)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return make


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def stops(form: InstrumentForm) -> list[QWidget]:
    return [stop for key in form.answers() for stop in form.editor(key).stops]


def place(form: InstrumentForm, widget: QWidget) -> QPoint:
    return widget.mapTo(form, QPoint(0, 0))


@every
def test_that_enter_goes_through_every_box_and_shift_enter_back(
    show: Callable[[Instrument], InstrumentForm], known: Instrument
) -> None:
    form, left = show(known), []
    form.left_below.connect(lambda: left.append("below"))
    form.left_above.connect(lambda: left.append("above"))
    boxes = stops(form)
    boxes[0].setFocus()
    for box in boxes[1:]:
        press(KEY.Key_Return)
        assert QApplication.focusWidget() is box
    press(KEY.Key_Enter)
    for box in reversed(boxes[:-1]):
        press(KEY.Key_Return, SHIFT)
        assert QApplication.focusWidget() is box
    press(KEY.Key_Return, SHIFT)
    assert left == ["below", "above"]


@every
def test_that_down_and_up_go_through_every_row_that_is_no_list(
    show: Callable[[Instrument], InstrumentForm], known: Instrument
) -> None:
    form = show(known)
    boxes = stops(form)
    for before, after in pairwise(boxes):
        if isinstance(before, TriTick | PickBar | NumberBox):
            before.setFocus()
            press(KEY.Key_Down)
            assert QApplication.focusWidget() is after
        if isinstance(after, TriTick | PickBar | NumberBox):
            after.setFocus()
            press(KEY.Key_Up)
            assert QApplication.focusWidget() is before


@every
def test_that_right_and_left_move_in_a_grid_of_ticks_and_come_back(
    show: Callable[[Instrument], InstrumentForm], known: Instrument
) -> None:
    form = show(known)
    for tick in [stop for stop in stops(form) if isinstance(stop, TriTick)]:
        tick.setFocus()
        press(KEY.Key_Right)
        there = QApplication.focusWidget()
        if there is not tick:
            assert place(form, there).x() > place(form, tick).x()
            assert place(form, there).y() == place(form, tick).y()
            press(KEY.Key_Left)
            assert QApplication.focusWidget() is tick


@every
def test_that_space_answers_every_tick_and_a_digit_chooses_every_small_number(
    show: Callable[[Instrument], InstrumentForm], known: Instrument
) -> None:
    form = show(known)
    for item in known.items:
        form.focus_item(item.key)
        if isinstance(item, Tick):
            seen = []
            for _ in range(3):
                press(KEY.Key_Space)
                seen.append(form.answers()[item.key])
            assert seen == [True, False, None]
        if isinstance(item, Number) and picks(item):
            for digit in picks(item):
                if len(digit) == 1:
                    QTest.keyClicks(QApplication.focusWidget(), digit)
                    assert form.answers()[item.key] == digit
            press(KEY.Key_Delete)
            assert form.answers()[item.key] is None


@every
def test_that_f1_defines_the_item_in_hand_and_esc_takes_only_the_definition_away(
    show: Callable[[Instrument], InstrumentForm], known: Instrument
) -> None:
    form, say = show(known), words()
    for item in known.items:
        form.focus_item(item.key)
        inner = form.editor(item.key).inner(QApplication.focusWidget())
        press(KEY.Key_F1)
        assert form.definition.is_open
        assert form.definition.label.text().endswith(say((inner or item).hint))
        press(KEY.Key_Escape)
        assert not form.definition.is_open
        assert QApplication.focusWidget() in form.editor(item.key).stops


def test_that_right_leads_through_the_columns_of_a_list_of_ticks(
    show: Callable[[Instrument], InstrumentForm],
) -> None:
    form = show(instrument("lldas"))
    form.focus_item("active_descriptors")
    first = QApplication.focusWidget()
    press(KEY.Key_Right)
    press(KEY.Key_Right)
    third = QApplication.focusWidget()
    assert form.item_of(third) == "active_descriptors"
    assert place(form, third).x() > place(form, first).x() + first.width()


def test_that_the_definition_goes_with_the_keyboard_through_the_parts_of_a_group(
    show: Callable[[Instrument], InstrumentForm],
) -> None:
    form = show(instrument("acr20_50_70"))
    form.focus_item("baseline")
    press(KEY.Key_F1)
    assert form.definition.label.text().startswith("Tender joints:")
    press(KEY.Key_Return)
    assert form.definition.label.text().startswith("Swollen joints:")
    press(KEY.Key_F1)
    assert not form.definition.is_open


@every
def test_that_f2_asks_for_a_correction_of_every_answer_in_the_record_and_of_no_other(
    show: Callable[[Instrument], InstrumentForm], known: Instrument
) -> None:
    form, asked = show(known), []
    form.correction_asked.connect(asked.append)
    answers = sample_answers(known)
    form.show_answers(answers, saved=answers)
    for item in known.items:
        asked.clear()
        form.focus_item(item.key)
        press(KEY.Key_F2)
        assert asked == [item.key]
    assert known(form.answers()).as_json() == known(answers).as_json()
    form.show_answers(answers)
    asked.clear()
    for item in known.items:
        form.focus_item(item.key)
        press(KEY.Key_F2)
    assert asked == []


@every
def test_that_none_of_the_rest_answers_only_ticks_without_an_answer(
    show: Callable[[Instrument], InstrumentForm], known: Instrument
) -> None:
    form = show(known)
    given = {item.key: sample_answer(item, at) for at, item in enumerate(known.items) if at % 2}
    form.show_answers(given)
    before = form.answers()
    count = form.none_present()
    after = form.answers()
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {
        each.key for each in known.items if isinstance(each, Tick) and before[each.key] is None
    }
    assert count == len(changed)
    assert all(after[key] is False for key in changed)
