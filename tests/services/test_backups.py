"""When a backup is due, what the state says about it, and the second place."""

import shutil
from datetime import timedelta

import pytest

from tests.fakes import fake_session
from tests.store.conftest import PASSPHRASE
from tracker.domain.patient import Patient
from tracker.domain.progress import Cancelled
from tracker.services import backups
from tracker.services.studies import create_study, open_study
from tracker.store import backup
from tracker.store.key_copies import read_keys
from tracker.store.package import packages, read_package, verify_package


def enrol(session, study_id):
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id=study_id))


def made_in(session):
    return packages(session.folder / "backups")


def test_that_a_study_without_a_backup_says_so_and_asks_for_a_second_place(session):
    state = backups.backup_state(session)
    assert state.verdict.phrase == "There is no backup of this study yet."
    assert (state.newest, state.age, state.tone) == (None, None, "warn")
    assert state.changed
    assert state.ask_for_place
    assert not state.stays


def test_that_a_week_without_any_backup_makes_the_banner_stay(session, clock):
    clock.move(days=9)
    state = backups.backup_state(session)
    assert state.stays
    assert state.tone == "danger"


def test_that_after_a_backup_nothing_is_due_until_something_changes(session, clock):
    backups.back_up_now(session)
    assert not backups.backup_state(session).changed
    assert not backups.back_up_if_changed(session, backups.IN_USE)
    enrol(session, "A-1")
    clock.move(minutes=30)
    assert backups.back_up_if_changed(session, backups.IN_USE)
    assert [each.manifest.reason for each in made_in(session)] == ["in-use", "by-hand"]


def test_that_logging_in_alone_is_no_change(session, clock):
    backups.back_up_now(session)
    session.close()
    again = open_study(session.folder, passphrase=PASSPHRASE, now=clock)
    assert not backups.backup_state(again).changed
    again.close()


@pytest.mark.parametrize(("days", "stale"), [(7, False), (7.1, True)])
def test_that_a_backup_is_stale_after_seven_days(session, clock, days, stale):
    backups.back_up_now(session)
    clock.move(days=days)
    state = backups.backup_state(session)
    assert state.stale == state.stays == stale
    assert state.age == timedelta(days=days)


def test_that_a_backup_from_the_future_has_no_negative_age(session, clock):
    backups.back_up_now(session)
    clock.move(days=-400)
    assert backups.backup_state(session).age == timedelta()


def test_that_the_second_place_holds_a_verified_copy(session, tmp_path, clock):
    stick = tmp_path / "stick"
    stick.mkdir()
    state = backups.choose_place(session, stick)
    assert state.place == stick
    assert not state.ask_for_place
    state = backups.back_up_now(session)
    assert state.verdict.phrase == "Backed up {day}, here and in “{place}”."
    assert state.tone == "ok"
    (there,) = packages(stick / backups.place_name(session))
    assert there.manifest == made_in(session)[0].manifest
    session.file.verify_package(there.folder)


