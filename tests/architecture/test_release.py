"""What a release promises: one version, a lock that binds nobody to a machine, a README that is true."""

import re
import subprocess
import sys
import tomllib

import pytest

import tracker
from tests.architecture.tree import ROOT
from tracker.cli.parser import COMMANDS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "installer/lock").glob("*.txt"))
README = (ROOT / "README.md").read_text(encoding="utf-8")


def locked(lock: str) -> set[str]:
    return {line.split("==")[0] for line in lock.splitlines() if re.match(r"[a-z0-9]", line)}


def test_that_package_project_and_changelog_name_one_version():
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", changes, re.MULTILINE)
    assert newest is not None
    assert {newest[1], tracker.__version__, PROJECT["project"]["version"]} == {tracker.__version__}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_that_each_locked_package_has_one_version_and_its_hashes(path):
    entries = re.split(r"\n(?=[a-z0-9])", path.read_text(encoding="utf-8"))[1:]
    assert entries
    assert [entry[:60] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_that_a_lock_holds_no_address(path):
    assert not re.search(r"://|^-", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_that_the_lock_covers_what_the_project_asks_for():
    project = PROJECT["project"]
    wanted = [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *PROJECT["build-system"]["requires"],
    ]
    names = {re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    assert names <= locked((ROOT / "installer/lock/dev.txt").read_text(encoding="utf-8"))


def test_that_program_and_tests_are_locked_to_the_same_versions():
    run, dev = (
        set(
            re.findall(
                r"^[a-z0-9].*==[^ ]+",
                (ROOT / "installer/lock" / name).read_text(encoding="utf-8"),
                re.MULTILINE,
            )
        )
        for name in ("run.txt", "dev.txt")
    )
    assert run <= dev


def test_that_each_make_target_in_the_readme_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^    |`)make (\w+)", README, re.MULTILINE))
    assert {"demo", "test", "check"} <= named <= targets


def test_that_each_command_in_the_readme_exists_and_each_command_stands_there():
    named = set(re.findall(r"^    tracker ([a-z][\w-]*)", README, re.MULTILINE))
    assert named == set(COMMANDS)


def test_that_each_place_in_the_readme_exists():
    places = re.findall(r"`((?:tracker|resources|tests|installer|docs)/[\w/.]*)`|\]\((\w[\w/.]*)\)", README)
    missing = [place for pair in places for place in pair if place and not (ROOT / place).exists()]
    assert missing == []


def test_that_the_readme_lists_the_catalogue_as_it_is():
    command = [sys.executable, str(ROOT / "installer/readme_table.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
