"""A backup is checked before it has a name; a migration makes one first, and a failed one changes nothing."""

import hashlib
import json
import shutil
import types

import pytest

from tests.store.conftest import PASSPHRASE
from tests.store.test_opening import fingerprint
from tracker.domain.patient import Patient
from tracker.services.studies import open_study
from tracker.store import backup, health, keys, migrations, refusals
from tracker.store.database import connect
from tracker.store.study_file import bring_up_to_date
from tracker.store.triggers import create_triggers, triggers_stand


def test_that_a_backup_opens_like_the_study_and_holds_the_same(session, folder, clock, tmp_path):
    made = session.file.back_up("test", tmp_path / "usb")
    copy = open_study(made, passphrase=PASSPHRASE, now=clock, write=False)
    assert copy.records.find(Patient) == session.records.find(Patient)
    assert copy.records.trail() == session.records.trail()
    copy.close()


def test_that_the_manifest_tells_what_the_backup_holds(session, tmp_path):
    made = session.file.back_up("test", tmp_path)
    told = json.loads((made / backup.MANIFEST).read_text())
    assert told["counts"]["patient"] == 1
    assert told["sha256"] == hashlib.sha256((made / "study.db").read_bytes()).hexdigest()
    assert told["anchor"]["seq"] == session.file.anchor().seq
    assert "Okafor" not in json.dumps(told)
    assert sorted(path.name for path in made.iterdir()) == ["keys.json", "manifest.json", "study.db"]


def test_that_two_backups_in_one_second_do_not_replace_each_other(session, tmp_path):
    assert len({session.file.back_up("test", tmp_path) for _ in range(3)}) == 3


def test_that_a_backup_of_a_damaged_study_gets_no_name(session, dek, folder, tmp_path, monkeypatch):
    sick = health.Health((health.Problem(health.PAGES),), 0, session.file.anchor())
    monkeypatch.setattr(health, "check", lambda *_, **__: sick)
    with pytest.raises(backup.BackupFailed):
        session.file.back_up("test", tmp_path / "usb")
    assert list((tmp_path / "usb").iterdir()) == []


def test_that_a_backup_never_waits_for_ever(session, dek, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "_LONGEST", -1.0)
    with pytest.raises(backup.BackupFailed):
        session.file.back_up("test", tmp_path / "usb")
    assert list((tmp_path / "usb").iterdir()) == []


def test_that_a_backup_can_be_made_while_somebody_writes(session, tmp_path):
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="A-2"))
        unit.find(Patient)
        made = session.file.back_up("test", tmp_path)
    assert json.loads((made / backup.MANIFEST).read_text())["counts"]["patient"] == 1


@pytest.fixture
def second_step(monkeypatch):
    """A later migration, with a transform() that drops the triggers of its table."""

    def change(db):
        db.table("patient").add_column("nickname", str, not_null_default="")
        db.table("site").transform(rename={"clinic": "clinic_name"})
        db.table("site").transform(rename={"clinic_name": "clinic"})

    step = types.SimpleNamespace(__name__="tracker.store.migrations.m9999_test", change=change)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    monkeypatch.setattr("tracker.store.database.NEWEST", len(migrations.STEPS))
    return step


def test_that_a_migration_backs_up_first_and_keeps_every_row(folder, dek, clock, second_step):
    bring_up_to_date(folder, dek, clock())
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    assert [patient.study_id for patient in session.records.find(Patient)] == ["A-1"]
    assert session.file.check().sound
    session.close()
    (saved,) = [path for path in (folder / "backups").iterdir() if path.is_dir()]
    assert json.loads((saved / backup.MANIFEST).read_text())["schema"] == migrations.NEWEST
    db = connect(folder / "study.db", dek)
    assert db.conn.execute("PRAGMA user_version").fetchone()[0] == migrations.NEWEST + 1
    db.conn.close()


def test_that_opening_brings_an_older_study_up_to_date_once(folder, clock, second_step):
    for _ in range(2):
        open_study(folder, passphrase=PASSPHRASE, now=clock).close()
    assert len([path for path in (folder / "backups").iterdir() if path.is_dir()]) == 1


def test_that_reading_an_older_study_does_not_change_it(folder, clock, second_step):
    before = fingerprint(folder)
    with pytest.raises(refusals.Outdated):
        open_study(folder, passphrase=PASSPHRASE, now=clock, write=False)
    assert fingerprint(folder) == before


def test_that_a_migration_that_fails_leaves_the_study_as_it_was(folder, dek, clock, second_step, monkeypatch):
    whole = second_step.change

    def half(db):
        whole(db)
        raise ZeroDivisionError

    second_step.change = half
    with pytest.raises(ZeroDivisionError):
        open_study(folder, passphrase=PASSPHRASE, now=clock)
    monkeypatch.undo()
    keys_cost = keys.Cost(16, 1, 1)
    monkeypatch.setattr(keys, "FLOOR", keys_cost)
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    assert session.file.check().sound
    session.close()


def test_that_a_migration_without_room_for_its_backup_does_not_begin(folder, dek, clock, second_step):
    shutil.rmtree(folder / "backups")
    (folder / "backups").write_text("in the way")
    before = fingerprint(folder)
    with pytest.raises(backup.BackupFailed):
        bring_up_to_date(folder, dek, clock())
    assert fingerprint(folder) == before


def test_that_transform_takes_the_guards_and_a_migration_puts_them_back(folder, dek):
    db = connect(folder / "study.db", dek)
    db.conn.execute("PRAGMA foreign_keys=OFF")
    db.table("site").transform(rename={"clinic": "clinic_name"})
    assert not triggers_stand(db)
    assert "site_update" not in db.triggers_dict
    db.table("site").transform(rename={"clinic_name": "clinic"})
    create_triggers(db)
    assert triggers_stand(db)
    db.conn.close()
