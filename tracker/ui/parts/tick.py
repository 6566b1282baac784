"""A tick box in the theme's look that stays a check box for the screen reader."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from tracker.ui.theme.tokens import Tokens

_SIDE = 18.0


class Tick(QCheckBox):
    """Yes or no, with the words beside it."""

    def __init__(self, tokens: Tokens, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._tokens = tokens
        self._text = text
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self._text)
        return QSize(round(_SIDE) + 8 + words + 8, self._tokens.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, on = self._tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2.5, (self.height() - _SIDE) / 2, _SIDE - 1, _SIDE - 1)
        painter.setPen(QPen(QColor(look.primary if on else look.control), 1.5))
        painter.setBrush(QColor(look.primary if on else look.surface))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            painter.setPen(QPen(QColor(look.on_primary), 2))
            x, y = box.left(), box.top()
            painter.drawPolyline(
                [QPointF(x + 4, y + 9), QPointF(x + 7.4, y + 12.4), QPointF(x + 13, y + 5.4)]
            )
        painter.setPen(QColor(look.text if self.isEnabled() else look.text3))
        words = QRectF(box.right() + 8, 0, self.width() - box.right() - 8, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.primary), look.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
