"""What stands where nothing is yet: a sentence, and what to do about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tracker.ui.parts.button import Button
from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.tokens import Tokens


class EmptyState(QWidget):
    """An icon, a heading, a sentence and up to two buttons, in the middle of what would have been full."""

    def __init__(
        self, tokens: Tokens, title: str, text: str = "", icon: str = "patients", *acts: Button
    ) -> None:
        super().__init__()
        self._title = label(title, "card")
        self._text = wrapped(text)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setMaximumWidth(tokens.px(460))
        shape = QLabel()
        shape.setPixmap(pixmap(icon, tokens.text3, 32, self.devicePixelRatioF()))
        column = QVBoxLayout(self)
        column.setSpacing(tokens.s8)
        column.addStretch(2)
        for part in (shape, self._title):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._text, 8)
        middle.addStretch(1)
        column.addLayout(middle)
        row = QHBoxLayout()
        row.addStretch(1)
        for act in acts:
            row.addWidget(act)
        row.addStretch(1)
        column.addSpacing(tokens.s8)
        column.addLayout(row)
        column.addStretch(3)

    def say(self, title: str, text: str = "") -> None:
        """Change heading and sentence."""
        self._title.setText(title)
        self._text.setText(text)
