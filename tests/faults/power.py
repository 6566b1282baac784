"""Cuts the power of a recorded run at many moments and judges what each cut leaves."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults.disk import Disk, Image, Mark, Op, lay_out
from tests.faults.judge import Found, broken, examine, fast_folder


@dataclass
class Tally:
    """What many cuts did."""

    cuts: int = 0
    pictures: int = 0
    not_there: int = 0
    harmed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.cuts} cuts, {self.pictures} different disks ({self.not_there} cuts before the study was"
            f" there): {len(self.harmed)} harmed, {len(self.lost)} with an acknowledged change lost"
        )


def moments(ops: Sequence[Op], count: int, seed: int, since: int = 0) -> list[int]:
    """Where to cut: evenly over the run, and as often again around syncs, names and words."""
    rng = Random(seed)
    turning = [n for n, op in enumerate(ops) if n >= since and type(op).__name__ != "Write"]
    chosen = [rng.randrange(since, len(ops)) for _ in range(count // 2)]
    chosen += [rng.choice(turning) for _ in range(count - len(chosen))]
    return sorted(chosen)


def cut_power(ops: Sequence[Op], count: int, seed: int, *, honest: bool = True, since: int = 0) -> Tally:
    """Cut `count` times, from the operation `since` on; an image that was seen before is not opened again."""
    tally, disk, told = Tally(), Disk(honest=honest), []
    seen: dict[str, Found] = {}
    waiting = moments(ops, count, seed, since)
    for number, op in enumerate(ops):
        disk.do(op)
        if isinstance(op, Mark):
            told.append(json.loads(op.text))
        while waiting and waiting[0] == number:
            waiting.pop(0)
            tally.cuts += 1
            named = f"seed {seed}, cut {tally.cuts}, after operation {number}"
            image = disk.cut(Random(f"{seed}-{tally.cuts}"))
            key = _digest(image)
            if key not in seen:
                seen[key] = _opened(image)
            harm, lost = broken(seen[key], told)
            tally.not_there += not seen[key].there
            tally.harmed += [f"{named}: {harm}"] if harm else []
            tally.lost += [f"{named}: {lost}"] if lost else []
    tally.pictures = len(seen)
    return tally


def _opened(image: Image) -> Found:
    with tempfile.TemporaryDirectory(prefix="tracker-cut-", dir=fast_folder()) as place:
        lay_out(image, Path(place))
        return examine(Path(place))


def _digest(image: Image) -> str:
    made = hashlib.blake2b()
    for path, content in image.items():
        made.update(f"{path}\0{-1 if content is None else len(content)}\0".encode())
        made.update(content or b"")
    return made.hexdigest()


def clear(place: Path) -> None:
    """Forget a recorded run's folder; its operations are kept in memory."""
    shutil.rmtree(place, ignore_errors=True)
