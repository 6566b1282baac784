"""Whether the computer itself is locked or goes to sleep: told by the bus of the desktop, or by Windows."""

import sys
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
"""Desktops that say `ActiveChanged(true)` when their screen is locked."""

SESSION, MANAGER = "org.freedesktop.login1.Session", "org.freedesktop.login1.Manager"
"""Whatever the desktop: the one says `Lock`, the other `PrepareForSleep(true)` before it sleeps."""

SESSION_CHANGED, SESSION_LOCKED = 0x02B1, 0x7
"""WM_WTSSESSION_CHANGE and WTS_SESSION_LOCK of Windows."""


class SystemLock(QObject):
    """`locked` goes out when the screen of the computer is locked; silent where nobody tells."""

    locked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        if sys.platform == "win32":
            self._windows = _listen_to_windows(self, window)
        elif sys.platform == "linux":
            self._listen_to_the_bus()

    def _listen_to_the_bus(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        begins: Any = SLOT("begins(bool)")  # the stubs want bytes, Qt takes its text
        locked: Any = SLOT("session()")
        for name in SCREEN_SAVERS if session.isConnected() else ():
            session.connect("", "", name, "ActiveChanged", self, begins)
        if system.isConnected():
            system.connect("", "", SESSION, "Lock", self, locked)
            system.connect("", "", MANAGER, "PrepareForSleep", self, begins)

    @Slot(bool)
    def begins(self, begins: bool) -> None:
        """The screen is locked, or sleep begins; the same is told with False when it ends."""
        if begins:
            self.locked.emit()

    @Slot()
    def session(self) -> None:
        """The session was locked."""
        self.locked.emit()


def _listen_to_windows(lock: SystemLock, window: QWidget) -> QAbstractNativeEventFilter:
    import ctypes
    from ctypes import wintypes

    class Filter(QAbstractNativeEventFilter):
        def nativeEventFilter(self, kind: Any, message: Any) -> tuple[bool, int]:
            if bytes(kind) == b"windows_generic_MSG":
                told = wintypes.MSG.from_address(int(message))
                if told.message == SESSION_CHANGED and told.wParam == SESSION_LOCKED:
                    lock.locked.emit()
            return False, 0

    heard = Filter()
    app = QApplication.instance()
    assert app is not None
    app.installNativeEventFilter(heard)
    ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(int(window.winId()), 0)  # type: ignore[attr-defined]
    return heard
