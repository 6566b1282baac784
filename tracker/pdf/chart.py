"""A chart on paper: the four marks, the axes, and an ink per role; every decision was made in the domain."""

from functools import singledispatchmethod

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from tracker.domain.chart import Chart, Panel, Tick
from tracker.domain.chart_marks import marks_of
from tracker.domain.marks import Anchor, Dash, Dots, Fill, Path, Place, Room, Shape, Words
from tracker.pdf.clean import plain
from tracker.pdf.style import INKS, PAPER, QUIET, REGULAR, SEMIBOLD, TEXT

_DASHES = {Dash.SOLID: (), Dash.DASHED: (3.2, 2.2), Dash.DOTTED: (0.9, 1.7)}
_HAIRLINE = 0.55


class ChartDrawing(Flowable):
    """Draws `chart` in the width it is given and `height` points, words in `size` points."""

    def __init__(self, chart: Chart, height: float, size: float) -> None:
        super().__init__()
        self.chart, self.height, self.size = chart, height, size
        self.gutter = self._axis_width()

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Take all the width."""
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Panels from head to foot over one axis."""
        lead = self.size * 1.32
        dated = any(tick.under for tick in self.chart.ticks)
        foot = (lead * (2 if dated else 1) + 3) if self.chart.ticks else 0
        heads = sum(self._head(panel) for panel in self.chart.panels)
        free = self.height - foot - heads
        shares = sum(panel.height for panel in self.chart.panels)
        top = self.height
        for panel in self.chart.panels:
            height = free * panel.height / shares
            top -= self._head(panel)
            self._title(panel, top)
            top -= height
            _Strip(self, panel, top, height).draw()
        self._days(top, lead)

    def _head(self, panel: Panel) -> float:
        return self.size * 2 if panel.title else self.size * 0.5

    def _axis_width(self) -> float:
        words = [tick.text for panel in self.chart.panels for tick in panel.ticks()] + [*self.chart.axis]
        widest = max((stringWidth(plain(word), REGULAR, self.size) for word in words), default=0)
        return float(widest) + self.size if widest else self.size * 1.5

    def _title(self, panel: Panel, top: float) -> None:
        if not panel.title:
            return
        self.canv.setFillColor(INKS[panel.role])
        self.canv.setFont(SEMIBOLD, self.size + 0.6)
        title, up = plain(panel.title), top + self.size * 0.55
        self.canv.drawString(self.gutter, up, title)
        after = self.gutter + stringWidth(title, SEMIBOLD, self.size + 0.6) + self.size * 0.7
        self.canv.setFillColor(QUIET)
        self.canv.setFont(REGULAR, self.size)
        self.canv.drawString(after, up, plain(panel.hint))

    def _days(self, foot: float, lead: float) -> None:
        width = self.width - self.gutter
        for tick in self.chart.axis_ticks(width / self.size):
            at = self.gutter + _share(tick.at, self.chart) * width
            self._lines(tick, at, foot, lead)
        self.canv.setFont(REGULAR, self.size)
        self.canv.setFillColor(QUIET)
        for index, word in enumerate(self.chart.axis):
            self.canv.drawRightString(
                self.gutter - self.size * 0.6, foot - lead * (index + 1) + 1, plain(word)
            )

    def _lines(self, tick: Tick, at: float, foot: float, lead: float) -> None:
        self.canv.setFont(REGULAR, self.size)
        self.canv.setFillColor(QUIET)
        for index, word in enumerate((tick.text, tick.under)):
            half = stringWidth(plain(word), REGULAR, self.size) / 2
            middle = min(max(at, half + self.gutter - self.size * 0.4), self.width - half)
            self.canv.drawCentredString(middle, foot - lead * (index + 1) + 1, plain(word))


