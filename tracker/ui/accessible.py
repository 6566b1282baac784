"""How a widget tells a screen reader what it is, how a change is said aloud, who has the keyboard."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLineEdit, QWidget


def name(widget: QWidget, text: str, description: str = "") -> None:
    """Give `widget` its accessible name and, where the name is not enough, a description."""
    widget.setAccessibleName(text)
    if description:
        widget.setAccessibleDescription(description)


def announce(widget: QWidget, text: str) -> None:
    """Say `text` aloud without moving the focus."""
    if text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def take_keyboard(widget: QWidget) -> None:
    """Give `widget` the keyboard; what stands in a box is selected, so that typing replaces it.

    Asked once more when the window has settled, for a widget that was only just shown.
    """
    widget.setFocus()
    QTimer.singleShot(0, widget, widget.setFocus)
    box = widget.focusProxy() or widget
    if isinstance(box, QLineEdit):
        box.selectAll()


def keyboard_name(root: QWidget) -> str:
    """The name of what has the keyboard below `root`, "" for nothing."""
    focused = root.focusWidget()
    return focused.accessibleName() if focused is not None else ""


def give_keyboard(root: QWidget, name: str) -> None:
    """Give the keyboard to what has this name below `root`, where it can take it."""
    same = (each for each in root.findChildren(QWidget) if name and each.accessibleName() == name)
    found = next((each for each in same if each.isVisible() and each.isEnabled()), None)
    if found is not None:
        take_keyboard(found)
