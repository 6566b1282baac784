"""A chip: a state as shape, word and colour at once."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from tracker.ui.parts.label import label
from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens

SHAPES = {"danger": "warning", "warn": "warning", "ok": "tick", "info": "info", "neutral": ""}
"""The shape of each tone, unless the caller knows a better one."""


class Chip(QFrame):
    """A word that is never cut, on a soft ground, with the shape of its tone."""

    def __init__(
        self,
        tokens: Tokens,
        text: str = "",
        tone: str = "neutral",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shape = QLabel()
        self._word = label("", "chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s8, 0, tokens.s8 + tokens.s2, 0)
        row.setSpacing(tokens.s4 + tokens.s2)
        row.addWidget(self._shape)
        row.addWidget(self._word)
        self.setFixedHeight(tokens.px(22))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone, icon)

    @property
    def text(self) -> str:
        return self._word.text()

    def show_state(self, text: str, tone: str = "neutral", icon: str | None = None) -> None:
        """Say another state."""
        ink, _ = self._tokens.tone(tone)
        shape = SHAPES[tone] if icon is None else icon
        self._shape.setVisible(bool(shape))
        if shape:
            self._shape.setPixmap(pixmap(shape, ink, self._tokens.px(14), self.devicePixelRatioF()))
        self._word.setText(text)
        mark(self._word, ink=tone)
        mark(self, chip=tone)
        self.setAccessibleName(text)
