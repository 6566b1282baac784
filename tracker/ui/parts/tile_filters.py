"""Tiles that filter a list: a number and a word each; one is chosen, arrows move inside."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

HEIGHT, LEAST, BESIDE = 50, 76, 96
"""A tile narrower than `BESIDE` has its number above its word."""


@dataclass(frozen=True, slots=True)
class TileText:
    """What a tile says; the tone colours the number while it is not 0."""

    key: str
    title: str
    count: int
    tone: str = ""


class TileFilters(QWidget):
    """`picked` carries the key. One tab stop; Left and Right move, Space or Enter chooses."""

    picked = Signal(str)

    def __init__(self, tokens: Tokens, name: str) -> None:
        super().__init__()
        self._tokens, self.key = tokens, ""
        self.tiles: dict[str, _Tile] = {}
        self.setAccessibleName(name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.s8)

    def show_tiles(self, texts: Sequence[TileText]) -> None:
        """Show these; the chosen one stays chosen, else the first is."""
        if [text.key for text in texts] != list(self.tiles):
            for old in self.tiles.values():
                self._row.removeWidget(old)
                old.deleteLater()
            self.tiles = {text.key: _Tile(self._tokens) for text in texts}
            for key, tile in self.tiles.items():
                self._row.addWidget(tile, 1)
                tile.clicked.connect(lambda _on=False, key=key: self.choose(key))
        for text in texts:
            self.tiles[text.key].say(text)
        if self.key not in self.tiles and texts:
            self.key = texts[0].key
        self._mark()

    def choose(self, key: str) -> None:
        """Choose as a person would."""
        if key in self.tiles and key != self.key:
            self.key = key
            self._mark()
            self.picked.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        keys = list(self.tiles)
        if step is None or not keys:
            super().keyPressEvent(event)
            return
        self.choose(keys[(keys.index(self.key) + step) % len(keys)])
        self.tiles[self.key].setFocus()

    def _mark(self) -> None:
        for key, tile in self.tiles.items():
            on = key == self.key
            tile.setChecked(on)
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
            tile.update()
        if self.key in self.tiles:
            self.setFocusProxy(self.tiles[self.key])


class _Tile(QAbstractButton):
    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens, self._said = tokens, TileText("", "", 0)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(tokens.px(HEIGHT))

    def say(self, text: TileText) -> None:
        self._said = text
        self.setAccessibleName(f"{text.title} {text.count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(LEAST), self._tokens.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, said, on = self._tokens, self._said, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        wide = look.ring if on or self.hasFocus() else 1
        painter.setPen(QPen(QColor(look.primary if on or self.hasFocus() else look.line), wide))
        painter.setBrush(QColor(look.info_soft if on else look.surface))
        painter.drawRoundedRect(frame, look.card_radius, look.card_radius)
        beside = self.width() >= look.px(BESIDE)
        number = font(look, "hero")
        number.setPixelSize(look.px(22 if beside else 15))
        ink = look.tone(said.tone)[0] if said.tone and said.count else look.text2
        painter.setFont(number)
        painter.setPen(QColor(ink))
        width = QFontMetricsF(number).horizontalAdvance(str(said.count))
        left = frame.adjusted(look.px(8), 0, 0, 0)
        words, upper = left.adjusted(width + look.px(6), 2, 0, -2), left
        if not beside:
            upper = left.adjusted(0, 1, 0, look.px(18) - frame.height())
            words = left.adjusted(0, upper.height(), 0, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(upper, middle, str(said.count))
        painter.setFont(font(look, "hint" if beside else "axis"))
        painter.setPen(QColor(look.text if on else look.text2))
        painter.drawText(words, middle | int(Qt.TextFlag.TextWordWrap), said.title)
        painter.end()
