"""A box for several lines; `entered` once the person has left it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from tracker.ui.parts.label import wrapped
from tracker.ui.theme.tokens import Tokens


class LinesField(QWidget):
    """One entry a line; Tab goes on to the next field."""

    entered = Signal(str)

    def __init__(self, tokens: Tokens, title: str, lines: int = 4) -> None:
        super().__init__()
        self.box = _Box()
        self.box.setAccessibleName(title)
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(tokens.px(18) * lines + 16)
        self._message = wrapped("", "label", "danger")
        self._message.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s4)
        column.addWidget(self.box)
        column.addWidget(self._message)
        self.setFocusProxy(self.box)
        self.box.left.connect(lambda: self.entered.emit(self.text))

    @property
    def text(self) -> str:
        return self.box.toPlainText()

    def set_text(self, text: str) -> None:
        self.box.setPlainText(text)

    @property
    def message(self) -> str:
        """What is said below the box; "" when nothing is."""
        return self._message.text()

    def say(self, text: str) -> None:
        """Say what is wrong; an empty text takes it away."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self.box.setAccessibleDescription(text)


class _Box(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
