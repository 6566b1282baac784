"""Widgets for the plain kinds of item: a tick, a number, a name, one of several, a day."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tracker.domain.items import Choice, Day, Number, Text, Tick
from tracker.language import Words
from tracker.ui.parts.choice import Choice as DropDown
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.item_editor import Editor, Today, editor
from tracker.ui.parts.label import label
from tracker.ui.parts.tri_tick import TriTick
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens


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


def _alone(owner: QWidget, *parts: QWidget) -> None:
    row = QHBoxLayout(owner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    if not isinstance(parts[0], TriTick | DateField):
        row.addStretch(1)
    owner.setFocusProxy(parts[0])
