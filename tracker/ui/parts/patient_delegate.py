"""How a row of the list of patients is painted: two lines a cell, drawings beside their words."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tracker.domain.folded import plain
from tracker.domain.marks import Role
from tracker.services.patients import Spot
from tracker.ui.parts.chip import SHAPES
from tracker.ui.parts.sparkline import CELLS, Measure, draw_sparkline
from tracker.ui.tables.patients_table import COLUMNS, LINES, ROW, TONES, PatientsTable
from tracker.ui.theme.fonts import font
from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
HEIGHT, DRAWING, PAD = 48, 76, 9


class PatientDelegate(QStyledItemDelegate):
    """Identifiers are never shortened: only given names lose their end where there is no room."""

    def __init__(self, tokens: Tokens, table: PatientsTable) -> None:
        super().__init__(table)
        self._tokens, self._table = tokens, table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(COLUMNS[index.column()].width, self._tokens.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, box = self._tokens, QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(box, QColor(tokens.info_soft if chosen else tokens.surface))
        if chosen and index.column() == 0:
            painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), QColor(tokens.primary))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(QPointF(box.left(), box.bottom() + 0.5), QPointF(box.right(), box.bottom() + 0.5))
        key, row = COLUMNS[index.column()].key, index.data(ROW)
        strong, quiet = index.data(LINES)
        room = box.adjusted(PAD, 0, -4, 0)
        if key == "remission":
            if strong:
                _chip(painter, room, strong, TONES.get(row.remission.answer, "neutral"), tokens)
            painter.restore()
            return
        if key == "cells" and not row.patient.published:
            room = self._drawn(painter, room, row.cells_spots, CELLS, tokens.px(DRAWING))
        elif key == "score" and row.score and box.width() >= tokens.px(COLUMNS[index.column()].width):
            scale = Measure(0, row.score_top, Role.SCORE)
            room = self._drawn(painter, room, row.score_spots, scale, tokens.px(DRAWING) - 14)
        unseen = key == "cells" and row.cells.back is None and row.cells.start is not None
        late = bool(key == "due" and row.next_due and row.next_due.late)
        if key == "due" and strong:
            room = _shape(painter, room, "warning" if late else "calendar", late=late, tokens=tokens)
        ink = tokens.primary if unseen else tokens.danger if late else tokens.text
        self._lines(painter, room, strong, quiet, ink, whole=key in {"patient", "day"})
        painter.restore()

    def _drawn(
        self, painter: QPainter, room: QRectF, spots: Sequence[Spot], scale: Measure, width: int
    ) -> QRectF:
        """Draw the course and give the room that is left for words."""
        box = QRectF(room.left(), room.center().y() - 15, width, 30)
        if spots:
            draw_sparkline(painter, box, spots, scale, self._tokens)
        return room.adjusted(width + 10, 0, 0, 0)

    def _lines(
        self, painter: QPainter, box: QRectF, strong: str, quiet: str, ink: str, *, whole: bool
    ) -> None:
        tokens = self._tokens
        value, hint = font(tokens, "value"), font(tokens, "hint")
        up = box.top() + box.height() / 2 - 5 if quiet else box.top() + box.height() / 2 + 5
        down = up + tokens.face("hint").line + 1
        lines = [
            (fitted(strong, value, box.width()), value, ink, up),
            (quiet if whole else _cut(quiet, hint, box.width()), hint, tokens.text2, down),
        ]
        for text, face, colour, foot in lines:
            for start, end in hits(text, self._table.wanted):
                metrics = QFontMetricsF(face)
                left, right = (metrics.horizontalAdvance(text[:at]) for at in (start, end))
                ground = QRectF(
                    box.left() + left - 1, foot - metrics.ascent(), right - left + 2, metrics.height()
                )
                painter.fillRect(ground, QColor(tokens.warn_soft))
            painter.setFont(face)
            painter.setPen(QColor(colour))
            painter.drawText(QPointF(box.left(), foot), text)


def needed(row_lines: tuple[str, str], tokens: Tokens) -> int:
    """Pixels in which no identifier of a cell is cut: its quiet line, and a name up to the comma."""
    strong, quiet = row_lines
    family = f"{strong.split(', ', 1)[0]}, Mm…" if ", " in strong else strong
    value, hint = QFontMetricsF(font(tokens, "value")), QFontMetricsF(font(tokens, "hint"))
    return round(max(value.horizontalAdvance(family), hint.horizontalAdvance(quiet))) + PAD + 8


def hits(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where the letters somebody searched for begin a word of `text`."""
    folded = [plain(letter) for letter in text]
    for word in plain(wanted).replace(",", " ").split():
        for start, letter in enumerate(text):
            begins = start == 0 or not text[start - 1].isalnum()
            if not begins or not letter.isalnum():
                continue
            end = start
            while end < len(text) and len("".join(folded[start:end])) < len(word):
                end += 1
            if "".join(folded[start:end]) == word:
                yield start, end


def _chip(painter: QPainter, room: QRectF, text: str, tone: str, tokens: Tokens) -> None:
    """A word on its soft ground, with the shape of its tone; as wide as the word."""
    ink, soft = tokens.tone(tone)
    face, shape = font(tokens, "chip"), SHAPES[tone]
    before = tokens.px(20) if shape else 0
    width = QFontMetricsF(face).horizontalAdvance(text) + before + 16
    ground = QRectF(room.left(), room.center().y() - tokens.px(11), width, tokens.px(22))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(soft))
    painter.drawRoundedRect(ground, 6, 6)
    if shape:
        drawn = pixmap(shape, ink, tokens.px(14), painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(ground.left() + 7, ground.center().y() - tokens.px(7)), drawn)
    painter.setFont(face)
    painter.setPen(QColor(ink))
    words = ground.adjusted(8 + before, 0, 0, 0)
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


def _shape(painter: QPainter, room: QRectF, shape: str, *, late: bool, tokens: Tokens) -> QRectF:
    """A sign beside the words, so that colour is never alone; gives the room that is left."""
    size = tokens.px(16)
    drawn = pixmap(shape, tokens.danger if late else tokens.text3, size, painter.device().devicePixelRatioF())
    painter.drawPixmap(QPointF(room.left(), room.center().y() - size / 2), drawn)
    return room.adjusted(size + 8, 0, 0, 0)


def _cut(text: str, face: QFont, width: float) -> str:
    return QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, width)


def fitted(text: str, face: QFont, width: float) -> str:
    """ "FAMILY, Given" with the given name shortened to fit; a family name or an identifier stays whole."""
    metrics = QFontMetricsF(face)
    if metrics.horizontalAdvance(text) <= width or ", " not in text:
        return text
    family, given = text.split(", ", 1)
    room = width - metrics.horizontalAdvance(f"{family}, ")
    return f"{family}, {metrics.elidedText(given, Qt.TextElideMode.ElideRight, max(room, 0))}"
