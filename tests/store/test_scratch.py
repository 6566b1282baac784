"""Temporary files: private, gone after use, swept after a kill, and never those of a running program."""

import signal
import stat
import subprocess
import sys

import pytest

from tracker.store import scratch

HOLD = """
import sys
from tracker.store.scratch import scratch
with scratch() as place:
    (place / "letter.pdf").write_text("Okafor")
    print(place, flush=True)
    sys.stdin.read()
"""


def left():
    return [each for each in scratch._root().rglob("*") if each.is_file() and "lock" not in each.name]


def fill_and_fail(home):
    with scratch.scratch() as place:
        (place / "letter.pdf").write_text("Okafor")
        assert place.is_relative_to(home)
        for each in (place, place.parent, place.parent.parent):
            assert stat.S_IMODE(each.stat().st_mode) == 0o700 or sys.platform == "win32"
        assert len(left()) == 1
        raise EOFError


def test_that_a_temporary_folder_is_private_and_goes_also_after_a_failure(own_home):
    with pytest.raises(EOFError):
        fill_and_fail(own_home)
    assert left() == []


@pytest.mark.fault
def test_that_what_a_killed_program_left_is_swept_and_not_what_a_running_one_holds():
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        scratch.sweep()
        assert len(left()) == 1
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert len(left()) == 1
    scratch.sweep()
    assert left() == []
