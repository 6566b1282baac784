"""What to look at before signing: each line leads to its place in the form."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tracker.language import Words
from tracker.services.visit_checks import Check, Weight
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.tokens import Tokens

SHOWN = 3
"""So many links stand in the panel; F6 walks over all."""


class BeforeSign(QWidget):
    """A heading with a chip that counts, and one link for each check."""

    picked = Signal(object)
    """The check whose place is wanted."""

    def __init__(self, words: Words, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._tokens = words, tokens
        self.chip = Chip(tokens)
        self._checks: tuple[Check, ...] = ()
        head = QHBoxLayout()
        head.addWidget(label(words("Before you sign"), "value"))
        head.addStretch(1)
        head.addWidget(self.chip)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.s4)
        self._column.addLayout(head)
        self._links: list[_Link] = []
        self._more = label("", "label", "text3")
        self._column.addWidget(self._more)
        self._more.hide()

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Say what is left; nothing left is said too."""
        w = self._words
        weighty = sum(1 for check in checks if check.weight > Weight.GAP)
        if weighty:
            self.chip.show_state(w.plural("{n} to check", "{n} to check", weighty), "danger")
        elif checks:
            self.chip.show_state(w.plural("{n} gap", "{n} gaps", len(checks)), "warn")
        else:
            self.chip.show_state(w("Ready"), "ok")
        if tuple(checks) == self._checks:
            return
        self._checks = tuple(checks)
        for old in self._links:
            self._column.removeWidget(old)
            old.deleteLater()
        self._links = []
        for check in self._checks[:SHOWN]:
            link = _Link(w.say(check.said), self._tokens, strong=check.weight > Weight.GAP)
            link.clicked.connect(lambda _checked=False, check=check: self.picked.emit(check))
            self._links.append(link)
            self._column.addWidget(link)
        more = len(self._checks) - SHOWN
        self._more.setText(w.plural("{n} more: F6", "{n} more: F6", more) if more > 0 else "")
        self._column.removeWidget(self._more)
        self._column.addWidget(self._more)
        self._more.setVisible(more > 0)


class _Link(QAbstractButton):
    """A sentence over several lines that can be clicked or reached with Tab."""

    def __init__(self, text: str, tokens: Tokens, *, strong: bool) -> None:
        super().__init__()
        self._tokens = tokens
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._label = wrapped(text, "label", "text" if strong else "text2")
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.addWidget(self._label)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tokens.px(120), self._tokens.px(20))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._label.heightForWidth(width) + 4

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().adjusted(-3, 1, 2, -1)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._tokens.sunken))
            painter.drawRoundedRect(frame, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens.primary), self._tokens.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
