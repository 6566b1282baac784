"""The steps of a set-up: number, tick and words, from top to bottom."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

_PITCH, _DISC = 66, 28


class Steps(QWidget):
    """Done steps carry a tick, the present one is filled; said as one sentence to the screen reader."""

    def __init__(
        self, tokens: Tokens, steps: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tokens, self._steps = tokens, tuple(steps)
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, index: int) -> None:
        """Go to a step."""
        self._now = index
        self.setAccessibleName(f"{index + 1}/{len(self._steps)} {self._steps[index][0]}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(190, self._tokens.px(_PITCH) * len(self._steps))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch, disc = tokens.px(_PITCH), tokens.px(_DISC)
        for index, (title, hint) in enumerate(self._steps):
            top = index * pitch
            circle = QRectF(1, top + 2, disc, disc)
            if index + 1 < len(self._steps):
                painter.setPen(QPen(QColor(tokens.ok if index < self._now else tokens.control), 1.5))
                x = circle.center().x()
                painter.drawLine(QPointF(x, circle.bottom() + 1), QPointF(x, top + pitch + 1))
            self._disc(painter, circle, index)
            left = circle.right() + 10
            painter.setFont(font(tokens, "value" if index == self._now else "chip"))
            painter.setPen(QColor(tokens.text if index <= self._now else tokens.text2))
            words = QRectF(left, top - 3, self.width() - left, disc)
            painter.drawText(words, Qt.AlignmentFlag.AlignTop, title)
            painter.setFont(font(tokens, "hint"))
            painter.setPen(QColor(tokens.text3))
            painter.drawText(words.translated(0, tokens.px(18)), Qt.AlignmentFlag.AlignTop, hint)
        painter.end()

    def _disc(self, painter: QPainter, circle: QRectF, index: int) -> None:
        tokens = self._tokens
        done, now = index < self._now, index == self._now
        ground = tokens.ok if done else tokens.primary if now else tokens.raised
        painter.setPen(QPen(QColor(ground if done or now else tokens.control), 1.5))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(circle)
        if done:
            painter.setPen(QPen(QColor(tokens.surface), 1.8))
            middle = circle.center()
            painter.drawPolyline(
                [middle + QPointF(-4.5, 0.4), middle + QPointF(-1.4, 3.6), middle + QPointF(4.8, -3.4)]
            )
            return
        painter.setFont(font(tokens, "value"))
        painter.setPen(QColor(tokens.on_primary if now else tokens.text2))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(index + 1))
