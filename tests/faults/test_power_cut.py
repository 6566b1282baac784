"""The power goes at any moment of a real day: whatever the disk kept, the study opens and nothing is lost."""

import os
from functools import cache

import pytest

from tests.faults.disk import Disk, File, Folder, Mark, Move
from tests.faults.machine import need_strace
from tests.faults.power import cut_power
from tests.faults.recorder import record

CUTS = int(os.environ.get("TRACKER_CUTS", "1000"))
SHARDS = 10
SEED = int(os.environ.get("TRACKER_SEED", "20261123"))

pytestmark = pytest.mark.fault


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """The operations of a real run, by the durability it asks SQLite for."""
    need_strace()

    @cache
    def run(synchronous="FULL"):
        base = tmp_path_factory.mktemp("recorded")
        told = base / "told"
        ops = record(
            base / "place", told, "tests.faults.clinic_day", "--synchronous", synchronous, home=base / "home"
        )
        return ops, base / "place"

    return run


def files(folder, at=""):
    for name, node in folder.names.items():
        if isinstance(node, Folder):
            yield from files(node, f"{at}{name}/")
        elif isinstance(node, File):
            yield f"{at}{name}", node.now()


def test_that_the_recording_ends_in_the_very_folder_that_the_program_left(recorded):
    ops, place = recorded()
    disk = Disk()
    for op in ops:
        disk.do(op)
    left = {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*") if p.is_file()}
    assert dict(files(disk.top)) == left
    assert sum(isinstance(op, Mark) for op in ops) > 90
    moved = {op.target.rpartition("/")[2] for op in ops if isinstance(op, Move)}
    assert {"study", "keys.json", ".keys.prev.json"} <= moved


@pytest.mark.parametrize("shard", range(SHARDS))
def test_that_no_power_cut_harms_the_study_or_loses_what_was_acknowledged(recorded, shard, count):
    ops, _ = recorded()
    tally = cut_power(ops, CUTS // SHARDS, SEED + shard)
    count(f"Power cuts, seed {SEED + shard}", tally)
    assert (tally.harmed, tally.lost) == ([], [])
    assert tally.cuts == CUTS // SHARDS
    assert tally.not_there < tally.cuts // 3


def test_that_no_cut_leaves_the_old_log_beside_a_new_file(recorded, count):
    ops, _ = recorded()
    swap = max(n for n, op in enumerate(ops) if isinstance(op, Move) and op.target == "study/study.db")
    tally = cut_power(ops[: swap + 3], 200, SEED, since=swap - 3)
    count("Power cuts while a renewed file takes its name", tally)
    assert (tally.harmed, tally.lost) == ([], [])


def restoring(base, *control):
    """A restore under an older key, and its first operation."""
    need_strace()
    ops = record(base / "place", base / "told", "tests.faults.restore_day", *control, home=base / "home")
    return ops, next(n for n, op in enumerate(ops) if isinstance(op, Mark))


def test_that_a_power_cut_while_an_older_key_is_put_back_leaves_a_key_that_fits(tmp_path, count):
    ops, begins = restoring(tmp_path)
    tally = cut_power(ops, CUTS // SHARDS, SEED, since=begins)
    count("Power cuts in a restore under an older key", tally)
    assert (tally.harmed, tally.lost) == ([], [])


def test_that_without_both_keys_in_the_file_a_restore_would_not_survive_every_cut(tmp_path):
    """The control."""
    ops, begins = restoring(tmp_path, "keys-last")
    assert cut_power(ops, 100, SEED, since=begins).harmed != []


def test_that_power_cuts_lose_changes_where_the_log_is_not_synced(recorded, count):
    """The control: the harness sees a loss where there is one."""
    tally = cut_power(recorded("NORMAL")[0], 60, SEED)
    count("Control, log not synced (NORMAL)", tally)
    assert tally.lost != []


def test_that_power_cuts_harm_the_study_where_nothing_is_synced(recorded, count):
    """The control: the harness sees a damaged file where there is one."""
    tally = cut_power(recorded("OFF")[0], 60, SEED)
    count("Control, nothing synced (OFF)", tally)
    assert tally.harmed != []


def test_that_a_disk_that_lies_about_syncing_is_not_survived(recorded, count):
    """Why docs/reliability.md promises nothing on such a disk, and why backups are verified."""
    tally = cut_power(recorded()[0], 60, SEED, honest=False)
    count("Control, a disk that lies", tally)
    assert tally.harmed != []
    assert tally.lost != []
