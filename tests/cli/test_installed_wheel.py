"""The wheel carries its resources: built, installed, and run from elsewhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with the program installed from its wheel; the source tree is not on the path."""
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    wheel = next(place.glob("*.whl"))
    pip = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--target", str(place / "site")]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    return place / "site"


@pytest.fixture
def tracker(installed, tmp_path):
    """Run the installed program from a folder that is not the source tree."""

    def run(*arguments, **options):
        environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
        command = [sys.executable, "-m", "tracker", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, **options
        )

    return run


@pytest.mark.slow
def test_that_the_installed_program_is_the_one_that_runs(installed, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    code = "import tracker, tracker.paths as p; print(tracker.__file__); print(p.resource('fonts'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(Path(line).is_relative_to(installed) for line in done.stdout.splitlines())


@pytest.mark.slow
def test_that_the_installed_program_scores(tracker):
    done = tracker("score", "sledai_2k", "-", input=json.dumps({"arthritis": True}))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "incomplete"


@pytest.mark.slow
def test_that_the_installed_program_passes_its_own_test(tracker):
    done = tracker("self-test")
    assert done.returncode == 0, done.stderr
