"""What faults are made with, and what is said loudly where a machine has not got it."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """A home and a temporary folder of its own for a program."""
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    places = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "CACHE", "DATA", "STATE")}
    own = {"HOME": str(home), "TMPDIR": str(home / "tmp"), "PYTHONPATH": str(ROOT)}
    return {**kept, **places, **own, "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen", **more}


@cache
def _answers(*command: str) -> bool:
    if not shutil.which(command[0]):
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def need(what: str, *command: str) -> None:
    """Skip, with the reason, where a means is barred; where CI promised it, that is a failure."""
    if _answers(*command):
        return
    reason = f"NOT TESTED HERE: {what} (`{' '.join(command)}` fails on this machine)"
    if os.environ.get("TRACKER_FAULTS") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def need_strace() -> None:
    need(
        "no program can be traced",
        "strace",
        "-f",
        "--seccomp-bpf",
        "-o",
        os.devnull,
        "-e",
        "trace=write",
        "true",
    )


def no_network() -> tuple[str, ...]:
    """In front of a command: it sees no network, not even this computer's own."""
    return ("unshare", "-n") if os.geteuid() == 0 else ("unshare", "-rn")


def need_no_network() -> None:
    need("no program can be cut off from the network", *no_network(), "true")


def own_mounts() -> tuple[str, ...]:
    """In front of a command: it may mount, and nobody else sees it."""
    return ("unshare", "-m") if os.geteuid() == 0 else ("unshare", "-rm")


def need_own_mounts() -> None:
    need("no disk can be mounted", *own_mounts(), "mount", "-t", "tmpfs", "none", "/mnt")
