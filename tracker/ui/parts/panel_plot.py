"""One panel of a chart on screen: the four marks, and an ink per role; the domain has decided the rest."""

from functools import singledispatchmethod

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPolygonItem

from tracker.domain.chart import Chart, Panel
from tracker.domain.chart_marks import marks_of
from tracker.domain.marks import Anchor, Dash, Dots, Fill, Path, Room, Shape, Words
from tracker.ui.parts.day_axis import GUTTER
from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

_STYLES = {
    Dash.SOLID: Qt.PenStyle.SolidLine,
    Dash.DASHED: Qt.PenStyle.DashLine,
    Dash.DOTTED: Qt.PenStyle.DotLine,
}
_SYMBOLS = {Shape.CIRCLE: "o", Shape.SQUARE: "s", Shape.UP: "t1", Shape.DOWN: "t", Shape.DIAMOND: "d"}
_ANCHORS = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}
_DOT = 7.5


class _StillBox(pg.ViewBox):  # type: ignore[misc]
    """A view that the mouse cannot drag or zoom; the plot around it decides what is seen."""

    def __init__(self) -> None:
        super().__init__(enableMouse=False, enableMenu=False, defaultPadding=0)

    def wheelEvent(self, event: object, axis: int | None = None) -> None:
        event.ignore()  # type: ignore[attr-defined]

    def mouseDragEvent(self, event: object, axis: int | None = None) -> None:
        event.ignore()  # type: ignore[attr-defined]


class PanelPlot(pg.PlotItem):  # type: ignore[misc]
    """Heights run from 0 to 1; days are the chart's own. `cursor` is hidden until it is placed."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(viewBox=_StillBox(), enableMenu=False)
        self._tokens = tokens
        self._drawn: list[QGraphicsItem] = []
        self.hideButtons()
        self.hideAxis("bottom")
        self.setContentsMargins(0, 0, 0, 0)
        self.layout.setContentsMargins(0, 0, 0, 0)
        axis = self.getAxis("left")
        axis.setWidth(tokens.px(GUTTER))
        axis.setPen(QPen(Qt.PenStyle.NoPen))
        axis.setTickPen(QPen(Qt.PenStyle.NoPen))
        axis.setTextPen(tokens.text2)
        axis.setTickFont(font(tokens, "axis"))
        axis.setStyle(tickLength=0, tickAlpha=0, tickTextOffset=8)
        axis.setStyle(hideOverlappingLabels=False, autoExpandTextSpace=False)
        self.cursor = pg.InfiniteLine(angle=90, movable=False, pen=pg.mkPen(tokens.primary, width=1.2))
        self.cursor.setZValue(50)
        self.cursor.hide()
        self.addItem(self.cursor, ignoreBounds=True)

    def show_panel(self, chart: Chart, panel: Panel, width: float, height: float) -> None:
        """Draw `panel` again, for a view of `width` x `height` pixels."""
        for item in self._drawn:
            self.removeItem(item)
        self._drawn.clear()
        self.getViewBox().disableAutoRange()
        self.setRange(xRange=chart.days, yRange=(0, 1), padding=0)
        size = self._tokens.face("axis").size
        spare = size * 0.95 / max(height, 1)
        ticks: list[tuple[float, str]] = []
        for tick in sorted(panel.ticks(), key=lambda tick: tick.at):
            if not ticks or tick.at - ticks[-1][0] >= spare:
                ticks.append((tick.at, tick.text))
        self.getAxis("left").setTicks([ticks])
        foot = Path(((chart.days[0], 0), (chart.days[1], 0)), panel.role, width=0)
        self._line(foot, self._tokens.control)
        for z, mark in enumerate(marks_of(chart, panel, Room(width / size, height / size))):
            self._mark(mark, z)

    def stand(self, day: float | None) -> None:
        """Put the cursor on a day, or take it away."""
        self.cursor.setVisible(day is not None)
        if day is not None:
            self.cursor.setValue(day)

    def _keep(self, item: QGraphicsItem, z: int) -> None:
        item.setZValue(z)
        self.addItem(item, ignoreBounds=True)
        self._drawn.append(item)

    def _line(self, mark: Path, ink: str, z: int = 0) -> None:
        pen = pg.mkPen(ink, width=max(mark.width, 1), style=_STYLES[mark.dash])
        days, heights = zip(*mark.points, strict=True)
        self._keep(pg.PlotCurveItem(list(days), list(heights), pen=pen, antialias=len(days) > 2), z)

    @singledispatchmethod
    def _mark(self, mark: object, z: int) -> None:
        raise TypeError(f"no way to draw {type(mark).__name__}")

    @_mark.register
    def _(self, mark: Path, z: int) -> None:
        grid = mark.width < 1
        self._line(mark, self._tokens.line if grid else self._tokens.ink(mark.role), z)

    @_mark.register
    def _(self, mark: Fill, z: int) -> None:
        colour = QColor(self._tokens.ink(mark.role))
        colour.setAlphaF(min(1.0, mark.strength * (1.35 if self._tokens.dark else 1)))
        item = QGraphicsPolygonItem(QPolygonF([QPointF(*place) for place in mark.points]))
        item.setBrush(QBrush(colour))
        edge = pg.mkPen(self._tokens.ink(mark.role), width=1) if mark.outline else QPen(Qt.PenStyle.NoPen)
        item.setPen(edge)
        self._keep(item, z)

    @_mark.register
    def _(self, mark: Dots, z: int) -> None:
        ink = self._tokens.ink(mark.role)
        dots = pg.ScatterPlotItem(
            [place[0] for place in mark.points],
            [place[1] for place in mark.points],
            symbol=_SYMBOLS[mark.shape],
            size=self._tokens.px(_DOT),
            pen=pg.mkPen(ink, width=1.4),
            brush=pg.mkBrush(self._tokens.surface if mark.hollow else ink),
            antialias=True,
        )
        self._keep(dots, z)

    @_mark.register
    def _(self, mark: Words, z: int) -> None:
        item = pg.TextItem(mark.text, color=self._tokens.ink(mark.role), anchor=(_ANCHORS[mark.anchor], 0.5))
        face = font(self._tokens, "axis")
        face.setWeight(face.Weight.DemiBold if mark.strong else face.Weight.Normal)
        item.setFont(face)
        item.textItem.document().setDocumentMargin(0)
        item.updateTextPos()
        item.setPos(*mark.at)
        self._keep(item, z)
