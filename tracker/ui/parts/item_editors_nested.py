"""Widgets for items that hold others: several of a list, a group."""

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from tracker.domain.item_words import refusal
from tracker.domain.item_words import said as in_words
from tracker.domain.items import Group, Item, Many, Tick
from tracker.language import Words
from tracker.ui.parts.item_editor import Beside, Editor, Today, editor, in_columns
from tracker.ui.parts.item_line import ItemLine
from tracker.ui.parts.label import label
from tracker.ui.parts.tri_tick import TriTick
from tracker.ui.theme.tokens import Tokens

NAME, LAST = 124, 52
"""How wide the names inside a group are, and the answer before."""

SOME = 4
"""More ticks of one list than this stand in three columns."""


class _ManyEditor(Editor):
    """Ticks of one list: the list is answered once one of them is."""

    def __init__(self, item: Many, words: Words, tokens: Tokens) -> None:
        super().__init__()
        self._item = item
        self._other: object = None
        self._ticks = {code: TriTick(words(option), words, tokens) for code, option in item.options.items()}
        columns = 3 if len(self._ticks) > SOME else 2
        self._rows = rows = -(-len(self._ticks) // columns)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.s16)
        grid.setVerticalSpacing(0)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        for index, tick in enumerate(self._ticks.values()):
            tick.answered.connect(self._answered)
            tick.locked_pressed.connect(self.locked_pressed)
            grid.addWidget(tick, index % rows, index // rows)

    @property
    def answer(self) -> object:
        if self._other is not None:
            return self._other
        if all(tick.answer is None for tick in self._ticks.values()):
            return None
        return [code for code, tick in self._ticks.items() if tick.answer]

    @property
    def stops(self) -> list[QWidget]:
        return list(self._ticks.values())

    @property
    def beside(self) -> Beside:
        return in_columns(self.stops, self._rows)

    def show_answer(self, answer: object) -> None:
        readable = refusal(self._item, answer) is None
        self._other = None if readable else answer
        listed = answer if readable and isinstance(answer, list | tuple) else None
        for code, tick in self._ticks.items():
            tick.set_answer(None if listed is None else code in listed)

    def show_previous(self, answer: object, said: str) -> None:
        listed = answer if isinstance(answer, list | tuple) else None
        for code, tick in self._ticks.items():
            tick.set_previous(said, None if listed is None else code in listed)

    def set_locked(self, locked: bool) -> None:
        for tick in self._ticks.values():
            tick.set_locked(locked)

    def _answered(self, _answer: object) -> None:
        self._other = None
        self.changed.emit()


class GroupEditor(Editor):
    """A few items that belong together, one below the other; groups inside it are one line each."""

    def __init__(
        self, items: tuple[Item, ...], words: Words, tokens: Tokens, today: Today, *, flat: bool
    ) -> None:
        super().__init__()
        self.parts = {each.key: _inner(each, words, tokens, today) for each in items}
        self._words, self._items = words, {each.key: each for each in items}
        self._lines: dict[str, ItemLine] = {}
        self._lasts: dict[str, tuple[Item, QLabel]] = {}
        self._other: object = None
        self._extra: dict[str, object] = {}
        if flat:
            self.in_one_line(items, words, tokens)
        else:
            self._below_one_another(items, words, tokens)
        for part in self.parts.values():
            part.changed.connect(self._changed)
            part.locked_pressed.connect(self.locked_pressed)

    @property
    def answer(self) -> object:
        if self._other is not None:
            return self._other
        given = {**self._extra, **{key: part.answer for key, part in self.parts.items()}}
        return given if any(answer is not None for answer in given.values()) else None

    @property
    def stops(self) -> list[QWidget]:
        return [stop for part in self.parts.values() for stop in part.stops]

    def inner(self, widget: QWidget) -> Item | None:
        for key, part in self.parts.items():
            if part is widget or part.isAncestorOf(widget):
                return part.inner(widget) or self._items[key]
        return None

    def show_answer(self, answer: object) -> None:
        given = answer if isinstance(answer, Mapping) else {}
        self._other = answer if answer is not None and not isinstance(answer, Mapping) else None
        self._extra = {key: value for key, value in given.items() if key not in self.parts}
        for key, part in self.parts.items():
            part.show_answer(given.get(key))

    def show_previous(self, answer: object, said: str) -> None:
        given = answer if isinstance(answer, Mapping) else {}
        for key, line in self._lines.items():
            line.show_previous(given.get(key), "")
        for key, (item, last) in self._lasts.items():
            answer = given.get(key)
            shown = "" if answer is None else self._words.say(in_words(item, answer))
            last.setText(self._words("last {answer}", answer=shown) if shown else "")

    def set_locked(self, locked: bool) -> None:
        for part in self.parts.values():
            part.set_locked(locked)

    def _below_one_another(self, items: tuple[Item, ...], words: Words, tokens: Tokens) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.s8)
        grid.setVerticalSpacing(0)
        for at, each in enumerate(items):
            line = ItemLine(each, words(each.title), self.parts[each.key], words, tokens)
            if isinstance(each, Tick):
                line.stand_bare(grid, at, 0, span=3)
            else:
                line.stand(grid, at, 0, tokens.px(NAME))
            self._lines[each.key] = line

    def in_one_line(self, items: tuple[Item, ...], words: Words, tokens: Tokens) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.s8)
        for each in items:
            part = self.parts[each.key]
            part.name(words(each.title))
            if not isinstance(each, Tick):
                row.addWidget(label(words(each.title), "label", "text2"))
            part.narrow()
            row.addWidget(part)
            last = label("", "hint", "text2")
            last.setMinimumWidth(tokens.px(LAST))
            row.addWidget(last)
            self._lasts[each.key] = (each, last)

    def _changed(self) -> None:
        self._other = None
        self._extra = {}
        self.changed.emit()


def _inner(item: Item, words: Words, tokens: Tokens, today: Today) -> Editor:
    if isinstance(item, Group):
        return GroupEditor(item.items, words, tokens, today, flat=True)
    return editor(item, words, tokens, today)


@editor.register
def _(item: Many, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _ManyEditor(item, words, tokens)


@editor.register
def _(item: Group, words: Words, tokens: Tokens, today: Today) -> Editor:
    return GroupEditor(item.items, words, tokens, today, flat=False)
