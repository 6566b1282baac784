"""Whether the computer slept, and what the program left in the clipboard: what a lock has to know."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog

TICK, JUMP = 5.0, 60.0
"""Seconds between two looks, and how much longer than that it may take before it was sleep."""
FORGET_AFTER = 60_000
"""Milliseconds that something copied here stays in the clipboard."""
SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


def is_lock(event: QKeyEvent) -> bool:
    """Ctrl+L, which a dialog would keep from the window below it."""
    return (
        event.type() == QEvent.Type.KeyPress
        and event.key() == Qt.Key.Key_L
        and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )


def close_dialogs() -> None:
    """No dialog of the open study stays on the screen."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()


@dataclass(frozen=True)
class Look:
    """One look at both clocks, in seconds."""

    wall: float
    steady: float


def slept(before: Look, now: Look) -> bool:
    """Whether time passed in which the program did not run.

    The steady clock stands still in sleep on some systems and runs on in others; the wall clock always runs.
    A wall clock that somebody sets ahead looks like sleep, and locking then does no harm.
    """
    steady = now.steady - before.steady
    return steady > TICK + JUMP or (now.wall - before.wall) - steady > JUMP


def look() -> Look:
    """Both clocks now."""
    return Look(time.time(), time.monotonic())


class SleepWatch(QObject):
    """`woke` goes out after the computer slept: lid, suspend, hibernation."""

    woke = Signal()

    def __init__(self, clock: Callable[[], Look] = look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock, self._last = clock, clock()
        self._timer = QTimer(self)
        self._timer.setInterval(int(TICK * 1000))
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Compare with the last look."""
        before, self._last = self._last, self._clock()
        if slept(before, self._last):
            self.woke.emit()


class ClipboardWatch(QObject):
    """Takes what was copied in the program out of the clipboard, a minute later or when asked."""

    def __init__(self, parent: QObject | None = None, owns: Callable[[], bool] | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self.owns = owns or self._clipboard.ownsClipboard
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FORGET_AFTER)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._changed)

    @property
    def waiting(self) -> bool:
        """Whether something of ours is to be cleared."""
        return self._timer.isActive()

    def clear(self) -> None:
        """Empty the clipboard if what is in it is ours; what another program copied stays."""
        self._timer.stop()
        if self.owns():
            self._clipboard.clear()

    def _changed(self) -> None:
        held = self._clipboard.mimeData()
        if held is not None and held.formats() and self.owns():
            self._timer.start()
        else:
            self._timer.stop()
