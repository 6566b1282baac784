"""A small drawing of a course: one scale per measure, so that noise never looks like recovery."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from tracker.domain.marks import Role
from tracker.services.patients import Spot
from tracker.ui.theme.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Measure:
    """The scale of one measure: its ends, whether it is logarithmic, and the band that is drawn pale."""

    low: float
    high: float
    role: Role
    log: bool = False
    band: tuple[float, float] | None = None

    def share(self, value: float) -> float:
        """Height between 0 and 1."""
        if self.log:
            low, high, at = log10(self.low), log10(self.high), log10(max(value, self.low))
        else:
            low, high, at = self.low, self.high, value
        return min(max((at - low) / (high - low), 0), 1)


CELLS = Measure(1, 560, Role.B_CELLS, log=True, band=(100, 500))


def draw_sparkline(
    painter: QPainter, box: QRectF, spots: Sequence[Spot], measure: Measure, tokens: Tokens
) -> None:
    """Draw `spots`, oldest first. One value is a dot in the middle; unseen ones lie in a lane at the foot."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    lane = 6.0 if measure.log else 0.0
    room = QRectF(box.left() + 4, box.top() + 4, box.width() - 8, box.height() - 8 - lane)
    if measure.band:
        top, foot = (room.bottom() - measure.share(v) * room.height() for v in reversed(measure.band))
        pale = QColor(tokens.ink(Role.RANGE))
        pale.setAlpha(34)
        painter.fillRect(QRectF(box.left(), top - 1, box.width(), foot - top + 2), pale)
    step = room.width() / max(len(spots) - 1, 1)
    points = [
        QPointF(
            room.left() + (index * step if len(spots) > 1 else room.width() / 2),
            box.bottom() - 5 if spot.unseen else room.bottom() - measure.share(spot.value) * room.height(),
        )
        for index, spot in enumerate(spots)
    ]
    for index in range(1, len(points)):
        dotted = spots[index].unseen or spots[index - 1].unseen
        style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(tokens.text2), 1.1, style))
        painter.drawLine(points[index - 1], points[index])
    if points:
        _last(painter, points[-1], spots[-1], QColor(tokens.ink(measure.role)), QColor(tokens.surface))
    painter.restore()


def _last(painter: QPainter, at: QPointF, spot: Spot, ink: QColor, paper: QColor) -> None:
    painter.setPen(QPen(ink, 1.2))
    if spot.unseen:
        painter.setBrush(paper)
        down = [QPointF(at.x() - 3.4, at.y() - 2.8), QPointF(at.x() + 3.4, at.y() - 2.8)]
        painter.drawPolygon(QPolygonF([*down, QPointF(at.x(), at.y() + 3.2)]))
    else:
        painter.setBrush(ink)
        painter.drawEllipse(at, 2.6, 2.6)
