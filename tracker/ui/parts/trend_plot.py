"""A chart on screen: aligned panels over one pinned day axis, and a cursor that walks along results."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from tracker.domain.chart import Chart, Panel
from tracker.ui.parts.day_axis import GUTTER, MARGIN, DayAxis
from tracker.ui.parts.panel_plot import PanelPlot
from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

_ZOOM = 1.25


@dataclass(frozen=True)
class _Density:
    """Pixels at 100 %: a panel of height 1, the lowest panel, a lane of events, the line naming a panel."""

    panel: int
    lowest: int
    lane: int
    head: int

    def heading(self, panel: Panel, tokens: Tokens) -> int:
        return tokens.px(self.head) if panel.title else 4

    def least(self, panel: Panel, tokens: Tokens) -> int:
        if panel.lanes:
            return tokens.px(self.lane) * len(panel.lanes) + 2
        return max(tokens.px(self.panel * panel.height), tokens.px(self.lowest))

    def total(self, panels: Sequence[Panel], tokens: Tokens) -> int:
        return sum(self.heading(panel, tokens) + self.least(panel, tokens) for panel in panels)


ROOMY, TIGHT = _Density(78, 52, 17, 22), _Density(58, 44, 14, 19)
"""A low window draws closer first, so that more of cells, score and dose is in one view; then it scrolls."""


class TrendPlot(QFrame):
    """`stood` carries the day of the cursor; `zoomed` the days a Ctrl+wheel asks for.

    Left and Right walk the stops, Home and End go to the first and last. The wheel alone scrolls the page.
    """

    stood = Signal(int)
    zoomed = Signal(float, float)

    def __init__(self, tokens: Tokens, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.chart: Chart | None = None
        self.day: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._canvas = _Canvas(tokens)
        self._canvas.zoomed.connect(self._zoom)
        self._canvas.pointed.connect(self._point)
        self._page = QScrollArea()
        self._page.setWidget(self._canvas)
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page.viewport().setAutoFillBackground(False)
        self.axis = DayAxis(tokens)
        self._canvas.widened.connect(self.axis.align)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.setSpacing(0)
        column.addWidget(self._page, 1)
        column.addWidget(self.axis)

    @property
    def panels(self) -> tuple[PanelPlot, ...]:
        return tuple(self._canvas.plots)

    def show_chart(self, chart: Chart) -> None:
        """Draw `chart`; the cursor stays on its day while that is in view."""
        self.chart = chart
        self.setAccessibleDescription(chart.summary)
        self.axis.show_chart(chart)
        self._canvas.show_chart(chart)
        if self.day is not None and not chart.days[0] <= self.day <= chart.days[1]:
            self.day = None
        self._canvas.stand(self.day)

    def stand(self, day: int) -> None:
        """Put the cursor on `day` and say so."""
        self.day = day
        self._canvas.stand(day)
        self.stood.emit(day)

    def step(self, by: int) -> None:
        """To the next or previous day that has a result."""
        stops = self.chart.stops() if self.chart else ()
        if not stops:
            return
        if self.day is None:
            self.stand(stops[-1])
            return
        at = bisect_right(stops, self.day) if by > 0 else bisect_left(stops, self.day) - 1
        self.stand(stops[min(max(at, 0), len(stops) - 1)])

    def picture(self) -> QPixmap:
        """The chart at twice the size, for the clipboard: no identity in it."""
        made = QPixmap(self.size() * 2)
        made.setDevicePixelRatio(2)
        made.fill(QColor(self._tokens.surface))
        self.render(made)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stops = self.chart.stops() if self.chart else ()
        key = event.key()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.step(1 if key == Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and stops:
            self.stand(stops[0] if key == Qt.Key.Key_Home else stops[-1])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._tokens.primary), self._tokens.ring))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
            painter.end()

    def _point(self, day: float) -> None:
        stops = self.chart.stops() if self.chart else ()
        self.setFocus()
        if stops:
            self.stand(min(stops, key=lambda stop: abs(stop - day)))

    def _zoom(self, day: float, closer: bool) -> None:
        if self.chart is None:
            return
        low, high = self.chart.days
        factor = 1 / _ZOOM if closer else _ZOOM
        if 7 <= (high - low) * factor <= 365.25 * 20:
            self.zoomed.emit(day - (day - low) * factor, day + (high - day) * factor)


class _Canvas(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """The panels themselves, one row of words and one of marks each."""

    zoomed = Signal(float, bool)
    pointed = Signal(float)
    widened = Signal(int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._chart: Chart | None = None
        self.plots: list[PanelPlot] = []
        self.setBackground(tokens.surface)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ci.layout.setContentsMargins(0, 0, MARGIN, 0)
        self.ci.layout.setSpacing(0)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._draw)

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        while len(self.plots) < len(chart.panels):
            plot = PanelPlot(self._tokens)
            self.ci.addItem(plot, row=2 * len(self.plots) + 1, col=0)
            self.plots.append(plot)
        while len(self.plots) > len(chart.panels):
            row = 2 * len(self.plots) - 1
            self.ci.removeItem(self.plots.pop())
            for each in (row, row - 1):
                self.ci.layout.setRowFixedHeight(each, 0)
        self.setMinimumHeight(TIGHT.total(chart.panels, self._tokens))
        self._draw()

    def stand(self, day: int | None) -> None:
        for plot in self.plots:
            plot.stand(day)

    def _draw(self) -> None:
        if self._chart is None:
            return
        panels, tokens = self._chart.panels, self._tokens
        density = ROOMY if self.height() >= ROOMY.total(panels, tokens) else TIGHT
        free = self.height() - sum(density.heading(p, tokens) for p in panels) - 2
        lanes = sum(density.least(p, tokens) for p in panels if p.lanes)
        shares = sum(p.height for p in panels if not p.lanes) or 1
        width = self.width() - tokens.px(GUTTER) - MARGIN
        for index, (plot, panel) in enumerate(zip(self.plots, panels, strict=True)):
            least = density.least(panel, tokens)
            tall = least if panel.lanes else max((free - lanes) * panel.height / shares, least)
            self.ci.layout.setRowFixedHeight(2 * index, density.heading(panel, tokens))
            self.ci.layout.setRowFixedHeight(2 * index + 1, tall)
            plot.show_panel(self._chart, panel, width, tall)
        self.ci.layout.activate()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_later"):
            self._later.start(0)
            self.widened.emit(self.width())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._chart:
            self.zoomed.emit(self._day(event.position()), event.angleDelta().y() > 0)
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._chart:
            self.pointed.emit(self._day(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._chart and event.buttons() & Qt.MouseButton.LeftButton:
            self.pointed.emit(self._day(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        event.accept()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """The names above the panels; painted, so that they line up with the marks."""
        super().drawForeground(painter, rect)
        if self._chart is None:
            return
        painter.save()
        painter.resetTransform()
        left = self._tokens.px(GUTTER) + 4
        for plot, panel in zip(self.plots, self._chart.panels, strict=False):
            if panel.title:
                foot = self.mapFromScene(plot.sceneBoundingRect().topLeft()).y() - 6
                self._name(painter, panel, left, foot)
        painter.restore()

    def _name(self, painter: QPainter, panel: Panel, left: float, foot: float) -> None:
        strong, plain = font(self._tokens, "chip"), font(self._tokens, "hint")
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(QColor(self._tokens.ink(panel.role)))
        painter.drawText(QPointF(left, foot), panel.title)
        after = left + QFontMetricsF(strong).horizontalAdvance(panel.title) + 8
        painter.setFont(plain)
        painter.setPen(QColor(self._tokens.text2))
        painter.drawText(QPointF(after, foot), panel.hint)

    def _day(self, place: QPointF) -> float:
        assert self._chart is not None
        low, high = self._chart.days
        left = self._tokens.px(GUTTER)
        share: float = (place.x() - left) / max(self.width() - left - MARGIN, 1)
        return low + share * (high - low)
