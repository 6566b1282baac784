"""The sections of a long form, each with its state and "9 of 10"; a click or Enter goes there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from tracker.language import Words
from tracker.ui.theme.fonts import font
from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.tokens import Tokens

BETWEEN = 6
"""Pixels between a name and its count."""

_WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, kw_only=True)
class SectionState:
    """`done` of `total` answers; `trouble` when something in it has to be looked at.

    A section that is not counted has a `word` for its state instead, and no icon.
    """

    key: str
    title: str
    done: int = 0
    total: int = 0
    trouble: bool = False
    word: str | None = None

    @property
    def icon(self) -> tuple[str, str]:
        """Icon and tone: shape and colour say the same."""
        if self.trouble:
            return "warning", "danger"
        if self.total and self.done >= self.total:
            return "tick", "ok"
        return ("clock", "warn") if self.done else ("chevron-right", "text3")


class SectionList(QWidget):
    """Rows from top to bottom; arrows move between them."""

    picked = Signal(str)

    def __init__(self, words: Words, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._tokens = words, tokens
        self._rows: dict[str, _SectionRow] = {}
        self._group = QButtonGroup(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.s4)

    def show_states(self, states: Sequence[SectionState]) -> None:
        """Build the rows once, then only change what they say."""
        if [state.key for state in states] != list(self._rows):
            for row in self._rows.values():
                self._group.removeButton(row)
                self._layout.removeWidget(row)
                row.hide()
                row.deleteLater()
            self._rows = {}
            for state in states:
                row = _SectionRow(self._tokens, self)
                row.clicked.connect(lambda _checked=False, key=state.key: self.picked.emit(key))
                self._group.addButton(row)
                self._layout.addWidget(row)
                self._rows[state.key] = row
        for state in states:
            self._rows[state.key].show_state(state, self._words)

    def set_current(self, key: str) -> None:
        """Mark the section that has the keyboard."""
        if key in self._rows:
            self._rows[key].setChecked(True)

    @property
    def current(self) -> str:
        return next((key for key, row in self._rows.items() if row.isChecked()), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        rows = list(self._rows.values())
        here = next((index for index, row in enumerate(rows) if row.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        rows[max(0, min(len(rows) - 1, here + step))].setFocus(Qt.FocusReason.TabFocusReason)


class _SectionRow(QAbstractButton):
    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state = SectionState(key="", title="")
        self._count = ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: SectionState, words: Words) -> None:
        self._state = state
        counted = words("{done} of {total}", done=state.done, total=state.total) if state.total else ""
        self._count = counted if state.word is None else state.word
        self.setText(state.title)
        told = words("{section}, {count}", section=state.title, count=self._count)
        self.setAccessibleName(told if self._count or state.word is None else state.title)
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(184), self._tokens.px(33))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tokens.px(120), self._tokens.px(33))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A name that needs more than one line makes its row higher: it is never shortened."""
        wanted = round(self._wanted(self._room(self.width()))) + self._tokens.px(14)
        self.setFixedHeight(max(self._tokens.px(33), wanted))

    @property
    def cut(self) -> str:
        """The name, where it does not fit; for the tests."""
        return self.text() if self._wanted(self._room(self.width())) > self.height() else ""

    def _room(self, width: int) -> float:
        """How wide the name may be: beside its icon and its count."""
        mark = self._tokens.px(16) + 22 if self._state.word is None else 22
        count = QFontMetricsF(font(self._tokens, "label")).horizontalAdvance(self._count)
        return width - 2 - mark - count - BETWEEN

    def _wanted(self, room: float) -> float:
        """How high the name is in its heavier face, so that a row keeps its height when it is chosen."""
        metrics = QFontMetricsF(font(self._tokens, "value"))
        return metrics.boundingRect(QRectF(0, 0, room, 1000), _WRAPPED, self.text()).height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, here = self._tokens, self.isChecked()
        row = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.info_soft if here else look.sunken))
            painter.drawRoundedRect(row, look.radius, look.radius)
        line = row.adjusted(12, 0, -10, 0)
        if self._state.word is None:
            name, tone = self._state.icon
            size = look.px(16)
            mark = pixmap(name, getattr(look, tone), size, self.devicePixelRatioF())
            painter.drawPixmap(round(row.left() + 8), round(row.center().y() - size / 2), mark)
            line = row.adjusted(size + 14, 0, -8, 0)
        amber = self._state.word is not None and self._state.trouble
        painter.setFont(font(look, "label"))
        painter.setPen(QColor(look.warn if amber else look.text3))
        count = QFontMetricsF(painter.font()).horizontalAdvance(self._count)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count)
        face = font(look, "value" if here else "body")
        painter.setFont(face)
        painter.setPen(QColor(look.primary if here and self._state.word is not None else look.text))
        painter.drawText(line.adjusted(0, 0, -count - BETWEEN, 0), _WRAPPED, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.primary), look.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(row, look.radius, look.radius)
