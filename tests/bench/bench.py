"""Prints, in one run, what the program costs beside the least that could do the same; nothing here tests."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tracker.services.practice_study import create_practice_study
from tracker.services.studies import create_study

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def median_ms(work: Callable[[], float], times: int) -> float:
    """The median of what `work` measured, in milliseconds."""
    return statistics.median(work() for _ in range(times)) * 1000


def side_by_side(one: Callable[[], float], other: Callable[[], float], times: int) -> tuple[float, float]:
    """Both medians, measured in turns, so that a busy machine slows both."""
    pairs = [(one(), other()) for _ in range(times)]
    return tuple(statistics.median(column) * 1000 for column in zip(*pairs, strict=True))  # type: ignore[return-value]


def until_first_paint(script: str, *arguments: str) -> float:
    """Seconds from the start of a process to the end of the first event loop turn with something painted."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(HERE / script), *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1]) - started


def run_score(batch: Path) -> float:
    """Seconds that `tracker score --batch` takes, start of the process included."""
    started = time.monotonic()
    command = [sys.executable, "-m", "tracker", "score", "--batch", str(batch)]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - started


def tell(what: str, value: float, beside: str = "", least: float = 0, limit: str = "") -> None:
    """One line of the report."""
    ratio = f"{value / least:5.2f}x {beside} ({least:.1f} ms){limit}" if least else ""
    print(f"{what:<58}{value:9.1f} ms  {ratio}".rstrip(), flush=True)


def bench_window(study: Path) -> None:
    """The first thing that a person sees."""
    bare, unlock = side_by_side(
        lambda: until_first_paint("bare_window.py"),
        lambda: until_first_paint("unlock_window.py", str(study)),
        9,
    )
    tell("Start to first paint of the unlock window", unlock, "a bare window", bare, ", at most 2.00x")


def bench_inside(script: str, study: Path) -> None:
    """Measurements that one process makes on an open practice study."""
    command = [sys.executable, str(HERE / script), str(study)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        tell(**json.loads(line))


def bench_scores(folder: Path) -> None:
    """Ten thousand SLEDAI-2K from a file, beside a file with none."""
    none, many = folder / "none.json", folder / "many.json"
    entry = {"instrument": "sledai_2k", "inputs": {"arthritis": True, "fever": False}}
    none.write_text("[]", encoding="utf-8")
    many.write_text(json.dumps([entry] * 10_000), encoding="utf-8")
    empty, full = side_by_side(lambda: run_score(none), lambda: run_score(many), 3)
    tell("10,000 SLEDAI-2K in one batch", full, "an empty batch", empty)
    tell("  each, without the start", (full - empty) / 10_000)


def main() -> None:
    """Every measurement, each on its own line, in a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        place = Path(home)
        os.environ |= {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": home, "HOME": home}
        os.environ |= {f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        real, practice = place / "real", place / "practice"
        asked = {"name": "Bench", "clinic": "Bench", "user_name": "B. Ench"}
        create_study(real, **asked, passphrase="seven long words on one line").session.close()
        bench_window(real)
        bench_inside("save_visit.py", place)
        create_practice_study(practice).close()
        bench_inside("open_trends.py", practice)
        bench_inside("print_summary.py", practice)
        bench_inside("worklist.py", practice)
        bench_inside("large_clinic.py", practice)
        bench_scores(place)


if __name__ == "__main__":
    main()
