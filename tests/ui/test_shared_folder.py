"""A cloud folder in the window: a word has to be typed at the door, at the first run and for backups."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from tests.fakes import make_keys_cheap
from tests.ui import walk
from tests.ui.test_restore import PASSPHRASE, enrol, unlock
from tracker.domain.shared_folders import SharedFolder
from tracker.language import words
from tracker.services import backups
from tracker.services.shared_folders import confirm_folder
from tracker.services.studies import create_study
from tracker.store import place
from tracker.ui.dialogs.shared_folder import SharedFolderDialog
from tracker.ui.theme.tokens import LIGHT
from tracker.ui.window import Window


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


@pytest.fixture
def folder(tmp_path, watch, monkeypatch):
    """A study whose folder has become a synced one."""
    session = create_study(
        tmp_path / "here" / "study", name="S", clinic="C", user_name="K", passphrase=PASSPHRASE, now=watch
    ).session
    enrol(session, "A-1")
    session.close()
    monkeypatch.setenv("OneDrive", str(tmp_path / "here"))
    return tmp_path / "here" / "study"


@pytest.fixture
def typed(monkeypatch):
    """What the person types into the dialog; each entry is whether the act was possible before and after."""
    seen, text = [], ["understood"]

    def answer(dialog):
        before = dialog.act.isEnabled()
        dialog.typed.set_text(text[0])
        seen.append((before, dialog.act.isEnabled()))
        (dialog.act if dialog.act.isEnabled() else dialog.cancel).click()
        return dialog.result()

    monkeypatch.setattr(SharedFolderDialog, "exec", answer)
    return seen, text


@pytest.fixture
def window(qtbot, themed, real_doors, folder):
    made = Window(real_doors, words(), LIGHT, folder)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_that_the_door_opens_once_the_word_was_typed_and_does_not_ask_again(window, typed):
    seen, text = typed
    text[0] = "yes"
    assert unlock(window) is None
    assert seen == [(False, False)]
    assert "OneDrive" in window.centralWidget().secret._message.text()

    text[0] = "understood"
    assert unlock(window) is not None
    assert seen[1:] == [(False, True)]

    window.lock()
    walk.settle(window.jobs)
    assert unlock(window) is not None
    assert len(seen) == 2


def test_that_a_backup_place_in_a_cloud_is_used_only_after_the_word(window, folder, tmp_path, typed):
    seen, text = typed
    confirm_folder(folder, "understood")
    session = unlock(window)
    cloud = tmp_path / "Dropbox"
    cloud.mkdir()
    text[0] = ""
    window.backups.use_place(cloud)
    walk.settle(window.jobs)
    assert backups.backup_state(session).place is None
    text[0] = "understood"
    window.backups.use_place(cloud)
    walk.settle(window.jobs)
    assert backups.backup_state(session).place == cloud
    assert len(seen) == 2


def test_that_the_first_run_makes_nothing_before_the_word(qtbot, themed, real_doors, folder, typed):
    seen, text = typed
    window = Window(real_doors, words(), LIGHT, None)
    qtbot.addWidget(window)
    window.show()
    first = window.centralWidget()
    first.study.folder = folder.parent / "new"
    for line, said in (
        (first.study.study, "S"),
        (first.study.clinic, "C"),
        (first.study.person, "Kemi Abara"),
    ):
        line.setText(said)
    for box in (first.phrase.first, first.phrase.again):
        box.set_text(PASSPHRASE)
    first.next()
    text[0] = "no"
    first.next()
    walk.settle(window.jobs)
    assert (first.step, len(seen)) == (1, 1)
    text[0] = "understood"
    first.next()
    walk.settle(window.jobs)
    assert (first.step, len(seen)) == (2, 2)
    window.close()


def test_that_the_dialog_fits_and_starts_in_the_box(qtbot, themed, tmp_path):
    for name in ("light", "dark"):
        dialog = SharedFolderDialog(
            None, themed(name), words(), SharedFolder(Path("OneDrive") / "study", "OneDrive")
        )
        qtbot.addWidget(dialog)
        dialog.show()
        QApplication.processEvents()
        assert dialog.result() != QDialog.DialogCode.Accepted
        assert walk.faults(dialog) == []
    assert not place.is_confirmed(tmp_path)


def test_that_a_long_path_without_a_space_is_shown_whole(qtbot, themed):
    folder = Path("/OneDrive", "GeneralHospitalRheumatologyDepartmentOfCellularTherapies" * 4)
    refused = SharedFolder(folder, "OneDrive")
    dialog = SharedFolderDialog(None, LIGHT, words(), refused)
    qtbot.addWidget(dialog)
    dialog.show()
    (said,) = [each for each in dialog.findChildren(QLabel) if "\u200b" in each.text()]
    assert str(folder) in said.text().replace("\u200b", "")
    room = QRect(0, 0, said.width(), 10_000)
    needed = said.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), said.text())
    assert needed.width() <= said.width()
    assert needed.height() <= said.height()
    cut = said.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(folder))
    assert cut.width() > said.width(), "without places to break it would be cut"
