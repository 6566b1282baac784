"""Which widget answers which kind of item; a kind without one is a TypeError."""

from collections.abc import Callable
from datetime import date
from functools import singledispatch

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.items import Choice, Day, Group, Item, Many, Number, Rows, Text, Tick
from tracker.language import Words
from tracker.ui.parts.button import Button
from tracker.ui.parts.choice import Choice as DropDown
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.label import label
from tracker.ui.parts.tri_tick import TriTick
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens

Today = Callable[[], date]


class Editor(QWidget):
    """Shows one answer as JSON keeps it; None is "not answered"."""

    changed = Signal()
    """A person changed the answer."""
    locked_pressed = Signal()
    """A person tried to change an answer that is in the record."""

    @property
    def answer(self) -> object:
        raise NotImplementedError

    def show_answer(self, answer: object) -> None:
        """Show an answer; nobody is told."""
        raise NotImplementedError

    def set_locked(self, locked: bool) -> None:
        """An answer in the record stays until it is corrected."""
        self.setEnabled(not locked)


@singledispatch
def editor(item: Item, words: Words, tokens: Tokens, today: Today) -> Editor:
    """The widget for the kind of `item`."""
    raise TypeError(f"no editor for {type(item).__name__}")


class _TickEditor(Editor):
    def __init__(self, item: Tick, words: Words, tokens: Tokens) -> None:
        super().__init__()
        self.tick = TriTick(words(item.title), words, tokens)
        _alone(self, self.tick)
        self.tick.answered.connect(lambda _answer: self.changed.emit())
        self.tick.locked_pressed.connect(self.locked_pressed)

    @property
    def answer(self) -> object:
        return self.tick.answer

    def show_answer(self, answer: object) -> None:
        self.tick.set_answer(answer if isinstance(answer, bool) else None)

    def set_locked(self, locked: bool) -> None:
        self.tick.set_locked(locked)


class _Line(QLineEdit):
    pressed_while_locked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() and event.text().strip():
            self.pressed_while_locked.emit()
        super().keyPressEvent(event)


class _BoxEditor(Editor):
    """Text as it was typed; the item itself reads it."""

    def __init__(self, item: Number, words: Words, tokens: Tokens) -> None:
        super().__init__()
        self._item = item
        self.box = _Line()
        self.box.setFixedWidth(tokens.px(96))
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setAccessibleName(words(item.title))
        _alone(self, self.box, label(words(item.unit), "body", "text3"))
        self.box.textEdited.connect(self._typed)
        self.box.pressed_while_locked.connect(self.locked_pressed)

    @property
    def answer(self) -> object:
        return self.box.text().strip().replace(",", ".") or None

    def show_answer(self, answer: object) -> None:
        self.box.setText("" if answer is None else str(answer))

    def set_locked(self, locked: bool) -> None:
        self.box.setReadOnly(locked)
        mark(self.box)

    def _typed(self) -> None:
        self.changed.emit()


class _TextEditor(Editor):
    def __init__(self, item: Text, words: Words, tokens: Tokens) -> None:
        super().__init__()
        self.box = _Line()
        self.box.setMinimumWidth(tokens.px(96))
        self.box.setAccessibleName(words(item.title))
        _alone(self, self.box)
        self.box.textEdited.connect(lambda _text: self.changed.emit())
        self.box.pressed_while_locked.connect(self.locked_pressed)

    @property
    def answer(self) -> object:
        return self.box.text().strip() or None

    def show_answer(self, answer: object) -> None:
        self.box.setText("" if answer is None else str(answer))

    def set_locked(self, locked: bool) -> None:
        self.box.setReadOnly(locked)
        mark(self.box)


class _PickEditor(Editor):
    def __init__(self, item: Choice, words: Words, tokens: Tokens) -> None:
        super().__init__()
        options = [(code, words(option[0])) for code, option in item.options.items()]
        self.list = DropDown(tokens, words(item.title), [(None, words("Not answered")), *options])
        _alone(self, self.list)
        self.list.picked.connect(lambda _key: self.changed.emit())

    @property
    def answer(self) -> object:
        return self.list.key

    def show_answer(self, answer: object) -> None:
        self.list.choose(answer)


class _DayEditor(Editor):
    def __init__(self, item: Day, words: Words, tokens: Tokens, today: Today) -> None:
        super().__init__()
        self.field = DateField(words(item.title), words, tokens, today)
        _alone(self, self.field)
        self.field.edited.connect(self.changed)

    @property
    def answer(self) -> object:
        return self.field.day.isoformat() if self.field.day else None

    def show_answer(self, answer: object) -> None:
        self.field.set_value(date.fromisoformat(str(answer)) if answer else None)


class _ManyEditor(Editor):
    """Ticks of one list: the list is answered once one of them is."""

    def __init__(self, item: Many, words: Words, tokens: Tokens) -> None:
        super().__init__()
        self._ticks = {
            code: TriTick(words(_option_title(option)), words, tokens)
            for code, option in item.options.items()
        }
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
def _(item: Tick, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _TickEditor(item, words, tokens)


@editor.register
def _(item: Number, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _BoxEditor(item, words, tokens)


@editor.register
def _(item: Text, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _TextEditor(item, words, tokens)


@editor.register
def _(item: Choice, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _PickEditor(item, words, tokens)


@editor.register
def _(item: Day, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _DayEditor(item, words, tokens, today)


@editor.register
def _(item: Many, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _ManyEditor(item, words, tokens)


@editor.register
def _(item: Group, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _GroupEditor(item.items, words, tokens, today)


@editor.register
def _(item: Rows, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _RowsEditor(item, words, tokens, today)


def _alone(owner: QWidget, *parts: QWidget) -> None:
    row = QHBoxLayout(owner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    if not isinstance(parts[0], TriTick | DateField):
        row.addStretch(1)
    owner.setFocusProxy(parts[0])


def _option_title(option: object) -> str:
    return str(option[0]) if isinstance(option, tuple) else str(option)
