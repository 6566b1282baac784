"""The points of a test as ticks in two columns: the keys 1 to 0 tick them, one after the other."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from tracker.domain.bedside import Points, Sheet
from tracker.language import Words
from tracker.ui.parts.tri_tick import TriTick
from tracker.ui.theme.tokens import Tokens

KEYS = "1234567890"


class PointsGrid(QWidget):
    """Dashed is not answered, a bar is not reached, a tick is reached. A digit goes round like Space."""

    changed = Signal(str, object)
    """(item key, its ticks)."""
    passed = Signal()

    def __init__(self, sheet: Sheet, words: Words, tokens: Tokens) -> None:
        super().__init__()
        self._words = words
        self._rows: list[tuple[str, int]] = []
        self.ticks: list[TriTick] = []
        for each in sheet.points:
            self._add(each, sheet, tokens)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(tokens.s12)
        half = (len(self.ticks) + 1) // 2
        for index, tick in enumerate(self.ticks):
            grid.addWidget(tick, index % half, index // half)
        if self.ticks:
            self.setFocusProxy(self.ticks[0])

    def show_points(self, ticks: Mapping[str, Sequence[bool | None]], untestable: Sequence[str] = ()) -> None:
        """Show answers; what could not be tested says so."""
        for tick, (key, place) in zip(self.ticks, self._rows, strict=True):
            given = ticks.get(key, ())
            tick.set_answer(given[place] if place < len(given) else None)
            off = key in untestable
            tick.set_suggestion(self._words("Not assessable") if off else "")
            tick.setEnabled(not off)

    def press(self, digit: str) -> None:
        """The key of a point, as a person would press it."""
        index = KEYS.index(digit)
        if index < len(self.ticks) and self.ticks[index].isEnabled():
            self.ticks[index].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ticks[index].nextCheckState()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not keys and event.text() and event.text() in KEYS:
            self.press(event.text())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not keys:
            self.passed.emit()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            half = (len(self.ticks) + 1) // 2
            self._step(half if event.key() == Qt.Key.Key_Right else -half)
        else:
            super().keyPressEvent(event)

    def _add(self, points: Points, sheet: Sheet, tokens: Tokens) -> None:
        titles = points.titles or (sheet.item(points.key).title,)
        for place, title in enumerate(titles):
            tick = TriTick(self._words(title), self._words, tokens)
            tick.set_points("1")
            tick.answered.connect(lambda _answer, key=points.key: self.changed.emit(key, self._of(key)))
            tick.setProperty("point", KEYS[len(self.ticks)])
            self._rows.append((points.key, place))
            self.ticks.append(tick)

    def _of(self, key: str) -> list[bool | None]:
        return [tick.answer for tick, (mine, _) in zip(self.ticks, self._rows, strict=True) if mine == key]

    def _step(self, by: int) -> None:
        here = next((index for index, tick in enumerate(self.ticks) if tick.hasFocus()), 0)
        there = here + by
        if 0 <= there < len(self.ticks):
            self.ticks[there].setFocus(Qt.FocusReason.TabFocusReason)
