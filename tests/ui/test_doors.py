"""Before the study: first run, unlock, waiting, the recovery key; on real, encrypted studies."""

import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui import walk
from tests.ui.conftest import Watch
from tracker.domain.refusal import Refusal
from tracker.language import words
from tracker.services.session import Session
from tracker.services.settings import setting
from tracker.services.studies import recovery_confirmed
from tracker.ui.doors import Doors, Entrance, NewStudy
from tracker.ui.jobs import Jobs
from tracker.ui.passphrase_words import some_words
from tracker.ui.screens.first_run import FirstRunScreen
from tracker.ui.screens.renew import RenewScreen
from tracker.ui.screens.unlock import Locked, UnlockScreen
from tracker.ui.theme.tokens import LIGHT, Tokens

PHRASE = "river candle moss ninety"


@pytest.fixture
def entrance(real_doors: Doors, jobs: Jobs, themed: Callable[[str], Tokens]) -> Entrance:
    return Entrance(words=words(), tokens=LIGHT, jobs=jobs, doors=real_doors)


@pytest.fixture
def study(real_doors: Doors) -> tuple[Path, str]:
    """A study on the disk, closed; with its recovery code."""
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
    return session.folder, code


@pytest.fixture
def opened() -> Iterator[list[Session]]:
    sessions: list[Session] = []
    yield sessions
    for session in sessions:
        session.close()


def unlock(
    qtbot: QtBot, entrance: Entrance, folder: Path, opened: list[Session], **more: Locked
) -> UnlockScreen:
    screen = UnlockScreen(entrance, folder, **more)
    qtbot.addWidget(screen)
    screen.resize(1093, 550)
    screen.opened.connect(opened.append)
    screen.recovered.connect(opened.append)
    screen.show()
    screen.activateWindow()
    QTest.qWaitForWindowActive(screen)
    screen.first_focus().setFocus()
    return screen


def type_in(qtbot: QtBot, screen: UnlockScreen, text: str) -> None:
    qtbot.keyClicks(screen.secret.line, text)
    qtbot.keyClick(screen.secret.line, Qt.Key.Key_Return)
    walk.settle(screen._jobs)


def test_that_the_passphrase_opens_the_study(
    qtbot: QtBot, entrance: Entrance, study: tuple[Path, str], opened: list[Session]
) -> None:
    screen = unlock(qtbot, entrance, study[0], opened)
    assert walk.focus_rings(screen) == [screen.secret.line]
    assert walk.faults(screen) == []
    type_in(qtbot, screen, PHRASE)
    assert [session.user.name for session in opened] == ["Kemi Abara"]
    assert screen.secret.text == ""


def test_that_a_wrong_passphrase_is_refused_and_the_next_try_waits(
    qtbot: QtBot, entrance: Entrance, study: tuple[Path, str], opened: list[Session], watch: Watch
) -> None:
    screen = unlock(qtbot, entrance, study[0], opened)
    type_in(qtbot, screen, "a wrong passphrase")
    assert "does not open this file" in screen.secret.message
    assert screen.secret.line.selectedText() != ""
    assert not screen.unlock.isEnabled()
    assert "1 s" in screen.unlock.text()
    type_in(qtbot, screen, PHRASE)
    assert opened == []

    screen._tick()
    watch.now += timedelta(seconds=2)
    assert screen.unlock.isEnabled()
    screen.secret.line.clear()
    type_in(qtbot, screen, PHRASE)
    assert len(opened) == 1


def test_that_the_wait_grows_with_each_wrong_try(
    qtbot: QtBot, entrance: Entrance, study: tuple[Path, str], opened: list[Session], watch: Watch
) -> None:
    screen = unlock(qtbot, entrance, study[0], opened)
    waits = []
    for _ in range(3):
        screen.secret.line.clear()
        type_in(qtbot, screen, "a wrong passphrase")
        waits.append(screen._seconds)
        watch.now += timedelta(seconds=61)
        while screen._seconds:
            screen._tick()
    assert waits == [1, 2, 4]


def test_that_a_new_text_takes_the_old_refusal_away(
    qtbot: QtBot, entrance: Entrance, study: tuple[Path, str], opened: list[Session]
) -> None:
    screen = unlock(qtbot, entrance, study[0], opened)
    type_in(qtbot, screen, "a wrong passphrase")
    qtbot.keyClicks(screen.secret.line, "r")
    assert screen.secret.message == ""
    assert screen.secret.text == "r"


def test_that_the_recovery_key_opens_the_study_however_it_is_typed(
    qtbot: QtBot, entrance: Entrance, study: tuple[Path, str], opened: list[Session]
) -> None:
    screen = unlock(qtbot, entrance, study[0], opened)
    screen.forgot.click()
    assert screen.secret.line.echoMode() == QLineEdit.EchoMode.Normal
    type_in(qtbot, screen, study[1].lower().replace("-", " "))
    assert len(opened) == 1


