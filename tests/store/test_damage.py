"""Damage to the pages of a file is never read as if it were sound."""

import shutil
import subprocess
import sys

import pytest

from tests.store.conftest import PASSPHRASE
from tests.store.test_opening import fingerprint
from tracker.domain.patient import Patient
from tracker.services.studies import create_study, open_study, verify
from tracker.store import health, refusals

PAGE = 4096


def flipped(content, page):
    at = page * PAGE + 100
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def swapped(content, page):
    last = len(content) // PAGE - 1
    other = page + 1 if page < last else page - 1
    low, high = sorted((page, other))
    one, two = (content[n * PAGE : (n + 1) * PAGE] for n in (low, high))
    return content[: low * PAGE] + two + one + content[(high + 1) * PAGE :]


def cut(content, page):
    return content[: page * PAGE]


@pytest.mark.parametrize("harm", [flipped, swapped, cut])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_that_a_harmed_page_is_never_read_as_sound(folder, clock, harm, part):
    path = folder / "study.db"
    content = path.read_bytes()
    page = max(1, int(len(content) // PAGE * part))
    path.write_bytes(harm(content, page))
    try:
        session = open_study(folder, passphrase=PASSPHRASE, now=clock, write=False)
    except refusals.Damaged:
        return
    try:
        assert health.Problem(health.PAGES) in verify(session).problems
    finally:
        session.close()


def test_that_the_same_check_finds_an_unharmed_file_sound(session):
    assert verify(session).sound


def test_that_a_page_that_breaks_while_the_study_is_open_is_told_in_words(folder, clock):
    path = folder / "study.db"
    content = path.read_bytes()
    session = open_study(folder, passphrase=PASSPHRASE, now=clock, write=False)
    with path.open("r+b") as file:
        for page in range(1, len(content) // PAGE):
            file.seek(page * PAGE + 50)
            file.write(b"\xff" * 8)
    with pytest.raises(refusals.Damaged) as told:
        session.records.find(Patient)
    assert "Okafor" not in str(told.value)
    session.close()


@pytest.mark.parametrize("write", [True, False])
def test_that_the_log_of_another_study_is_refused_and_harms_nothing(folder, clock, tmp_path, write):
    other = create_study(
        tmp_path / "T", name="T", clinic="C", user_name="K", practice=True, now=clock
    ).session
    with other.office.work(other.user.id) as unit:
        unit.put(Patient(site=other.site.id, study_id="T-1"))
    shutil.copy(tmp_path / "T" / "study.db-wal", folder / "study.db-wal")
    other.close()
    before = fingerprint(folder)
    with pytest.raises(refusals.Damaged):
        open_study(folder, passphrase=PASSPHRASE, now=clock, write=write)
    assert fingerprint(folder) == before
    (folder / "study.db-wal").unlink()
    session = open_study(folder, passphrase=PASSPHRASE, now=clock, write=write)
    assert [patient.study_id for patient in session.records.find(Patient)] == ["A-1"]
    assert verify(session).sound
    session.close()


def pages_in_log(log):
    """The numbers of the pages in a log, by the headers of its frames."""
    size = 24 + PAGE
    return {int.from_bytes(log[at : at + 4], "big") for at in range(32, len(log) - size + 1, size)}


@pytest.fixture
def cut_off(folder, clock, tmp_path):
    """A study as a power cut leaves it: changes in the log, not yet in the file."""
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="A-2"))
    left = tmp_path / "left"
    shutil.copytree(folder, left)
    session.close()
    return left


@pytest.mark.parametrize("write", [True, False])
def test_that_a_cut_while_the_log_is_written_back_harms_nothing(cut_off, clock, write):
    path = cut_off / "study.db"
    written = sorted(pages_in_log((cut_off / "study.db-wal").read_bytes()))
    content = path.read_bytes()
    for page in written:
        content = flipped(content, page - 1)
    path.write_bytes(content)
    session = open_study(cut_off, passphrase=PASSPHRASE, now=clock, write=write)
    assert [patient.study_id for patient in session.records.find(Patient)] == ["A-1", "A-2"]
    assert verify(session).sound
    session.close()


@pytest.mark.parametrize("write", [True, False])
def test_that_a_harmed_page_that_the_log_does_not_hold_is_still_found(cut_off, clock, write):
    path = cut_off / "study.db"
    content = path.read_bytes()
    written = pages_in_log((cut_off / "study.db-wal").read_bytes())
    other = next(n for n in range(len(content) // PAGE, 0, -1) if n not in written)
    path.write_bytes(flipped(content, other - 1))
    with pytest.raises(refusals.Damaged):
        open_study(cut_off, passphrase=PASSPHRASE, now=clock, write=write)


ENTER = """
import os, sys
from pathlib import Path
from tracker.domain.patient import Patient
from tracker.services.studies import open_study
session = open_study(Path(sys.argv[1]))
for number in range(1000000):
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id=f"K-{number}"))
    print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 7, 40])
@pytest.mark.parametrize("write", [True, False])
def test_that_a_killed_program_loses_nothing_that_was_saved(tmp_path, clock, acknowledged, write):
    place = tmp_path / "P"
    create_study(place, name="P", clinic="C", user_name="K", practice=True, now=clock).session.close()
    with subprocess.Popen(
        [sys.executable, "-c", ENTER, str(place)], stdout=subprocess.PIPE, text=True
    ) as program:
        for _ in range(acknowledged):
            program.stdout.readline()
        program.kill()
        saved = acknowledged + program.stdout.read().count("\n")
    session = open_study(place, write=write)
    kept = {patient.study_id for patient in session.records.find(Patient)}
    assert kept >= {f"K-{number}" for number in range(saved)}
    assert verify(session).sound
    session.close()


@pytest.mark.parametrize("write", [False, True])
def test_that_no_harmed_page_ends_in_anything_but_a_refusal(folder, clock, write):
    path = folder / "study.db"
    content = path.read_bytes()
    for page in range(1, 8):
        path.write_bytes(flipped(content, page))
        try:
            open_study(folder, passphrase=PASSPHRASE, now=clock, write=write).close()
        except refusals.Damaged:
            continue
