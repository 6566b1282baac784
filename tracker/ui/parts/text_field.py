"""A line of text with its label above and, when something is wrong with it, one sentence below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tracker.ui.accessible import announce
from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.style import mark


class TextField(QWidget):
    """`changed` at every key, `entered` when the person is done with it; `line` is the edit itself."""

    changed = Signal(str)
    entered = Signal(str)

    def __init__(
        self,
        title: str,
        *,
        hint: str = "",
        secret: bool = False,
        width: int = 0,
        show_title: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(title)
        self.line.setPlaceholderText(hint)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        if width:
            self.line.setMaximumWidth(width)
        self.title = label(title, "label", "text3")
        self.title.setBuddy(self.line)
        if not show_title:
            self.title.hide()
        self._message = wrapped("", "label")
        self._message.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.title, self.line, self._message):
            column.addWidget(part)
        column.addStretch(1)
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(lambda: self.entered.emit(self.line.text()))
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        self.line.setText(text)
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)

    @property
    def message(self) -> str:
        """What is said below the box; "" when nothing is."""
        return self._message.text()

    def say(self, text: str, tone: str = "danger") -> None:
        """Say what is wrong (danger), doubtful (warn) or understood (ok); an empty text takes it away."""
        known = text == self._message.text()
        self._message.setText(text)
        self._message.setVisible(bool(text))
        mark(self._message, ink=tone)
        mark(self.line, state={"danger": "error", "warn": "warn"}.get(tone, "") if text else "")
        self.line.setAccessibleDescription(text)
        if text and not known:
            announce(self.line, text)
