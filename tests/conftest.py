"""What every test can rely on: no screen, a home of its own, and shared examples that may be absent."""

import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tracker.services.session import Session

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

_HOME = tempfile.TemporaryDirectory(prefix="tracker-tests-")
_RUNTIME = Path(_HOME.name, "runtime")
_RUNTIME.mkdir(mode=0o700)
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_RUNTIME_DIR"] = str(_RUNTIME)
for _name in ("LANGUAGE", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(_name, None)

settings.register_profile("tracker", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("tracker")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--shared-required",
        action="store_true",
        help="a skipped test that is marked `shared` counts as failed",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="the folder ../shared is absent"))
        if item.get_closest_marker("fault") and sys.platform != "linux":
            item.add_marker(pytest.mark.skip(reason="this fault is made with means of Linux"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    wanted = item.config.getoption("--shared-required") and item.get_closest_marker("shared")
    if wanted and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, but --shared-required was given"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud which faults this machine could not test, and in `make faults` what was counted."""
    silent = {str(report.longrepr[2]) for report in terminalreporter.getreports("skipped")}
    for reason in sorted(each for each in silent if "NOT TESTED HERE" in each):
        terminalreporter.write_line(reason, red=True)
    if os.environ.get("TRACKER_FIGURES"):
        for report in terminalreporter.getreports("passed"):
            for name, figure in report.user_properties:
                terminalreporter.write_line(f"{name}: {figure}")


@pytest.fixture
def shared() -> Path:
    """The folder with examples that are not part of the project; mark the test `shared` too."""
    return SHARED


@pytest.fixture(scope="session")
def practice_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice study, closed, made once: copy it, never open it."""
    from tracker.services.practice_study import create_practice_study

    folder = tmp_path_factory.mktemp("practice") / "study"
    create_practice_study(folder).close()
    return folder


@pytest.fixture(scope="module")
def practice_session(tmp_path_factory: pytest.TempPathFactory, practice_made: Path) -> "Iterator[Session]":
    """A practice study of one's own, open for the tests of one file."""
    from tracker.services.studies import open_study

    opened = open_study(Path(shutil.copytree(practice_made, tmp_path_factory.mktemp("opened") / "study")))
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a temporary folder that belong to this test alone."""
    home = tmp_path_factory.mktemp("home")
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "appdata",
        "LOCALAPPDATA": home / "appdata",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "TMPDIR": home / "tmp",
    }
    (home / "tmp").mkdir()
    for name, place in places.items():
        monkeypatch.setenv(name, str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return home


@pytest.fixture(autouse=True)
def still_cursor(request: pytest.FixtureRequest) -> None:
    """Text cursors that do not blink, so that a picture taken twice is the same picture."""
    if "qapp" in request.fixturenames:
        request.getfixturevalue("qapp").setCursorFlashTime(0)
