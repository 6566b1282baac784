"""One wrong byte anywhere in study.db: it is damaged, never a wrong value; and what is said about it."""

import random

import pytest

from tests.store.conftest import PASSPHRASE
from tracker.domain.patient import Patient
from tracker.services import opened as opening
from tracker.services.studies import open_study
from tracker.store import damage, refusals
from tracker.store.audit import first_broken
from tracker.store.database import connect
from tracker.store.package import packages

FLIPS, SEED = 200, 20261123


@pytest.fixture
def path(folder):
    return folder / "study.db"


@pytest.fixture
def offsets(path):
    return random.Random(SEED).sample(range(path.stat().st_size), FLIPS)


def flip(path, held, at):
    path.write_bytes(held[:at] + bytes([held[at] ^ 0x20]) + held[at + 1 :])


def outcome(folder, clock):
    """What somebody sees: "damaged", or the patients."""
    try:
        session = open_study(folder, passphrase=PASSPHRASE, now=clock, write=False)
    except refusals.Damaged:
        return "damaged"
    try:
        return [(each.study_id, each.family, each.given) for each in session.records.find(Patient)]
    except refusals.Damaged:
        return "damaged"
    finally:
        session.close()


def test_that_a_flipped_byte_anywhere_is_damaged_and_never_another_value(folder, path, offsets, clock):
    held = path.read_bytes()
    seen = {}
    for at in offsets:
        flip(path, held, at)
        seen[at] = outcome(folder, clock)
    assert {at: told for at, told in seen.items() if told != "damaged"} == {}
    path.write_bytes(held)
    assert outcome(folder, clock) == [("A-1", "Okafor", "Adaeze")]


def test_that_without_the_check_at_the_door_some_flips_would_open(folder, path, offsets, clock, monkeypatch):
    monkeypatch.setattr(opening.damage, "refuse_damaged_pages", lambda *_: None)
    held = path.read_bytes()
    opened = 0
    for at in offsets[:40]:
        flip(path, held, at)
        opened += outcome(folder, clock) != "damaged"
    assert opened > 0


def test_that_without_the_check_of_pages_a_flip_in_a_plain_file_is_another_value(tmp_path):
    """The harness can see a wrong value: in a file without a key it does."""
    from tracker.store._driver import sqlcipher

    plain = tmp_path / "plain.db"
    made = sqlcipher.connect(str(plain))
    made.execute("CREATE TABLE t (a TEXT)")
    made.execute("INSERT INTO t VALUES ('Okafor')")
    made.commit()
    made.close()
    held = plain.read_bytes()
    flip(plain, held, held.index(b"Okafor"))
    assert sqlcipher.connect(str(plain)).execute("SELECT a FROM t").fetchall() == [("okafor",)]


@pytest.mark.parametrize("number", range(6))
def test_that_a_damaged_study_is_kept_aside_once_and_told_of(folder, path, offsets, clock, number):
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    session.file.back_up("by-hand")
    session.close()
    held = path.read_bytes()
    flip(path, held, offsets[number] % len(held))
    harmed = path.read_bytes()
    for _ in range(2):
        with pytest.raises(refusals.FoundDamaged) as told:
            open_study(folder, passphrase=PASSPHRASE, now=clock)
        clock.move(hours=1)
    assert path.read_bytes() == harmed
    (aside,) = folder.glob("damaged-*")
    assert told.value.finding.aside == aside
    assert (aside / "study.db").read_bytes() == harmed
    assert told.value.finding.known[0].phrase == "Damaged pages: {bad} of {pages}."
    assert [each.whole for each in packages(folder / "backups")] == [True]


def known(folder, clock):
    with pytest.raises(refusals.FoundDamaged) as told:
        open_study(folder, passphrase=PASSPHRASE, now=clock)
    return [each.phrase.format_map(each.values) for each in told.value.finding.known]


def test_that_an_emptied_file_is_told_as_one(folder, path, clock):
    path.write_bytes(b"")
    assert known(folder, clock) == ["study.db is empty."]


def test_that_a_file_cut_between_two_pages_is_told_as_one(folder, path, clock):
    path.write_bytes(path.read_bytes()[: 40 * damage.PAGE])
    assert known(folder, clock) == ["It was cut: 40 pages are there, the others are missing."]


def test_that_a_file_with_another_beginning_is_told_as_one(folder, path, clock):
    path.write_bytes(b"x" * 8192)
    assert known(folder, clock) == [
        "Damaged pages: 2 of 2.",
        "Its table of contents cannot be read, so nothing else can be.",
    ]


def test_that_it_is_said_how_far_the_trail_can_be_read(folder, path, clock):
    held = path.read_bytes()
    told = []
    for page in range(8, 40, 4):
        flip(path, held, page * damage.PAGE)
        first, second = known(folder, clock)
        assert first.startswith("Damaged pages: 1 of ")
        told.append(second)
    assert any(second.startswith("Its trail can be read up to entry ") for second in told)


def test_that_a_guard_taken_away_is_damage_and_the_first_bad_entry_is_named(folder, path, dek, clock):
    db = connect(path, dek)
    db.conn.execute("DROP TRIGGER audit_event_update")
    db.conn.execute("UPDATE audit_event SET user = 'nobody' WHERE seq = 2")
    db.conn.commit()
    assert first_broken(db.conn, dek) == 2
    db.conn.close()
    assert known(folder, clock) == ["The trail is not as it was written, from entry 2 on."]


def test_that_a_disk_without_room_for_the_copy_still_says_what_is_known(folder, path, clock, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(damage, "copy_file", full)
    path.write_bytes(b"")
    assert known(folder, clock) == ["study.db is empty."]
    assert path.exists()
