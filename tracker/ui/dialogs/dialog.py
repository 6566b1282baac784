"""What every dialog looks like: a title, a body, verbs at the foot; Esc cancels, Ctrl+Enter acts."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tracker.language import Words
from tracker.ui.parts.button import Button
from tracker.ui.parts.label import label
from tracker.ui.theme.tokens import Tokens


class Dialog(QDialog):
    """Add content to `body`. The act is named by a verb; plain Enter never does it."""

    def __init__(
        self,
        tokens: Tokens,
        words: Words,
        title: str,
        *,
        act: str = "",
        cancel: str = "",
        look: str = "primary",
        width: int = 480,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tokens, self.words = tokens, words
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        self.setMinimumWidth(tokens.px(width))
        self.heading = label(title, "title")
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.s12)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(tokens.s8)
        self.foot.addStretch(1)
        self.cancel = Button(cancel or words("Cancel"), tokens, key=words("Esc"))
        self.cancel.clicked.connect(self.reject)
        self.foot.addWidget(self.cancel)
        self.act = Button(act, tokens, look=look, key="Ctrl+Enter")
        self.act.clicked.connect(self.accept)
        self.act.setVisible(bool(act))
        self.foot.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, tokens.s16, 20, tokens.s16)
        column.setSpacing(tokens.s12)
        column.addWidget(self.heading)
        column.addLayout(self.body, 1)
        column.addLayout(self.foot)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._do)

    def _do(self) -> None:
        if self.act.isEnabled() and not self.act.isHidden():
            self.act.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plain Enter presses the button that has the keyboard, and nothing else."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if isinstance(focused, Button):
                focused.click()
            event.accept()
            return
        super().keyPressEvent(event)
