"""The follow-up as three scales side by side: windows, what was done, what is due, what is planned."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.domain.planned_visit import PlannedVisit, State
from tracker.domain.schedule import Line
from tracker.domain.visit_scales import Scale, scales
from tracker.language import Words
from tracker.ui.parts.visit_marks import draw_mark
from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

GAP, HIGH, LOW, FOOT, HEAD = 12, 58, 40, 18, 18
"""Between the boxes; their height, less in a low window; room for ticks below and titles above."""

_SHARES = (0.355, 0.315, 0.33)
_RIM = 8


class VisitTimeline(QWidget):
    """`walked` carries a planned visit when the keyboard or the mouse comes to it, `opened` at Enter."""

    walked = Signal(object)
    opened = Signal(object)
    held = Signal(bool)
    """Whether the keyboard is in it."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self._tokens, self._words = tokens, words
        self._line: Line | None = None
        self._scales: tuple[Scale, ...] = ()
        self._today = date.min
        self._at: PlannedVisit | None = None
        self._low = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words("Timeline of the visits"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)

    @property
    def scales(self) -> tuple[Scale, ...]:
        """What is drawn, for tests."""
        return self._scales

    @property
    def visit(self) -> PlannedVisit | None:
        """The visit one stands on."""
        return self._at

    def show_line(self, line: Line | None, today: date) -> None:
        """Draw the visits of one line of the plan."""
        if line is not self._line:
            self._line, self._scales = line, scales(line) if line else ()
        self._today = today
        self.update()

    def stand(self, planned: PlannedVisit | None) -> None:
        """Mark a visit; nobody is told."""
        self._at = planned
        self.update()

    def fold(self, *, low: bool) -> None:
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    def step(self, by: int) -> None:
        """Walk to the visit before or after, by the day it was held or is planned for."""
        visits = self._in_order()
        if not visits:
            return
        codes = [each.code for each in visits]
        here = codes.index(self._at.code) if self._at and self._at.code in codes else -1 if by > 0 else 0
        self._go(visits[min(max(here + by, 0), len(visits) - 1)])

    def sizeHint(self) -> QSize:
        px = self._tokens.px
        return QSize(600, px(HEAD) + px(LOW if self._low else HIGH) + px(FOOT) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -999, Qt.Key.Key_End: 999}
        if event.key() in steps and not event.modifiers():
            self.step(steps[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() and self._at:
            self.opened.emit(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = [
            (abs(at - event.position().x()), each)
            for scale, box in self._boxes()
            for each in scale.visits
            if box.left() <= event.position().x() <= box.right()
            for at in (self._x(scale, box, self._day(each)),)
        ]
        if near:
            self._go(min(near, key=lambda pair: pair[0])[1])

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        if self._at:
            self.opened.emit(self._at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.held.emit(True)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.held.emit(False)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for scale, box in self._boxes():
            self._scale(painter, scale, box)
        painter.end()

    def _go(self, planned: PlannedVisit) -> None:
        self._at = planned
        self.update()
        self.walked.emit(planned)

    def _in_order(self) -> list[PlannedVisit]:
        return sorted(self._line.visits, key=self._day) if self._line else []

    def _day(self, planned: PlannedVisit) -> int:
        """The day a visit is drawn on: the one it was held on, else the planned one."""
        assert self._line is not None
        return ((planned.actual or planned.window.target) - self._line.day0).days

    def _boxes(self) -> Sequence[tuple[Scale, QRectF]]:
        px = self._tokens.px
        shares = _SHARES[: len(self._scales)]
        room = self.width() - 2 - GAP * (len(shares) - 1)
        left, found = 1.0, []
        for scale, share in zip(self._scales, shares, strict=True):
            width = room * share / sum(shares)
            found.append((scale, QRectF(left, px(HEAD), width, px(LOW if self._low else HIGH))))
            left += width + GAP
        return found

    def _x(self, scale: Scale, box: QRectF, day: int) -> float:
        return box.left() + _RIM + scale.at(day) * (box.width() - 2 * _RIM)

    def _scale(self, painter: QPainter, scale: Scale, box: QRectF) -> None:
        look = self._tokens
        ring = self.hasFocus()
        painter.setPen(QPen(QColor(look.primary if ring else look.line), 1.5 if ring else 1))
        painter.setBrush(QColor(look.raised))
        painter.drawRoundedRect(box, 4, 4)
        self._text(painter, scale, box)
        assert self._line is not None
        middle, half = box.center().y(), box.height() / 4
        wash = QColor(look.primary)
        wash.setAlpha(34 if not look.dark else 52)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.save()
        painter.setClipRect(box.adjusted(1, 1, -1, -1))
        for each in scale.visits:
            opens, closes = ((day - self._line.day0).days for day in (each.window.open, each.window.close))
            left, right = self._x(scale, box, opens), self._x(scale, box, closes)
            left = box.left() if opens <= scale.first else left - 3
            right = box.right() if closes >= scale.last else right + 3
            painter.setBrush(wash)
            painter.drawRoundedRect(QRectF(left, middle - half, right - left, 2 * half), 2, 2)
        self._lines(painter, scale, box)
        drawn = sorted(scale.visits, key=lambda each: (each is self._at, each.state is State.DUE))
        for each in drawn:
            here = self._at is not None and (each.infusion, each.code) == (self._at.infusion, self._at.code)
            draw_mark(painter, QPointF(self._x(scale, box, self._day(each)), middle), each, look, here=here)
        painter.restore()

    def _lines(self, painter: QPainter, scale: Scale, box: QRectF) -> None:
        """Day 0 as a full line with its triangle, today as a dotted one."""
        look = self._tokens
        assert self._line is not None
        today = (self._today - self._line.day0).days
        if scale.holds(0):
            at = self._x(scale, box, 0)
            painter.setPen(QPen(QColor(look.text), 1.2))
            painter.drawLine(QPointF(at, box.top()), QPointF(at, box.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.text))
            foot = box.bottom() - 3
            painter.drawPolygon(
                QPolygonF([QPointF(at - 5, foot), QPointF(at + 5, foot), QPointF(at, foot - 9)])
            )
        if scale.holds(today):
            at = self._x(scale, box, today)
            painter.setPen(QPen(QColor(look.text2), 1.2, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(at, box.top()), QPointF(at, box.bottom()))

    def _text(self, painter: QPainter, scale: Scale, box: QRectF) -> None:
        look, words = self._tokens, self._words
        face = font(look, "axis")
        face.setWeight(face.Weight.DemiBold)
        painter.setFont(face)
        painter.setPen(QColor(look.text2))
        title = words.say(scale.title)
        painter.drawText(QPointF(box.left() + 1, box.top() - look.px(6)), title)
        taken = box.left() + QFontMetricsF(face).horizontalAdvance(title) + 8
        painter.setFont(font(look, "axis"))
        measure = QFontMetricsF(font(look, "axis"))
        assert self._line is not None
        today = (self._today - self._line.day0).days
        if scale.holds(today):
            word = words("Today")
            wide = measure.horizontalAdvance(word)
            left = max(self._x(scale, box, today) - wide / 2, taken)
            painter.drawText(QPointF(min(left, box.right() - wide), box.top() - look.px(6)), word)
        self._ticks(painter, scale, box, measure)

    def _ticks(self, painter: QPainter, scale: Scale, box: QRectF, measure: QFontMetricsF) -> None:
        """Main ticks get their names first; the others where there is room left."""
        look, words = self._tokens, self._words
        spans: list[tuple[float, float]] = []
        foot = box.bottom() + measure.ascent() + 4
        for tick in sorted(scale.ticks, key=lambda each: (not each.main, each.day)):
            at = self._x(scale, box, tick.day)
            painter.setPen(QPen(QColor(look.control), 1))
            painter.drawLine(QPointF(at, box.bottom()), QPointF(at, box.bottom() + 3))
            text = words.say(tick.said)
            wide = measure.horizontalAdvance(text)
            left = min(max(at - wide / 2, box.left()), box.right() - wide)
            if any(left < end + 8 and left + wide > start - 8 for start, end in spans):
                continue
            spans.append((left, left + wide))
            painter.setPen(QColor(look.text if tick.day == 0 else look.text2))
            painter.drawText(QPointF(left, foot), text)
