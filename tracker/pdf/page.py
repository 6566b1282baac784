"""What stands on every page: sender, person, page x of y, and the marks that nothing may hide."""

from io import BytesIO
from typing import IO, Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from tracker.domain.letter import Letter, Reader
from tracker.pdf.clean import plain
from tracker.pdf.style import (
    LINE,
    PAPERS,
    QUIET,
    REGULAR,
    SEMIBOLD,
    TEXT,
    WARNING_EDGE,
    WATERMARK,
    look,
)

_HEAD, _FOOT = 22 * mm, 15 * mm


def build(letter: Letter, story: list[Flowable], paper: str, *, invariant: bool) -> bytes:
    """The finished file: `story` flows through the pages, head and foot are drawn around it."""
    width, height = PAPERS[paper]
    margin = look(letter.reader).margin
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=(width, height),
        title=plain(letter.file_title or letter.title),
        author=plain(letter.sender[0]),
        subject=plain(letter.subject),
        creator="Tracker",
        producer="Tracker",
        lang=letter.language,
        displayDocTitle=True,
        initialFontName=REGULAR,
        invariant=1 if invariant else 0,
        pageCompression=1,
    )
    frame = Frame(
        margin,
        _FOOT,
        width - 2 * margin,
        height - _HEAD - _FOOT,
        leftPadding=0,
        rightPadding=0,
        topPadding=6,
        bottomPadding=4,
    )
    page = _Page(letter, width, height, margin)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=page.draw))
    document.build(story, canvasmaker=page.canvas)
    return target.getvalue()


class _Page:
    """Head, foot and marks of one letter."""

    def __init__(self, letter: Letter, width: float, height: float, margin: float) -> None:
        self.letter, self.width, self.height, self.margin = letter, width, height, margin
        self.step = 1.12 if letter.reader is Reader.PATIENT else 1.0

    def canvas(self, filename: str | IO[bytes], /, **more: Any) -> Canvas:
        """A canvas that writes the page numbers when it knows how many there are."""
        return _Numbered(self, filename, **more)

    def draw(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Called for every page before its text."""
        canvas.saveState()
        if self.letter.watermark:
            self._watermark(canvas)
        self._head(canvas)
        foot = _FOOT - 2 * mm
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(self.margin, foot, self.width - self.margin, foot)
        canvas.setFillColor(QUIET)
        canvas.setFont(REGULAR, 7.6)
        canvas.drawString(self.margin, foot - 4 * mm, plain(self.letter.foot))
        canvas.doForm(f"page{document.page}")
        if self.letter.mark:
            self._mark(canvas)
        canvas.restoreState()

    def number(self, canvas: Canvas, page: int, pages: int) -> None:
        """The form that `draw` asked for, now that `pages` is known."""
        canvas.beginForm(f"page{page}", 0, 0, self.width, self.height)
        canvas.setFillColor(QUIET)
        canvas.setFont(REGULAR, 7.6)
        text = plain(self.letter.pages.format(page=page, pages=pages))
        canvas.drawRightString(self.width - self.margin, _FOOT - 6 * mm, text)
        canvas.endForm()

    def _head(self, canvas: Canvas) -> None:
        top = self.height - 11.5 * mm
        small = 8.4 * self.step
        for at, (name, line), right in (
            (self.margin, self.letter.sender, False),
            (self.width - self.margin, self.letter.person, True),
        ):
            draw = canvas.drawRightString if right else canvas.drawString
            canvas.setFillColor(TEXT)
            canvas.setFont(SEMIBOLD, self._fitting(name, SEMIBOLD, 9.6 * self.step))
            draw(at, top, plain(name))
            canvas.setFillColor(QUIET)
            canvas.setFont(REGULAR, self._fitting(line, REGULAR, small))
            draw(at, top - 4.4 * mm, plain(line))
        canvas.setStrokeColor(TEXT)
        canvas.setLineWidth(0.7)
        rule = top - 8.2 * mm
        canvas.line(self.margin, rule, self.width - self.margin, rule)

    def _fitting(self, text: str, face: str, size: float) -> float:
        """`size`, or as much smaller as a long name needs: identifiers are never cut."""
        room = (self.width - 2 * self.margin) * 0.56
        return min(size, size * room / max(stringWidth(plain(text), face, size), 1))

    def _mark(self, canvas: Canvas) -> None:
        text = plain(self.letter.mark)
        wide = stringWidth(text, SEMIBOLD, 8.5) + 5 * mm
        left, foot = (self.width - wide) / 2, self.height - 8.2 * mm
        canvas.setStrokeColor(WARNING_EDGE)
        canvas.setFillColor(WARNING_EDGE)
        canvas.setLineWidth(0.9)
        canvas.roundRect(left, foot, wide, 5 * mm, 1.2 * mm)
        canvas.setFont(SEMIBOLD, 8.5)
        canvas.drawCentredString(self.width / 2, foot + 1.55 * mm, text)

    def _watermark(self, canvas: Canvas) -> None:
        canvas.saveState()
        text = plain(self.letter.watermark)
        size = min(64.0, 64.0 * 190 * mm / max(stringWidth(text, SEMIBOLD, 64), 1))
        canvas.translate(self.width / 2, self.height / 2)
        canvas.rotate(52)
        canvas.setFillColor(WATERMARK)
        canvas.setFont(SEMIBOLD, size)
        canvas.drawCentredString(0, -size / 3, text)
        canvas.restoreState()


class _Numbered(Canvas):
    """Defines the page numbers last, as forms, when their total is known."""

    def __init__(self, page: _Page, filename: str | IO[bytes], **more: Any) -> None:
        super().__init__(filename, **more)
        self._page = page

    def save(self) -> None:
        """Write the numbers, then the file."""
        pages = self.getPageNumber() - 1
        for number in range(1, pages + 1):
            self._page.number(self, number, pages)
        super().save()
