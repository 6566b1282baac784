"""Where a score stands on its published axis: now, last, before treatment, with words beside the marks."""

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.domain.chart import Role
from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Values with their words; None where there is none. An open score may still be `low` to `high`."""

    axis: tuple[Decimal, Decimal]
    now: tuple[Decimal, str] | None = None
    possible: tuple[Decimal, Decimal] | None = None
    last: tuple[Decimal, str] | None = None
    before: tuple[Decimal, str] | None = None


class ScoreRuler(QWidget):
    """A painted bar; the same figures stand as text below it, so it has no role of its own."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shown: Standing | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_standing(self, standing: Standing | None) -> None:
        self._shown = standing
        self.setVisible(standing is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(200), self._tokens.px(50))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tokens.px(120), self._tokens.px(50))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, shown = self._tokens, self._shown
        bar = QRectF(1, self.height() / 2 - 5, self.width() - 2, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.sunken))
        painter.drawRoundedRect(bar, 3, 3)
        ink = QColor(look.ink(Role.SCORE))
        if shown.possible:
            low, high = (self._x(edge) for edge in shown.possible)
            painter.setPen(QPen(ink, 1.4, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(low, bar.center().y()), QPointF(high, bar.center().y()))
        for mark in (shown.last, shown.before):
            if mark:
                painter.setPen(QPen(QColor(look.text2), 2))
                x = self._x(mark[0])
                painter.drawLine(QPointF(x, bar.top() - 4), QPointF(x, bar.bottom() + 4))
        if shown.now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawRect(QRectF(self._x(shown.now[0]) - 5, bar.top(), 10, 10))
        self._say(painter, shown.last, QColor(look.text2), bar.bottom() + 4, "axis")
        taken = self._say(painter, shown.now, ink, bar.top() - look.px(18), "overline")
        clear = shown.before and taken and abs(self._x(shown.before[0]) - taken) < look.px(72)
        self._say(
            painter,
            shown.before,
            QColor(look.text2),
            bar.bottom() + 4 if clear and not shown.last else bar.top() - look.px(18),
            "axis",
            skip=bool(clear and shown.last),
        )

    def _say(
        self,
        painter: QPainter,
        what: tuple[Decimal, str] | None,
        ink: QColor,
        top: float,
        face: str,
        *,
        skip: bool = False,
    ) -> float | None:
        if what is None or skip:
            return None
        painter.setFont(font(self._tokens, face))
        painter.setPen(ink)
        width = QFontMetricsF(painter.font()).horizontalAdvance(what[1]) + 2
        left = max(0.0, min(self.width() - width, self._x(what[0]) - width / 2))
        place = QRectF(left, top, width, self._tokens.px(14))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, what[1])
        return self._x(what[0])

    def _x(self, value: Decimal) -> float:
        assert self._shown is not None
        low, high = self._shown.axis
        share = float((value - low) / (high - low)) if high > low else 0.0
        return 6 + max(0.0, min(1.0, share)) * (self.width() - 12)
