"""The general parts: names, keys, plain text, nothing cut that must not be."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import walk
from tracker.language import words
from tracker.ui.accessible import take_keyboard
from tracker.ui.jobs import Jobs
from tracker.ui.parts.button import Button
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.command_bar import CommandBar
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.label import ElidedLabel, in_tooltip, label
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.progress_strip import ProgressStrip
from tracker.ui.parts.rail import Rail, Stop
from tracker.ui.parts.segmented import Segmented
from tracker.ui.parts.tabs import Tabs
from tracker.ui.parts.text_field import TextField
from tracker.ui.parts.tick import Tick
from tracker.ui.theme.tokens import LIGHT, TEXT_SCALES, TONES, Tokens

HOSTILE = "R&D <b>Łukasz</b> & sons"


@pytest.fixture
def host(qtbot: QtBot, themed: Callable[[str], Tokens]) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    return made


def put(host: QWidget, *parts: QWidget) -> None:
    for part in parts:
        host.layout().addWidget(part)
    host.show()
    QTest.qWaitForWindowExposed(host)


def test_that_markup_in_a_label_a_button_and_a_chip_is_printed_as_it_is(host: QWidget) -> None:
    plain, button, chip = label(HOSTILE), Button(HOSTILE, LIGHT), Chip(LIGHT, HOSTILE)
    put(host, plain, button, chip)
    assert plain.textFormat() == Qt.TextFormat.PlainText
    assert button.text().replace("&&", "&") == HOSTILE
    assert button.accessibleName() == HOSTILE
    assert chip.text == HOSTILE


def test_that_an_identifier_keeps_its_width_and_a_name_gives_way(host: QWidget) -> None:
    number, name = label("104 0027 0000 1111"), ElidedLabel("DE SOUZA MONTENEGRO, Maria Antonieta")
    put(host, number, name)
    assert number.minimumSizeHint().width() >= number.fontMetrics().horizontalAdvance(number.text())
    assert name.minimumSizeHint().width() < name.fontMetrics().horizontalAdvance(name.text())


def test_that_a_cut_name_keeps_the_whole_of_it_in_the_tooltip(host: QWidget) -> None:
    name = ElidedLabel("DE SOUZA MONTENEGRO, Maria Antonieta")
    put(host, name)
    name.setFixedWidth(90)
    name.grab()
    assert "DE SOUZA MONTENEGRO, Maria Antonieta" in name.toolTip()


@pytest.mark.parametrize("tone", TONES)
def test_that_a_chip_is_wide_enough_for_its_word(host: QWidget, tone: str) -> None:
    chip = Chip(LIGHT, "B cells back since Day 84", tone)
    put(host, chip)
    assert not list(walk.cut_texts(chip))
    assert chip.accessibleName() == "B cells back since Day 84"


def test_that_a_key_beside_a_verb_is_not_part_of_its_name(host: QWidget) -> None:
    button = Button("Sign visit", LIGHT, look="primary", key="Ctrl+Enter")
    put(host, button)
    assert button.accessibleName() == "Sign visit"
    assert "Ctrl+Enter" in button.text()


def test_that_arrows_move_inside_a_segmented_control_and_tab_leaves_it(host: QWidget, qtbot: QtBot) -> None:
    segments = Segmented("Window", (("30d", "30 days"), ("6m", "6 months"), ("all", "All")), "6m")
    after = Button("After", LIGHT)
    put(host, segments, after)
    picked: list[str] = []
    segments.picked.connect(picked.append)
    segments.segment("6m").setFocus()
    qtbot.keyClick(segments.segment("6m"), Qt.Key.Key_Right)
    assert (picked, segments.key) == (["all"], "all")
    qtbot.keyClick(segments.segment("all"), Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_that_a_field_says_what_is_wrong_and_takes_it_back(host: QWidget) -> None:
    field = TextField("Born")
    put(host, field)
    field.say("There is no 31st of April.")
    assert field.message == "There is no 31st of April."
    assert field.line.accessibleDescription() == field.message
    assert field.line.property("state") == "error"
    field.say("")
    assert not field.line.property("state")


def test_that_the_wheel_never_changes_a_choice(host: QWidget) -> None:
    choice = Choice(LIGHT, "Paper", (("a4", "A4"), ("letter", "US Letter")))
    put(host, choice)
    choice.setFocus()
    QTest.wheelEvent(host.windowHandle(), choice.geometry().center(), _down())
    assert choice.key == "a4"


def _down() -> object:
    from PySide6.QtCore import QPoint

    return QPoint(0, -120)


def test_that_space_ticks_and_the_whole_width_can_be_clicked(host: QWidget, qtbot: QtBot) -> None:
    tick = Tick(LIGHT, "The paper goes into the study safe")
    put(host, tick)
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked()
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    assert not tick.isChecked()


def test_that_a_notice_without_a_sentence_is_not_there(host: QWidget) -> None:
    notice = Notice(LIGHT)
    put(host, notice)
    assert notice.isHidden()
    notice.say("Not saved: the disk is full.", "danger", ("Try again", lambda: None))
    assert notice.isVisibleTo(host)
    assert "Try again" in walk.texts(notice)


def test_that_short_work_shows_no_progress_and_long_work_can_be_stopped(
    host: QWidget, jobs: Jobs, qtbot: QtBot
) -> None:
    import threading

    go_on = threading.Event()

    def work(progress: Callable[[int, int, str], None]) -> None:
        progress(1, 2, "")
        go_on.wait(10)
        progress(2, 2, "")

    strip = ProgressStrip(LIGHT, words())
    put(host, strip)
    job = jobs.long(work)
    strip.watch(job, "Printing…")
    assert strip.isHidden()
    qtbot.waitUntil(strip.isVisible, timeout=5000)
    strip.findChild(Button).click()
    go_on.set()
    jobs.settle()
    assert job.cancelled
    assert strip.isHidden()


def test_that_the_rail_marks_where_one_is_and_locking_is_no_place(host: QWidget, qtbot: QtBot) -> None:
    rail = Rail(
        LIGHT,
        "Places",
        (Stop("patients", "Patients", "patients"),),
        (Stop("lock", "Lock", "lock", place=False),),
    )
    put(host, rail)
    picked: list[str] = []
    rail.picked.connect(picked.append)
    rail.choose("patients")
    lock, patients = rail._buttons["lock"], rail._buttons["patients"]
    qtbot.mouseClick(lock, Qt.MouseButton.LeftButton)
    assert picked == ["lock"]
    assert patients.isChecked()
    assert not lock.isChecked()


def test_that_esc_empties_the_search_box_before_it_leaves(host: QWidget, qtbot: QtBot) -> None:
    bar = CommandBar(LIGHT, words())
    put(host, bar)
    said: list[str] = []
    bar.searched.connect(said.append)
    bar.search.setFocus()
    qtbot.keyClicks(bar.search, "oka")
    qtbot.keyClick(bar.search, Qt.Key.Key_Escape)
    assert said == ["o", "ok", "oka", ""]


def test_that_tabs_go_round(host: QWidget) -> None:
    tabs = Tabs("Record", (("trends", "Trends"), ("visits", "Visits")))
    put(host, tabs)
    tabs.step(1)
    assert tabs.key == "visits"
    tabs.step(1)
    assert tabs.key == "trends"


@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_that_texts_fit_their_parts_at_every_text_size(host: QWidget, scale: int, qapp: object) -> None:
    from tracker.ui.theme.style import apply_theme

    tokens = LIGHT.scaled(scale)
    apply_theme(qapp, tokens)
    put(
        host,
        Button("Sign visit", tokens, look="primary", key="Ctrl+Enter"),
        Chip(tokens, "Allergy: co-trimoxazole", "danger"),
        TextField("Passphrase"),
        Tick(tokens, "The paper goes into the study safe"),
        Choice(tokens, "Paper", (("a4", "A4"),)),
    )
    assert not walk.faults(host)


def test_that_a_choice_is_made_by_an_equal_key_not_by_the_same_object(host: QWidget) -> None:
    first, second = uuid4(), uuid4()
    choice = Choice(LIGHT, "Visit", ((first, "Month 3"), (second, "Month 6")))
    put(host, choice)
    choice.choose(UUID(str(second)))
    assert choice.key == second
    choice.choose(uuid4())
    assert choice.key == second


def test_that_an_unreadable_day_is_said_back_as_it_was_typed(
    qtbot: QtBot, themed: Callable[[str], Tokens]
) -> None:
    field = DateField("Day 0", words(), LIGHT, lambda: date(2026, 11, 23))
    qtbot.addWidget(field)
    qtbot.keyClicks(field.box, "R&D <b>")
    assert field.echo.textFormat() == Qt.TextFormat.PlainText
    assert "R&D <b>" in field.echo.text()


def test_that_taking_the_keyboard_selects_what_stands_in_the_box(
    qtbot: QtBot, themed: Callable[[str], Tokens]
) -> None:
    field = DateField("Day 0", words(), LIGHT, lambda: date(2026, 11, 23))
    qtbot.addWidget(field)
    field.set_value(date(2026, 11, 23))
    field.show()
    field.activateWindow()
    take_keyboard(field)
    qtbot.waitUntil(field.box.hasFocus)
    assert field.box.selectedText() == "23-Nov-2026"


def test_that_a_tooltip_prints_markup_instead_of_obeying_it() -> None:
    assert in_tooltip("R&D <b>") == "<qt>R&amp;D &lt;b&gt;</qt>"