class _Strip:
    """One panel: knows where a place is in points."""

    def __init__(self, drawing: ChartDrawing, panel: Panel, foot: float, height: float) -> None:
        self.canvas, self.chart, self.panel, self.size = drawing.canv, drawing.chart, panel, drawing.size
        self.left, self.foot, self.height = drawing.gutter, foot, height
        self.width = drawing.width - drawing.gutter

    def draw(self) -> None:
        """Marks from back to front, then the line at the foot and the words of the upright axis."""
        room = Room(self.width / self.size, self.height / self.size)
        for mark in marks_of(self.chart, self.panel, room):
            self.canvas.saveState()
            self.mark(mark)
            self.canvas.restoreState()
        self.canvas.setStrokeColor(TEXT)
        self.canvas.setLineWidth(_HAIRLINE)
        self.canvas.line(self.left, self.foot, self.left + self.width, self.foot)
        self.canvas.setFillColor(QUIET)
        self.canvas.setFont(REGULAR, self.size)
        last = None
        for tick in sorted(self.panel.ticks(), key=lambda tick: tick.at):
            up = self.foot + tick.at * self.height - self.size * 0.36
            if last is None or up - last >= self.size * 0.95:
                self.canvas.drawRightString(self.left - self.size * 0.6, up, plain(tick.text))
                last = up

    def at(self, place: Place) -> tuple[float, float]:
        """The point on paper of a day and a height."""
        return self.left + _share(place[0], self.chart) * self.width, self.foot + place[1] * self.height

    @singledispatchmethod
    def mark(self, mark: object) -> None:
        """Draw one mark by its kind."""
        raise TypeError(f"no way to print {type(mark).__name__}")

    @mark.register
    def _(self, mark: Path) -> None:
        self.canvas.setStrokeColor(INKS[mark.role])
        self.canvas.setLineWidth(max(mark.width * _HAIRLINE, 0.4))
        self.canvas.setLineJoin(1)
        self.canvas.setDash(list(_DASHES[mark.dash]))
        self._outline(mark.points, closed=False)

    @mark.register
    def _(self, mark: Fill) -> None:
        ink = INKS[mark.role]
        self.canvas.setFillColor(Color(ink.red, ink.green, ink.blue, alpha=mark.strength))
        self._outline(mark.points, closed=True)
        if mark.outline:
            self.canvas.setStrokeColor(ink)
            self.canvas.setLineWidth(0.6)
            self._outline((*mark.points, mark.points[0]), closed=False)

    @mark.register
    def _(self, mark: Dots) -> None:
        ink = INKS[mark.role]
        self.canvas.setStrokeColor(ink)
        self.canvas.setFillColor(PAPER if mark.hollow else ink)
        self.canvas.setLineWidth(0.9)
        for place in mark.points:
            self._dot(*self.at(place), mark.shape)

    @mark.register
    def _(self, mark: Words) -> None:
        face, text = (SEMIBOLD if mark.strong else REGULAR), plain(mark.text)
        x, y = self.at(mark.at)
        wide = stringWidth(text, face, self.size)
        x -= {Anchor.START: 0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[mark.anchor]
        self.canvas.setFillColor(INKS[mark.role])
        self.canvas.setFont(face, self.size)
        self.canvas.drawString(x, y - self.size * 0.36, text)

    def _outline(self, points: tuple[Place, ...], *, closed: bool) -> None:
        path = self.canvas.beginPath()
        for index, place in enumerate(points):
            (path.lineTo if index else path.moveTo)(*self.at(place))
        if closed:
            path.close()
        self.canvas.drawPath(path, stroke=not closed, fill=closed)

    def _dot(self, x: float, y: float, shape: Shape) -> None:
        half = self.size * 0.3
        if shape is Shape.CIRCLE:
            self.canvas.circle(x, y, half, stroke=1, fill=1)
            return
        if shape is Shape.SQUARE:
            self.canvas.rect(x - half * 0.9, y - half * 0.9, half * 1.8, half * 1.8, stroke=1, fill=1)
            return
        tip = 1 if shape is Shape.UP else -1
        corners = [
            (x - half * 1.15, y - tip * half),
            (x + half * 1.15, y - tip * half),
            (x, y + tip * half * 1.15),
        ]
        if shape is Shape.DIAMOND:
            corners = [(x - half * 1.2, y), (x, y - half * 1.2), (x + half * 1.2, y), (x, y + half * 1.2)]
        path = self.canvas.beginPath()
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.close()
        self.canvas.drawPath(path, stroke=1, fill=1)


def _share(day: float, chart: Chart) -> float:
    low, high = chart.days
    return (day - low) / (high - low)
