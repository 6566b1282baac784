"""A few last values as a thin line with a dot at its end; words and numbers stand beside it."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.domain.chart import Role
from tracker.ui.theme.tokens import Tokens

SHOWN = 6


class TrendLine(QWidget):
    """Decoration only: it takes no focus and has no words of its own."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._values: list[float] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Sequence[Decimal | None]) -> None:
        """Show the last of `values`, oldest first; unknown ones are left out."""
        self._values = [float(value) for value in values if value is not None][-SHOWN:]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(60), self._tokens.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._values:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = min(self._values), max(self._values)
        room, left, top = self.width() - 8, 4, 5
        tall = self.height() - 2 * top
        step = room / max(1, len(self._values) - 1)
        points = [
            QPointF(
                left + (index * step if len(self._values) > 1 else room),
                top + tall * (1 - (value - low) / (high - low) if high > low else 0.5),
            )
            for index, value in enumerate(self._values)
        ]
        painter.setPen(QPen(QColor(self._tokens.text3), 1.2))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QColor(self._tokens.ink(Role.B_CELLS)))
        painter.setBrush(QColor(self._tokens.ink(Role.B_CELLS)))
        painter.drawEllipse(points[-1], 2.2, 2.2)
