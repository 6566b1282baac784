"""Widgets for items with a list of answers: few in view as a bar, many behind a drop-down list."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from tracker.domain.item_words import picks
from tracker.domain.items import Choice, Number, Unreadable, read_decimal
from tracker.domain.labs import unit_title
from tracker.language import Words
from tracker.ui.parts.choice import Choice as DropDown
from tracker.ui.parts.item_editor import Editor, Today, editor, side_by_side
from tracker.ui.parts.label import label
from tracker.ui.parts.pick_bar import PickBar, bar_width, option_typed
from tracker.ui.theme.tokens import Tokens

WIDEST_BAR = 340
"""Options that need more room than this, all in view, are a drop-down list."""


class _BarEditor(Editor):
    """One of few. An answer that is none of them is kept, and chosen is nothing."""

    def __init__(self, title: str, options: list[tuple[str, str]], tokens: Tokens, unit: str = "") -> None:
        super().__init__()
        self.bar = PickBar(title, options, tokens)
        self._other: object = None
        beside = [label(unit, "body", "text3")] if unit else []
        side_by_side(self, self.bar, *beside)
        self.bar.picked.connect(self._picked)
        self.bar.refused.connect(self.refused)
        self.bar.locked_pressed.connect(self.locked_pressed)

    @property
    def answer(self) -> object:
        return self._other if self.bar.key is None else self.bar.key

    def show_answer(self, answer: object) -> None:
        self.bar.choose(self._key(answer))
        self._other = answer if self.bar.key is None else None

    def set_locked(self, locked: bool) -> None:
        self.bar.locked = locked
        self.bar.update()

    def _key(self, answer: object) -> object:
        return answer

    def _picked(self, _key: object) -> None:
        self._other = None
        self.changed.emit()


class DigitEditor(_BarEditor):
    """A number of which there are only a few."""

    def __init__(self, item: Number, words: Words, tokens: Tokens) -> None:
        options = [(each, words.number(each)) for each in picks(item)]
        super().__init__(words(item.title), options, tokens, words(unit_title(item.unit)))
        self._numbers = [(Decimal(key), key) for key, _ in options]

    def _key(self, answer: object) -> object:
        try:
            sign, number = read_decimal(answer)
        except Unreadable:
            return None
        return None if sign else next((key for each, key in self._numbers if each == number), None)


class _List(DropDown):
    locked_pressed = Signal()
    locked = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.locked:
            self.locked_pressed.emit()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        options = [self.itemText(at) for at in range(1, self.count())]
        typed = option_typed(text, options, self.currentIndex() - 1) if text.isdigit() else None
        if self.locked:
            self.locked_pressed.emit() if text.strip() else event.ignore()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._take(0)
        elif typed is not None:
            self._take(typed + 1)
        else:
            super().keyPressEvent(event)

    def _take(self, index: int) -> None:
        self.setCurrentIndex(index)
        self.picked.emit(self.key)


class _ListEditor(Editor):
    """One of many, behind a drop-down list."""

    def __init__(self, item: Choice, words: Words, tokens: Tokens) -> None:
        super().__init__()
        options = [(code, words(option[0])) for code, option in item.options.items()]
        self.list = _List(tokens, words(item.title), [(None, words("Not answered")), *options])
        self._other: object = None
        metrics = self.list.fontMetrics()
        widest = max(metrics.horizontalAdvance(self.list.itemText(at)) for at in range(self.list.count()))
        self.list.setFixedWidth(widest + tokens.px(56))
        side_by_side(self, self.list)
        self.list.picked.connect(self._picked)
        self.list.locked_pressed.connect(self.locked_pressed)

    @property
    def answer(self) -> object:
        return self._other if self.list.key is None else self.list.key

    def show_answer(self, answer: object) -> None:
        self.list.setCurrentIndex(0)
        self.list.choose(answer)
        self._other = answer if self.list.key is None else None

    def set_locked(self, locked: bool) -> None:
        self.list.locked = locked

    def _picked(self, _key: object) -> None:
        self._other = None
        self.changed.emit()


@editor.register
def _(item: Choice, words: Words, tokens: Tokens, today: Today) -> Editor:
    options = [(code, words(option[0])) for code, option in item.options.items()]
    if bar_width([text for _, text in options], tokens) <= tokens.px(WIDEST_BAR):
        return _BarEditor(words(item.title), options, tokens)
    return _ListEditor(item, words, tokens)
