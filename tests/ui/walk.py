"""Walks over every widget of a screen and says what is wrong with it; for the tests of any screen."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QTabBar,
    QTextEdit,
    QWidget,
)

from tracker.ui.parts.choice import Choice
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.label import ElidedLabel

LARGEST_MINIMUM = QSize(1024, 540)
INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QTextEdit,
)

SCROLLED = (QAbstractItemView, QTextEdit, QPlainTextEdit, QLineEdit, QComboBox, QAbstractSpinBox)
"""What has parts inside that may lie outside its view."""


def faults(root: QWidget) -> list[str]:
    """Everything that is wrong below `root`, which has to be shown; an empty list when nothing is."""
    return [
        *too_large(root),
        *nameless(root),
        *cut_texts(root),
        *cut_lines(root),
        *cut_cells(root),
        *shortened(root),
        *overlapping_edge(root),
        *vanished(root),
    ]


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every visible widget below `root`, and `root`."""
    yield root
    yield from (widget for widget in root.findChildren(QWidget) if widget.isVisibleTo(root))


def too_large(root: QWidget) -> Iterator[str]:
    """The screen must fit the smallest window."""
    least = root.minimumSizeHint()
    if least.width() > LARGEST_MINIMUM.width() or least.height() > LARGEST_MINIMUM.height():
        wide = max(shown(root), key=lambda widget: (widget.minimumSizeHint().width(), len(path(widget))))
        yield f"{path(root)} wants at least {least.width()} x {least.height()}, {path(wide)} the most"


def nameless(root: QWidget) -> Iterator[str]:
    """Whatever can be worked has a name for the screen reader."""
    for widget in shown(root):
        if not isinstance(widget, INTERACTIVE) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if _inside_another(widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            yield f"{path(widget)} has no accessible name"


def cut_texts(root: QWidget) -> Iterator[str]:
    """A plain label shows all of its text; only labels made for it may elide or wrap."""
    for widget in shown(root):
        if type(widget) is QLabel and not widget.wordWrap() and widget.text() and widget.width() > 0:
            wanted = widget.fontMetrics().horizontalAdvance(widget.text().replace("\n", " "))
            lines = widget.text().count("\n") + 1
            if wanted / lines > widget.width() + 1 and widget.textFormat() == Qt.TextFormat.PlainText:
                yield f"{path(widget)} cuts “{widget.text()}”: {widget.width()} of {wanted} px"
        if isinstance(widget, QAbstractButton) and widget.text() and type(widget).paintEvent is None:
            yield f"{path(widget)} cannot be drawn"


def cut_lines(root: QWidget) -> Iterator[str]:
    """A line edit is as wide as what stands in it: a narrow one scrolls and hides the first digits."""
    for widget in shown(root):
        if isinstance(widget, QLineEdit) and widget.echoMode() == QLineEdit.EchoMode.Normal:
            wanted = widget.fontMetrics().horizontalAdvance(widget.text() or widget.placeholderText())
            if wanted > widget.width() - 12 and not isinstance(widget.parentWidget(), QComboBox):
                yield f"{path(widget)} hides part of “{widget.text() or widget.placeholderText()}”"


def cut_cells(root: QWidget) -> Iterator[str]:
    """A painted table says itself what does not fit."""
    for widget in shown(root):
        if isinstance(widget, GroupedTable):
            yield from (f"{path(widget)} cuts {told}" for told in widget.cut_cells())


def shortened(root: QWidget) -> Iterator[str]:
    """Nothing loses its end or its last line, except a label that says it may.

    What paints its own text tells by `cut` what does not fit.
    """
    for widget in shown(root):
        if isinstance(widget, ElidedLabel) and widget.elides and not widget.may_cut:
            yield f"{path(widget)} shortens “{widget.text()}”"
        cut = getattr(widget, "cut", "")
        if isinstance(cut, str) and cut:
            yield f"{path(widget)} cuts “{cut}”: {widget.width()} x {widget.height()}"
        if (
            isinstance(widget, Choice)
            and not widget.may_cut
            and widget.fontMetrics().horizontalAdvance(widget.currentText()) > widget.room
        ):
            yield f"{path(widget)} shortens “{widget.currentText()}”"
        if (
            isinstance(widget, QPushButton)
            and widget.text()
            and widget.sizeHint().width() > widget.width() + 1
        ):
            yield f"{path(widget)} cuts “{widget.text()}”: {widget.width()} px"
        if (
            type(widget) is QLabel
            and widget.wordWrap()
            and widget.text()
            and not widget.visibleRegion().isEmpty()
        ):
            words = [widget.fontMetrics().horizontalAdvance(word) for word in widget.text().split()]
            if (
                max(words, default=0) > widget.width() + 1
                or widget.heightForWidth(widget.width()) > widget.height() + 1
            ):
                yield f"{path(widget)} cuts “{widget.text()}”: {widget.width()} x {widget.height()}"


def overlapping_edge(root: QWidget) -> Iterator[str]:
    """Nothing reaches over the right edge of what holds it: there is no scrolling sideways."""
    for widget in shown(root):
        holder = widget.parentWidget()
        if widget is root or holder is None or widget.isWindow() or isinstance(holder, SCROLLED):
            continue
        if widget.geometry().right() > holder.rect().right() + 1:
            yield f"{path(widget)} reaches {widget.geometry().right()} of {holder.rect().right()} px"


def vanished(root: QWidget) -> Iterator[str]:
    """What is declared visible has a size."""
    for widget in shown(root):
        if isinstance(widget, INTERACTIVE) and (widget.width() <= 0 or widget.height() <= 0):
            yield f"{path(widget)} has no size"


def focus_rings(root: QWidget) -> list[QWidget]:
    """The widgets that draw a focus ring now."""
    return [widget for widget in shown(root) if widget.hasFocus() and widget.focusProxy() is None]


def texts(root: QWidget) -> str:
    """Every word a person could read below `root`, for canaries."""
    found: list[str] = [root.windowTitle()]
    for widget in shown(root):
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, QComboBox):
            found += [widget.itemText(index) for index in range(widget.count())]
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            found += [
                str(model.index(row, column).data() or "")
                for row in range(model.rowCount())
                for column in range(model.columnCount())
            ]
    return "\n".join(text for text in found if text)


def path(widget: QWidget) -> str:
    """Where a widget is, for the message of a failed test."""
    steps: list[str] = []
    current: QWidget | None = widget
    while current is not None:
        steps.append(current.objectName() or type(current).__name__)
        current = current.parentWidget()
    return "/".join(reversed(steps))


def settle(jobs: object) -> None:
    """Let the workers finish and the window draw what they brought."""
    for _ in range(3):
        jobs.settle()
        QApplication.processEvents()


def _inside_another(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QComboBox | QAbstractSpinBox | QAbstractItemView | QTabBar | QLineEdit)
