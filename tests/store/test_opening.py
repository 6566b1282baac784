"""What is refused at the door of a study, in which words, and that the folder stays as it was."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.conftest import PASSPHRASE
from tracker.domain.patient import Patient
from tracker.services.studies import create_study, open_study
from tracker.store import keys, refusals
from tracker.store._driver import sqlcipher
from tracker.store.database import NotEncrypted, connect, create_file, open_store, refuse_plaintext


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith("damaged-")
    }


def outside(folder: Path, dek: bytes, *statements: str) -> None:
    """Somebody with the key and another program."""
    db = connect(folder / "study.db", dek)
    db.conn.execute("PRAGMA foreign_keys=OFF")
    for statement in statements:
        db.conn.execute(statement)
    db.conn.commit()
    db.conn.close()


def newer(folder, dek):
    outside(folder, dek, "PRAGMA user_version=99")


def foreign_step(folder, dek):
    outside(
        folder,
        dek,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('tracker', 'm9', '')",
    )


def another_program(folder, dek):
    outside(folder, dek, "PRAGMA application_id=7")


def header_overwritten(folder, dek):
    with (folder / "study.db").open("r+b") as file:
        file.write(b"\0" * 100)


def emptied(folder, dek):
    (folder / "study.db").write_bytes(b"")


def plain_database(folder, dek):
    (folder / "study.db").unlink()
    plain = sqlcipher.connect(str(folder / "study.db"))
    plain.execute("CREATE TABLE patient (family TEXT)")
    plain.close()


def data_gone(folder, dek):
    (folder / "study.db").unlink()


def keys_gone(folder, dek):
    for place in (keys.KEYS, keys.COPY, keys.PREVIOUS):
        (folder / place).unlink(missing_ok=True)


def keys_garbled(folder, dek):
    for place in (keys.KEYS, keys.COPY):
        (folder / place).write_text('{"format": 1, "slots": [')


def keys_newer(folder, dek):
    for place in (keys.KEYS, keys.COPY):
        (folder / place).write_text(json.dumps({"format": keys.FORMAT + 1, "slots": []}))


def trigger_dropped(folder, dek):
    outside(folder, dek, "DROP TRIGGER patient_update")


def second_study(folder, dek):
    found = json.loads((folder / keys.KEYS).read_text())
    found["database"] = "00000000-0000-0000-0000-000000000001"
    for place in (keys.KEYS, keys.COPY):
        (folder / place).write_text(json.dumps(found))


@pytest.mark.parametrize(
    ("harm", "refusal"),
    [
        (newer, refusals.TooNew),
        (foreign_step, refusals.TooNew),
        (another_program, refusals.Damaged),
        (header_overwritten, refusals.Damaged),
        (emptied, refusals.Damaged),
        (plain_database, refusals.Damaged),
        (data_gone, refusals.DataMissing),
        (keys_gone, refusals.KeysMissing),
        (keys_garbled, refusals.KeysMissing),
        (keys_newer, refusals.KeysTooNew),
        (trigger_dropped, refusals.Damaged),
        (second_study, refusals.Damaged),
    ],
)
@pytest.mark.parametrize("write", [True, False])
def test_that_a_harmed_study_is_refused_and_left_alone(folder, dek, harm, refusal, write):
    harm(folder, dek)
    before = fingerprint(folder)
    with pytest.raises(refusal):
        open_study(folder, passphrase=PASSPHRASE, write=write)
    assert fingerprint(folder) == before


def test_that_the_same_study_opens_when_it_was_not_harmed(folder, clock):
    open_study(folder, passphrase=PASSPHRASE, now=clock).close()


def test_that_a_wrong_passphrase_changes_nothing_in_the_folder(folder, clock):
    before = fingerprint(folder)
    with pytest.raises(refusals.WrongPassphrase) as told:
        open_study(folder, passphrase="four unrelated quiet birds", now=clock)
    assert told.value.seconds == 1
    assert fingerprint(folder) == before


def test_that_each_reason_has_a_sentence_of_its_own(folder, clock, tmp_path):
    phrases = []
    for asked in ({"passphrase": "something else entirely"}, {"recovery_code": "ABC"}, {}):
        with pytest.raises(refusals.Refusal) as told:
            open_study(folder, now=clock, **asked)
        phrases.append(told.value.phrase)
    with pytest.raises(refusals.NoStudy) as told:
        open_study(tmp_path / "nowhere", passphrase=PASSPHRASE, now=clock)
    phrases.append(told.value.phrase)
    with pytest.raises(refusals.NoStudy):
        open_study(tmp_path, passphrase=PASSPHRASE, now=clock)
    assert len(set(phrases)) == 4


def test_that_reading_leaves_the_folder_as_it_was(folder, clock):
    before = fingerprint(folder)
    session = open_study(folder, passphrase=PASSPHRASE, now=clock, write=False)
    assert [patient.study_id for patient in session.records.find(Patient)] == ["A-1"]
    with pytest.raises(refusals.ReadOnly):
        session.office.work(session.user.id)
    session.close()
    assert fingerprint(folder) == before


def test_that_a_new_study_takes_no_folder_that_holds_something(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    before = fingerprint(tmp_path)
    with pytest.raises(refusals.FolderTaken):
        create_study(tmp_path, name="S", clinic="C", user_name="K", passphrase=PASSPHRASE)
    assert fingerprint(tmp_path) == before


def test_that_a_study_that_cannot_be_made_leaves_no_half_of_it(tmp_path, monkeypatch):
    monkeypatch.setattr(keys, "write_keys", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(refusals.FolderUnusable):
        create_study(tmp_path / "S", name="S", clinic="C", user_name="K", passphrase=PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_that_only_the_owner_can_read_the_files_of_a_study(folder):
    if os.name == "nt":
        pytest.skip("Windows has no such modes")
    modes = {path.name: path.stat().st_mode & 0o077 for path in [folder, *folder.rglob("*")]}
    assert set(modes.values()) == {0}, modes


def test_that_a_file_is_never_created_by_opening_it(tmp_path):
    with pytest.raises(refusals.DataMissing):
        open_store(tmp_path / "study.db", bytes(32))
    assert list(tmp_path.iterdir()) == []


def test_that_an_existing_file_is_never_begun_again(tmp_path):
    (tmp_path / "study.db").write_bytes(b"something")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "study.db", bytes(32))
    assert (tmp_path / "study.db").read_bytes() == b"something"


def test_that_a_file_written_without_a_key_stops_the_program(tmp_path):
    plain = sqlcipher.connect(str(tmp_path / "plain.db"))
    plain.execute("CREATE TABLE t (a)")
    plain.close()
    with pytest.raises(NotEncrypted):
        refuse_plaintext(tmp_path / "plain.db")
    create_file(tmp_path / "study.db", bytes(32))
    refuse_plaintext(tmp_path / "study.db")


def test_that_each_connection_has_the_settings_that_keep_it_safe(folder, dek):
    db = open_store(folder / "study.db", dek)
    wanted = {"journal_mode": "wal"}
    assert {name: db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    db.conn.close()
    db = connect(folder / "study.db", dek)
    wanted |= {
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "temp_store": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
    }
    assert {name: db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    db.conn.close()


def test_that_the_key_is_seen_by_no_trace_and_in_no_error(folder, dek, monkeypatch):
    heard = []
    real = sqlcipher.connect

    def listening(*args, **more):
        connection = real(*args, **more)
        connection.set_trace_callback(heard.append)
        return connection

    monkeypatch.setattr(sqlcipher, "connect", listening)
    open_store(folder / "study.db", dek).conn.close()
    assert heard
    assert not any(dek.hex() in statement for statement in heard)
    with pytest.raises(refusals.Damaged) as told:
        open_store(folder / "study.db", bytes(32))
    assert bytes(32).hex() not in str(told.value)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_event",
        "UPDATE audit_event SET user = ''",
        "UPDATE audit_payload SET payload = ''",
        "DROP TABLE audit_event",
        "DROP TRIGGER audit_event_delete",
        "ALTER TABLE patient ADD COLUMN x",
        "CREATE TABLE typo (a)",
        "DELETE FROM patient",
        "ATTACH 'x' AS plain KEY ''",
        "VACUUM INTO 'x'",
        "PRAGMA key='x'",
        "PRAGMA rekey='x'",
        "PRAGMA foreign_keys=OFF",
        "PRAGMA recursive_triggers=OFF",
        "PRAGMA synchronous=OFF",
        "PRAGMA temp_store=FILE",
        "PRAGMA journal_mode=DELETE",
        "PRAGMA writable_schema=ON",
        "PRAGMA cipher_memory_security=OFF",
        "SELECT load_extension('x')",
        "SELECT sqlcipher_export('x')",
    ],
)
def test_that_the_running_program_cannot_bend_the_file(folder, dek, statement):
    db = open_store(folder / "study.db", dek)
    try:
        with pytest.raises(sqlcipher.DatabaseError):
            db.conn.execute(statement)
    finally:
        db.conn.close()


def test_that_an_unguarded_connection_can(folder, dek):
    outside(folder, dek, "DROP TRIGGER audit_event_delete", "DELETE FROM audit_event")


def test_that_the_driver_comes_before_sqlite_utils():
    code = "import sqlite_utils\nimport tracker.store._driver"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "without a key" in done.stderr
