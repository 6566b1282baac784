"""How rows under headings are painted: a line and a quiet line, chips, a bar at the row in hand."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tracker.ui.parts.chip import SHAPES
from tracker.ui.parts.patient_delegate import fitted
from tracker.ui.tables.grouped import CELL, HEADING, QUIET, Cell, ChipText, Group
from tracker.ui.theme.fonts import font
from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
TALL, LOW, HEAD, PAD, CHIP = 48, 34, 30, 10, 22
HIGH, FILLS = 2, (0, 26, 78, 118, 158)
"""From this weight on a badge has a frame of danger; how strongly each weight fills it, 0 to 255."""


class GroupedDelegate(QStyledItemDelegate):
    """Chips that do not fit are counted ("+2"), never dropped; a `whole` cell never loses its end."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._ground = tokens.surface

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, self._tokens.px(TALL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, box = self._tokens, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heading, cell = index.data(HEADING), index.data(CELL)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = tokens.raised if heading else tokens.info_soft if chosen else tokens.surface
        painter.fillRect(box, QColor(ground))
        self._ground = ground
        if chosen and index.column() == 0:
            painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), QColor(tokens.primary))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(QPointF(box.left(), box.bottom() + 0.5), QPointF(box.right(), box.bottom() + 0.5))
        if isinstance(heading, Group):
            self._heading(painter, box.adjusted(PAD + 2, 0, 0, 0), heading)
        elif isinstance(cell, Cell):
            self._cell(painter, box.adjusted(PAD, 0, -4, 0), cell, quiet=bool(index.data(QUIET)))
        painter.restore()

    def needed(self, cell: Cell) -> float:
        """Pixels in which nothing of the cell is cut."""
        strong, hint = self._metrics("value" if cell.strong else "body"), self._metrics("hint")
        before = self._tokens.px(24) if cell.icon else 0
        was = strong.horizontalAdvance(f"{cell.was}  →  ") if cell.was else 0
        text = f"{cell.text.split(', ', 1)[0]}, Mm…" if cell.name and ", " in cell.text else cell.text
        words = max(was + strong.horizontalAdvance(text), hint.horizontalAdvance(cell.under))
        chips = sum(self._chip_width(chip) + 6 for chip in cell.chips)
        beside = 8 if cell.text and cell.chips else 0
        return PAD + 4 + before + (words + beside + chips if not cell.under else max(words, chips))

    def _heading(self, painter: QPainter, room: QRectF, group: Group) -> None:
        face, hint = font(self._tokens, "chip"), font(self._tokens, "hint")
        face.setWeight(face.Weight.DemiBold)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(face)
        painter.setPen(QColor(self._tokens.tone(group.tone)[0] if group.tone else self._tokens.text2))
        painter.drawText(room, middle, group.title)
        if group.hint:
            after = QFontMetricsF(face).horizontalAdvance(group.title) + 10
            painter.setFont(hint)
            painter.setPen(QColor(self._tokens.text2))
            painter.drawText(room.adjusted(after, 0, 0, 0), middle, group.hint)

    def _cell(self, painter: QPainter, room: QRectF, cell: Cell, *, quiet: bool) -> None:
        tokens = self._tokens
        if cell.badge:
            self._badge(painter, room, cell)
            return
        if cell.icon:
            side, ink = tokens.px(16), tokens.tone(cell.tone)[0] if cell.tone else tokens.text2
            drawn = pixmap(cell.icon, ink, side, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(room.left(), room.center().y() - side / 2), drawn)
            room = room.adjusted(tokens.px(24), 0, 0, 0)
        ink = tokens.text3 if quiet else tokens.tone(cell.tone)[0] if cell.tone else tokens.text
        face = "value" if cell.strong else "body"
        middle = room.center().y()
        up = middle - 5 if cell.under else middle + 5
        at = room.left()
        if cell.was:
            at = self._was(painter, QPointF(at, up), cell.was)
        width = None if cell.whole else room.right() - at
        text = fitted(cell.text, font(tokens, face), room.width()) if cell.name else cell.text
        self._line(painter, QPointF(at, up), text, (face, ink), width)
        if cell.under:
            foot = QPointF(room.left(), up + tokens.face("hint").line + 1)
            width = None if cell.whole else room.width()
            self._line(painter, foot, cell.under, ("hint", tokens.text2), width)
        if cell.chips:
            words = self._metrics(face).horizontalAdvance(cell.text) + 8 if cell.text else 0
            self._chips(painter, room.adjusted(words, 0, 0, 0), cell.chips)

    def _badge(self, painter: QPainter, room: QRectF, cell: Cell) -> None:
        """The box fills with its weight, so that it is read without colour too."""
        tokens, high = self._tokens, cell.weight >= HIGH
        side = QSizeF(tokens.px(30), tokens.px(26))
        box = QRectF(QPointF(room.left(), room.center().y() - side.height() / 2), side)
        ground = QColor(tokens.danger)
        ground.setAlpha(FILLS[min(cell.weight, len(FILLS) - 1)])
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(tokens.danger if high else tokens.control), 2 if high else 1.2))
        painter.drawRoundedRect(box, tokens.radius, tokens.radius)
        painter.setFont(font(tokens, "value"))
        painter.setPen(QColor(tokens.danger if high and not tokens.dark else tokens.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), cell.badge)

    def _was(self, painter: QPainter, at: QPointF, text: str) -> float:
        face = font(self._tokens, "body")
        metrics = QFontMetricsF(face)
        painter.setPen(QColor(self._tokens.text3))
        face.setStrikeOut(True)
        painter.setFont(face)
        painter.drawText(at, text)
        after = at.x() + metrics.horizontalAdvance(f"{text}  ")
        face.setStrikeOut(False)
        painter.setFont(face)
        painter.drawText(QPointF(after, at.y()), "→")
        return after + metrics.horizontalAdvance("→  ")

    def _line(
        self, painter: QPainter, at: QPointF, text: str, look: tuple[str, str], width: float | None
    ) -> None:
        """Face and ink are the look; with a width the end may be lost."""
        face, ink = font(self._tokens, look[0]), look[1]
        painter.setFont(face)
        painter.setPen(QColor(ink))
        if width is not None:
            text = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(at, text)

    def _chips(self, painter: QPainter, room: QRectF, chips: Sequence[ChipText]) -> None:
        left = room.left()
        for index, chip in enumerate(chips):
            width = self._chip_width(chip)
            more = len(chips) - index
            rest = 0 if more == 1 else self._chip_width(ChipText(f"+{more - 1}")) + 6
            if left + width + rest > room.right() and (index or more > 1):
                self._chip(painter, left, room, ChipText(f"+{more}" if index else str(more)))
                return
            self._chip(painter, left, room, chip)
            left += width + 6

    def _chip(self, painter: QPainter, left: float, room: QRectF, chip: ChipText) -> None:
        tokens = self._tokens
        ink, soft = tokens.tone(chip.tone)
        if soft == self._ground:
            soft = tokens.surface
        height = tokens.px(CHIP)
        ground = QRectF(left, room.center().y() - height / 2, self._chip_width(chip), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft))
        painter.drawRoundedRect(ground, tokens.radius, tokens.radius)
        shape, before = self._shape(chip), 0
        if shape:
            side = tokens.px(14)
            drawn = pixmap(shape, ink, side, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(ground.left() + 7, ground.center().y() - side / 2), drawn)
            before = side + 5
        painter.setFont(font(tokens, "chip"))
        painter.setPen(QColor(ink))
        words = ground.adjusted(8 + before, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), chip.text)

    def _chip_width(self, chip: ChipText) -> float:
        shape = self._tokens.px(14) + 5 if self._shape(chip) else 0
        return self._metrics("chip").horizontalAdvance(chip.text) + 16 + shape

    def _shape(self, chip: ChipText) -> str:
        return SHAPES[chip.tone] if chip.icon is None else chip.icon

    def _metrics(self, face: str) -> QFontMetricsF:
        return QFontMetricsF(font(self._tokens, face))
