"""The form of every instrument in the sheet of a visit: it fits, and refuses in words what cannot be."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.courses import TODAY
from tests.ui import walk
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.item_words import said
from tracker.domain.items import Choice, Day, Group, Item, Many, Number, Rows, Tick
from tracker.language import words
from tracker.ui.gallery_forms import FormScreen, sample_answer, sample_answers
from tracker.ui.parts.instrument_form import InstrumentForm
from tracker.ui.parts.label import ElidedLabel, label, wrapped
from tracker.ui.parts.section_list import SectionList, SectionState
from tracker.ui.places import PATIENTS
from tracker.ui.shell import Shell
from tracker.ui.theme.tokens import LIGHT
from tracker.ui.workplace import Workplace

SIZES = {"laptop": (1366, 688), "large text": (1093, 550), "smallest": (1024, 540)}


@pytest.fixture
def screen(qtbot, workplace: Callable[..., Workplace]) -> Callable[[str], FormScreen]:
    """The visit of nobody in a window of one of the sizes."""
    made: list[FormScreen] = []

    def show(size: str) -> FormScreen:
        def maker(place: Workplace, _route: object) -> FormScreen:
            made.append(FormScreen(place))
            return made[-1]

        shell = Shell(workplace(), {PATIENTS.place: maker})
        qtbot.addWidget(shell)
        shell.resize(*SIZES[size])
        with qtbot.waitActive(shell):
            shell.show()
            shell.activateWindow()
        return made[-1]

    return show


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize("size", SIZES)
def test_that_every_form_fits_the_window_with_all_its_words(screen, size):
    shown = screen(size)
    found: dict[str, list[str]] = {}
    for known in CATALOGUE:
        shown.show_instrument(known, filled=size != "large text")
        shown.page.sheet.go(known.code)
        settle()
        wrong = walk.faults(shown.window())
        found.update({known.code: wrong} if wrong else {})
    assert found == {}
    assert (shown.window().width(), shown.window().height()) == SIZES[size]


def test_that_the_walk_sees_a_shortened_name_a_cut_paragraph_and_a_part_beyond_the_edge(themed, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(200, 200)
    name, given = (
        ElidedLabel("A name that is too long for it"),
        ElidedLabel("Maximiliane-Josephine", may_cut=True),
    )
    text, box = wrapped("Three lines of words that do not fit into the height of one"), label("Far out")
    for part, place in ((name, (0, 0, 60, 20)), (given, (0, 30, 60, 20)), (text, (0, 60, 90, 16))):
        part.setParent(page)
        part.setGeometry(*place)
    box.setParent(page)
    box.setGeometry(150, 100, 90, 20)
    page.show()

    found = "\n".join(walk.faults(page))

    seen = ("A name that", "Three lines", "reaches 239 of 199 px")
    assert [each for each in seen if each not in found] == []
    assert "Maximiliane" not in found


@pytest.fixture
def form(themed, qtbot) -> Callable[[Instrument], InstrumentForm]:
    def make(known: Instrument) -> InstrumentForm:
        made = InstrumentForm(known, known.items, words(), LIGHT, lambda: TODAY)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def test_that_every_item_stands_in_its_form_and_takes_an_answer(form):
    for known in CATALOGUE:
        made = form(known)
        answers = sample_answers(known)

        made.show_answers(answers)

        assert made.answers().keys() == {item.key for item in known.items}
        assert known(made.answers()).invalid == ()
        assert known(made.answers()).as_json() == known(answers).as_json()
        assert {key: made.problem(key) for key in answers if made.problem(key)} == {}


def test_that_the_answer_before_stands_beside_every_item(form):
    for known in CATALOGUE:
        made = form(known)
        before = sample_answers(known)

        made.show_before(before, "06-Nov-2026")

        silent = [item.key for item in known.items if not _told_before(made, item, before[item.key])]
        assert silent == []


def _told_before(made: InstrumentForm, item: Item, answer: object) -> bool:
    line = made.line(item.key)
    if isinstance(item, Tick):
        return made.editor(item.key).tick.previous is answer
    if isinstance(item, Many):
        return {tick.previous for tick in made.editor(item.key).stops} <= {True, False}
    if isinstance(item, Group):
        shown = [each.text() for each in made.editor(item.key).findChildren(QLabel)]
        return any(text.startswith("last ") for text in shown)
    if item.at != "visit" and line.beside == "":
        return True
    return words().say(said(item, answer)) in line.beside


def impossible(item: Item) -> list[object]:
    """What is no answer: out of range, of the wrong kind, an unknown key, text for a number."""
    if isinstance(item, Number):
        off = [] if item.high is None else [str(item.ceiling + 1)]
        return ["abc", "NaN", "1,234", str(item.floor - 1), *off]
    by_kind: dict[type[Item], list[object]] = {
        Choice: ["no such answer", "7"],
        Many: [["no such answer"]],
        Day: ["31-Feb-2026", "soon"],
        Group: [{"no such key": 1}, "text"],
        Rows: [[{"no such key": 1}], "text"],
    }
    return by_kind.get(type(item), [])


def test_that_what_cannot_be_is_refused_beside_its_item_by_name_and_stays_until_it_is_changed(form):
    for known in CATALOGUE:
        made = form(known)
        for item in known.items:
            for raw in impossible(item):
                made.show_answers({item.key: raw})
                problem = made.problem(item.key)
                assert problem.startswith(made.title(item.key)), (item.key, raw, problem)
                assert made.editor(item.key).answer is not None, (item.key, raw)
                assert item.key in known(made.answers()).invalid, (item.key, raw)
                if isinstance(item, Number) and item.high is not None and not item.allowed:
                    assert words().number(item.ceiling) in problem
            made.show_answers({item.key: sample_answer(item)})
            assert made.problem(item.key) == ""


def test_that_an_answer_to_a_key_of_no_item_is_named_and_left_out(form):
    made = form(instrument("pga"))

    made.show_answers({"pga": "1", "nonsense": 3})

    assert made.stray.isVisible()
    assert "nonsense" in made.stray.text()
    assert made.answers() == {"pga": "1"}


def test_that_a_digit_without_an_option_is_refused_and_changes_nothing(form, qtbot):
    made = form(instrument("mrss"))
    made.show_answers({"face": "2"})

    QTest.keyClick(made.editor("face").stops[0], Qt.Key.Key_7)
    assert made.problem("face") == "Face is a whole number from 0 to 3."
    assert made.answers()["face"] == "2"

    QTest.keyClick(made.editor("face").stops[0], Qt.Key.Key_3)
    assert (made.problem("face"), made.answers()["face"]) == ("", "3")


def test_that_enter_goes_through_every_box_of_a_group_and_shift_enter_back(form):
    made = form(instrument("acr20_50_70"))
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    stops = made.editor("baseline").stops
    made.focus_item("baseline")
    for there in stops[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert QApplication.focusWidget() is there
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert made.item_of(QApplication.focusWidget()) == "followup"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is stops[-1]


def test_that_a_form_is_built_in_less_than_a_tenth_of_a_second(themed, qtbot):
    def seconds(known: Instrument) -> float:
        start = time.process_time()
        made = InstrumentForm(known, known.items, words(), LIGHT, lambda: TODAY)
        taken = time.process_time() - start
        qtbot.addWidget(made)
        return taken

    slow = {known.code: best for known in CATALOGUE if (best := min(seconds(known) for _ in range(3))) >= 0.1}
    assert slow == {}


def test_that_no_box_reaches_beyond_the_line_it_stands_in(form):
    for known in CATALOGUE:
        made = form(known)
        made.resize(740, 3000)
        settle()
        for item in known.items:
            for stop in made.editor(item.key).stops:
                holder = stop.parentWidget()
                assert holder.rect().contains(stop.geometry()), (known.code, item.key)


def test_that_the_panel_and_the_strip_say_first_what_stands_for_the_instrument(screen):
    shown = screen("laptop")
    said = {}
    for code in ("lldas", "eular_response", "iec_hs", "bilag", "das28_crp"):
        shown.show_instrument(instrument(code), filled=True)
        settle()
        page = shown.page
        said[code] = (type(page.panel.result(code)).__name__, page.strip.score.text())
    assert said == {
        "lldas": ("LiveRule", "LLDAS: not met"),
        "eular_response": ("LiveRule", "EULAR response: none"),
        "iec_hs": ("LiveRule", "The investigator says: Suspected"),
        "bilag": ("LiveRule", "Constitutional: A"),
        "das28_crp": ("LiveResult", "DAS28-CRP 2.47"),
    }


def test_that_a_complete_form_without_a_score_says_so_and_asks_for_no_answers(screen):
    shown = screen("laptop")
    known = instrument("egfr_ckd_epi_2021")
    shown.show_instrument(known, filled=True)
    settle()

    child = known(sample_answers(known))
    assert (child["egfr"], child.missing) == (None, ())
    hint = shown.page.panel.result(known.code).hint.text()
    assert hint == "It cannot be worked out from these answers"
    assert shown.page.strip.score.text() == "eGFR –, cannot be worked out"


def test_that_a_long_section_name_goes_on_in_a_second_line_and_the_walk_sees_one_that_cannot(
    themed, qtbot, monkeypatch
):
    sections = SectionList(words(), LIGHT)
    qtbot.addWidget(sections)
    names = ("Prednisone equivalent of the whole day", "PGA")
    sections.show_states([SectionState(key=name, title=name, done=1, total=9) for name in names])
    sections.setFixedWidth(LIGHT.px(184))
    sections.show()
    settle()
    long, short = (next(row for row in sections.children() if row.property("text") == name) for name in names)
    assert long.height() > short.height()
    assert walk.faults(sections) == []

    monkeypatch.setattr(type(long), "_fit", lambda _row: None)
    long.setFixedHeight(short.height() // 2)

    assert [fault for fault in walk.faults(sections) if names[0] in fault] != []


def test_that_f1_brings_the_definition_into_view_and_esc_takes_it_away_and_stays_in_the_form(screen, qtbot):
    shown = screen("large text")
    for code in ("sdi", "icans_astct_2019", "iec_hs"):
        shown.show_instrument(instrument(code), filled=True)
        settle()
        made = shown.page.sheet.scores[code]
        told = made.definition.label
        for key in made.answers():
            made.focus_item(key)
            settle()
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
            qtbot.waitUntil(
                lambda told=told: told.visibleRegion().boundingRect().height() >= told.height() - 1
            )
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
            assert not made.definition.is_open
