"""A disk that takes no more: the form's change is refused in words, what was saved before stays."""

import os
import subprocess
import sys

import pytest

from tests.store.test_opening import fingerprint
from tracker.services.studies import create_study, open_study, verify
from tracker.store import refusals

FILL = """
import resource, sys
from pathlib import Path
from tracker.domain.patient import Patient
from tracker.domain.refusal import Refusal
from tracker.services.studies import open_study, verify
session = open_study(Path(sys.argv[1]))
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), hard))
saved = 0

def enter(count):
    with session.office.work(session.user.id) as unit:
        for _ in range(count):
            unit.put(Patient(site=session.site.id, study_id="F", family="x" * 200))

try:
    for _ in range(100):
        enter(40)
        saved += 40
except Refusal as refusal:
    print(type(refusal).__name__)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
print(saved == len(session.records.find(Patient)))
enter(1)
print(saved + 1 == len(session.records.find(Patient)), verify(session).sound)
session.close()
"""


@pytest.fixture
def practice(tmp_path):
    create_study(tmp_path / "P", name="P", clinic="C", user_name="K", practice=True).session.close()
    return tmp_path / "P"


def fill(folder, room):
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(folder), str(room)], capture_output=True, text=True, check=False
    )
    return done.stdout.split()


@pytest.mark.fault
def test_that_a_full_disk_refuses_the_change_and_keeps_what_was_saved(practice):
    assert fill(practice, 700_000) == ["NotSaved", "True", "True", "True"]
    session = open_study(practice)
    assert verify(session).sound
    session.close()


@pytest.mark.fault
def test_that_nothing_is_refused_where_there_is_room(practice):
    assert fill(practice, 700_000_000) == ["True", "True", "True"]


@pytest.mark.fault
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root writes everywhere")
def test_that_a_folder_that_cannot_be_written_is_refused_and_stays_as_it_was(practice, tmp_path):
    before = fingerprint(practice)
    practice.chmod(0o500)
    try:
        with pytest.raises(refusals.FolderUnusable):
            open_study(practice)
        with pytest.raises(refusals.FolderUnusable):
            create_study(practice / "T", name="T", clinic="C", user_name="K", practice=True)
    finally:
        practice.chmod(0o700)
    assert fingerprint(practice) == before
    open_study(practice).close()
