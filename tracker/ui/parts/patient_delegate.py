"""How a row of the list of patients is painted: two lines a cell, drawings beside their words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tracker.domain.marks import Role
from tracker.services.patients import PatientRow
from tracker.ui.parts.sparkline import CELLS, Measure, draw_sparkline
from tracker.ui.tables.patients_table import COLUMNS, LINES, ROW, PatientsTable
from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
HEIGHT, DRAWING, PAD = 48, 76, 9


class PatientDelegate(QStyledItemDelegate):
    """Identifiers are never shortened: only given names lose their end where there is no room."""

    def __init__(self, tokens: Tokens, table: PatientsTable) -> None:
        super().__init__(table)
        self._tokens, self._table = tokens, table
        self._scales: dict[str, Measure] = {}
        table.modelReset.connect(self._scales.clear)

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
        left = box.left() + PAD
        if key == "cells":
            spots = QRectF(left, box.center().y() - 15, tokens.px(DRAWING), 30)
            if row.cells_spots:
                draw_sparkline(painter, spots, row.cells_spots, CELLS, tokens)
            left = spots.right() + 10
        elif key == "score" and row.score:
            spots = QRectF(left, box.center().y() - 14, tokens.px(DRAWING) - 14, 28)
            draw_sparkline(painter, spots, row.score_spots, self._scale(row), tokens)
            left = spots.right() + 10
        unseen = key == "cells" and row.cells.back is None and row.cells.start is not None
        ink = tokens.primary if unseen else tokens.text
        self._lines(
            painter, QRectF(left, box.top(), box.right() - left - 4, box.height()), strong, quiet, ink
        )
        painter.restore()

    def _lines(self, painter: QPainter, box: QRectF, strong: str, quiet: str, ink: str) -> None:
        tokens = self._tokens
        value, hint = font(tokens, "value"), font(tokens, "hint")
        up = box.top() + box.height() / 2 - 5 if quiet else box.top() + box.height() / 2 + 5
        painter.setFont(value)
        painter.setPen(QColor(ink))
        painter.drawText(QPointF(box.left(), up), fitted(strong, value, box.width()))
        if quiet:
            painter.setFont(hint)
            painter.setPen(QColor(tokens.text2))
            painter.drawText(QPointF(box.left(), up + tokens.face("hint").line + 1), quiet)

    def _scale(self, row: PatientRow) -> Measure:
        code = row.disease.code
        if code not in self._scales:
            alike = [each for each in self._table.rows if each.disease.code == code]
            values = [spot.value for each in alike for spot in each.score_spots]
            self._scales[code] = Measure(0, max([*values, 1]), Role.SCORE)
        return self._scales[code]


def fitted(text: str, face: QFont, width: float) -> str:
    """ "FAMILY, Given" with the given name shortened to fit; a family name or an identifier stays whole."""
    metrics = QFontMetricsF(face)
    if metrics.horizontalAdvance(text) <= width or ", " not in text:
        return text
    family, given = text.split(", ", 1)
    room = width - metrics.horizontalAdvance(f"{family}, ")
    return f"{family}, {metrics.elidedText(given, Qt.TextElideMode.ElideRight, max(room, 0))}"
