"""Backups in the window: the banner, the backup on lock and close, the way back from the door."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel

from tests.fakes import make_keys_cheap
from tests.ui import walk
from tracker.domain.change import ref
from tracker.domain.patient import Patient
from tracker.language import words
from tracker.services import backups
from tracker.services.studies import create_study
from tracker.store import place
from tracker.store.package import packages
from tracker.store.refusals import Damaged
from tracker.ui.awake import ClipboardWatch, Look, SleepWatch, slept
from tracker.ui.dialogs.backups import BackupsDialog
from tracker.ui.routes import Route
from tracker.ui.screens.restore import RestoreScreen
from tracker.ui.theme.tokens import LIGHT
from tracker.ui.window import Window

PASSPHRASE = "four unrelated quiet words"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


@pytest.fixture
def folder(tmp_path, watch):
    session = create_study(
        tmp_path / "study", name="S", clinic="C", user_name="K", passphrase=PASSPHRASE, now=watch
    ).session
    enrol(session, "A-1")
    session.close()
    return tmp_path / "study"


@pytest.fixture
def window(qtbot, themed, real_doors, folder):
    made = Window(real_doors, words(), LIGHT, folder)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def enrol(session, study_id):
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id=study_id))


def unlock(window):
    door = window.centralWidget()
    door.secret.set_text(PASSPHRASE)
    door.try_open()
    walk.settle(window.jobs)
    return window.session


def made_in(folder):
    return packages(folder / "backups")


def test_that_locking_backs_up_what_changed_and_only_then(window, folder):
    unlock(window)
    window.lock()
    walk.settle(window.jobs)
    assert [each.manifest.reason for each in made_in(folder)] == ["on-close"]
    unlock(window)
    window.lock()
    walk.settle(window.jobs)
    assert len(made_in(folder)) == 1


def test_that_closing_backs_up_what_changed(window, folder):
    enrol(unlock(window), "A-2")
    window.close()
    assert [each.manifest.counts["patient"] for each in made_in(folder)] == [2]


def opened(window):
    window.shell.rail.picked.emit("backups")
    walk.settle(window.jobs)
    return next(each for each in window.findChildren(BackupsDialog) if each.isVisible())


def test_that_the_rail_leads_to_the_backups_and_to_a_restore(window, folder):
    unlock(window)
    dialog = opened(window)
    shown = " ".join(each.text() for each in dialog.findChildren(QLabel)).replace("\u200b", "")
    assert str(folder / "backups") in shown
    dialog.act.click()
    walk.settle(window.jobs)
    assert len(made_in(folder)) == 1
    opened(window).restore.click()
    walk.settle(window.jobs)
    assert window.session is None
    assert isinstance(window.centralWidget(), RestoreScreen)


def test_that_a_second_place_is_asked_for_and_a_stale_backup_stays_said(window, folder, tmp_path, watch):
    unlock(window)
    assert "this computer only" in window.shell.backups.text
    stick = tmp_path / "stick"
    stick.mkdir()
    window.backups.use_place(stick)
    walk.settle(window.jobs)
    assert window.shell.backups.text == ""
    assert list(stick.rglob("manifest.json"))
    watch.now = watch.now.replace(month=12, day=20)
    window.backups.refresh()
    walk.settle(window.jobs)
    assert "more than 7 days" in window.shell.backups.text
    window.backups.back_up()
    walk.settle(window.jobs)
    assert window.shell.backups.text == ""


def test_that_a_stick_pulled_out_is_said_with_a_way_on(window, folder, tmp_path):
    unlock(window)
    stick = tmp_path / "stick"
    stick.mkdir()
    window.backups.use_place(stick)
    walk.settle(window.jobs)
    stick.rename(tmp_path / "gone")
    window.backups.back_up()
    walk.settle(window.jobs)
    assert str(stick) in window.shell.backups.text
    assert window.backups.job is None


def test_that_a_damaged_study_leads_to_its_backups_and_back_to_work(window, folder):
    unlock(window)
    window.lock()
    walk.settle(window.jobs)
    held = (folder / "study.db").read_bytes()
    (folder / "study.db").write_bytes(held[:20000] + b"\xff\xff" + held[20002:])
    unlock(window)
    screen = window.centralWidget()
    assert isinstance(screen, RestoreScreen)
    assert "Damaged pages" in screen.problem.text
    assert walk.faults(screen) == []
    screen.secret.set_text(PASSPHRASE)
    screen.restore()
    walk.settle(window.jobs)
    assert [each.study_id for each in window.session.records.find(Patient)] == ["A-1"]
    assert list(folder.glob("study.db.before-restore-*"))


def test_that_an_older_backup_asks_why_before_entries_are_lost(window, folder):
    session = unlock(window)
    backups.back_up_now(session)
    enrol(session, "A-2")
    session.close()
    window.show_restore()
    screen = window.centralWidget()
    screen.secret.set_text(PASSPHRASE)
    screen.restore()
    walk.settle(window.jobs)
    assert not screen.reason.isHidden()
    screen.reason.set_text("wrong import")
    screen.restore()
    walk.settle(window.jobs)
    assert [each.study_id for each in window.session.records.find(Patient)] == ["A-1"]


def test_that_a_wrong_passphrase_is_said_below_its_box_and_back_leads_to_the_door(window, folder):
    unlock(window)
    window.lock()
    walk.settle(window.jobs)
    window.centralWidget().restore.click()
    screen = window.centralWidget()
    assert isinstance(screen, RestoreScreen)
    screen.secret.set_text("not this passphrase")
    screen.restore()
    walk.settle(window.jobs)
    assert "does not open" in screen.secret.message
    screen.backward.click()
    assert not isinstance(window.centralWidget(), RestoreScreen)


def test_that_a_dialog_does_not_stand_in_the_way_of_the_lock(window, qtbot):
    unlock(window)
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    qtbot.addWidget(dialog)
    window.lock()
    assert not dialog.isVisible()
    assert window.session is None


def test_that_unlocking_returns_to_the_same_box_and_what_was_typed_there(window, folder):
    session = unlock(window)
    (patient,) = session.records.find(Patient)
    window.shell.go(Route("visit", patient.id))
    walk.settle(window.jobs)
    window.shell.screen.primary()
    walk.settle(window.jobs)
    QTest.keyClick(window.shell.focusWidget(), Qt.Key.Key_Down)
    box = window.shell.focusWidget()
    QTest.keyClicks(box, "88")
    name = box.accessibleName()
    assert name
    window.lock()
    walk.settle(window.jobs)
    assert "88" not in walk.texts(window)
    unlock(window)
    again = window.shell.focusWidget()
    assert (again.accessibleName(), again.text()) == (name, "88")


def test_that_sleep_locks(window):
    unlock(window)
    window._sleep.woke.emit()
    assert window.session is None


@pytest.mark.parametrize(
    ("wall", "steady", "told"),
    [(5, 5, False), (3600, 5, True), (3600, 3600, True), (-86400, 5, False), (40, 40, False)],
)
def test_that_sleep_is_a_jump_of_either_clock(wall, steady, told):
    assert slept(Look(1000, 50), Look(1000 + wall, 50 + steady)) is told


def test_that_the_watch_compares_with_its_last_look(qtbot):
    looks = iter([Look(0, 0), Look(5, 5), Look(4000, 10), Look(4005, 15)])
    watch, heard = SleepWatch(lambda: next(looks)), []
    watch.woke.connect(lambda: heard.append(1))
    watch.look()
    assert heard == []
    watch.look()
    watch.look()
    assert heard == [1]


def test_that_what_was_copied_here_leaves_the_clipboard_at_the_lock(window):
    unlock(window)
    window._clipboard.owns = lambda: True
    QGuiApplication.clipboard().setText("Okafor")
    window.lock()
    assert QGuiApplication.clipboard().text() == ""


def test_that_what_was_copied_here_is_cleared_by_itself(qtbot):
    watch = ClipboardWatch(owns=lambda: True)
    watch._timer.setInterval(10)
    QGuiApplication.clipboard().setText("Okafor")
    assert watch.waiting
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "", timeout=2000)


def test_that_little_room_is_said_at_opening_and_after_a_save_until_there_is_room(window, monkeypatch):
    free = [199_000_000]
    monkeypatch.setattr(place, "free_bytes", lambda _folder: free[0])
    session = unlock(window)
    notice, news = window.shell.backups, window.shell.workplace.news
    assert "199 MB are left" in notice.text

    free[0] = 200_000_000
    news.publish([ref(session.user)])
    walk.settle(window.jobs)
    assert "MB are left" not in notice.text

    free[0] = 5_000_000
    news.publish([ref(session.user)])
    walk.settle(window.jobs)
    assert "5 MB are left" in notice.text
    enrol(session, "A-3")


def press(notice, text):
    next(each for each in notice.findChildren(QAbstractButton) if text in each.text()).click()


def test_that_an_older_file_in_the_place_of_the_study_is_said_with_the_way_back(window, folder):
    older = (folder / "study.db").read_bytes()
    enrol(unlock(window), "A-2")
    window.lock()
    walk.settle(window.jobs)
    (folder / "study.db").write_bytes(older)

    unlock(window)
    assert "reaches further than this study" in window.shell.backups.text
    press(window.shell.backups, "Lock and restore")
    walk.settle(window.jobs)
    door = window.centralWidget()
    assert isinstance(door, RestoreScreen)
    door.list.selectRow(0)
    door.secret.set_text(PASSPHRASE)
    door.restore()
    walk.settle(window.jobs)
    assert len(window.session.records.find(Patient)) == 2
    assert "reaches further" not in window.shell.backups.text


def test_that_damage_met_at_work_offers_the_way_to_a_backup(window):
    unlock(window)
    window.tell(Damaged())
    press(window.shell.notice, "Lock and restore")
    walk.settle(window.jobs)
    assert isinstance(window.centralWidget(), RestoreScreen)
    assert window.session is None
