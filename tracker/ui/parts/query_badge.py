"""The mark on a field that somebody asked about: a question mark at its corner, coloured by its state."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from tracker.domain.followup import QueryState
from tracker.ui.parts.label import in_tooltip
from tracker.ui.parts.query_forms import STATE_TONES
from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

SIDE, OVER = 16, 6
"""How large the mark is, and how far it stands out over the corner of its field."""


class QueryBadge(QAbstractButton):
    """Stands on the upper left corner of `field` wherever that goes; the keyboard passes it by."""

    def __init__(self, field: QWidget, state: QueryState, text: str, tokens: Tokens) -> None:
        super().__init__(field.parentWidget())
        self._field, self._tokens = field, tokens
        self._ink, self._ground = tokens.tone(STATE_TONES[state])
        self.setFixedSize(tokens.px(SIDE), tokens.px(SIDE))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.setToolTip(in_tooltip(text))
        field.installEventFilter(self)
        self._stand()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}:
            self._stand()
        return super().eventFilter(watched, event)

    def _stand(self) -> None:
        over = self._tokens.px(OVER)
        corner = self._field.geometry().topLeft()
        self.move(max(0, corner.x() - over), max(0, corner.y() - over))
        self.setVisible(not self._field.isHidden())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), self._tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(look.surface))
        painter.setBrush(QColor(self._ink))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawEllipse(box)
        painter.setPen(QColor(look.surface))
        painter.setFont(font(look, "axis"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
        painter.end()
