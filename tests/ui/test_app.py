"""The program as a whole: it starts, opens a practice study, closes, and remembers no name."""

import configparser
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QSettings

from tests.ui.conftest import Watch
from tracker.app import GEOMETRY, STUDY, TEXT_SCALE, THEME, chosen_look, doors
from tracker.domain.patient import Patient
from tracker.services.practice_study import create_practice_study
from tracker.ui.look import Look

ONE_LOOK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from tracker.app import application, run
app = application(["tracker"])
seen = []
def look():
    window = next(each for each in app.topLevelWidgets() if each.objectName() == "Window")
    if window.shell is None or window.jobs.busy:
        return
    seen.append(window.windowTitle())
    timer.stop()
    window.close()
timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
code = run(Path(sys.argv[1]))
print(code, seen[0])
"""


def test_that_the_program_opens_a_practice_study_closes_it_and_remembers_no_name(
    tmp_path: Path, own_home: Path, watch: Watch
) -> None:
    folder = tmp_path / "study"
    session = create_practice_study(folder, now=watch)
    names = {each.family for each in session.records.find(Patient) if each.family}
    session.close()
    done = subprocess.run(
        [sys.executable, "-c", ONE_LOOK, str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("0 CAR T follow-up – PRACTICE"), done.stderr
    kept = next(own_home.rglob("window.ini"))
    parser = configparser.RawConfigParser()
    parser.read_string(kept.read_text(encoding="utf-8"))
    assert {key for part in parser.sections() for key in parser[part]} == {STUDY, GEOMETRY}
    written = "".join(path.read_text("utf-8", "replace") for path in own_home.rglob("*") if path.is_file())
    assert not [name for name in names if name in written]
    doors().open_study(folder, "", "", "").close()


def test_that_a_kept_look_is_used_and_a_strange_one_is_not(tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    kept.setValue(THEME, "dark")
    kept.setValue(TEXT_SCALE, 130)
    assert chosen_look(kept) == Look("dark", 130)
    assert chosen_look(kept).tokens(dark=False).name == "dark"
    kept.setValue(THEME, "pink")
    kept.setValue(TEXT_SCALE, "huge")
    assert chosen_look(kept) == Look("system", 100)
    assert [chosen_look(kept).tokens(dark=dark).name for dark in (True, False)] == ["dark", "light"]
