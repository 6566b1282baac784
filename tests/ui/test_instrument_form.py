"""Forms made from declarations: every kind of item has its editor, and no answer is invented."""

import json
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.courses import TODAY
from tracker.domain import items
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.items import Choice, Day, Group, Item, Many, Number, Rows, Text, Tick
from tracker.domain.known import total
from tracker.domain.outputs import Score
from tracker.domain.text import Said
from tracker.language import words
from tracker.ui.parts.instrument_form import InstrumentForm
from tracker.ui.parts.item_editor import editor
from tracker.ui.theme.tokens import LIGHT

KEY = Qt.Key

EVERY_KIND = (
    Tick("tick", "Tick"),
    Number("number", "Number", 0, 10, "mg"),
    Text("text", "Text"),
    Choice("choice", "Choice", {"a": ("First", 1), "b": ("Second", 2)}),
    Day("day", "Day"),
    Many("many", "Many", {"x": "One", "y": "Other"}),
    Group("group", "Group", (Number("inner", "Inner", 0, 10), Tick("flag", "Flag"))),
    Rows("rows", "Rows", (Day("on", "On"), Number("value", "Value", 0, 10))),
)
ANSWERS = {
    "tick": False,
    "number": "0.5",
    "text": "prednisone",
    "choice": "b",
    "day": "2026-11-23",
    "many": ["y"],
    "group": {"inner": "3", "flag": True},
    "rows": [{"on": "2026-11-20", "value": "1"}, {"on": "2026-11-21", "value": None}],
}


@pytest.fixture
def show(themed, qtbot):
    """The form of an instrument, on screen."""

    def make(known: Instrument, asked=None) -> InstrumentForm:
        form = InstrumentForm(known, asked or known.items, words(), LIGHT, lambda: TODAY)
        qtbot.addWidget(form)
        form.resize(740, 400)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return make


@pytest.fixture
def sledai(show) -> InstrumentForm:
    return show(instrument("sledai_2k"))


def press(*keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key, modifier)


def kinds() -> list[type[Item]]:
    found = [each for each in vars(items).values() if isinstance(each, type) and issubclass(each, Item)]
    return [each for each in found if each is not Item]


def test_that_every_kind_of_item_has_an_editor(themed, qtbot):
    assert {type(item) for item in EVERY_KIND} == set(kinds())
    for item in EVERY_KIND:
        qtbot.addWidget(editor(item, words(), LIGHT, lambda: TODAY))


def test_that_a_kind_without_an_editor_is_a_type_error(themed):
    @dataclass(frozen=True)
    class Picture(Item):
        pass

    with pytest.raises(TypeError, match="Picture"):
        editor(Picture("picture", "Picture"), words(), LIGHT, lambda: TODAY)


@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.key)
def test_that_an_editor_gives_back_what_it_was_shown_and_starts_unanswered(themed, qtbot, item):
    made = editor(item, words(), LIGHT, lambda: TODAY)
    qtbot.addWidget(made)
    assert made.answer is None

    made.show_answer(ANSWERS[item.key])
    assert made.answer == ANSWERS[item.key]
    json.dumps(made.answer)

    made.show_answer(None)
    assert made.answer is None


@pytest.mark.parametrize("known", CATALOGUE, ids=lambda known: known.code)
def test_that_every_instrument_builds_a_form_that_answers_nothing_by_itself(show, known):
    form = show(known)

    assert all(answer is None for answer in form.answers().values())


def test_that_space_goes_round_yes_no_unanswered(sledai):
    sledai.focus_item("fever")
    seen = []
    for _ in range(3):
        press(KEY.Key_Space)
        seen.append(sledai.answers()["fever"])

    assert seen == [True, False, None]


def test_that_the_three_answers_are_told_apart_by_a_screen_reader(sledai):
    tick = sledai.editor("fever").tick
    said = set()
    for answer in (None, True, False):
        tick.set_answer(answer)
        said.add(tick.accessibleDescription())

    assert said == {"Not answered", "Yes", "No"}
    assert tick.accessibleName() == "Fever"


def test_that_the_three_answers_look_different(sledai):
    tick = sledai.editor("fever").tick
    seen = set()
    for answer in (None, True, False):
        tick.set_answer(answer)
        seen.add(bytes(tick.grab().toImage().bits()))

    assert len(seen) == 3


def test_that_arrows_move_in_a_grid_of_three_columns(sledai):
    sledai.focus_item("seizure")
    press(KEY.Key_Right)
    assert sledai.item_of(QApplication.focusWidget()) == "arthritis"
    press(KEY.Key_Down, KEY.Key_Right)
    assert sledai.item_of(QApplication.focusWidget()) == "pleurisy"
    press(KEY.Key_Left, KEY.Key_Left, KEY.Key_Up)
    assert sledai.item_of(QApplication.focusWidget()) == "seizure"


def test_that_f1_shows_the_definition_and_takes_it_away(sledai):
    sledai.focus_item("hematuria")

    press(KEY.Key_F1)
    assert "5 red cells" in sledai.definition.label.text()
    assert sledai.definition.is_open
    press(KEY.Key_Down)
    assert "0.5 g" in sledai.definition.label.text()
    press(KEY.Key_F1)

    assert not sledai.definition.is_open


def test_that_none_present_says_how_many_it_answered(sledai):
    sledai.show_answers({"fever": True})
    told = []
    sledai.edited.connect(lambda: told.append(1))

    assert sledai.none_present() == 23
    assert sledai.none_present() == 0
    assert len(told) == 1
    assert sledai.answers()["fever"] is True


def test_that_points_stand_beside_every_item_of_a_weighted_score(sledai):
    assert sledai.editor("seizure").tick._points == "8"
    assert sledai.editor("fever").tick._points == "1"


def test_that_a_suggestion_is_printed_and_answers_nothing(sledai):
    sledai.show_suggestions({"low_complement": Said("C3 0.71")})

    tick = sledai.editor("low_complement").tick
    assert (tick.suggestion, tick.answer) == ("C3 0.71", None)
    sledai.show_suggestions({})
    assert tick.suggestion == ""


def test_that_a_saved_answer_does_not_change_under_the_fingers(sledai):
    sledai.show_answers({"fever": False}, saved=["fever"])
    asked = []
    sledai.correction_asked.connect(asked.append)
    sledai.focus_item("fever")

    press(KEY.Key_Space)
    press(KEY.Key_F2)

    assert sledai.answers()["fever"] is False
    assert asked == ["fever", "fever"]


def test_that_a_typed_number_reaches_the_score_exactly(show):
    known = Instrument(
        code="two",
        title="Two numbers",
        items=(Number("a", "First", 0, 10, decimals=2), Number("b", "Second", 0, 10, decimals=2)),
        outputs=(Score("sum", "Sum", axis=(0, 20), decimals=2),),
        work=lambda a: {"sum": total((a.a, a.b))},
    )
    form = show(known)
    form.focus_item("a")
    QTest.keyClicks(QApplication.focusWidget(), "0,1")
    press(KEY.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "0.2")

    assert str(known(form.answers())["sum"]) == "0.3"
