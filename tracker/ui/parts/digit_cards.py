"""A row of cards, each a digit with a word below: the digit on the keyboard picks, Delete takes it away."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.ui.accessible import announce
from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

GAP, TALL = 4, 42
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class DigitCards(QWidget):
    """Options are (key, word); their digits count from 1. None is "not answered"."""

    picked = Signal(object)
    """(key or None): a person chose."""

    def __init__(self, tokens: Tokens, name: str, options: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self._tokens, self._name = tokens, name
        self._options = list(options)
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(tokens.px(TALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    @property
    def key(self) -> object:
        """The key of what is chosen, or None."""
        return self._options[self._at][0] if self._at >= 0 else None

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Other options; what is chosen stays where it is still there."""
        held = self.key
        self._options = list(options)
        self._at = -1
        self.choose(held)

    def choose(self, key: object) -> None:
        """Choose by key without telling anyone; an unknown key chooses nothing."""
        keys = [each for each, _ in self._options]
        self._at = keys.index(key) if key in keys else -1
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(300), self._tokens.px(TALL))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetricsF(font(self._tokens, "hint"))
        widest = max(metrics.horizontalAdvance(word) for _, word in self._options)
        return QSize(round((widest + 2 + GAP) * len(self._options) - GAP), self._tokens.px(TALL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed, text = Qt.Key(event.key()), event.text()
        if text.isdigit() and 1 <= int(text) <= len(self._options):
            self._pick(int(text) - 1)
        elif pressed in _CLEAR:
            self._pick(-1)
        elif pressed in _STEPS:
            last = len(self._options) - 1
            self._pick(max(0, min(last, self._at + _STEPS[pressed])) if self._at >= 0 else 0)
        elif pressed in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for index, box in enumerate(self._boxes()):
            if box.contains(event.position()):
                self._pick(-1 if index == self._at else index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, box in enumerate(self._boxes()):
            on = index == self._at
            ring = self.hasFocus() and (on or (self._at < 0 and index == 0))
            painter.setPen(QPen(QColor(look.primary if on or ring else look.control), 2 if on or ring else 1))
            painter.setBrush(QColor(look.info_soft if on else look.surface))
            painter.drawRoundedRect(box, look.radius, look.radius)
            middle = Qt.AlignmentFlag.AlignHCenter
            painter.setPen(QColor(look.primary if on else look.text))
            top, foot = middle | Qt.AlignmentFlag.AlignTop, middle | Qt.AlignmentFlag.AlignBottom
            painter.setFont(font(look, "value"))
            painter.drawText(box.adjusted(0, 3, 0, 0), int(top), str(index + 1))
            painter.setFont(font(look, "hint"))
            painter.setPen(QColor(look.primary if on else look.text2))
            painter.drawText(box.adjusted(0, 0, 0, -4), int(foot), self._options[index][1])
        painter.end()

    def _boxes(self) -> list[QRectF]:
        count = len(self._options)
        width = (self.width() - GAP * (count - 1)) / count
        return [
            QRectF(i * (width + GAP), 0, width, self.height()).adjusted(1, 1, -1, -1) for i in range(count)
        ]

    def _pick(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self._tell()
            announce(self, self.accessibleName())
            self.picked.emit(self.key)

    def _tell(self) -> None:
        chosen = f"{self._at + 1} {self._options[self._at][1]}" if self._at >= 0 else ""
        self.setAccessibleName(f"{self._name} {chosen}".strip())
        self.update()
