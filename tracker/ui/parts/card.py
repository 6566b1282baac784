"""A card: the surface that groups what belongs together, with an optional heading row."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from tracker.ui.parts.label import label
from tracker.ui.theme.tokens import Tokens


class Card(QFrame):
    """Add content to `body`; `head` holds the title and whatever stands beside it."""

    def __init__(
        self, tokens: Tokens, title: str = "", hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("part", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(tokens.s16, tokens.s12, tokens.s16, tokens.s12)
        self.body.setSpacing(tokens.s8)
        self.head = QHBoxLayout()
        self.head.setSpacing(tokens.s16)
        self.title = label(title, "card")
        self.hint = label(hint, "hint", "text3")
        if title:
            self.head.addWidget(self.title)
            self.head.addWidget(self.hint)
            self.head.addStretch(1)
            self.body.addLayout(self.head)

    def add(self, what: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout below what is there."""
        if isinstance(what, QWidget):
            self.body.addWidget(what, stretch)
        else:
            self.body.addLayout(what, stretch)


def rule() -> QFrame:
    """A hairline between groups."""
    made = QFrame()
    made.setProperty("part", "rule")
    made.setFixedHeight(1)
    return made
