"""The plan as it is and as it would be, one above the other on the same days."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.domain.followup import Closure
from tracker.domain.planned_visit import PlannedVisit
from tracker.domain.schedule import Line
from tracker.language import Words
from tracker.services.replan import Replan
from tracker.ui.parts.visit_marks import DECIDE, draw_shape, shape_of
from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

BEFORE, DAYS = 35, 112
"""Days shown before the earlier Day 0 or today, and in all: about three months after it."""

GUTTER, ROW, HEAD, FOOT = 112, 30, 18, 18


class PlanStrip(QWidget):
    """Rings with a mark in the lower row need a decision; a grey band is a closed clinic."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self._tokens, self._words = tokens, words
        self._lines: tuple[Line | None, Line | None] = (None, None)
        self._decide: frozenset[tuple[object, str]] = frozenset()
        self._closures: tuple[Closure, ...] = ()
        self._today = self._start = date(2000, 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words("The plan now and the new plan"))

    def show_replan(self, found: Replan, closures: Sequence[Closure], today: date) -> None:
        """Draw both plans around Day 0."""
        self._lines = (found.before.line, found.after.line)
        self._decide = frozenset((row.planned.infusion, row.planned.code) for row in found.decisions)
        self._closures, self._today = tuple(closures), today
        days = [line.day0 for line in self._lines if line]
        near = [today] if days and abs((min(days) - today).days) <= BEFORE else []
        self._start = min([*days, *near, date.max]) if days else today
        self._start -= timedelta(days=BEFORE if self._start.toordinal() > BEFORE else 0)
        self.update()

    def sizeHint(self) -> QSize:
        px = self._tokens.px
        return QSize(400, px(HEAD) + 2 * px(ROW) + px(FOOT) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._months(painter)
        self._closed(painter)
        for at, line in enumerate(self._lines):
            self._row(painter, at, line)
        self._now(painter)
        painter.end()

    def _x(self, day: date) -> float:
        left = self._tokens.px(GUTTER)
        share = (day - self._start).days / DAYS
        return left + min(max(share, 0.0), 1.0) * (self.width() - left - 10)

    def _shown(self, day: date) -> bool:
        return 0 <= (day - self._start).days <= DAYS

    def _y(self, at: int) -> float:
        px = self._tokens.px
        return px(HEAD) + px(ROW) * (at + 0.5)

    def _row(self, painter: QPainter, at: int, line: Line | None) -> None:
        look, words, new = self._tokens, self._words, at == 1
        middle = self._y(at)
        face = font(look, "chip" if new else "hint")
        if new:
            face.setWeight(face.Weight.DemiBold)
        painter.setFont(face)
        painter.setPen(QColor(look.primary if new else look.text2))
        day = words.short_day(line.day0) if line else words("not planned")
        text = words("New, {day}", day=day) if new else words("Now, {day}", day=day)
        painter.drawText(QPointF(2, middle + 4), text)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(QPointF(look.px(GUTTER), middle), QPointF(self.width() - 8, middle))
        if line is None:
            return
        wash = QColor(look.primary)
        wash.setAlpha((44 if new else 22) + (20 if look.dark else 0))
        for each in line.visits:
            if self._shown(each.window.open) or self._shown(each.window.close):
                left, right = self._x(each.window.open) - 3, self._x(each.window.close) + 3
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(wash)
                painter.drawRoundedRect(QRectF(left, middle - 8, right - left, 16), 2, 2)
        self._day0(painter, line, middle, new=new)
        for each in line.visits:
            self._visit(painter, each, middle, new=new)

    def _visit(self, painter: QPainter, each: PlannedVisit, middle: float, *, new: bool) -> None:
        day = each.actual or each.window.target
        if self._shown(day) and each.day != 0:
            decide = new and (each.infusion, each.code) in self._decide
            point = QPointF(self._x(day), middle)
            draw_shape(painter, point, DECIDE if decide else shape_of(each), self._tokens)

    def _day0(self, painter: QPainter, line: Line, middle: float, *, new: bool) -> None:
        if not self._shown(line.day0):
            return
        look, at = self._tokens, self._x(line.day0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.primary if new else look.text2))
        painter.drawPolygon(
            QPolygonF([QPointF(at - 6, middle + 6), QPointF(at + 6, middle + 6), QPointF(at, middle - 6)])
        )

    def _months(self, painter: QPainter) -> None:
        look, words = self._tokens, self._words
        painter.setFont(font(look, "axis"))
        foot = self._y(1) + look.px(ROW) / 2 + 2
        day = self._start.replace(day=1)
        while (day - self._start).days <= DAYS:
            if self._shown(day):
                at = self._x(day)
                painter.setPen(QPen(QColor(look.control), 1))
                painter.drawLine(QPointF(at, foot), QPointF(at, foot + 4))
                painter.setPen(QColor(look.text2))
                if at < self.width() - look.px(76):
                    painter.drawText(QPointF(at + 3, foot + look.px(12)), words.day(day)[3:])
            day = (day + timedelta(days=32)).replace(day=1)

    def _closed(self, painter: QPainter) -> None:
        look, words = self._tokens, self._words
        for each in self._closures:
            if not (self._shown(each.start) or self._shown(each.end)):
                continue
            left, right = self._x(each.start), self._x(each.end + timedelta(days=1))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.sunken))
            painter.drawRoundedRect(QRectF(left, look.px(HEAD), right - left, 2 * look.px(ROW)), 3, 3)
            painter.setFont(font(look, "axis"))
            painter.setPen(QColor(look.text2))
            first, last = words.short_day(each.start), words.short_day(each.end)
            text = words("Clinic closed, {first} to {last}", first=first, last=last)
            wide = QFontMetricsF(font(look, "axis")).horizontalAdvance(text)
            middle = min(max((left + right - wide) / 2, look.px(GUTTER)), self.width() - wide - 4)
            painter.drawText(QPointF(middle, look.px(13)), text)

    def _now(self, painter: QPainter) -> None:
        if not self._shown(self._today):
            return
        look, at = self._tokens, self._x(self._today)
        painter.setPen(QPen(QColor(look.text2), 1.2, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(at, look.px(HEAD) - 2), QPointF(at, self._y(1) + look.px(ROW) / 2))
        painter.setFont(font(look, "axis"))
        painter.setPen(QColor(look.text))
        word = self._words("Today")
        wide = QFontMetricsF(font(look, "axis")).horizontalAdvance(word)
        painter.drawText(QPointF(at - wide / 2, look.px(13)), word)
