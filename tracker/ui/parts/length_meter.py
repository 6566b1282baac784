"""How long a passphrase is, as four bars and a sentence; length is all that counts."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tracker.ui.theme.tokens import Tokens

_BARS, _STEPS = 4, (1, 8, 12, 20)


class LengthMeter(QWidget):
    """Three of four bars are enough; the sentence beside it is the caller's."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._length, self._fits = tokens, 0, False
        self.setFixedSize(332, 8)

    def show_length(self, length: int, *, fits: bool) -> None:
        """Fill the bars for `length` characters."""
        self._length, self._fits = length, fits
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(332, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        full = sum(self._length >= step for step in _STEPS)
        if not self._fits:
            full = min(full, 2)
        for bar in range(_BARS):
            on = self._tokens.ok if self._fits else self._tokens.warn
            painter.setBrush(QColor(on if bar < full else self._tokens.line))
            painter.drawRoundedRect(QRectF(bar * 84, 0, 80, 8), 3, 3)
        painter.end()
