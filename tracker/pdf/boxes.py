"""Things on a page that are measured first and drawn after: tiles, framed boxes, headings, lines."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable
from reportlab.platypus import Table as Grid

from tracker.domain.letter import Tone
from tracker.pdf.clean import plain
from tracker.pdf.style import LINE, MESSAGE, MESSAGE_EDGE, PALE, REGULAR, TEXT, WARNING_EDGE, Look

_GAP, _LINE = 2.4 * mm, 8.5 * mm


class Heading(Flowable):
    """A paragraph that readers find again in the list of bookmarks."""

    def __init__(self, paragraph: Flowable, title: str, level: int) -> None:
        super().__init__()
        self.paragraph, self.title, self.level = paragraph, plain(title), level

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As large as its words."""
        self.width, self.height = self.paragraph.wrap(width, height)
        return self.width, self.height

    def getSpaceBefore(self) -> float:
        """The paragraph's own."""
        return float(self.paragraph.getSpaceBefore())

    def getSpaceAfter(self) -> float:
        """The paragraph's own."""
        return float(self.paragraph.getSpaceAfter())

    def draw(self) -> None:
        """The words, and the place in the outline."""
        key = f"{self.level}-{self.canv.getPageNumber()}-{self.title}"
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(self.title, key, self.level)
        self.paragraph.drawOn(self.canv, 0, 0)


class TileRow(Flowable):
    """Equal grey tiles side by side, as tall as the fullest."""

    def __init__(self, tiles: Sequence[Sequence[Flowable]]) -> None:
        super().__init__()
        self.tiles = tiles

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure what is inside before any box is drawn."""
        self.width = width
        self.tile = (width - _GAP * (len(self.tiles) - 1)) / len(self.tiles)
        self.sizes = [[part.wrap(self.tile - 6 * mm, 1000)[1] for part in tile] for tile in self.tiles]
        self.height = max(sum(sizes) for sizes in self.sizes) + 4.4 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Boxes, then words from the head down."""
        for index, (tile, sizes) in enumerate(zip(self.tiles, self.sizes, strict=True)):
            left = index * (self.tile + _GAP)
            self.canv.setFillColor(PALE)
            self.canv.roundRect(left, 0, self.tile, self.height, 1.6 * mm, stroke=0, fill=1)
            top = self.height - 2.2 * mm
            for part, size in zip(tile, sizes, strict=True):
                top -= size
                part.drawOn(self.canv, left + 3 * mm, top)


class Framed(Flowable):
    """A box around flowables: pale with a bar for a message, framed for a warning."""

    def __init__(self, inside: Sequence[Flowable], tone: Tone) -> None:
        super().__init__()
        self.inside, self.tone = inside, tone

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure what is inside before the box is drawn."""
        self.width = width
        self.sizes = [part.wrap(width - 10 * mm, 1000)[1] for part in self.inside]
        self.height = sum(self.sizes) + 6 * mm
        return self.width, self.height

    def draw(self) -> None:
        """The box, then what is inside."""
        canvas = self.canv
        if self.tone is Tone.WARNING:
            canvas.setStrokeColor(WARNING_EDGE)
            canvas.setLineWidth(1.4)
            canvas.roundRect(0.7, 0.7, self.width - 1.4, self.height - 1.4, 2 * mm)
        else:
            note = self.tone is Tone.NOTE
            canvas.setFillColor(PALE if note else MESSAGE)
            canvas.roundRect(0, 0, self.width, self.height, 1.4 * mm, stroke=0, fill=1)
            canvas.setFillColor(LINE if note else MESSAGE_EDGE)
            canvas.rect(0, 0, 1.4 * mm, self.height, stroke=0, fill=1)
        top = self.height - 2.7 * mm
        for part, size in zip(self.inside, self.sizes, strict=True):
            top -= size
            part.drawOn(canvas, 5 * mm, top)


class Rules(Flowable):
    """Empty lines to write on."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Room for handwriting."""
        self.width, self.height = width, self.count * _LINE
        return self.width, self.height

    def draw(self) -> None:
        """From head to foot."""
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.5)
        for index in range(self.count):
            self.canv.line(0, index * _LINE, self.width, index * _LINE)


class Shares(Flowable):
    """A table whose columns share the width they are given; it may run over several pages."""

    def __init__(
        self, shares: Sequence[float], rows: Sequence[list[Flowable]], style: Look, *, ruled: bool = True
    ) -> None:
        super().__init__()
        self.shares, self.rows, self.ruled, self.style = shares, rows, ruled, style
        self.spaceAfter = 2 * mm

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Widths follow from the room there is."""
        self.grid = self._grid(width)
        self.width, self.height = self.grid.wrap(width, height)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Between rows, with the headings repeated."""
        grid = self._grid(width)
        grid.wrap(width, height)
        return list(grid.split(width, height))

    def draw(self) -> None:
        """The table itself."""
        self.grid.drawOn(self.canv, 0, 0)

    def _grid(self, width: float) -> Grid:
        pad, whole = (self.style.row_padding if self.ruled else 0), sum(self.shares)
        grid = Grid(
            self.rows,
            colWidths=[width * share / whole for share in self.shares],
            repeatRows=1 if self.ruled else 0,
        )
        grid.spaceAfter = self.spaceAfter
        rules = (
            ("LINEBELOW", (0, 0), (-1, 0), *((0.9, TEXT) if self.style.headings_bold else (0.5, LINE))),
            ("LINEBELOW", (0, 1), (-1, -1), 0.5, LINE),
        )
        grid.setStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 2 if self.ruled else 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                ("TOPPADDING", (0, 0), (-1, -1), pad),
                ("BOTTOMPADDING", (0, 0), (-1, -1), pad + 0.4),
                *(rules if self.ruled else ()),
            ]
        )
        return grid


class Columns(Flowable):
    """Flowables side by side, each column from the same head."""

    def __init__(self, shares: Sequence[float], columns: Sequence[Sequence[Flowable]]) -> None:
        super().__init__()
        self.shares, self.columns = shares, columns

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As tall as the longest column."""
        gap, whole = 6 * mm, sum(self.shares)
        room = width - gap * (len(self.columns) - 1)
        cells = [list(column) for column in self.columns]
        widths = [room * share / whole for share in self.shares]
        self.grid = Grid(
            [[cell for column in cells for cell in (column, "")][:-1]],
            colWidths=[each for column in widths for each in (column, gap)][:-1],
            style=[
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *(
                    (side, (0, 0), (-1, -1), 0)
                    for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
                ),
            ],
        )
        self.width, self.height = self.grid.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """The columns."""
        self.grid.drawOn(self.canv, 0, 0)
