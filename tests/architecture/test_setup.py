"""What a fresh machine is told, or given, before Qt is started."""

import os
import subprocess

import pytest

from tests.architecture.tree import ROOT

SCRIPT = ROOT / "installer/system_libraries.sh"
pytestmark = pytest.mark.fault


@pytest.fixture
def machine(tmp_path):
    """Run the script where only the libraries `known` are; apt-get merely notes what it is told."""

    def run(step, known=(), uid=1000, **environment):
        lines = "\n".join(f"\\t{name} (libc6,x86-64) => ..." for name in known)
        stand_ins = {
            "ldconfig": f"printf '%b\\n' '{lines}'",
            "id": f"echo {uid}",
            "apt-get": f"echo \"$@\" >> '{tmp_path}/apt.log'",
            "uname": "echo Linux",
        }
        for name, body in stand_ins.items():
            (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
            (tmp_path / name).chmod(0o755)
        told = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", **environment}
        for name in {"DISPLAY", "WAYLAND_DISPLAY"} - set(environment):
            told.pop(name, None)
        return subprocess.run([str(SCRIPT), step], env=told, capture_output=True, text=True, check=False)

    return run


OFFSCREEN = [
    "libGL.so.1",
    "libEGL.so.1",
    "libxkbcommon.so.0",
    "libfontconfig.so.1",
    "libdbus-1.so.3",
    "libgthread-2.0.so.0",
]


def test_that_a_person_without_rights_is_given_one_line_to_pass_on(machine):
    done = machine("offscreen", known=OFFSCREEN[1:])
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "sudo apt-get install libgl1" in done.stderr


def test_that_root_is_given_what_is_missing_and_told_so(machine, tmp_path):
    done = machine("offscreen", known=OFFSCREEN[2:], uid=0)
    assert done.returncode == 0, done.stderr
    assert "Installing what the system lacks: libgl1 libegl1" in done.stdout
    assert "libxkbcommon0" not in (tmp_path / "apt.log").read_text()


def test_that_a_machine_with_everything_hears_nothing(machine, tmp_path):
    done = machine("offscreen", known=OFFSCREEN, uid=0)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (tmp_path / "apt.log").exists()


def test_that_the_libraries_of_a_window_are_asked_for_only_where_there_is_a_display(machine):
    assert machine("screen", known=OFFSCREEN).returncode == 0
    asked = machine("screen", known=OFFSCREEN, DISPLAY=":0")
    assert asked.returncode == 1
    assert "libxcb-cursor0" in asked.stderr


def test_that_a_failed_installation_ends_in_the_line_to_pass_on(machine, tmp_path):
    machine("offscreen", uid=0)
    (tmp_path / "apt-get").write_text("#!/bin/sh\nexit 100\n")
    told = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run([str(SCRIPT), "offscreen"], env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "apt-get install libgl1" in done.stderr
