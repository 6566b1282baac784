"""The screen of the computer is locked, or it goes to sleep: heard where the desktop tells it."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from tests.faults.machine import need, surroundings
from tracker.ui.system_lock import MANAGER, SCREEN_SAVERS, SESSION, SystemLock

LISTEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget
from tracker.ui.system_lock import SystemLock

app, heard = QApplication([]), []
window = QWidget()
lock = SystemLock(window)
lock.locked.connect(lambda: heard.append(1))

def say():
    told = QDBusMessage.createSignal("/somewhere", sys.argv[1], sys.argv[2])
    told.setArguments([each == "true" for each in sys.argv[3:]])
    assert QDBusConnection.sessionBus().send(told)

QTimer.singleShot(50, say)
QTimer.singleShot(600, app.quit)
app.exec()
print("heard", len(heard))
"""


def test_that_the_end_of_a_locked_screen_does_not_lock_again(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    lock, heard = SystemLock(window), []
    lock.locked.connect(lambda: heard.append(1))
    lock.begins(False)
    assert heard == []
    lock.begins(True)
    lock.session()
    assert heard == [1, 1]


@pytest.mark.fault
@pytest.mark.parametrize(
    ("interface", "name", "arguments", "times"),
    [
        *((each, "ActiveChanged", ("true",), 1) for each in SCREEN_SAVERS),
        (SCREEN_SAVERS[0], "ActiveChanged", ("false",), 0),
        (SESSION, "Lock", (), 1),
        (MANAGER, "PrepareForSleep", ("true",), 1),
        (MANAGER, "PrepareForSleep", ("false",), 0),
    ],
)
def test_that_a_locked_screen_is_heard_on_a_real_bus(tmp_path: Path, interface, name, arguments, times):
    need("there is no bus of a desktop", "dbus-run-session", "--", "true")
    script = tmp_path / "listen.py"
    script.write_text(LISTEN)
    both = 'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" exec "$@"'
    command = ("dbus-run-session", "--", "sh", "-c", both, "sh", sys.executable, str(script))
    done = subprocess.run(
        [*command, interface, name, *arguments],
        env=surroundings(tmp_path), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert f"heard {times}" in done.stdout, done.stderr
