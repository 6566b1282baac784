"""What stands above the list while somebody searches: how many match, and that all filters are off."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.language import Words
from tracker.ui.parts.button import Button
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import ElidedLabel
from tracker.ui.theme.tokens import Tokens


class SearchHeader(QWidget):
    """`cleared` asks for the box to be emptied, which brings the filters back."""

    cleared = Signal()

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self._words = words
        self.found = ElidedLabel("", "card")
        self.alike = Chip(tokens, words("Same surname: check date of birth"), "warn")
        self._hint = ElidedLabel(
            words("Searches names, hospital no., study ID, date of birth. All filters are off."),
            "hint",
            "text2",
        )
        clear = Button(words("Clear"), tokens, look="link", face="hint", key="Esc")
        clear.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.s16)
        for part in (self.found, self.alike):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._hint)
        row.addWidget(clear)

    def show_found(self, text: str, count: int, *, alike: bool) -> None:
        """Say how many match `text`, and whether two of them could be mistaken for each other."""
        self.found.setText(
            self._words.plural(
                "{n} patient matches “{text}”", "{n} patients match “{text}”", count, text=text
            )
        )
        self.alike.setVisible(alike)
