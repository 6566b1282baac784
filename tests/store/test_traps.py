"""What the database library does on its own, so that a new version that does something else is noticed."""

import pytest

from tracker.store import _driver
from tracker.store._driver import Database, sqlcipher
from tracker.store.database import connect
from tracker.store.office import StoredOffice


def test_that_a_wrong_key_is_noticed_at_the_first_read_only(folder):
    wrong = sqlcipher.connect(str(folder / "study.db"))
    wrong.set_key(f"x'{bytes(32).hex()}'")
    with pytest.raises(sqlcipher.DatabaseError, match="not a database"):
        wrong.execute("SELECT count(*) FROM sqlite_master")
    wrong.close()


def test_that_the_driver_is_the_one_that_sqlite_utils_catches_errors_of(folder, dek):
    db = connect(folder / "study.db", dek)
    with pytest.raises(_driver.IntegrityError):
        db.conn.execute("INSERT INTO site (id) VALUES ('a')")
    db.conn.rollback()
    db.table("missing").drop(ignore=True)
    db.conn.close()


def test_that_each_file_has_a_salt_of_its_own_also_with_the_same_key(tmp_path):
    from tracker.store.database import create_file

    salts = set()
    for name in ("one.db", "two.db"):
        create_file(tmp_path / name, bytes(range(32)))
        salts.add((tmp_path / name).read_bytes()[:16])
    assert len(salts) == 2


def test_that_a_ragged_upsert_loses_values_and_so_is_never_used(tmp_path):
    db = Database(sqlcipher.connect(":memory:"), execute_plugins=False)
    db.table("t").insert({"id": 1, "a": "A", "b": "B"}, pk="id")
    db.table("t").upsert_all([{"id": 1, "a": "x", "b": "B"}, {"id": 1, "a": "y"}], pk="id")
    assert db.table("t").get(1)["b"] is None


def test_that_a_lone_write_leaves_a_transaction_open_and_the_office_refuses_to_join_it(folder, dek):
    db = connect(folder / "study.db", dek)
    db.conn.execute("DELETE FROM draft")
    assert db.conn.in_transaction
    office = StoredOffice(db, None, lambda: None)
    with pytest.raises(RuntimeError), office.work(None):
        pass
    db.conn.rollback()
    db.conn.close()


def test_that_no_transaction_is_left_open_after_a_unit(session):
    writer = session.file._writer
    with session.office.work(session.user.id) as unit:
        assert writer.conn.in_transaction
        unit.put(session.user)
    assert not writer.conn.in_transaction


def test_that_text_in_a_number_column_raises(folder, dek):
    db = connect(folder / "study.db", dek)
    with pytest.raises(sqlcipher.DatabaseError):
        db.conn.execute(
            "INSERT INTO audit_payload (seq, salt, payload) VALUES ('12,5', '', '')",
        )
    db.conn.close()


def test_that_a_copy_without_its_log_lacks_what_was_saved_last(session, folder, dek, tmp_path):
    import shutil

    from tracker.domain.patient import Patient

    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="A-2"))
    shutil.copy(folder / "study.db", tmp_path / "copy.db")
    copy = connect(tmp_path / "copy.db", dek)
    assert copy.conn.execute("SELECT count(*) FROM patient").fetchone() == (1,)
    copy.conn.close()
    made = session.file.back_up("test", tmp_path)
    whole = connect(made / "study.db", dek)
    assert whole.conn.execute("SELECT count(*) FROM patient").fetchone() == (2,)
    whole.conn.close()


def test_that_a_closed_study_is_whole_in_one_file(session, folder):
    session.close()
    assert sorted(path.name for path in folder.iterdir()) == [
        "backups",
        "keys.json",
        "study.db",
        "study.lock",
    ]
