"""The answers to one question as large cells in a row; the digit on the keyboard picks one."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

HEIGHT = 46
"""For gloves and tablets."""

_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_NEXT = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class WayCells(QWidget):
    """Nothing is picked at first. `picked` carries the index from 0, or None; `passed` asks to go on."""

    picked = Signal(object)
    passed = Signal()

    def __init__(self, name: str, titles: Sequence[str], tokens: Tokens) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.cells = [WayCell(str(index + 1), title, tokens) for index, title in enumerate(titles)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.s8)
        for index, cell in enumerate(self.cells):
            cell.setAccessibleDescription(name)
            self._group.addButton(cell, index)
            row.addWidget(cell, 2 + len(titles[index]) // 8)
        self._group.idToggled.connect(self._toggled)
        self.setFocusProxy(self.cells[0])

    @property
    def way(self) -> int | None:
        """The index of what is picked."""
        checked = self._group.checkedId()
        return None if checked < 0 else checked

    def show_way(self, way: int | None) -> None:
        """Show an answer; nobody is told."""
        blocked = self._group.blockSignals(True)
        if way is None:
            self._group.setExclusive(False)
            for cell in self.cells:
                cell.setChecked(False)
            self._group.setExclusive(True)
        else:
            self.cells[way].setChecked(True)
        self._group.blockSignals(blocked)
        self.setFocusProxy(self.cells[way or 0])

    def pick(self, way: int | None) -> None:
        """Answer as a person would."""
        self.show_way(way)
        self.picked.emit(way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.modifiers() not in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}:
            super().keyPressEvent(event)
        elif text.isdigit() and 0 < int(text) <= len(self.cells):
            self.pick(int(text) - 1)
            self.passed.emit()
        elif event.key() in _CLEAR:
            self.pick(None)
        elif event.key() in _NEXT:
            self.passed.emit()
        else:
            super().keyPressEvent(event)

    def _toggled(self, index: int, on: bool) -> None:
        if on:
            self.setFocusProxy(self.cells[index])
            self.picked.emit(index)


class WayCell(QRadioButton):
    """One answer: a radio button, its words on up to two lines, its digit."""

    def __init__(self, digit: str, title: str, tokens: Tokens) -> None:
        super().__init__(title.replace("&", "&&"))
        self._digit, self._title, self._tokens = digit, title, tokens
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(120), self._tokens.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tokens.px(72), self._tokens.px(HEIGHT))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() or event.key() in _CLEAR | _NEXT:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cell(painter, QRectF(self.rect()), self._tokens, on=self.isChecked(), ring=self.hasFocus())
        look = self._tokens
        face = font(look, "value" if self.isChecked() else "body")
        area = QRectF(self.rect()).adjusted(34, 2, -18, -2)
        wide = QFontMetricsF(face).boundingRect(area, _WORDS, self._title)
        if wide.height() > area.height() or wide.width() > area.width():
            face = font(look, "hint")
        painter.setFont(face)
        painter.setPen(QColor(look.text))
        painter.drawText(area, _WORDS, self._title)
        painter.setFont(font(look, "axis"))
        painter.setPen(QColor(look.text3))
        painter.drawText(QRectF(self.rect()).adjusted(0, 3, -7, 0), _CORNER, self._digit)
        painter.end()


_WORDS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
_CORNER = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)


def paint_cell(
    painter: QPainter, area: QRectF, look: Tokens, *, on: bool, ring: bool, round_: bool = True
) -> None:
    """Ground, frame and radio button of a cell."""
    frame = area.adjusted(1, 1, -1, -1)
    strong = look.ring if ring or on else 1
    painter.setPen(QPen(QColor(look.primary if on or ring else look.line), strong))
    painter.setBrush(QColor(look.info_soft if on else look.surface))
    painter.drawRoundedRect(frame, look.radius, look.radius)
    if ring and on:
        painter.setPen(QPen(QColor(look.text), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.adjusted(3, 3, -3, -3), look.radius - 2, look.radius - 2)
    if not round_:
        return
    middle = QPointF(frame.left() + 17, frame.center().y())
    painter.setPen(QPen(QColor(look.primary if on else look.control), 1.5))
    painter.setBrush(QColor(look.surface))
    painter.drawEllipse(middle, 8, 8)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.primary))
        painter.drawEllipse(middle, 4, 4)