def test_that_the_recovery_key_forces_a_new_passphrase_and_a_new_key(
    qtbot: QtBot, entrance: Entrance, study: tuple[Path, str], opened: list[Session]
) -> None:
    folder, old_code = study
    screen = RenewScreen(entrance, entrance.doors.open_study(folder, "", old_code, ""))
    qtbot.addWidget(screen)
    screen.opened.connect(opened.append)
    screen.resize(1024, 540)
    screen.show()
    screen.activateWindow()
    QTest.qWaitForWindowActive(screen)
    screen.first_focus().setFocus()
    assert walk.faults(screen) == []
    screen.next()
    assert screen.step == 0
    for box in (screen.phrase.first, screen.phrase.again):
        box.set_text("lantern harbour pebble twelve")
    screen.next()
    walk.settle(screen.jobs)
    assert screen.step == 1
    assert walk.faults(screen) == []
    screen.next()
    assert opened == []
    groups = screen.doors.key_groups(screen.recovery.code)
    for box, index in zip(screen.recovery.boxes, screen.recovery._asked, strict=True):
        box.set_text(groups[index])
    screen.recovery.safe.setChecked(True)
    screen.next()
    walk.settle(screen.jobs)
    (session,) = opened
    assert recovery_confirmed(session)
    session.close()
    with pytest.raises(Refusal):
        entrance.doors.open_study(folder, "", old_code, "")


def test_that_leaving_before_the_new_key_is_shown_keeps_the_old_ways_in(
    qtbot: QtBot, entrance: Entrance, study: tuple[Path, str], opened: list[Session]
) -> None:
    folder, code = study
    screen = RenewScreen(entrance, entrance.doors.open_study(folder, "", code, ""))
    qtbot.addWidget(screen)
    screen.show()
    screen.hide()
    opened.append(entrance.doors.open_study(folder, PHRASE, "", ""))
    assert len(opened) == 1


def test_that_show_is_hidden_again_on_leave(
    qtbot: QtBot, entrance: Entrance, study: tuple[Path, str], opened: list[Session]
) -> None:
    screen = unlock(qtbot, entrance, study[0], opened)
    screen.show_typing.click()
    assert screen.secret.line.echoMode() == QLineEdit.EchoMode.Normal
    screen.hide()
    assert screen.secret.line.echoMode() == QLineEdit.EchoMode.Password


def test_that_caps_lock_is_noticed_while_typing(
    qtbot: QtBot, entrance: Entrance, study: tuple[Path, str], opened: list[Session]
) -> None:
    screen = unlock(qtbot, entrance, study[0], opened)
    qtbot.keyClick(screen.secret.line, "R")
    assert "Caps Lock" in screen.caps.text
    qtbot.keyClick(screen.secret.line, "r")
    assert screen.caps.isHidden()


def test_that_a_locked_window_says_who_and_when(
    qtbot: QtBot, entrance: Entrance, study: tuple[Path, str], opened: list[Session], watch: Watch
) -> None:
    screen = unlock(qtbot, entrance, study[0], opened, locked=Locked("K. Abara", watch.now))
    assert "K. Abara" in walk.texts(screen)
    assert "12:00" in walk.texts(screen)


def test_that_a_folder_that_is_open_elsewhere_is_refused_in_words(
    qtbot: QtBot, entrance: Entrance, study: tuple[Path, str], opened: list[Session]
) -> None:
    other = entrance.doors.open_study(study[0], PHRASE, "", "")
    try:
        screen = unlock(qtbot, entrance, study[0], opened)
        type_in(qtbot, screen, PHRASE)
        assert "is open in" in screen.secret.message
        said = screen.secret.findChildren(QLabel)[-1]
        assert said.text() == screen.secret.message
        qtbot.waitUntil(lambda: said.height() >= said.heightForWidth(said.width()))
    finally:
        other.close()


def first_run(qtbot: QtBot, entrance: Entrance, opened: list[Session]) -> FirstRunScreen:
    screen = FirstRunScreen(entrance)
    qtbot.addWidget(screen)
    screen.resize(1093, 550)
    screen.opened.connect(opened.append)
    screen.show()
    screen.activateWindow()
    QTest.qWaitForWindowActive(screen)
    screen.first_focus().setFocus()
    return screen


def walk_to(screen: FirstRunScreen, step: int) -> None:
    """Fill in what stands before `step`."""
    if step >= 1:
        screen.study.clinic.setText("R&D <b>Łukasz</b> clinic")
        screen.study.person.setText("Kemi Abara")
        screen.study.zone.choose("Europe/London")
        screen.next()
    if step >= 2:
        screen.phrase.first.set_text(PHRASE)
        screen.phrase.again.set_text(PHRASE)
        screen.next()
        screen.jobs.settle()
    if step >= 3:
        groups = screen.doors.key_groups(screen.recovery.code)
        for box, index in zip(screen.recovery.boxes, screen.recovery._asked, strict=True):
            box.set_text(groups[index].lower())
        screen.recovery.safe.setChecked(True)
        screen.next()
        screen.jobs.settle()


