"""Numbered reasons as cards; the digit on the keyboard picks one."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QSizePolicy, QWidget

from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens


class ReasonChoice(QWidget):
    """`picked` carries the digit. Arrows move, digits jump."""

    picked = Signal(int)

    def __init__(
        self,
        name: str,
        reasons: Sequence[tuple[int, str]],
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        columns: int = 2,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._cards: dict[int, _ReasonCard] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.s8 - 2)
        for index, (digit, title) in enumerate(reasons):
            card = _ReasonCard(digit, title, tokens)
            self._group.addButton(card, digit)
            self._cards[digit] = card
            grid.addWidget(card, index // columns, index % columns)
        self._group.idToggled.connect(self._toggled)
        self.setFocusProxy(next(iter(self._cards.values())))

    @property
    def digit(self) -> int:
        """The reason picked; 0 while none is."""
        return max(0, self._group.checkedId())

    def pick(self, digit: int) -> None:
        """Pick as a person would."""
        if digit in self._cards:
            self._cards[digit].setChecked(True)
            self._cards[digit].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Pick none, as before the first key."""
        self._group.setExclusive(False)
        for card in self._cards.values():
            card.setChecked(False)
        self._group.setExclusive(True)
        self.setFocusProxy(next(iter(self._cards.values())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() and int(event.text()) in self._cards:
            self.pick(int(event.text()))
        else:
            super().keyPressEvent(event)

    def _toggled(self, digit: int, on: bool) -> None:
        if on:
            self.setFocusProxy(self._cards[digit])
            self.picked.emit(digit)


class _ReasonCard(QRadioButton):
    def __init__(self, digit: int, title: str, tokens: Tokens) -> None:
        super().__init__(title.replace("&", "&&"))
        self._digit, self._title, self._tokens = str(digit), title, tokens
        self.setAccessibleName(f"{digit} {title}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(font(self._tokens, "value")).horizontalAdvance(self._title)
        return QSize(round(width) + 64, self._tokens.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, on = self._tokens, self.isChecked()
        ring = self.hasFocus()
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(look.primary if on or ring else look.line), look.ring if ring else 1))
        painter.setBrush(QColor(look.info_soft if on else look.surface))
        painter.drawRoundedRect(frame, look.radius, look.radius)
        middle = QPointF(frame.left() + 17, frame.center().y())
        painter.setPen(QPen(QColor(look.primary if on else look.control), 1.5))
        painter.setBrush(QColor(look.surface))
        painter.drawEllipse(middle, 8, 8)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.primary))
            painter.drawEllipse(middle, 4, 4)
        painter.setFont(font(look, "value" if on else "body"))
        painter.setPen(QColor(look.text))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(frame.adjusted(34, 0, 0, 0), left, self._digit)
        painter.drawText(frame.adjusted(50, 0, -4, 0), left, self._title)
