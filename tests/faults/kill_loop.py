"""Runs a day at the clinic again and again and kills each at a moment of its own, without a word of warning.

`python -m tests.faults.kill_loop BASE COUNT SEED` leaves BASE/0, BASE/1, ... each with `place` and `told`.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.faults.clinic_day import PASSPHRASES, make_keys_cheap, run
from tracker.services.studies import open_study
from tracker.store import keys
from tracker.store.key_copies import read_keys


def child(work: Callable[[], object], within: float | None) -> float:
    """Do `work` in a process of its own, killed after `within` seconds; how long it ran."""
    started = time.monotonic()
    process = os.fork()
    if not process:
        try:
            work()
            os._exit(0)
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
            os._exit(1)
    if within is not None:
        time.sleep(within)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    if os.waitstatus_to_exitcode(status) not in {0, -signal.SIGKILL}:
        sys.exit(1)
    return time.monotonic() - started


def open_again(place: Path) -> None:
    """What the next start does after a kill, to be killed as well."""
    make_keys_cheap()
    folder = place / "study"
    if not folder.exists():
        return
    for each in PASSPHRASES:
        slots = read_keys(folder).of_kind(keys.PERSON)
        if any(keys.unseal(slot, keys.from_passphrase(each)) for slot in slots):
            open_study(folder, passphrase=each).close()


def main() -> None:
    base, count, seed = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rng, longest = Random(f"kill-{seed}"), 0.0
    for number in range(-1, count):
        own = base / (str(number) if number >= 0 else "whole")
        (own / "place").mkdir(parents=True)
        within = rng.uniform(0, longest) if number >= 0 else None
        ran = child(lambda own=own: run(own / "place", own / "told"), within)  # type: ignore[misc]
        longest = longest or ran
        if number % 2:
            child(lambda own=own: open_again(own / "place"), rng.uniform(0, 0.15))  # type: ignore[misc]
    print(f"{longest:.2f}")


if __name__ == "__main__":
    main()
