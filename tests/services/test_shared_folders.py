"""Cloud and network folders: refused at every way in until it was confirmed, and then remembered."""

from pathlib import Path

import pytest

from tests.fakes import make_keys_cheap
from tests.store.conftest import PASSPHRASE, Clock
from tracker.domain.shared_folders import SharedFolder
from tracker.services import backups
from tracker.services.package_key import Secret
from tracker.services.restore import restore
from tracker.services.shared_folders import NotConfirmed, confirm_folder
from tracker.services.studies import create_study, open_study
from tracker.store import place


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def study(tmp_path, clock):
    """A closed study on this computer, with one backup."""
    session = make(tmp_path / "study", clock)
    backups.back_up_now(session)
    session.close()
    return tmp_path / "study"


def make(folder, clock):
    return create_study(folder, name="S", clinic="C", user_name="K", passphrase=PASSPHRASE, now=clock).session


def network(monkeypatch, tmp_path, point):
    mounts = tmp_path / "mounts"
    spaced = str(point).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\n//server/share {spaced} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(place, "MOUNTS", mounts)


def test_that_nothing_is_made_in_a_shared_folder_before_the_word_is_typed(tmp_path, clock):
    cloud = tmp_path / "OneDrive - Klinik" / "study"
    with pytest.raises(SharedFolder, match="OneDrive"):
        make(cloud, clock)
    assert not cloud.parent.exists()

    with pytest.raises(NotConfirmed):
        confirm_folder(cloud, "yes")
    with pytest.raises(SharedFolder):
        make(cloud, clock)

    confirm_folder(cloud, " Understood ")
    make(cloud, clock).close()
    open_study(cloud, passphrase=PASSPHRASE, now=clock).close()


def test_that_a_study_on_a_network_drive_is_not_opened(study, tmp_path, monkeypatch, clock):
    network(monkeypatch, tmp_path, tmp_path)
    with pytest.raises(SharedFolder, match="network drive"):
        open_study(study, passphrase=PASSPHRASE, now=clock)
    confirm_folder(study, "understood")
    open_study(study, passphrase=PASSPHRASE, now=clock).close()


def test_that_the_same_study_opens_where_the_drive_is_not_above_it(study, tmp_path, monkeypatch, clock):
    """The control."""
    network(monkeypatch, tmp_path, tmp_path / "else where")
    open_study(study, passphrase=PASSPHRASE, now=clock).close()
    (tmp_path / "else where").mkdir()
    assert place.facts_of(tmp_path / "else where" / "deep").file_system == "cifs"


def test_that_a_folder_below_the_one_that_onedrive_names_is_refused(study, monkeypatch, clock):
    monkeypatch.setenv("OneDriveCommercial", str(study.parent))
    with pytest.raises(SharedFolder, match="OneDrive"):
        open_study(study, passphrase=PASSPHRASE, now=clock)


def test_that_a_mark_of_a_sync_program_above_counts_and_a_setting_of_dropbox_does_not(study, clock):
    (study.parent / ".dropbox").mkdir()
    open_study(study, passphrase=PASSPHRASE, now=clock).close()
    (study.parent / ".dropbox.cache").mkdir()
    with pytest.raises(SharedFolder, match="Dropbox"):
        open_study(study, passphrase=PASSPHRASE, now=clock)


def test_that_a_backup_place_and_a_restore_are_asked_about_too(study, tmp_path, clock):
    cloud = tmp_path / "Dropbox"
    cloud.mkdir()
    session = open_study(study, passphrase=PASSPHRASE, now=clock)
    with pytest.raises(SharedFolder):
        backups.choose_place(session, cloud)
    with pytest.raises(SharedFolder):
        backups.back_up_now(session, second=cloud)
    assert list(cloud.iterdir()) == []
    package = backups.list_backups(session)[0].folder
    session.close()
    with pytest.raises(SharedFolder):
        restore(package, cloud / "new", Secret(passphrase=PASSPHRASE), now=clock)
    assert list(cloud.iterdir()) == []
    confirm_folder(cloud, "understood")
    session = open_study(study, passphrase=PASSPHRASE, now=clock)
    assert backups.choose_place(session, cloud).place == cloud
    session.close()


def test_that_a_practice_study_may_lie_anywhere(tmp_path, clock):
    made = create_study(
        tmp_path / "Dropbox" / "p", name="S", clinic="C", user_name="K", practice=True, now=clock
    )
    made.session.close()
    open_study(tmp_path / "Dropbox" / "p", now=clock).close()


def test_that_the_note_of_what_was_confirmed_names_no_folder(tmp_path, own_home):
    confirm_folder(tmp_path / "Dropbox" / "Okafor", "understood")
    kept = [each.read_bytes() for each in Path(own_home).rglob("folders.json")]
    assert len(kept) == 1
    assert b"Okafor" not in kept[0]


def test_that_a_second_version_beside_the_study_is_said_at_opening(study, clock):
    (study / "study-LAPTOP7.db").write_bytes(b"x")
    session = open_study(study, passphrase=PASSPHRASE, now=clock)
    session.close()
    assert [said.values["names"] for said in session.told] == ["study-LAPTOP7.db"]
    (study / "study-LAPTOP7.db").unlink()
    session = open_study(study, passphrase=PASSPHRASE, now=clock)
    session.close()
    assert session.told == ()
