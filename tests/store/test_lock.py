"""One program at a time: the second is refused and told who holds the study; a killed one lets go."""

import subprocess
import sys

import pytest

from tests.store.conftest import PASSPHRASE
from tracker.domain.patient import Patient
from tracker.services.studies import create_study, open_study
from tracker.store import refusals
from tracker.store.lock import HOLDER, StudyLock

HOLD = """
import sys, time
from pathlib import Path
from tracker.store.lock import StudyLock
lock = StudyLock(Path(sys.argv[1]), "the window")
lock.take()
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def other_program(folder):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def test_that_the_second_program_is_refused_and_told_which_is_the_first(folder, clock, other_program):
    with pytest.raises(refusals.InUse) as told:
        open_study(folder, passphrase=PASSPHRASE, now=clock, holder="tracker import")
    assert "the window" in str(told.value)
    assert str(other_program.pid) in str(told.value)


def test_that_a_study_in_use_can_be_read(folder, clock, other_program):
    session = open_study(folder, passphrase=PASSPHRASE, now=clock, write=False)
    assert session.records.find(Patient)
    session.close()


def test_that_a_killed_program_lets_go(folder, clock, other_program):
    other_program.kill()
    other_program.wait()
    open_study(folder, passphrase=PASSPHRASE, now=clock).close()


def test_that_two_windows_of_one_program_exclude_each_other(folder, clock):
    first = open_study(folder, passphrase=PASSPHRASE, now=clock)
    with pytest.raises(refusals.InUse):
        open_study(folder, passphrase=PASSPHRASE, now=clock)
    first.close()
    first.close()
    open_study(folder, passphrase=PASSPHRASE, now=clock).close()


def test_that_a_held_study_is_not_asked_for_its_passphrase(folder, clock, other_program):
    with pytest.raises(refusals.InUse):
        open_study(folder, passphrase="not this passphrase", now=clock)


def test_that_a_note_without_a_lock_holds_nobody_up(folder, clock):
    (folder / HOLDER).write_text("{broken")
    open_study(folder, passphrase=PASSPHRASE, now=clock).close()


def test_that_a_broken_note_still_refuses(folder):
    first = StudyLock(folder, "the window")
    first.take()
    (folder / HOLDER).write_text("{broken")
    with pytest.raises(refusals.InUse):
        StudyLock(folder, "tracker").take()
    first.release()


def test_that_a_new_study_is_held_by_who_made_it(tmp_path, clock):
    made = create_study(tmp_path / "S", name="S", clinic="C", user_name="K", practice=True, now=clock)
    with pytest.raises(refusals.InUse):
        open_study(tmp_path / "S", now=clock)
    made.session.close()
