"""Widgets for items that hold others: several of a list, a group, rows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from tracker.domain.items import Group, Item, Many, Rows, Tick
from tracker.language import Words
from tracker.ui.parts.button import Button
from tracker.ui.parts.item_editor import Editor, Today, editor
from tracker.ui.parts.label import label
from tracker.ui.parts.tri_tick import TriTick
from tracker.ui.theme.tokens import Tokens


class _ManyEditor(Editor):
    """Ticks of one list: the list is answered once one of them is."""

    def __init__(self, item: Many, words: Words, tokens: Tokens) -> None:
        super().__init__()
        self._ticks = {code: TriTick(words(option), words, tokens) for code, option in item.options.items()}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.s2)
        for index, tick in enumerate(self._ticks.values()):
            tick.answered.connect(lambda _answer: self.changed.emit())
            tick.locked_pressed.connect(self.locked_pressed)
            grid.addWidget(tick, index // 2, index % 2)

    @property
    def answer(self) -> object:
        if all(tick.answer is None for tick in self._ticks.values()):
            return None
        return [code for code, tick in self._ticks.items() if tick.answer]

    def show_answer(self, answer: object) -> None:
        listed = answer if isinstance(answer, list | tuple) else None
        for code, tick in self._ticks.items():
            tick.set_answer(None if listed is None else code in listed)

    def set_locked(self, locked: bool) -> None:
        for tick in self._ticks.values():
            tick.set_locked(locked)


class _GroupEditor(Editor):
    """A few items that belong together, one below the other."""

    def __init__(self, items: tuple[Item, ...], words: Words, tokens: Tokens, today: Today) -> None:
        super().__init__()
        self._parts = {each.key: editor(each, words, tokens, today) for each in items}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.s4)
        grid.setColumnStretch(1, 1)
        for row, each in enumerate(items):
            part = self._parts[each.key]
            part.changed.connect(self.changed)
            part.locked_pressed.connect(self.locked_pressed)
            if not isinstance(each, Tick):
                grid.addWidget(label(words(each.title)), row, 0)
            grid.addWidget(part, row, 1)

    @property
    def answer(self) -> object:
        given = {key: part.answer for key, part in self._parts.items()}
        return given if any(answer is not None for answer in given.values()) else None

    def show_answer(self, answer: object) -> None:
        given = answer if isinstance(answer, dict) else {}
        for key, part in self._parts.items():
            part.show_answer(given.get(key))

    def set_locked(self, locked: bool) -> None:
        for part in self._parts.values():
            part.set_locked(locked)


class _RowsEditor(Editor):
    """A short list of groups; a row without any answer is left out."""

    def __init__(self, item: Rows, words: Words, tokens: Tokens, today: Today) -> None:
        super().__init__()
        self._make = lambda: _GroupEditor(item.items, words, tokens, today)
        self._rows: list[_GroupEditor] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._more = Button(words("Add a row"), tokens, look="link", icon="plus")
        self._more.clicked.connect(self._add_one)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def answer(self) -> object:
        given = [row.answer for row in self._rows if row.answer is not None]
        return given or None

    def show_answer(self, answer: object) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = []
        for each in answer if isinstance(answer, list | tuple) else ():
            self._add().show_answer(each)

    def set_locked(self, locked: bool) -> None:
        self._more.setVisible(not locked)
        for row in self._rows:
            row.set_locked(locked)

    def _add_one(self) -> None:
        self._add().setFocus()

    def _add(self) -> _GroupEditor:
        row = self._make()
        row.changed.connect(self.changed)
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        return row


@editor.register
def _(item: Many, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _ManyEditor(item, words, tokens)


@editor.register
def _(item: Group, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _GroupEditor(item.items, words, tokens, today)


@editor.register
def _(item: Rows, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _RowsEditor(item, words, tokens, today)
