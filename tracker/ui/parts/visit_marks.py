"""How a visit is drawn wherever it stands on a line of days: by shape first, then by colour."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from tracker.domain.planned_visit import PlannedVisit, State
from tracker.language import Words
from tracker.ui.parts.label import label
from tracker.ui.theme.tokens import Tokens

DONE, OUTSIDE, DUE, OVERDUE, PLANNED, NOT_HELD, OVER, DECIDE = (
    "done", "outside", "due", "overdue", "planned", "not_held", "over", "decide",
)  # fmt: skip
_RINGS = {DUE: "primary", OVERDUE: "danger", DECIDE: "warn"}
_SHAPES = {
    State.UPCOMING: PLANNED,
    State.DUE: DUE,
    State.OVERDUE: OVERDUE,
    State.MISSED: NOT_HELD,
    State.NOT_RECOVERABLE: NOT_HELD,
}


def shape_of(planned: PlannedVisit) -> str:
    """Which of the shapes stands for a visit."""
    if planned.held and planned.state is State.DONE:
        return OUTSIDE if planned.outside else DONE
    return _SHAPES.get(planned.state, OVER)


def draw_mark(
    painter: QPainter, at: QPointF, planned: PlannedVisit, look: Tokens, *, here: bool = False
) -> None:
    """Draw a visit at a point; `here` rings the one in hand."""
    draw_shape(painter, at, shape_of(planned), look)
    if here:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.primary), 2))
        painter.drawEllipse(at, 9.5, 9.5)


def draw_shape(painter: QPainter, at: QPointF, shape: str, look: Tokens) -> None:
    """Dot, diamond, ring with a dot, ring, cross, or a small quiet ring."""
    ground = QColor(look.surface)
    if shape == DONE:
        painter.setPen(QPen(ground, 1))
        painter.setBrush(QColor(look.ok))
        painter.drawEllipse(at, 4.6, 4.6)
    elif shape == OUTSIDE:
        painter.setPen(QPen(ground, 1))
        painter.setBrush(QColor(look.warn))
        x, y, r = at.x(), at.y(), 6.2
        painter.drawPolygon(
            QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)])
        )
    elif shape in _RINGS:
        ink = QColor(getattr(look, _RINGS[shape]))
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ground)
        painter.drawEllipse(at, 6.2, 6.2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        if shape == DUE:
            painter.drawEllipse(at, 2.4, 2.4)
        else:
            painter.drawRect(QRectF(at.x() - 1, at.y() - 3.6, 2, 4.4))
            painter.drawRect(QRectF(at.x() - 1, at.y() + 2, 2, 2))
    elif shape == NOT_HELD:
        painter.setPen(QPen(QColor(look.warn), 1.8))
        for dx in (4, -4):
            painter.drawLine(QPointF(at.x() - dx, at.y() - 4), QPointF(at.x() + dx, at.y() + 4))
    else:
        quiet = shape == OVER
        painter.setPen(QPen(QColor(look.line if quiet else look.control), 1.6))
        painter.setBrush(ground)
        painter.drawEllipse(at, 3.4 if quiet else 4.4, 3.4 if quiet else 4.4)


class VisitLegend(QWidget):
    """What each shape means, in one line."""

    def __init__(self, tokens: Tokens, words: Words, shapes: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.setMinimumWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.s4)
        for shape, text in shapes or (
            ("", words("window")),
            (DONE, words("done in window")),
            (OUTSIDE, words("done outside")),
            (DUE, words("due now")),
            (OVERDUE, words("overdue")),
            (PLANNED, words("planned")),
        ):
            row.addSpacing(tokens.s8)
            row.addWidget(_Sample(shape, tokens))
            row.addWidget(label(text, "hint", "text2"))


class _Sample(QWidget):
    def __init__(self, shape: str, tokens: Tokens) -> None:
        super().__init__()
        self._shape, self._tokens = shape, tokens
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(18 if shape else 24, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._shape:
            draw_shape(painter, QPointF(9, 9), self._shape, self._tokens)
        else:
            wash = QColor(self._tokens.primary)
            wash.setAlpha(34 if not self._tokens.dark else 52)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(wash)
            painter.drawRoundedRect(QRectF(0, 3, 22, 12), 2, 2)
        painter.end()
