"""Slots, passphrases, the recovery code and the wait after wrong tries."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.conftest import PASSPHRASE
from tracker.domain.change import Act
from tracker.services.passphrases import change_passphrase
from tracker.services.studies import create_study, open_study, people, seconds_to_wait
from tracker.store import keys, recovery_code, refusals
from tracker.store.attempts import Tries
from tracker.store.key_copies import read_keys
from tracker.store.passphrase import check_new

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture
def slot():
    return keys.seal(
        bytes(range(32)), b"secret", database=uuid4(), holder=uuid4(), kind=keys.PERSON, name="Kemi"
    )


def test_that_the_right_secret_opens_a_slot(slot):
    assert keys.unseal(slot, b"secret") == bytes(range(32))


@pytest.mark.parametrize("secret", [b"", b"Secret", b"secret "])
def test_that_another_secret_does_not(slot, secret):
    assert keys.unseal(slot, secret) is None


@pytest.mark.parametrize(
    "change",
    [
        {"holder": str(uuid4())},
        {"name": "Ada"},
        {"database": str(uuid4())},
        {"kind": keys.RECOVERY},
        {"version": 2},
        {"passes": 2},
        {"memory": 32},
        {"lanes": 2},
        {"salt": "00" * 16},
        {"nonce": "00" * 12},
        {"sealed": "00" * 48},
        {"sealed": "not hex"},
    ],
)
def test_that_an_altered_slot_opens_for_nobody(slot, change):
    assert keys.unseal(replace(slot, **change), b"secret") is None


def test_that_a_slot_cheaper_than_the_floor_is_refused(slot, monkeypatch):
    monkeypatch.setattr(keys, "FLOOR", keys.Cost(memory=64 * 1024, passes=3, lanes=1))
    with pytest.raises(refusals.KeysTooWeak):
        keys.unseal(slot, b"secret")


def test_that_new_slots_cost_what_was_decided(monkeypatch):
    monkeypatch.undo()
    assert keys.Cost(memory=128 * 1024, passes=3, lanes=2) == keys.COST
    assert not keys.COST.weaker_than(keys.FLOOR)


def test_that_a_slot_cannot_ask_for_all_the_memory_there_is(slot):
    with pytest.raises(refusals.KeysMissing):
        keys.unseal(replace(slot, memory=keys.CEILING.memory + 1), b"secret")


def test_that_a_passphrase_opens_however_it_was_composed(folder, clock, tmp_path):
    composed, decomposed = "größere Schlüssel", "gro\u0308ßere Schlu\u0308ssel"
    assert composed != decomposed
    made = create_study(
        tmp_path / "second", name="S", clinic="C", user_name="Kemi", passphrase=composed, now=clock
    )
    made.session.close()
    open_study(tmp_path / "second", passphrase=decomposed, now=clock).close()


@pytest.mark.parametrize("place", [keys.KEYS, keys.COPY])
@pytest.mark.parametrize("content", [None, b"", b"{", b'{"format": 1, "database": "x", "slots": []}'])
def test_that_a_lost_or_broken_key_file_is_replaced_by_its_copy(folder, clock, place, content):
    if content is None:
        (folder / place).unlink()
    else:
        (folder / place).write_bytes(content)
    open_study(folder, passphrase=PASSPHRASE, now=clock).close()


def test_that_the_key_file_before_a_change_is_kept(folder, clock):
    known = read_keys(folder)
    slot = keys.seal(bytes(32), b"x", database=known.database, holder=uuid4(), kind=keys.PERSON, name="Ada")
    keys.write_keys(folder, replace(known, slots=(*known.slots, slot)))
    assert people(folder) == ("Kemi Abara", "Ada")
    previous = json.loads((folder / keys.PREVIOUS).read_text())
    assert [each["name"] for each in previous["slots"]] == ["Kemi Abara", ""]
    assert (folder / keys.COPY).read_bytes() == (folder / keys.KEYS).read_bytes()


def test_that_somebody_has_to_say_who_he_is_where_two_work(folder, dek, clock):
    known = read_keys(folder)
    ada = keys.seal(dek, b"x", database=known.database, holder=uuid4(), kind=keys.PERSON, name="Ada")
    keys.write_keys(folder, replace(known, slots=(*known.slots, ada)))
    with pytest.raises(refusals.PersonNeeded):
        open_study(folder, passphrase=PASSPHRASE, now=clock)
    open_study(folder, passphrase=PASSPHRASE, user="kemi abara", now=clock).close()


def test_that_a_wrong_name_is_told_nothing_else_than_a_wrong_passphrase(folder, clock):
    with pytest.raises(refusals.WrongPassphrase):
        open_study(folder, passphrase=PASSPHRASE, user="Somebody", now=clock)


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "short",
        "elevenchars",
        "password1234",
        "PassWord 1234",
        "aaaaaaaaaaaaaa",
        "123456789012",
        "abababababababab",
    ],
)
def test_that_a_short_or_common_passphrase_is_refused(passphrase):
    with pytest.raises(refusals.PassphraseTooWeak):
        check_new(passphrase)


@pytest.mark.parametrize("passphrase", ["twelve chars", "ещё один длинный ключ", "purple horse battery"])
def test_that_any_long_uncommon_text_is_a_passphrase(passphrase):
    check_new(passphrase)


def test_that_the_recovery_code_opens_the_study_and_the_trail_says_so(tmp_path, clock):
    made = create_study(tmp_path / "S", name="S", clinic="C", user_name="K", passphrase=PASSPHRASE, now=clock)
    made.session.close()
    typed = made.recovery_code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    session = open_study(tmp_path / "S", recovery_code=typed, now=clock)
    acts = [event.act for event in session.records.history(session.user.id)]
    session.close()
    assert acts[-2:] == [Act.RECOVERED, Act.LOGIN]


def test_that_the_recovery_code_is_saved_nowhere(tmp_path, clock):
    made = create_study(tmp_path / "S", name="S", clinic="C", user_name="K", passphrase=PASSPHRASE, now=clock)
    made.session.close()
    bare = made.recovery_code.replace("-", "")
    secret = recovery_code.read_code(made.recovery_code)
    for path in (tmp_path / "S").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for wanted in (made.recovery_code.encode(), bare.encode(), secret, secret.hex().encode()):
                assert wanted not in content


@given(st.binary(min_size=20, max_size=20))
def test_that_a_recovery_code_is_read_back_as_it_was_written(secret):
    code = recovery_code.written(secret)
    assert [len(group) for group in code.split("-")] == [5, 5, 5, 5, 5, 5, 4]
    assert len(code) == 40
    assert recovery_code.read_code(code) == secret


@given(st.binary(min_size=20, max_size=20), st.integers(0, 33), st.sampled_from(LETTERS))
def test_that_one_wrong_letter_is_always_noticed(secret, place, letter):
    letters = list(recovery_code.written(secret).replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    with pytest.raises(recovery_code.NoRecoveryCode):
        recovery_code.read_code("".join(letters))


@given(st.binary(min_size=20, max_size=20), st.integers(0, 30))
def test_that_two_swapped_letters_are_always_noticed(secret, place):
    letters = list(recovery_code.written(secret).replace("-", ""))
    if letters[place] == letters[place + 1]:
        return
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    with pytest.raises(recovery_code.NoRecoveryCode):
        recovery_code.read_code("".join(letters))


@pytest.mark.parametrize("typed", ["", "ABCDE", "U" * 34, "ü" * 34, "0" * 33 + "1"])
def test_that_what_is_no_code_is_refused_before_it_costs_a_wait(folder, clock, typed):
    with pytest.raises((recovery_code.NoRecoveryCode, refusals.SecretNeeded)):
        open_study(folder, recovery_code=typed, now=clock)
    assert seconds_to_wait(folder, clock) == 0


def test_that_the_wait_doubles_up_to_a_minute(folder, clock):
    waits = []
    for _ in range(8):
        clock.move(seconds=seconds_to_wait(folder, clock))
        with pytest.raises(refusals.WrongPassphrase) as told:
            open_study(folder, passphrase="not this passphrase", now=clock)
        waits.append(told.value.seconds)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_that_the_right_passphrase_waits_too(folder, clock):
    with pytest.raises(refusals.WrongPassphrase):
        open_study(folder, passphrase="not this passphrase", now=clock)
    with pytest.raises(refusals.TooSoon):
        open_study(folder, passphrase=PASSPHRASE, now=clock)
    clock.move(seconds=1)
    open_study(folder, passphrase=PASSPHRASE, now=clock).close()
    assert seconds_to_wait(folder, clock) == 0


def test_that_wrong_tries_stand_in_the_trail_after_the_next_right_one(folder, clock):
    for _ in range(2):
        clock.move(seconds=10)
        with pytest.raises(refusals.WrongPassphrase):
            open_study(folder, passphrase="not this passphrase", now=clock)
    clock.move(seconds=10)
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    acts = [event.act for event in session.records.history(session.user.id)]
    session.close()
    assert acts[-3:] == [Act.FAILED_LOGIN, Act.FAILED_LOGIN, Act.LOGIN]


def test_that_a_clock_set_back_makes_nobody_wait_longer_than_the_delay(clock):
    known = Tries((clock.now,))
    assert known.left(clock.now - timedelta(days=2)) == 1
    assert known.left(clock.now + timedelta(days=3650)) == 0


def test_that_a_practice_study_opens_without_a_secret_and_no_other_takes_its_slot(
    tmp_path, folder, dek, clock
):
    create_study(
        tmp_path / "P", name="P", clinic="C", user_name="K", practice=True, now=clock
    ).session.close()
    session = open_study(tmp_path / "P", now=clock)
    assert session.study.practice
    session.close()
    known = read_keys(folder)
    forged = keys.practice_slot(dek, database=known.database, holder=uuid4())
    keys.write_keys(folder, replace(known, slots=(forged,)))
    with pytest.raises(refusals.Damaged):
        open_study(folder, now=clock)


def test_that_a_copy_that_fails_is_no_refusal_and_is_made_up_for(folder, clock, monkeypatch):
    """The new passphrase holds once keys.json has its name: nobody is told that it does not."""
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    with monkeypatch.context() as patch:
        patch.setattr(keys, "copy_keys", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        change_passphrase(session, PASSPHRASE, "another four quiet words")
    session.close()
    assert (folder / keys.COPY).read_bytes() != (folder / keys.KEYS).read_bytes()
    open_study(folder, passphrase="another four quiet words", now=clock).close()
    assert (folder / keys.COPY).read_bytes() == (folder / keys.KEYS).read_bytes()


def test_that_a_key_file_refused_after_it_got_its_name_is_the_old_one_again(folder, clock, monkeypatch):
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    write, failed = keys.write_whole, []

    def fail_once(path, content):
        write(path, content)
        if path.name == keys.KEYS and path.parent == folder and not failed:
            failed.append(path)
            raise OSError(5, "the folder could not be synced")

    with monkeypatch.context() as patch:
        patch.setattr(keys, "write_whole", fail_once)
        with pytest.raises(refusals.FolderUnusable):
            change_passphrase(session, PASSPHRASE, "another four quiet words")
    session.close()
    assert failed
    open_study(folder, passphrase=PASSPHRASE, now=clock).close()


def test_that_a_slot_whose_holder_the_study_does_not_know_lets_nobody_in(folder, dek, clock):
    known = read_keys(folder)
    stranger = keys.seal(
        dek,
        keys.from_passphrase(PASSPHRASE),
        database=known.database,
        holder=uuid4(),
        kind=keys.PERSON,
        name="Kemi Abara",
    )
    keys.write_keys(folder, replace(known, slots=(stranger,)))
    with pytest.raises(refusals.Damaged):
        open_study(folder, passphrase=PASSPHRASE, now=clock)
