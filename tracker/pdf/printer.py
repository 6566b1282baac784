"""A Letter becomes a PDF: one method for each kind of block."""

from functools import singledispatchmethod

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer

from tracker.domain.letter import (
    Beside,
    Block,
    Callout,
    Cell,
    Figure,
    Letter,
    Ruled,
    Section,
    Table,
    Text,
    Tiles,
    Tone,
)
from tracker.pdf.boxes import Columns, Framed, Heading, Rules, Shares, TileRow
from tracker.pdf.chart import ChartDrawing
from tracker.pdf.clean import check, clean
from tracker.pdf.page import build
from tracker.pdf.style import PAPERS, Look, look

_ROOM_AFTER_HEADING = 28 * mm


def print_letter(letter: Letter, paper: str = "a4", *, invariant: bool = False) -> bytes:
    """The PDF of `letter` on "a4" or "letter" paper; a character without a glyph is refused first.

    `invariant` leaves out the time it was made, so that the same letter gives the same bytes.
    """
    check(letter)
    style = look(letter.reader)
    head: list[Flowable] = [Heading(Paragraph(clean(letter.title), style.title), letter.title, 0)]
    if letter.subtitle:
        head.append(Paragraph(clean(letter.subtitle), style.subtitle))
    printer = _Printer(style)
    story = [*head, *(each for block in letter.blocks for each in printer.block(block))]
    return build(letter, story, paper if paper in PAPERS else "a4", invariant=invariant)


class _Printer:
    """Blocks into flowables, in the look of one reader."""

    def __init__(self, style: Look) -> None:
        self.style = style

    @singledispatchmethod
    def block(self, block: Block) -> list[Flowable]:
        """The flowables of one block."""
        raise TypeError(f"no way to print {type(block).__name__}")

    @block.register
    def _(self, block: Text) -> list[Flowable]:
        lead = f"<b>{clean(block.lead)}</b> " if block.lead else ""
        return [Paragraph(lead + clean(block.text), self.style.small if block.small else self.style.body)]

    @block.register
    def _(self, block: Tiles) -> list[Flowable]:
        tiles = [
            [
                Paragraph(clean(tile.title), self.style.small),
                Paragraph(clean(tile.value), self.style.tile),
                Paragraph(clean(tile.note), self.style.small),
            ]
            for tile in block.tiles
        ]
        return [TileRow(tiles), Spacer(1, 3 * mm)]

    @block.register
    def _(self, block: Table) -> list[Flowable]:
        if not block.rows:
            return [Paragraph(clean(block.empty), self.style.body)] if block.empty else []
        heads: list[Flowable] = [
            Paragraph(clean(column.title), self.style.column_number if column.right else self.style.column)
            for column in block.columns
        ]
        rows: list[list[Flowable]] = [
            [self._cell(cell, right=column.right) for cell, column in zip(row, block.columns, strict=True)]
            for row in block.rows
        ]
        notes = [Paragraph(clean(note), self.style.small) for note in block.notes]
        return [Shares([column.share for column in block.columns], [heads, *rows], self.style), *notes]

    @block.register
    def _(self, block: Figure) -> list[Flowable]:
        title = [Paragraph(clean(block.title), self.style.figure_title)] if block.title else []
        hint = [Paragraph(clean(block.hint), self.style.small)] if block.hint else []
        caption = [Paragraph(clean(block.caption), self.style.small)] if block.caption else []
        drawing = ChartDrawing(block.chart, block.height * mm, self.style.chart)
        return [*title, *hint, drawing, *caption, Spacer(1, 2 * mm)]

    @block.register
    def _(self, block: Callout) -> list[Flowable]:
        style = self.style.warning if block.tone is Tone.WARNING else self.style.message
        title, text = clean(block.title), clean(block.text)
        inside: list[Flowable] = []
        if block.tone is Tone.WARNING:
            inside.append(Paragraph(f"<b>{title}</b>", self.style.message))
        else:
            inside.append(Paragraph(" ".join(filter(None, (title and f"<b>{title}</b>", text))), style))
        if block.lines:
            inside.append(self._bullets(block.lines))
        if block.closing or block.closing_lead:
            lead = f"<b>{clean(block.closing_lead)}</b> " if block.closing_lead else ""
            inside.append(Paragraph(lead + clean(block.closing), style))
        return [Framed(inside, block.tone), Spacer(1, 2.5 * mm)]

    @block.register
    def _(self, block: Ruled) -> list[Flowable]:
        return [Rules(block.count)]

    @block.register
    def _(self, block: Beside) -> list[Flowable]:
        shares = block.shares or (1.0,) * len(block.columns)
        columns = [
            [flowable for each in column for flowable in _loose(self.block(each))] for column in block.columns
        ]
        return [Columns(shares, columns)]

    @block.register
    def _(self, block: Section) -> list[Flowable]:
        heading = Heading(Paragraph(clean(block.title), self.style.heading), block.title, 1)
        inside: list[Flowable] = [flowable for each in block.blocks for flowable in self.block(each)]
        if block.keep:
            return [_Kept(heading, *inside)]
        return [CondPageBreak(_ROOM_AFTER_HEADING), heading, *inside]

    def _cell(self, cell: str | Cell, *, right: bool) -> Paragraph:
        style = self.style.number if right else self.style.cell
        if isinstance(cell, str):
            return Paragraph(clean(cell), style)
        text = f"<b>{clean(cell.text)}</b>" if cell.strong else clean(cell.text)
        under = f"<br/>{clean(cell.under)}" if cell.under else ""
        return Paragraph(text + under, style)

    def _bullets(self, lines: tuple[str, ...]) -> Flowable:
        cells: list[Flowable] = [Paragraph(f"• {clean(line)}", self.style.warning) for line in lines]
        cells += [Paragraph("", self.style.warning)] * (len(cells) % 2)
        rows = [cells[index : index + 2] for index in range(0, len(cells), 2)]
        return Shares([1, 1], rows, self.style, ruled=False)


class _Kept(KeepTogether):
    """Stays on one page where that is possible; remembers what it holds."""

    def __init__(self, *inside: Flowable) -> None:
        super().__init__(list(inside))
        self.inside = list(inside)


def _loose(flowables: list[Flowable]) -> list[Flowable]:
    """Inside a column nothing can be kept together: reportlab would lose it."""
    found: list[Flowable] = []
    for flowable in flowables:
        found += flowable.inside if isinstance(flowable, _Kept) else [flowable]
    return found
