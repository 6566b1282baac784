"""One of few options, all in view: a drop-down list painted as segments; digits and letters choose."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

_LEAST, _PAD, _HEIGHT = 30, 10, 28
_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_SIDEWAYS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


def bar_width(texts: Sequence[str], tokens: Tokens) -> int:
    """How wide a bar with these options is."""
    return round(sum(_widths(texts, tokens))) + 2


class PickBar(QComboBox):
    """Nothing is chosen at first; Delete takes the choice away, the arrows move it, Up and Down leave."""

    picked = Signal(object)
    """(key or None): a person chose."""
    refused = Signal(str)
    """(text): a digit that stands for no option."""
    locked_pressed = Signal()

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._texts = [text for _, text in options]
        self.locked = False
        for key, text in options:
            self.addItem(text, key)
        self.setCurrentIndex(-1)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._widths = _widths(self._texts, tokens)
        self.setFixedWidth(bar_width(self._texts, tokens))
        self.setMinimumHeight(tokens.px(_HEIGHT))  # the theme may ask for more, and that has to be drawn too
        self.setMouseTracking(True)

    @property
    def key(self) -> object:
        """The key of what is chosen, or None."""
        return self.currentData() if self.currentIndex() >= 0 else None

    def choose(self, key: object) -> None:
        """Choose by key without telling anyone; an unknown key, or None, chooses nothing."""
        keys = [self.itemData(index) for index in range(self.count())]
        self.setCurrentIndex(keys.index(key) if key in keys else -1)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSizeHint(self) -> QSize:
        return self.minimumSize()

    def showPopup(self) -> None:
        """Everything is in view already."""

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        x = event.position().x()
        for index, cell in enumerate(self._cells()):
            if cell.left() <= x <= cell.right():
                self._pick(None if index == self.currentIndex() else index)
                break

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed, text = Qt.Key(event.key()), event.text()
        if pressed in _CLEAR:
            self._pick(None)
        elif pressed in _SIDEWAYS:
            here, by = self.currentIndex(), _SIDEWAYS[pressed]
            first = 0 if by > 0 else self.count() - 1
            self._pick(first if here < 0 else max(0, min(self.count() - 1, here + by)))
        elif (
            text.strip()
            and text.isprintable()
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._typed(text)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, look.radius, look.radius)
        painter.fillPath(shape, QColor(look.raised if self.locked else look.surface))
        line = QPen(QColor(look.control), 1)
        cells = self._cells()
        for index, (cell, text) in enumerate(zip(cells, self._texts, strict=True)):
            chosen = index == self.currentIndex()
            if chosen:
                painter.setClipPath(shape)
                painter.fillRect(cell, QColor(look.sunken if self.locked else look.info_soft))
                painter.setClipping(False)
            painter.setFont(font(look, "value" if chosen else "body"))
            ink = look.text2 if self.locked else look.primary if chosen else look.text
            painter.setPen(QColor(ink))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
            if index:
                painter.setPen(line)
                painter.drawLine(cell.topLeft(), cell.bottomLeft())
        painter.setPen(QPen(QColor(look.primary), look.ring) if self.hasFocus() else line)
        inset = look.ring / 2 if self.hasFocus() else 0.5
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(around, look.radius, look.radius)
        painter.end()

    def _cells(self) -> list[QRectF]:
        left, cells = 1.0, []
        for width in self._widths:
            cells.append(QRectF(left, 1, width, self.height() - 2))
            left += width
        return cells

    def _typed(self, text: str) -> None:
        index = option_typed(text, self._texts, self.currentIndex())
        if index is not None:
            self._pick(index)
        elif text.isdigit():
            self.refused.emit(text)

    def _pick(self, index: int | None) -> None:
        if self.locked:
            self.locked_pressed.emit()
            return
        self.setCurrentIndex(-1 if index is None else index)
        self.update()
        self.picked.emit(self.key)


def option_typed(text: str, options: Sequence[str], current: int) -> int | None:
    """The option a typed sign means: the one that reads so, begins so (in turn), or has that number."""
    sign = text.casefold()
    whole = [at for at, option in enumerate(options) if option.casefold() == sign]
    begins = whole or [at for at, option in enumerate(options) if option.casefold().startswith(sign)]
    if begins:
        return next((at for at in begins if at > current), begins[0])
    numbered = not any(option[:1].isdigit() for option in options)
    if numbered and sign.isdigit() and 1 <= int(sign) <= len(options):
        return int(sign) - 1
    return None


def _widths(texts: Sequence[str], tokens: Tokens) -> list[float]:
    metrics = QFontMetricsF(font(tokens, "value"))
    least, pad = tokens.px(_LEAST), tokens.px(_PAD)
    return [max(least, round(metrics.horizontalAdvance(text)) + 2 * pad) for text in texts]
