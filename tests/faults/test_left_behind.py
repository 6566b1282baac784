"""What a whole day leaves outside of the encrypted file, and whom it talks to: nothing, and nobody."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.clinic_day import SECRETS
from tests.faults.judge import judge_file
from tests.faults.machine import ROOT, need_no_network, need_strace, no_network, surroundings

pytestmark = pytest.mark.fault


def run(base, *command):
    """A program in a home of its own below `base`."""
    return subprocess.run(
        command, cwd=ROOT, env=surroundings(base / "home"), check=True, capture_output=True, text=True
    )


def a_day(base, *before, more=()):
    (base / "place").mkdir(parents=True)
    day = [sys.executable, "-m", "tests.faults.clinic_day", str(base / "place"), str(base / "told"), *more]
    return run(base, *before, *day)


def found_in(base: Path) -> set[str]:
    """Which secrets stand in names or contents below `base`, however they are written there."""
    seen = set()
    for path in base.rglob("*"):
        content = path.read_bytes().lower() if path.is_file() else b""
        for secret in SECRETS:
            low = secret.lower()
            forms = (low.encode(), low.encode("utf-16-le"), low.encode().hex().encode())
            if low in path.name.lower() or any(form in content for form in forms):
                seen.add(secret)
    return seen


def test_that_a_whole_day_needs_no_network(tmp_path):
    need_no_network()
    a_day(tmp_path, *no_network())
    assert judge_file(tmp_path / "place", (tmp_path / "told").read_text()) == ([], [])
    done = run(tmp_path, *no_network(), sys.executable, "-m", "tracker", "self-test")
    assert done.stdout.count(": ") >= 5


def test_that_without_a_network_a_program_that_wants_one_fails():
    """The control."""
    need_no_network()
    reach = "import socket; socket.create_connection(('192.0.2.1', 9), 1)"
    done = subprocess.run([*no_network(), sys.executable, "-c", reach], capture_output=True, check=False)
    assert b"unreachable" in done.stderr


def sockets(base, *command):
    """The internet sockets that a program and its children asked for."""
    log = base / "sockets"
    watch = ("strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=socket,connect,sendto,bind", "-o", str(log))
    run(base, *watch, *command)
    return [line for line in log.read_text().splitlines() if "AF_INET" in line]


def test_that_neither_a_day_nor_the_window_opens_an_internet_socket(tmp_path):
    need_strace()
    (tmp_path / "place").mkdir()
    day = [sys.executable, "-m", "tests.faults.clinic_day", str(tmp_path / "place"), str(tmp_path / "told")]
    assert sockets(tmp_path, *day) == []
    assert sockets(tmp_path, sys.executable, "-m", "tracker", "self-test") == []
    window = ROOT / "tests/bench/unlock_window.py"
    assert sockets(tmp_path, sys.executable, str(window), str(tmp_path / "place" / "study")) == []


def test_that_an_internet_socket_would_be_seen(tmp_path):
    """The control."""
    need_strace()
    ask = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    assert len(sockets(tmp_path, sys.executable, "-c", ask)) == 2


def test_that_no_secret_of_a_day_can_be_read_anywhere(tmp_path):
    a_day(tmp_path)
    assert found_in(tmp_path) == set()


def test_that_the_search_finds_the_secrets_of_a_day_without_a_key(tmp_path):
    """The control."""
    a_day(tmp_path, more=["--keyless"])
    assert found_in(tmp_path / "place") == set(SECRETS)


def test_that_a_crash_leaves_no_secret_behind(tmp_path):
    """An error that holds a name ends the program; the report says where, not about whom."""
    crash = (
        "from tracker.ui.errors import report\n"
        f"try:\n    raise ValueError({SECRETS[0]!r})\n"
        "except ValueError as error:\n    print(report(error))\n"
    )
    done = run(tmp_path, sys.executable, "-c", crash)
    assert "ValueError" in done.stdout
    assert SECRETS[0] not in done.stdout + done.stderr
    assert found_in(tmp_path) == set()
