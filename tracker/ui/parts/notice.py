"""A bar across the work area that stays until it is dealt with: not saved, to check, practice."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from tracker.ui.accessible import announce
from tracker.ui.parts.button import Button
from tracker.ui.parts.chip import SHAPES
from tracker.ui.parts.label import wrapped
from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens


class Notice(QFrame):
    """One sentence with the shape and ground of its tone, and verbs for what can be done about it."""

    closed = Signal()

    def __init__(
        self, tokens: Tokens, text: str = "", tone: str = "info", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shape = QLabel()
        self._text = wrapped()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s8)
        self._row.setSpacing(tokens.s12)
        self._row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._text, 1)
        self._acts: list[Button] = []
        self.say(text, tone)

    @property
    def text(self) -> str:
        return self._text.text()

    def say(
        self, text: str, tone: str = "info", *acts: tuple[str, Callable[[], object]], icon: str = ""
    ) -> None:
        """Show `text` with one button for each (verb, what it does); an empty text hides the bar."""
        for old in self._acts:
            self._row.removeWidget(old)
            old.deleteLater()
        self._acts = [self._act(verb, then) for verb, then in acts]
        ink, _ = self._tokens.tone(tone)
        shape = icon or SHAPES[tone] or "info"
        self._shape.setPixmap(pixmap(shape, ink, self._tokens.px(16), self.devicePixelRatioF()))
        self._text.setText(text)
        mark(self._text, ink=tone, face="label")
        mark(self, chip=tone)
        self.setVisible(bool(text))
        announce(self, text)

    def _act(self, verb: str, then: Callable[[], object]) -> Button:
        button = Button(verb, self._tokens)
        button.clicked.connect(lambda _checked: then())
        self._row.addWidget(button)
        return button
