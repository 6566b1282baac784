"""Restoring: what is refused, what is kept, and that the study is again as the backup has it."""

import json
import shutil
from dataclasses import replace

import pytest

from tests.fakes import make_keys_cheap
from tests.store.conftest import PASSPHRASE, Clock
from tests.store.test_opening import fingerprint
from tracker.domain.change import Act
from tracker.domain.patient import Patient
from tracker.domain.progress import Cancelled
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role, User
from tracker.services import backups
from tracker.services.package_key import Secret, verify_with
from tracker.services.passphrases import change_passphrase
from tracker.services.restore import OtherStudy, WouldLose, restore
from tracker.services.rights import NotAllowed
from tracker.services.studies import create_study, open_study, verify
from tracker.store import refusals
from tracker.store.package import PackageDamaged, packages

TYPED = Secret(passphrase=PASSPHRASE)


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def made(tmp_path, clock):
    """A closed study with patients A-1 and A-2; its backup has A-1 alone."""
    made = create_study(
        tmp_path / "study", name="S", clinic="C", user_name="K", passphrase=PASSPHRASE, now=clock
    )
    session = made.session
    enrol(session, "A-1")
    backups.back_up_now(session)
    clock.move(hours=1)
    enrol(session, "A-2")
    session.close()
    return made


@pytest.fixture
def folder(made):
    return made.session.folder


@pytest.fixture
def package(folder):
    return packages(folder / "backups")[0].folder


def enrol(session, study_id):
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id=study_id))


def ids(session):
    return [patient.study_id for patient in session.records.find(Patient)]


def content(folder):
    return {
        name: digest
        for name, digest in fingerprint(folder).items()
        if not name.startswith(("study.lock", "backups/2"))
    }


def test_that_a_lost_laptop_is_replaced_with_passphrase_and_backup_alone(made, package, tmp_path, clock):
    stick = tmp_path / "stick"
    shutil.copytree(package, stick)
    shutil.rmtree(made.session.folder)
    done = restore(stick, tmp_path / "new", TYPED, now=clock)
    assert ids(done.session) == ["A-1"]
    assert verify(done.session).sound
    assert done.aside is None
    done.session.close()
    again = open_study(tmp_path / "new", passphrase=PASSPHRASE, now=clock)
    assert ids(again) == ["A-1"]
    again.close()


def test_that_the_recovery_code_restores_too(made, package, tmp_path, clock):
    done = restore(package, tmp_path / "new", Secret(recovery_code=made.recovery_code), now=clock)
    assert done.recovered
    assert ids(done.session) == ["A-1"]
    acts = [event.act for event in done.session.records.trail()]
    assert acts[-3:] == [Act.RECOVERED, Act.LOGIN, Act.RESTORED]
    done.session.close()


def test_that_an_older_backup_needs_a_reason_and_leaves_the_study_without_one(folder, package, clock):
    before = content(folder)
    with pytest.raises(WouldLose) as told:
        restore(package, folder, TYPED, now=clock)
    assert told.value.entries == 1
    assert content(folder) == before


def test_that_with_a_reason_the_study_is_put_back_and_the_file_before_is_kept(
    folder, package, clock, tmp_path
):
    done = restore(package, folder, TYPED, reason="wrong import", now=clock)
    assert ids(done.session) == ["A-1"]
    event = done.session.records.trail()[-1]
    assert event.act is Act.RESTORED
    assert event.why.endswith("wrong import")
    assert verify(done.session).sound
    done.session.close()
    before = tmp_path / "before"
    before.mkdir()
    shutil.copy(done.aside, before / "study.db")
    shutil.copy(folder / "keys.json", before / "keys.json")
    old = open_study(before, passphrase=PASSPHRASE, now=clock)
    assert ids(old) == ["A-1", "A-2"]
    old.close()


def test_that_what_was_before_the_restore_is_a_backup_that_counts_no_more(folder, package, clock):
    done = restore(package, folder, TYPED, reason="wrong import", now=clock)
    found = backups.list_backups(done.session)
    assert [(each.manifest.reason, each.superseded) for each in found] == [
        ("by-hand", False),
        ("before-restore", True),
    ]
    assert backups.backup_state(done.session).changed
    done.session.close()


def test_that_the_newest_backup_of_a_damaged_study_needs_no_reason(folder, package, clock):
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    clock.move(hours=1)
    backups.back_up_now(session)
    session.close()
    (folder / "study.db").write_bytes(b"")
    newest = packages(folder / "backups")[0].folder
    done = restore(newest, folder, TYPED, now=clock)
    assert ids(done.session) == ["A-1", "A-2"]
    assert done.aside.stat().st_size == 0
    done.session.close()


def test_that_an_older_backup_of_a_damaged_study_is_told_apart_by_the_newer_ones(folder, package, clock):
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    clock.move(hours=1)
    backups.back_up_now(session)
    session.close()
    (folder / "study.db").write_bytes(b"x" * 8192)
    with pytest.raises(WouldLose):
        restore(package, folder, TYPED, now=clock)


def test_that_a_study_whose_data_are_gone_comes_back(folder, package, clock):
    (folder / "study.db").unlink()
    done = restore(package, folder, TYPED, now=clock)
    assert ids(done.session) == ["A-1"]
    done.session.close()


def test_that_a_study_whose_keys_are_gone_comes_back(folder, package, clock):
    for name in ("keys.json", ".keys.prev.json", "backups/keys.json"):
        (folder / name).unlink(missing_ok=True)
    done = restore(package, folder, TYPED, reason="keys lost", now=clock)
    done.session.close()
    open_study(folder, passphrase=PASSPHRASE, now=clock).close()


