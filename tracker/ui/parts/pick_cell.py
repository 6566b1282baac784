"""A large cell that shows which of several findings holds; a digit picks one, Space lists them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from tracker.language import Words
from tracker.ui.parts.way_cells import HEIGHT, paint_cell
from tracker.ui.theme.fonts import font
from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.tokens import Tokens

_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class PickCell(QPushButton):
    """`picked` carries the code, or None; `passed` asks to go on."""

    picked = Signal(object)
    passed = Signal()

    def __init__(self, name: str, options: Sequence[tuple[str, str]], words: Words, tokens: Tokens) -> None:
        super().__init__()
        self._name, self._options, self._words, self._tokens = name, list(options), words, tokens
        self._code: str | None = None
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setObjectName("pick")
        self.clicked.connect(self.unfold)
        self.show_code(None)

    @property
    def code(self) -> str | None:
        return self._code

    @property
    def codes(self) -> list[str]:
        """What can be picked, in the order of the digits."""
        return [code for code, _ in self._options]

    def show_code(self, code: object) -> None:
        """Show an answer; nobody is told."""
        self._code = code if isinstance(code, str) and code in self.codes else None
        said = dict(self._options).get(self._code or "", self._words("Not answered"))
        self.setText(said.replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {said}")
        self.setToolTip("")
        self.update()

    def pick(self, code: str | None) -> None:
        """Answer as a person would."""
        self.show_code(code)
        self.picked.emit(code)

    def unfold(self) -> None:
        """List what can be picked."""
        menu = QMenu(self)
        for index, (code, title) in enumerate(self._options, 1):
            act = menu.addAction(f"&{index}  {title.replace('&', '&&')}")
            act.setData(code)
        chosen = menu.exec(self.mapToGlobal(self.rect().bottomLeft()))
        if chosen is not None:
            self.pick(chosen.data())

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(120), self._tokens.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tokens.px(100), self._tokens.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, keys = event.text(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not keys and text.isdigit() and 0 < int(text) <= len(self._options):
            self.pick(self.codes[int(text) - 1])
            self.passed.emit()
        elif event.key() in _CLEAR:
            self.pick(None)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not keys:
            self.passed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, on = self._tokens, self._code is not None
        paint_cell(painter, QRectF(self.rect()), look, on=on, ring=self.hasFocus())
        side = look.px(14)
        painter.drawPixmap(
            self.width() - side - 8,
            (self.height() - side) // 2,
            pixmap("chevron-down", look.text2, side, self.devicePixelRatioF()),
        )
        text = self.text().replace("&&", "&")
        area = QRectF(self.rect()).adjusted(34, 2, -side - 12, -2)
        face = font(look, "value" if on else "body")
        if QFontMetricsF(face).boundingRect(area, _WORDS, text).height() > area.height():
            face = font(look, "hint")
        painter.setFont(face)
        painter.setPen(QColor(look.text if on else look.text3))
        painter.drawText(area, _WORDS, text)
        painter.end()


_WORDS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
