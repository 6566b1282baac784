"""The one day axis under all panels: two lines of words per tick, pinned below what scrolls."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.domain.chart import Chart
from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

GUTTER, MARGIN = 76, 12
"""Left of every panel the names of its ticks; right of it room for the last day."""


class DayAxis(QWidget):
    """Shows the ticks of a chart between the gutter and the right margin, as the panels do."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._chart: Chart | None = None
        self.reach = 0
        """How wide the panels above are: less than this widget where a scroll bar stands beside them."""
        self.setProperty("part", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        self.updateGeometry()
        self.update()

    def align(self, width: int) -> None:
        """Stand under panels of this width."""
        self.reach = width
        self.update()

    def sizeHint(self) -> QSize:
        lines = 2 if self._chart and any(tick.under for tick in self._chart.ticks) else 1
        return QSize(200, self._tokens.face("axis").line * lines + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._chart is None:
            return
        painter = QPainter(self)
        face = font(self._tokens, "axis")
        painter.setFont(face)
        line = self._tokens.face("axis").line
        gutter = self._tokens.px(GUTTER)
        room = (self.reach or self.width()) - gutter - MARGIN
        painter.setPen(QPen(QColor(self._tokens.control), 1))
        painter.drawLine(gutter, 0, gutter + room, 0)
        painter.setPen(QColor(self._tokens.text2))
        for index, word in enumerate(self._chart.axis):
            box = QRectF(0, 5 + index * line, gutter - 10, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, word)
        low, high = self._chart.days
        metrics = QFontMetricsF(face)
        ends = [0.0, 0.0]
        for tick in self._chart.axis_ticks(room / self._tokens.face("axis").size):
            at = gutter + (tick.at - low) / (high - low) * room
            painter.drawLine(round(at), 0, round(at), 4)
            for index, word in enumerate((tick.text, tick.under)):
                half = metrics.horizontalAdvance(word) / 2 + 1
                middle = min(max(at, gutter - 6 + half), self.width() - half)
                if middle - half < ends[index]:
                    continue
                ends[index] = middle + half
                box = QRectF(middle - half, 5 + index * line, 2 * half, line)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        painter.end()
