"""A narrow box for a day or a moment: what was understood is written back, what is wrong is marked."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from tracker.domain.refusal import Refusal
from tracker.language import Words
from tracker.ui.parts.label import in_tooltip
from tracker.ui.theme.style import mark


class WhenField(QLineEdit):
    """`read` gives the text as the program writes it, or refuses."""

    edited = Signal()

    def __init__(self, title: str, words: Words, read: Callable[[str], str], hint: str = "") -> None:
        super().__init__()
        self._words, self._read = words, read
        self.problem = ""
        self.setAccessibleName(title)
        self.setPlaceholderText(hint)
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.editingFinished.connect(self.settle)

    def show_text(self, text: str) -> None:
        """Show text without telling anyone."""
        self.setText(text)
        self.settle()

    def settle(self) -> None:
        """Write back what was understood, or mark what is wrong."""
        self.problem = ""
        try:
            text = self._read(self.text())
        except Refusal as refusal:
            self.problem = self._words.say(refusal.said)
        else:
            if text != self.text():
                self.setText(text)
                self.edited.emit()
        mark(self, state="error" if self.problem else "")
        self.setToolTip(in_tooltip(self.problem) if self.problem else "")
        self.setAccessibleDescription(self.problem)