@pytest.mark.parametrize("step", range(4))
def test_that_every_step_fits_is_named_and_has_one_ring(
    qtbot: QtBot, entrance: Entrance, opened: list[Session], step: int
) -> None:
    screen = first_run(qtbot, entrance, opened)
    walk_to(screen, step)
    walk.settle(screen.jobs)
    assert screen.step == step
    assert walk.faults(screen) == []
    assert len(walk.focus_rings(screen)) == 1


def test_that_the_four_steps_end_in_an_open_study_with_its_settings(
    qtbot: QtBot, entrance: Entrance, opened: list[Session]
) -> None:
    screen = first_run(qtbot, entrance, opened)
    walk_to(screen, 3)
    screen.papers.paper.choose("letter")
    screen.papers.phone.setText("01234 567 890")
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    walk.settle(screen.jobs)
    (session,) = opened
    assert session.site.clinic == "R&D <b>Łukasz</b> clinic"
    assert session.study.time_zone == "Europe/London"
    assert session.user.short == "K. Abara"
    assert setting(session.records, "paper") == "letter"
    assert setting(session.records, "clinic_phone") == "01234 567 890"
    assert recovery_confirmed(session)
    if sys.platform != "win32":
        assert not stat.S_IMODE((session.folder / "keys.json").stat().st_mode) & 0o077


def test_that_next_says_what_is_missing(qtbot: QtBot, entrance: Entrance, opened: list[Session]) -> None:
    screen = first_run(qtbot, entrance, opened)
    assert not screen.forward.isEnabled()
    screen.next()
    assert screen.step == 0
    walk_to(screen, 1)
    screen.phrase.first.set_text("too short")
    assert "12 characters" in screen.why.text()
    screen.phrase.first.set_text("passwordpassword")
    assert "Many people" in screen.phrase.first.message
    screen.phrase.first.set_text(PHRASE)
    screen.phrase.again.set_text(PHRASE[:5])
    assert screen.phrase.again.message == "Not the same yet"
    assert not screen.forward.isEnabled()


def test_that_the_recovery_key_has_to_be_typed_back(
    qtbot: QtBot, entrance: Entrance, opened: list[Session]
) -> None:
    screen = first_run(qtbot, entrance, opened)
    walk_to(screen, 2)
    groups = entrance.doors.key_groups(screen.recovery.code)
    assert screen.why.text() == "3 groups still to type"
    screen.recovery.boxes[0].set_text("22222")
    assert screen.why.text() == "3 groups still to type"
    assert screen.recovery.boxes[0].message
    for box, index in zip(screen.recovery.boxes, screen.recovery._asked, strict=True):
        box.set_text(groups[index])
    assert not screen.forward.isEnabled()
    screen.recovery.safe.setChecked(True)
    assert screen.forward.isEnabled()


def test_that_leaving_the_page_blanks_the_recovery_key(
    qtbot: QtBot, entrance: Entrance, opened: list[Session]
) -> None:
    screen = first_run(qtbot, entrance, opened)
    walk_to(screen, 2)
    assert screen.recovery.groups.accessibleDescription()
    walk_to(screen, 3)
    assert screen.recovery.groups.accessibleDescription() == ""


def test_that_a_study_half_set_up_is_closed_with_the_screen(
    qtbot: QtBot, entrance: Entrance, opened: list[Session]
) -> None:
    screen = first_run(qtbot, entrance, opened)
    walk_to(screen, 2)
    folder = screen.study.folder
    screen.hide()
    opened.append(entrance.doors.open_study(folder, PHRASE, "", ""))
    assert not recovery_confirmed(opened[0])


def test_that_a_full_disk_while_making_the_study_is_said_and_the_step_stays(
    qtbot: QtBot, entrance: Entrance, opened: list[Session]
) -> None:
    def full(_asked: NewStudy) -> tuple[Session, str]:
        raise OSError(28, "No space left on device")

    screen = first_run(qtbot, replace(entrance, doors=replace(entrance.doors, create_study=full)), opened)
    walk_to(screen, 2)
    assert screen.step == 1
    assert "disk is full" in screen.problem.text
    assert screen.forward.isEnabled()


def test_that_passphrase_words_are_plain_and_drawn_anew() -> None:
    drawn = {some_words() for _ in range(20)}
    assert len(drawn) == 20
    assert all(word.isascii() and word.isalpha() and word.islower() for each in drawn for word in each)
