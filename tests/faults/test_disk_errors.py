"""The disk refuses in the middle of a real day: told in words, nothing lost, and the work goes on."""

import json
import os
import subprocess
import sys
from random import Random

import pytest

from tests.faults.judge import judge_file
from tests.faults.machine import ROOT, need, need_own_mounts, need_strace, own_mounts, surroundings

TIMES = 2 if "TRACKER_KILLS" not in os.environ else 30

pytestmark = pytest.mark.fault

CALLS = {"fsync": 130, "pwrite64": 1800, "rename": 20, "ftruncate": 10}
"""How often a day makes each call, about."""


def a_day(base, *before):
    """Run a day behind the command `before`; what it told, and whether it ended in order."""
    (base / "place").mkdir(parents=True)
    command = [
        *before,
        sys.executable,
        "-m",
        "tests.faults.clinic_day",
        str(base / "place"),
        str(base / "told"),
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings(base / "home"), check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return (base / "told").read_text()


def refusals(told):
    return [each["refused"] for line in told.splitlines() if "refused" in (each := json.loads(line))]


def injected(call, error, when):
    watch = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", os.devnull, "-e", f"trace={call}"]
    return (*watch, "-e", f"inject={call}:error={error}:when={when}")


@pytest.mark.parametrize(("call", "error"), [(c, "EIO") for c in CALLS] + [("pwrite64", "ENOSPC")])
def test_that_a_call_that_fails_once_is_a_refusal_and_no_loss(tmp_path, call, error, count):
    need_strace()
    rng, refused = Random(f"{call}-{error}"), []
    for number in range(TIMES):
        when = rng.randint(1, CALLS[call])
        told = a_day(tmp_path / str(number), *injected(call, error, when))
        assert judge_file(tmp_path / str(number) / "place", told) == ([], []), f"{call} {when}"
        refused += refusals(told)
    count(f"{TIMES} days with {error} from {call}", f"0 lost; refusals {sorted(refused)}")
    assert refused or call in {"ftruncate"}


def test_that_the_same_day_without_a_fault_refuses_nothing(tmp_path):
    """The control."""
    assert refusals(a_day(tmp_path)) == []


def on_a_small_disk(base, what):
    need_own_mounts()
    command = [*own_mounts(), sys.executable, "-m", "tests.faults.small_disk", what, str(base)]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings(base / "home"), check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_that_a_disk_that_fills_up_loses_nothing_and_the_work_goes_on_with_room(tmp_path):
    found = on_a_small_disk(tmp_path, "full")
    assert found["refused"] != []
    assert found["judged"] == [[], []]
    assert found["read"] == 1
    assert found["after"] == 5


def test_that_a_disk_that_may_only_be_read_is_refused_and_stays_as_it_was(tmp_path):
    found = on_a_small_disk(tmp_path, "readonly")
    assert found == {"told": ["FolderUnusable", "FolderUnusable", "BackupFailed"], "same": True}


@pytest.mark.parametrize("room", [150_000, 330_000, 400_000])
def test_that_a_file_that_may_not_grow_is_a_refusal_and_no_loss(tmp_path, room):
    need("no limit can be set to a file's size", "prlimit", "--version")
    told = a_day(tmp_path, "prlimit", f"--fsize={room}")
    assert refusals(told) != []
    assert judge_file(tmp_path / "place", told) == ([], [])
