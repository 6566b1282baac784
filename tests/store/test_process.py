"""No memory image, no network: tried in a process of its own, because a hook cannot be taken away."""

import subprocess
import sys

import pytest

from tracker.store.process import NetworkUsed, refuse_network

START = "from tracker.__main__ import main\ntry:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
TRIES = {
    "connect": "import socket; socket.socket().connect(('127.0.0.1', 9))",
    "bind": "import socket; socket.socket().bind(('127.0.0.1', 0))",
    "sendto": "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "look up": "import socket; socket.getaddrinfo('localhost', 80)",
    "urllib": "import urllib.request; urllib.request.urlopen('http://localhost/')",
}


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize("attempt", TRIES.values(), ids=TRIES.keys())
def test_that_no_code_reaches_a_network_once_the_program_runs(attempt):
    assert "NetworkUsed" in run(START + attempt)
    assert "NetworkUsed" not in run(attempt)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no sockets of one computer alone")
def test_that_a_socket_of_this_computer_alone_passes():
    code = "import socket; a, b = socket.socketpair(); a.sendall(b'x'); assert b.recv(1) == b'x'"
    assert run(START + code) == ""


def test_that_other_events_pass():
    refuse_network("open", ("a", "r", 0))
    with pytest.raises(NetworkUsed):
        refuse_network("socket.getaddrinfo", ("x",))


@pytest.mark.fault
def test_that_an_opened_study_leaves_no_memory_image(tmp_path):
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from tracker.services.studies import create_study\n"
        "made = create_study(Path(sys.argv[1]), name='P', clinic='C', user_name='K', practice=True)\n"
        "made.session.close()\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "P")], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
