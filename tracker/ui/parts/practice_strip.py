"""The strip on top of every screen of a practice study."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from tracker.language import Words
from tracker.ui.parts.label import ElidedLabel, label
from tracker.ui.theme.tokens import Tokens


class PracticeStrip(QFrame):
    """PRACTICE, and what that means."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self.setObjectName("practice")
        self.setProperty("chip", "warn")
        self.setProperty("flat", "yes")
        self.setFixedHeight(tokens.px(22))
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s16, 0, tokens.s16, 0)
        row.setSpacing(tokens.s12)
        row.addWidget(label(words("PRACTICE"), "overline", "warn"))
        row.addWidget(
            ElidedLabel(
                words("Invented patients, for learning. Nothing here is about a real person."), "axis", "warn"
            ),
            1,
        )
        self.setAccessibleName(words("PRACTICE"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
