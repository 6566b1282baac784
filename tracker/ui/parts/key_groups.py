"""The recovery key as it is copied by hand: numbered groups, one cell for each letter."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

_CELL, _SIZE, _ACROSS, _PITCH, _ROW = 24, 23, 4, 158, 54


class KeyGroups(QFrame):
    """Painted, never selectable: the key goes on paper, not to the clipboard."""

    def __init__(self, tokens: Tokens, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._groups: tuple[str, ...] = ()
        self.setProperty("part", "well")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.setFixedHeight(self._tall())

    def show_groups(self, groups: tuple[str, ...]) -> None:
        """Show a key; an empty tuple blanks it."""
        self._groups = groups
        if groups:
            self.setFixedHeight(self._tall())
        spelled = "; ".join(f"{number}: {' '.join(group)}" for number, group in enumerate(groups, 1))
        self.setAccessibleDescription(spelled)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_PITCH * _ACROSS + 36, self._tall())

    def _tall(self) -> int:
        rows = -(-len(self._groups) // _ACROSS) or 2
        return _ROW * rows + 14

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = self._tokens
        painter = QPainter(self)
        small, big = font(tokens, "axis"), font(tokens, "hero")
        big.setPixelSize(_SIZE)
        for index, group in enumerate(self._groups):
            left = 28 + index % _ACROSS * _PITCH
            top = 12 + index // _ACROSS * _ROW
            painter.setFont(small)
            painter.setPen(QColor(tokens.text3))
            painter.drawText(QRectF(left - 2, top, 40, 14), Qt.AlignmentFlag.AlignLeft, str(index + 1))
            painter.setFont(big)
            painter.setPen(QColor(tokens.text))
            for place, letter in enumerate(group):
                cell = QRectF(left + place * _CELL - 2, top + 13, _CELL, 30)
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, letter)
        painter.end()