def test_that_the_place_is_known_to_this_computer_and_not_to_the_study(session, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    before = session.records.trail()
    backups.choose_place(session, stick)
    assert session.records.trail() == before
    assert str(stick) not in "".join(
        path.read_text(errors="ignore") for path in session.folder.rglob("*.json")
    )


def test_that_a_missing_stick_is_named_when_asked_for_and_forgiven_when_not(session, tmp_path, clock):
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.choose_place(session, stick)
    stick.rmdir()
    enrol(session, "A-1")
    assert backups.back_up_if_changed(session, backups.ON_CLOSE)
    assert not backups.backup_state(session).failed
    clock.move(days=1)
    with pytest.raises(backup.PlaceMissing) as told:
        backups.back_up_now(session)
    assert str(stick) in str(told.value)
    assert not stick.exists()
    state = backups.backup_state(session)
    assert state.failed
    assert state.stays
    assert state.tone == "danger"
    assert len(made_in(session)) == 2
    stick.mkdir()
    assert not backups.back_up_now(session).stays


def test_that_a_stick_that_returns_other_bytes_is_not_trusted(session, tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.choose_place(session, stick)
    copy = backup.copy_file

    def lying(source, target):
        copy(source, target)
        if target.name == "study.db":
            with target.open("r+b") as file:
                file.seek(5000)
                file.write(b"\xff")

    monkeypatch.setattr(backup, "copy_file", lying)
    with pytest.raises(backup.CopyFailed):
        backups.back_up_now(session)
    assert packages(stick / backups.place_name(session)) == ()
    assert list((stick / backups.place_name(session)).iterdir()) == []
    assert len(made_in(session)) == 1


def test_that_a_place_inside_the_study_is_refused(session):
    with pytest.raises(backups.PlaceUnfit):
        backups.choose_place(session, session.folder / "backups")


def test_that_a_failed_backup_leaves_the_older_ones_and_a_banner(session, clock, monkeypatch):
    backups.back_up_now(session)
    clock.move(hours=1)
    monkeypatch.setattr(backup, "_LONGEST", -1.0)
    with pytest.raises(backup.BackupFailed):
        backups.back_up_now(session)
    state = backups.backup_state(session)
    assert state.failed
    assert state.stays
    assert len(made_in(session)) == 1
    assert not [path for path in (session.folder / "backups").iterdir() if path.suffix == ".tmp"]


@pytest.mark.parametrize("step", [1, 3, 6])
def test_that_a_cancelled_backup_leaves_nothing_and_is_no_failure(session, step):
    seen = []

    def stop(done, total, what):
        seen.append(done)
        if len(seen) == step:
            raise Cancelled

    with pytest.raises(Cancelled):
        backups.back_up_now(session, stop)
    assert made_in(session) == ()
    assert not backups.backup_state(session).failed


def test_that_backups_are_thinned_as_they_are_made(session, clock):
    for n in range(4):
        enrol(session, f"A-{n}")
        backups.back_up_now(session)
        clock.move(hours=1)
    clock.move(days=5)
    enrol(session, "A-9")
    backups.back_up_now(session)
    assert [each.manifest.counts["patient"] for each in made_in(session)] == [5, 4]


def test_that_a_half_made_backup_of_a_crash_is_cleared_away_and_never_listed(session):
    half = session.folder / "backups" / "2026-01-01T000000Z-in-use.tmp"
    half.mkdir(parents=True)
    (half / "study.db").write_bytes(b"half")
    assert made_in(session) == ()
    backups.back_up_now(session)
    assert not half.exists()


def test_that_a_practice_study_and_a_study_in_memory_get_no_backup_by_themselves(tmp_path, clock):
    practice = create_study(
        tmp_path / "P", name="P", clinic="C", user_name="K", practice=True, now=clock
    ).session
    assert not backups.back_up_if_changed(practice, backups.ON_CLOSE)
    assert not backups.backup_state(practice).stays
    practice.close()
    assert not backups.back_up_if_changed(fake_session(), backups.ON_CLOSE)
    assert not backups.backup_state(fake_session()).stays


HARMS = {
    "a byte of the data": ("study.db", lambda b: b[:9000] + bytes([b[9000] ^ 1]) + b[9001:]),
    "the data cut at a page": ("study.db", lambda b: b[: len(b) // 8192 * 4096]),
    "the data emptied": ("study.db", lambda _: b""),
    "the manifest cut": ("manifest.json", lambda b: b[:40]),
    "a count in the manifest": ("manifest.json", lambda b: b.replace(b'"patient": 0', b'"patient": 1')),
    "the anchor in the manifest": ("manifest.json", lambda b: b.replace(b'"seq": ', b'"seq": 1')),
    "the study in the manifest": ("manifest.json", lambda b: b.replace(b'"study": "', b'"study": "0', 1)),
    "the keys cut": ("keys.json", lambda b: b[:40]),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
def test_that_each_harm_to_a_backup_is_found_when_it_is_read(session, dek_of, harm):
    backups.back_up_now(session)
    (made,) = made_in(session)
    name, change = harm
    verify_package(made.folder, dek_of(session))
    path = made.folder / name
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(backups.Refusal):
        verify_package(made.folder, dek_of(session))


def test_that_a_backup_is_read_without_a_trace_in_its_folder(session, dek_of):
    backups.back_up_now(session)
    (made,) = made_in(session)
    before = {path.name: path.stat().st_mtime_ns for path in made.folder.iterdir()}
    verify_package(made.folder, dek_of(session))
    assert {path.name: path.stat().st_mtime_ns for path in made.folder.iterdir()} == before


def test_that_a_folder_that_is_no_backup_is_listed_as_none(session):
    (session.folder / "backups" / "holiday pictures").mkdir(parents=True)
    assert made_in(session) == ()
    backups.back_up_now(session)
    (made,) = made_in(session)
    (made.folder / "manifest.json").unlink()
    assert [each.whole for each in made_in(session)] == [False]
    assert not read_package(made.folder).whole
    shutil.rmtree(made.folder)


@pytest.fixture
def dek_of():
    from tracker.store import keys

    def find(session):
        slot = read_keys(session.folder).slots[0]
        return keys.unseal(slot, keys.from_passphrase(PASSPHRASE))

    return find
