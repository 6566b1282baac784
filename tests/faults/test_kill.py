"""The program is killed at any moment of a real day; every second time its next start is killed as well."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.faults.judge import judge_file
from tests.faults.machine import ROOT, surroundings

KILLS = int(os.environ.get("TRACKER_KILLS", "20"))
SHARDS = 2

pytestmark = pytest.mark.fault


def killed(base, count, seed):
    """The folders that killed programs left, each with what its program had told."""
    subprocess.run(
        [sys.executable, "-m", "tests.faults.kill_loop", str(base), str(count), str(seed)],
        cwd=ROOT,
        env=surroundings(base / "home"),
        check=True,
        capture_output=True,
        text=True,
    )
    for number in range(count):
        told = base / str(number) / "told"
        yield base / str(number) / "place", told.read_text() if told.exists() else ""


@pytest.mark.parametrize("shard", range(SHARDS))
def test_that_a_killed_program_loses_nothing_and_leaves_no_event_without_its_row(tmp_path, shard, count):
    harmed, lost, steps = [], [], []
    for place, told in killed(tmp_path, KILLS // SHARDS, shard):
        harm, missing = judge_file(place, told)
        harmed += [(place.parent.name, harm)] if harm else []
        lost += [(place.parent.name, missing)] if missing else []
        steps.append(told.count('"done"'))
    count(
        f"Kills, seed {shard}",
        f"{len(steps)} at steps {sorted(steps)}, {len(harmed)} harmed, {len(lost)} lost",
    )
    assert (harmed, lost) == ([], [])
    assert len(set(steps)) > 1


def test_that_a_loss_after_a_kill_would_be_seen(tmp_path):
    """The control: the folder of a whole run, from which a backup, a row and a draft are missing."""
    list(killed(tmp_path, 0, 0))
    place, told = tmp_path / "whole" / "place", (tmp_path / "whole" / "told").read_text()
    assert judge_file(place, told) == ([], [])
    without_removals = "".join(line for line in told.splitlines(keepends=True) if '"gone"' not in line)
    assert any(each.startswith("row") for each in judge_file(place, without_removals)[1])
    later = told + '{"done": "enrol", "rows": {"00000000-0000-0000-0000-000000000000": [1, "x"]}}\n'
    assert judge_file(place, later)[1] != []
    shutil.rmtree(place / "study" / "backups")
    assert any(each.startswith("backup") for each in judge_file(place, told)[1])