def test_that_a_log_left_by_a_crash_goes_aside_with_its_file(folder, package, clock):
    (folder / "study.db").write_bytes(b"x" * 8192)
    (folder / "study.db-wal").write_bytes(b"a log")
    done = restore(package, folder, TYPED, now=clock)
    assert ids(done.session) == ["A-1"]
    assert done.aside.with_name(f"{done.aside.name}-wal").read_bytes() == b"a log"
    done.session.close()


def test_that_the_backup_of_another_study_is_refused(folder, clock, tmp_path):
    other = create_study(
        tmp_path / "other", name="O", clinic="C", user_name="K", passphrase=PASSPHRASE, now=clock
    ).session
    backups.back_up_now(other)
    other.close()
    before = content(folder)
    with pytest.raises(OtherStudy):
        restore(packages(other.folder / "backups")[0].folder, folder, TYPED, reason="mine", now=clock)
    assert content(folder) == before


@pytest.mark.parametrize("name", ["study.db", "manifest.json", "keys.json"])
@pytest.mark.parametrize("harm", ["flip", "cut", "gone"])
def test_that_a_damaged_backup_is_refused_and_the_study_untouched(folder, package, clock, name, harm):
    path = package / name
    held = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        half = len(held) // 2
        path.write_bytes(
            held[:half] if harm == "cut" else held[:half] + bytes([held[half] ^ 1]) + held[half + 1 :]
        )
    before = content(folder)
    with pytest.raises(Refusal) as told:
        restore(package, folder, TYPED, reason="so", now=clock)
    assert isinstance(
        told.value, PackageDamaged | refusals.WrongPassphrase | OtherStudy | refusals.KeysTooWeak
    )
    assert content(folder) == before
    session = open_study(folder, passphrase=PASSPHRASE, now=lambda: clock().replace(year=2027))
    assert ids(session) == ["A-1", "A-2"]
    session.close()


def test_that_an_unharmed_backup_is_not_refused(folder, package, clock):
    restore(package, folder, TYPED, reason="so", now=clock).session.close()


def test_that_a_wrong_passphrase_restores_nothing_and_has_to_wait(folder, package, clock):
    before = content(folder)
    with pytest.raises(refusals.WrongPassphrase):
        restore(package, folder, Secret(passphrase="not this passphrase"), reason="so", now=clock)
    with pytest.raises(refusals.TooSoon):
        restore(package, folder, TYPED, reason="so", now=clock)
    assert content(folder) == before


def test_that_a_study_in_use_is_not_restored(folder, package, clock):
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    with pytest.raises(refusals.InUse):
        restore(package, folder, TYPED, reason="so", now=clock)
    session.close()


@pytest.mark.parametrize("phrase", [PASSPHRASE, "another long passphrase"])
def test_that_the_passphrase_of_then_and_the_one_of_today_restore_and_today_stays(
    folder, package, clock, phrase
):
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    change_passphrase(session, PASSPHRASE, "another long passphrase")
    session.close()
    restore(package, folder, Secret(passphrase=phrase), reason="so", now=clock).session.close()
    open_study(folder, passphrase="another long passphrase", now=clock).close()


@pytest.mark.parametrize("step", range(1, 9))
def test_that_a_restore_can_be_stopped_and_leaves_the_study(folder, package, clock, step):
    before, seen = content(folder), []

    def stop(done, total, what):
        seen.append(done)
        if len(seen) == step:
            raise Cancelled

    with pytest.raises(Cancelled):
        restore(package, folder, TYPED, reason="so", now=clock, progress=stop)
    assert content(folder) == before


def test_that_a_backup_is_checked_with_its_own_keys(package, clock):
    assert verify_with(package, TYPED, now=clock).counts["patient"] == 1
    with pytest.raises(refusals.WrongPassphrase):
        verify_with(package, Secret(passphrase="not this passphrase"), now=clock)


def test_that_a_practice_study_is_restored_without_a_secret(tmp_path, clock):
    session = create_study(
        tmp_path / "P", name="P", clinic="C", user_name="K", practice=True, now=clock
    ).session
    backups.back_up_now(session)
    session.close()
    made = packages(session.folder / "backups")[0].folder
    done = restore(made, tmp_path / "Q", Secret(), now=clock)
    assert done.session.study.practice
    assert not done.recovered
    done.session.close()


def test_that_a_backup_of_the_first_format_without_its_study_is_restored(folder, package, clock):
    told = json.loads((package / "manifest.json").read_text())
    del told["study"]
    (package / "manifest.json").write_text(json.dumps(told))
    restore(package, folder, TYPED, reason="so", now=clock).session.close()


def test_that_where_there_is_an_administrator_only_he_throws_entries_away(tmp_path, clock):
    session = create_study(
        tmp_path / "study", name="S", clinic="C", user_name="K", passphrase=PASSPHRASE, now=clock
    ).session
    admin = User(site=session.site.id, name="A", short="A", role=Role.ADMIN)
    with session.office.work(session.user.id) as unit:
        unit.put(replace(unit.get(User, session.user.id), role=Role.COORDINATOR))
        unit.put(admin)
    file = session.file
    file.back_up("by-hand")
    enrol(session, "A-1")
    session.close()
    (made,) = packages(session.folder / "backups")
    with pytest.raises(NotAllowed):
        restore(made.folder, session.folder, TYPED, reason="so", now=clock)
    (session.folder / "study.db").unlink()
    restore(made.folder, session.folder, TYPED, now=clock).session.close()
