"""How a part of the window binds keys that act only while the keyboard is inside it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind_keys(widget: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Each key sequence with what it does, for `widget` and what lies in it."""
    for key, act in keys.items():
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def keyboard_target(widget: QWidget) -> QWidget:
    """What takes the keyboard when `widget` is given it."""
    proxy = widget.focusProxy()
    return widget if proxy is None else keyboard_target(proxy)
