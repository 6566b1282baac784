"""The chain of the trail: whoever changes, drops, swaps or cuts events outside of the program is found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.store.conftest import PASSPHRASE
from tracker.domain.patient import Patient
from tracker.services.studies import open_study, verify
from tracker.store import health, refusals
from tracker.store._driver import sqlcipher
from tracker.store.audit import anchor, first_broken
from tracker.store.database import connect


@pytest.fixture
def filled(folder, clock):
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    for n in range(5):
        clock.move(minutes=1)
        with session.office.work(session.user.id, f"reason {n}") as unit:
            unit.put(Patient(site=session.site.id, study_id=f"B-{n}"))
    session.close()
    return folder


def damage(folder, dek, *statements):
    db = connect(folder / "study.db", dek)
    kept = db.triggers_dict
    db.conn.execute("PRAGMA foreign_keys=OFF")
    for name in kept:
        db.conn.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        db.conn.execute(statement)
    for statement in kept.values():
        db.conn.execute(statement)
    db.conn.commit()
    db.conn.close()


def broken_at(folder, dek, kept=None):
    db = connect(folder / "study.db", dek)
    try:
        return first_broken(db.conn, dek, kept)
    finally:
        db.conn.close()


HARMS = {
    "edited header": ["UPDATE audit_event SET user = 'nobody' WHERE seq = 6"],
    "edited time": ["UPDATE audit_event SET utc = '2020-01-01T00:00:00+00:00' WHERE seq = 6"],
    "edited payload": ["UPDATE audit_payload SET payload = replace(payload, 'why', 'how') WHERE seq = 6"],
    "edited salt": ["UPDATE audit_payload SET salt = '00' WHERE seq = 6"],
    "half blanked payload": ["UPDATE audit_payload SET salt = NULL WHERE seq = 6"],
    "dropped event": ["DELETE FROM audit_payload WHERE seq = 6", "DELETE FROM audit_event WHERE seq = 6"],
    "dropped payload": ["DELETE FROM audit_payload WHERE seq = 6"],
    "swapped events": [
        "UPDATE audit_event SET seq = 99 WHERE seq = 6",
        "UPDATE audit_event SET seq = 6 WHERE seq = 7",
        "UPDATE audit_event SET seq = 7 WHERE seq = 99",
    ],
    "swapped payloads": [
        "UPDATE audit_payload SET seq = 99 WHERE seq = 6",
        "UPDATE audit_payload SET seq = 6 WHERE seq = 7",
        "UPDATE audit_payload SET seq = 7 WHERE seq = 99",
    ],
}


@pytest.mark.parametrize("statements", HARMS.values(), ids=HARMS.keys())
def test_that_each_harm_to_the_trail_is_found_where_it_was_done(filled, dek, clock, statements):
    damage(filled, dek, *statements)
    assert broken_at(filled, dek) == 6
    session = open_study(filled, passphrase=PASSPHRASE, now=clock, write=False)
    found = verify(session)
    session.close()
    assert health.Problem(health.CHAIN, 6) in found.problems


def test_that_an_untouched_trail_is_whole(filled, dek):
    damage(filled, dek)
    assert broken_at(filled, dek) is None


def test_that_a_cut_end_is_found_only_against_an_anchor(filled, dek):
    db = connect(filled / "study.db", dek)
    kept = anchor(db.conn)
    db.conn.close()
    assert broken_at(filled, dek, kept) is None
    damage(
        filled,
        dek,
        f"DELETE FROM audit_payload WHERE seq = {kept.seq}",
        f"DELETE FROM audit_event WHERE seq = {kept.seq}",
    )
    assert broken_at(filled, dek) is None
    assert broken_at(filled, dek, kept) == kept.seq


def test_that_a_chain_written_with_another_key_is_broken_from_the_start(filled, dek):
    db = connect(filled / "study.db", dek)
    assert first_broken(db.conn, bytes(32)) == 1
    db.conn.close()


def test_that_a_payload_can_be_blanked_without_breaking_the_chain(filled, dek):
    damage(filled, dek, "UPDATE audit_payload SET salt = NULL, payload = NULL WHERE seq = 6")
    assert broken_at(filled, dek) is None


def test_that_verify_keeps_the_chain_whole_after_a_redaction_and_names_its_entries(filled, dek, clock):
    before = broken_at(filled, dek)
    damage(filled, dek, "UPDATE audit_payload SET salt = NULL, payload = NULL WHERE seq IN (6, 8)")
    session = open_study(filled, passphrase=PASSPHRASE, now=clock, write=False)
    found = verify(session)
    events = {event.seq: event for event in session.records.trail()}
    session.close()
    assert before is None
    assert found.sound
    assert found.redacted == (6, 8)
    assert (events[6].why, events[6].changes) == ("", ())
    assert events[7].changes


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE patient SET revision = revision + 1 WHERE study_id = 'B-1'",
        "UPDATE patient SET event = event - 1 WHERE study_id = 'B-1'",
        "DELETE FROM patient WHERE study_id = 'B-1'",
    ],
)
def test_that_a_row_that_the_trail_does_not_tell_of_is_found(filled, dek, clock, statement):
    damage(filled, dek, statement)
    session = open_study(filled, passphrase=PASSPHRASE, now=clock, write=False)
    found = verify(session)
    session.close()
    assert health.Problem(health.EVENTS) in found.problems


def test_that_an_event_tells_the_time_with_its_offset(folder, clock):
    clock.now = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).astimezone(ZoneInfo("Europe/Berlin"))
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    patient = session.records.find(Patient)[0]
    for given in ("first", "second"):
        with session.office.work(session.user.id) as unit:
            unit.put(replace(session.records.get(Patient, patient.id), given=given))
        clock.now = (clock.now.astimezone(UTC) + timedelta(hours=1)).astimezone(ZoneInfo("Europe/Berlin"))
    first, second = session.records.history(patient.id)[-2:]
    session.close()
    assert (f"{first.at:%H:%M}", f"{second.at:%H:%M}") == ("02:30", "02:30")
    assert (first.at.utcoffset(), second.at.utcoffset()) == (timedelta(hours=2), timedelta(hours=1))
    assert first.seq < second.seq
    assert first.at < second.at


def test_that_a_clock_set_back_is_flagged_and_the_order_stays(folder, dek, clock):
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    clock.move(days=-2)
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="B-1"))
    clock.move(days=3)
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="B-2"))
    assert verify(session).sound
    session.close()
    db = connect(folder / "study.db", dek)
    flags = [row[0] for row in db.conn.execute("SELECT clock_back FROM audit_event ORDER BY seq")]
    db.conn.close()
    assert flags[-2:] == [1, 0]
    assert sum(flags) == 1


def test_that_each_event_has_every_part_of_the_agreed_form(filled, dek):
    db = connect(filled / "study.db", dek)
    rows = list(db.query("SELECT e.*, p.salt, p.payload FROM audit_event e JOIN audit_payload p USING (seq)"))
    db.conn.close()
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert len({row["uuid"] for row in rows}) == len({row["salt"] for row in rows}) == len(rows)
    for row in rows:
        assert len(row["hash"]) == len(row["prev"]) == len(row["payload_hash"]) == 64
        assert all(
            row[name] for name in ("utc", "monotonic", "user", "login", "app", "act", "kind", "record")
        )


def test_that_verify_finds_a_cut_end_against_the_newest_backup(filled, dek, clock):
    session = open_study(filled, passphrase=PASSPHRASE, now=clock)
    session.file.back_up("by-hand")
    last = session.file.anchor().seq
    session.close()
    damage(
        filled,
        dek,
        f"DELETE FROM audit_payload WHERE seq = {last}",
        f"DELETE FROM audit_event WHERE seq = {last}",
    )
    assert broken_at(filled, dek) is None
    session = open_study(filled, passphrase=PASSPHRASE, now=clock, write=False)
    assert health.Problem(health.CHAIN, last) in verify(session).problems
    session.close()


def test_that_verify_finds_an_older_file_in_the_place_of_the_newer_one(folder, clock, tmp_path):
    older = (folder / "study.db").read_bytes()
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="B-1"))
    session.file.back_up("by-hand")
    ended = session.file.anchor().seq
    session.close()
    (folder / "study.db").write_bytes(older)
    session = open_study(folder, passphrase=PASSPHRASE, now=clock, write=False)
    found = [each for each in verify(session).problems if each.phrase == health.CHAIN]
    session.close()
    assert found
    assert found[0].n <= ended


def test_that_a_replaced_event_is_found_where_it_stands(filled, dek, clock):
    """INSERT OR REPLACE slips past the delete trigger on a connection without recursive triggers."""
    db = connect(filled / "study.db", dek)
    db.conn.execute("PRAGMA recursive_triggers=OFF")
    names = [row[1] for row in db.conn.execute("PRAGMA table_info(audit_event)")]
    cells = ", ".join("'somebody else'" if name == "user" else name for name in names)
    db.conn.execute("PRAGMA foreign_keys=OFF")
    db.conn.execute(f"INSERT OR REPLACE INTO audit_event SELECT {cells} FROM audit_event WHERE seq = 6")
    db.conn.commit()
    db.conn.close()
    assert broken_at(filled, dek) == 6
    session = open_study(filled, passphrase=PASSPHRASE, now=clock, write=False)
    assert health.Problem(health.CHAIN, 6) in verify(session).problems
    session.close()


def test_that_a_replaced_event_is_refused_where_triggers_are_recursive(filled, dek):
    db = connect(filled / "study.db", dek)
    with pytest.raises(sqlcipher.DatabaseError, match="the trail only grows"):
        db.conn.execute("INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE seq = 6")
    db.conn.close()


@pytest.mark.parametrize("table", ["audit_event", "audit_payload"])
def test_that_a_dropped_trail_never_opens(filled, dek, clock, table):
    db = connect(filled / "study.db", dek)
    db.conn.execute("PRAGMA foreign_keys=OFF")
    db.conn.execute(f"DROP TABLE {table}")
    db.conn.commit()
    db.conn.close()
    with pytest.raises(refusals.Damaged):
        open_study(filled, passphrase=PASSPHRASE, now=clock, write=False)


def test_that_the_ids_of_events_are_random_and_in_the_order_of_time(session, clock):
    for number in range(3):
        clock.move(seconds=1)
        with session.office.work(session.user.id) as unit:
            unit.put(Patient(site=session.site.id, study_id=f"O-{number}"))
    ids = [each.id for each in session.records.trail()]
    assert len(set(ids)) == len(ids)
    assert sorted(ids[-3:]) == ids[-3:]
    assert {each.version for each in ids} == {7}
