"""The window: from place to place, keys, lock and return, practice, safe closing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import walk
from tracker.domain.change import Act, Ref
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role
from tracker.language import words
from tracker.store.recovery_code import new_code
from tracker.ui.dialogs.recovery import RecoveryDialog
from tracker.ui.doors import Doors, NewStudy
from tracker.ui.places import Maker, Route
from tracker.ui.recovery_reminder import remind_of_recovery
from tracker.ui.screens.first_run import FirstRunScreen
from tracker.ui.screens.screen import Screen
from tracker.ui.screens.unlock import UnlockScreen
from tracker.ui.shell import Shell
from tracker.ui.theme.tokens import LIGHT, Tokens
from tracker.ui.window import Window
from tracker.ui.workplace import Workplace

ANNA, BORIS = uuid4(), uuid4()
NAME = "CANARY, Anna"
PHRASE = "river candle moss ninety"


class Place(Screen):
    """A screen that notes what happens to it."""

    watches = frozenset({"Visit"})

    def __init__(self, workplace: Workplace, route: Route) -> None:
        super().__init__(workplace)
        self.route, self.log = route, []
        self.box = QLineEdit()
        self.box.setAccessibleName("Box")
        QVBoxLayout(self).addWidget(self.box)
        self._banner = QLabel(NAME) if route.patient else None

    @property
    def patient(self) -> UUID | None:
        return self.route.patient

    def title(self) -> str:
        return self.route.place

    def banner(self) -> QWidget | None:
        return self._banner

    def first_focus(self) -> QWidget:
        return self.box

    def refresh(self) -> None:
        self.log.append("refresh")

    def flush(self) -> None:
        self.log.append("flush")
        FLUSHED.append(self.route.place)

    def primary(self) -> None:
        self.log.append("primary")

    def search(self, text: str) -> None:
        self.log.append(f"search {text}")

    def open_found(self) -> None:
        self.patient_opened.emit(BORIS)


FLUSHED: list[str] = []
CODES: dict[Path, str] = {}
PLACES: dict[str, Maker] = dict.fromkeys(("patients", "enrol", "record", "infusion", "visit", "paper"), Place)


def show(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.resize(1093, 550)
    widget.show()
    widget.activateWindow()
    QTest.qWaitForWindowActive(widget)


@pytest.fixture
def shell(qtbot: QtBot, workplace: Callable[..., Workplace]) -> Shell:
    FLUSHED.clear()
    made = Shell(workplace(practice=True), PLACES)
    show(qtbot, made)
    return made


def places(shell: Shell) -> list[str]:
    return [route.place for route in shell.where()]


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, *more: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for each in more:
        modifiers |= each
    qtbot.keyClick(widget, key, modifiers)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_that_the_list_of_patients_is_the_first_place(shell: Shell) -> None:
    assert places(shell) == ["patients"]
    assert walk.faults(shell) == []
    assert walk.focus_rings(shell) == [shell.screen.box]


def test_that_a_visit_lies_on_its_record_and_back_leads_there(shell: Shell) -> None:
    shell.screen.visit_opened.emit(ANNA, None)
    assert places(shell) == ["patients", "record", "visit"]
    shell.screen.back.emit()
    assert places(shell) == ["patients", "record"]
    shell.screen.back.emit()
    shell.screen.back.emit()
    assert places(shell) == ["patients"]


def test_that_only_one_patient_is_open_at_a_time(shell: Shell) -> None:
    shell.go(Route("visit", ANNA))
    shell.go(Route("visit", BORIS))
    assert {route.patient for route in shell.where()} == {None, BORIS}


def test_that_a_screen_that_stays_below_is_not_made_again(shell: Shell) -> None:
    shell.go(Route("record", ANNA))
    record = shell.screen
    shell.go(Route("paper", ANNA, None, "handout"))
    shell.back()
    assert shell.screen is record


def test_that_drafts_are_written_before_a_screen_is_left(shell: Shell) -> None:
    shell.go(Route("visit", ANNA))
    FLUSHED.clear()
    shell.go(Route("patients"))
    assert FLUSHED == ["visit"]


def test_that_the_banner_stands_on_screens_of_one_patient_only(shell: Shell) -> None:
    shell.go(Route("record", ANNA))
    assert NAME in walk.texts(shell)
    shell.go(Route("patients"))
    assert NAME not in walk.texts(shell)


def test_that_each_patient_a_monitor_opens_is_noted_once_on_the_way(
    qtbot: QtBot, workplace: Callable[..., Workplace]
) -> None:
    made = Shell(workplace(role=Role.MONITOR), PLACES)
    show(qtbot, made)
    made.go(Route("record", ANNA))
    made.go(Route("visit", ANNA))
    made.go(Route("record", BORIS))
    made.workplace.jobs.settle()
    events = made.workplace.session.records.events
    assert [(event.act, event.what.patient) for event in events] == [
        (Act.OPENED, ANNA),
        (Act.OPENED, BORIS),
    ]


def test_that_practice_stands_on_every_place(shell: Shell) -> None:
    for place in PLACES:
        shell.go(Route(place, None if place in {"patients", "enrol"} else ANNA))
        strip = shell.findChild(QWidget, "practice")
        assert strip.isVisible()
        assert "PRACTICE" in walk.texts(strip)


def test_that_a_real_study_says_nothing_of_practice(
    qtbot: QtBot, workplace: Callable[..., Workplace]
) -> None:
    made = Shell(workplace(), PLACES)
    show(qtbot, made)
    assert "PRACTICE" not in walk.texts(made)


def test_that_keys_of_the_map_lead_there(shell: Shell, qtbot: QtBot) -> None:
    press(qtbot, shell, Qt.Key.Key_N, CTRL)
    assert places(shell) == ["patients", "enrol"]
    shell.go(Route("record", ANNA))
    press(qtbot, shell, Qt.Key.Key_N, CTRL, SHIFT)
    assert places(shell)[-1] == "visit"
    press(qtbot, shell, Qt.Key.Key_Return, CTRL)
    assert "primary" in shell.screen.log
    press(qtbot, shell, Qt.Key.Key_P, CTRL)
    assert places(shell) == ["patients", "record", "visit", "paper"]
    press(qtbot, shell, Qt.Key.Key_Escape)
    assert places(shell)[-1] == "visit"
    press(qtbot, shell, Qt.Key.Key_2, CTRL)
    assert places(shell) == ["patients"]
    with qtbot.waitSignal(shell.lock_wanted):
        press(qtbot, shell, Qt.Key.Key_L, CTRL)


def test_that_a_search_from_anywhere_leads_to_the_list_and_enter_opens_the_hit(
    shell: Shell, qtbot: QtBot
) -> None:
    shell.go(Route("visit", ANNA))
    press(qtbot, shell, Qt.Key.Key_K, CTRL)
    assert shell.command_bar.search.hasFocus()
    qtbot.keyClicks(shell.command_bar.search, "ok")
    assert places(shell) == ["patients"]
    assert shell.screen.log[-2:] == ["search o", "search ok"]
    press(qtbot, shell.command_bar.search, Qt.Key.Key_Return)
    assert shell.where()[-1] == Route("record", BORIS)
    assert shell.command_bar.search.text() == ""


def test_that_a_change_refreshes_what_watches_it_at_once_or_when_it_is_seen(shell: Shell) -> None:
    shell.go(Route("record", ANNA))
    record = shell.screen
    record.log.clear()
    news = shell.workplace.news
    news.publish({Ref("Visit", uuid4(), ANNA)})
    assert record.log == ["refresh"]
    news.publish({Ref("Visit", uuid4(), BORIS)})
    news.publish({Ref("Setting", uuid4())})
    assert record.log == ["refresh"]
    shell.go(Route("paper", ANNA))
    record.log.clear()
    news.publish({Ref("Visit", uuid4(), ANNA)})
    assert record.log == []
    shell.back()
    assert record.log == ["refresh"]


def test_that_a_sentence_above_the_work_stays_until_one_goes_elsewhere(shell: Shell) -> None:
    shell.screen.noticed.emit("danger", "Not saved: the disk is full.")
    assert shell.notice.isVisible()
    shell.go(Route("enrol"))
    assert shell.notice.isHidden()


@pytest.fixture
def study(real_doors: Doors) -> Path:
    session, code = real_doors.create_study(
        NewStudy(
            folder=real_doors.home / "study",
            name="CAR T follow-up",
            clinic="Test clinic",
            hospital="",
            time_zone="Europe/Berlin",
            user_name="Kemi Abara",
            user_short="K. Abara",
            passphrase=PHRASE,
        )
    )
    session.close()
    CODES[session.folder] = code
    return session.folder


@pytest.fixture
def window(qtbot: QtBot, real_doors: Doors, study: Path, themed: Callable[[str], Tokens]) -> Iterator[Window]:
    FLUSHED.clear()
    made = Window(real_doors, words(), LIGHT, study, PLACES)
    show(qtbot, made)
    yield made
    if made.session is not None:
        made.close()


def unlock(window: Window) -> Shell:
    door = window.centralWidget()
    assert isinstance(door, UnlockScreen)
    door.secret.set_text(PHRASE)
    door.try_open()
    walk.settle(window.jobs)
    assert window.shell is not None
    return window.shell


def test_that_the_window_starts_at_the_door_with_one_ring(window: Window) -> None:
    door = window.centralWidget()
    assert isinstance(door, UnlockScreen)
    QApplication.processEvents()
    assert walk.focus_rings(window) == [door.secret.line]


def test_that_locking_shows_nothing_of_the_study_and_unlocking_returns_to_the_place(window: Window) -> None:
    shell = unlock(window)
    shell.go(Route("visit", ANNA, BORIS))
    way = shell.where()
    assert NAME in walk.texts(window)
    window.lock()
    walk.settle(window.jobs)
    assert window.session is None
    assert "visit" in FLUSHED
    assert NAME not in walk.texts(window)
    assert "K. Abara" in walk.texts(window)
    assert unlock(window).where() == way


def test_that_no_title_names_a_patient_or_the_study(window: Window) -> None:
    shell = unlock(window)
    shell.go(Route("record", ANNA))
    assert window.windowTitle() == "CAR T follow-up"
    assert NAME not in window.windowTitle()


def test_that_the_window_locks_after_idle_minutes_and_a_key_starts_them_anew(window: Window) -> None:
    unlock(window)
    assert window._idle.interval() == 10 * 60_000
    window._idle.setInterval(1)
    window._idle.stop()
    window.eventFilter(
        window, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    )
    assert window._idle.isActive()
    QTest.qWait(20)
    walk.settle(window.jobs)
    assert window.session is None


def test_that_closing_writes_drafts_finishes_work_and_frees_the_study(
    window: Window, real_doors: Doors, study: Path
) -> None:
    shell = unlock(window)
    shell.go(Route("visit", ANNA))
    done: list[str] = []
    window.jobs.write(lambda: done.append("written"))
    window.close()
    assert done == ["written"]
    assert "visit" in FLUSHED
    real_doors.open_study(study, PHRASE, "", "").close()


def test_that_an_expected_failure_is_said_above_the_work_and_another_is_reported(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = unlock(window)
    window.tell(Refusal("Wait {seconds} s.", seconds=4))
    assert shell.notice.text == "Wait 4 s."
    reports: list[str] = []

    class Seam:
        def exec(self) -> int:
            return 0

    def dialog(text: str) -> Seam:
        reports.append(text)
        return Seam()

    monkeypatch.setattr(window, "crash_dialog", dialog)
    window.tell(ValueError(NAME))
    assert len(reports) == 1
    assert NAME not in reports[0]


def test_that_the_smallest_window_is_small_enough_for_a_clinic_laptop(window: Window) -> None:
    unlock(window)
    assert (window.minimumWidth(), window.minimumHeight()) == (1024, 540)
    assert walk.faults(window.centralWidget()) == []


def test_that_a_recovery_key_never_proved_is_asked_for_until_it_is(window: Window, study: Path) -> None:
    shell = unlock(window)
    assert "recovery key" in shell.standing.text
    shell.go(Route("record", ANNA))
    assert shell.standing.isVisible()
    dialog = RecoveryDialog(shell.workplace, window)
    dialog.key.set_text("22222-22222-22222-22222-22222-22222-2222")
    dialog.compare()
    walk.settle(window.jobs)
    assert "wrong" in dialog.key.message
    dialog.key.set_text(CODES[study])
    dialog.compare()
    walk.settle(window.jobs)
    remind_of_recovery(shell, window)
    assert shell.standing.isHidden()


def test_that_a_new_recovery_key_is_asked_for_as_soon_as_it_was_shown(window: Window, monkeypatch) -> None:
    shell, asked = unlock(window), []
    monkeypatch.setattr(RecoveryDialog, "exec", lambda dialog: asked.append(dialog.windowTitle()))
    shell.screen.recovery_wanted.emit()
    assert len(asked) == 1
    assert "recovery key" in shell.standing.text


def test_that_the_key_of_another_study_proves_nothing(window: Window, real_doors: Doors) -> None:
    shell = unlock(window)
    dialog = RecoveryDialog(shell.workplace, window)
    dialog.key.set_text(new_code())
    dialog.compare()
    walk.settle(window.jobs)
    assert "not the recovery key of this study" in dialog.key.message


def test_that_a_folder_that_is_no_study_is_refused_at_the_door(window: Window, tmp_path: Path) -> None:
    door = window.centralWidget()
    window.open_other(tmp_path)
    assert window.centralWidget() is door
    assert "There is no study in" in door.problem.text


def test_that_another_study_is_reached_through_its_own_door(window: Window, study: Path) -> None:
    unlock(window).go(Route("record", ANNA))
    window.lock()
    window.open_other(study)
    assert isinstance(window.centralWidget(), UnlockScreen)
    assert unlock(window).where() == (Route("patients"),)


def test_that_a_study_that_is_gone_leads_to_the_first_run_with_a_sentence(
    qtbot: QtBot, real_doors: Doors, tmp_path: Path, themed: Callable[[str], Tokens]
) -> None:
    made = Window(real_doors, words(), LIGHT, tmp_path / "gone", PLACES)
    show(qtbot, made)
    door = made.centralWidget()
    assert isinstance(door, FirstRunScreen)
    assert "There is no study in" in door.problem.text
    made.close()


def test_that_without_a_study_the_practice_study_is_one_click_away(
    qtbot: QtBot, real_doors: Doors, themed: Callable[[str], Tokens]
) -> None:
    made = Window(real_doors, words(), LIGHT, None, PLACES)
    show(qtbot, made)
    made.centralWidget().practice.click()
    walk.settle(made.jobs)
    assert made.session.study.practice
    assert "PRACTICE" in made.windowTitle()
    made.lock()
    made.open_practice()
    walk.settle(made.jobs)
    assert made.session.study.practice
    made.close()
