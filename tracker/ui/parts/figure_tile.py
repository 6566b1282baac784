"""A tile: what it is about, the figure, and one line that explains it."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from tracker.ui.parts.card import Card
from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens


class FigureTile(Card):
    """The figure is never cut; a tone says whether it is good news."""

    def __init__(self, tokens: Tokens, title: str) -> None:
        super().__init__(tokens)
        self.body.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s8)
        self.body.setSpacing(0)
        self._name = title
        self.about = label(title, "hint", "text2")
        self.figure = label("", "card")
        self.note = wrapped("", "hint", "text2")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for part in (self.about, self.figure, self.note):
            lines.addWidget(part)
        lines.addStretch(1)
        self.add(lines, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def say(self, figure: str, note: str = "", tone: str = "text") -> None:
        """Show a figure and what explains it."""
        self.figure.setText(figure)
        mark(self.figure, ink=tone)
        self.note.setText(note)
        self.setAccessibleName(f"{self._name}: {figure}. {note}")
