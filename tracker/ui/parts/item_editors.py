"""Widgets for the plain kinds of item: a tick, a number, a name, a day."""

import re
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from tracker.domain.item_words import picks
from tracker.domain.items import Day, Number, Text, Tick
from tracker.domain.labs import unit_title
from tracker.language import Words
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.item_editor import BETWEEN, Editor, Today, editor, side_by_side
from tracker.ui.parts.item_editors_picks import DigitEditor
from tracker.ui.parts.label import label
from tracker.ui.parts.tri_tick import TriTick
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens

BOX, NARROW_BOX, SMALL_BOX, WORDS_BOX, UNIT = 96, 72, 56, 200, 54

_GROUPED = re.compile(r"\d{1,3},\d{3}")
"""Text that may be 1234 or 1.234: not taken for either."""


class _TickEditor(Editor):
    def __init__(self, item: Tick, words: Words, tokens: Tokens) -> None:
        super().__init__()
        self.tick = TriTick(words(item.title), words, tokens)
        side_by_side(self, self.tick)
        self.tick.answered.connect(lambda _answer: self.changed.emit())
        self.tick.locked_pressed.connect(self.locked_pressed)

    @property
    def answer(self) -> object:
        return self.tick.answer

    def show_answer(self, answer: object) -> None:
        self.tick.set_answer(answer if isinstance(answer, bool) else None)

    def show_previous(self, answer: object, said: str) -> None:
        self.tick.set_previous(said, answer if isinstance(answer, bool) else None)

    def set_locked(self, locked: bool) -> None:
        self.tick.set_locked(locked)


class Line(QLineEdit):
    """A box that says when somebody types although it is locked."""

    pressed_while_locked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() and event.text().strip():
            self.pressed_while_locked.emit()
        super().keyPressEvent(event)


class NumberBox(Line):
    """A box for a number: Up and Down leave it."""


class _LineEditor(Editor):
    """Text as it was typed; the item itself reads it."""

    def __init__(self, box: Line, title: str, width: int) -> None:
        super().__init__()
        self.box = box
        self.box.setFixedWidth(width)
        self.box.setAccessibleName(title)
        self.box.textEdited.connect(lambda _text: self.changed.emit())
        self.box.pressed_while_locked.connect(self.locked_pressed)

    @property
    def answer(self) -> object:
        return self.box.text().strip() or None

    def show_answer(self, answer: object) -> None:
        self.box.setText("" if answer is None else str(answer))

    def set_locked(self, locked: bool) -> None:
        if locked != self.box.isReadOnly():
            self.box.setReadOnly(locked)
            mark(self.box)


class _BoxEditor(_LineEditor):
    """A comma counts as the decimal sign, unless three digits behind it leave open what is meant."""

    def __init__(self, item: Number, words: Words, tokens: Tokens) -> None:
        super().__init__(NumberBox(), words(item.title), tokens.px(BOX))
        self._narrow, self._small = tokens.px(NARROW_BOX), tokens.px(SMALL_BOX)
        self._unit_width = tokens.px(UNIT)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._unit = label(words(unit_title(item.unit)), "body", "text3") if item.unit else None
        if self._unit:
            self._unit.setMinimumWidth(self._unit_width)
        side_by_side(self, self.box, *([self._unit] if self._unit else []))

    def small(self) -> None:
        self.box.setFixedWidth(self._small)

    def keep_unit_column(self) -> None:
        if self._unit is None:
            self.setMinimumWidth(self.box.maximumWidth() + self._unit_width + BETWEEN)

    def bare(self) -> None:
        if self._unit:
            self._unit.hide()

    def narrow(self) -> None:
        self.box.setFixedWidth(self._narrow)
        if self._unit:
            self._unit.setMinimumWidth(0)

    @property
    def answer(self) -> object:
        text = self.box.text().strip()
        return (text if _GROUPED.fullmatch(text) else text.replace(",", ".")) or None


class _TextEditor(_LineEditor):
    def __init__(self, item: Text, words: Words, tokens: Tokens) -> None:
        super().__init__(Line(), words(item.title), tokens.px(WORDS_BOX))
        side_by_side(self, self.box)


class _DayEditor(Editor):
    """A day that cannot be read stays as it was typed, so that it is refused and not forgotten."""

    def __init__(self, item: Day, words: Words, tokens: Tokens, today: Today) -> None:
        super().__init__()
        self.field = DateField(words(item.title), words, tokens, today)
        side_by_side(self, self.field)
        self.field.box.installEventFilter(self)
        self.field.edited.connect(self.changed)

    @property
    def answer(self) -> object:
        return self.field.day.isoformat() if self.field.day else self.field.box.text().strip() or None

    def show_answer(self, answer: object) -> None:
        try:
            self.field.set_value(date.fromisoformat(str(answer)) if answer else None)
        except ValueError:
            self.field.show_text(str(answer))

    def bare(self) -> None:
        self.field.echo.hide()

    def set_locked(self, locked: bool) -> None:
        self.field.box.setReadOnly(locked)
        mark(self.field.box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        typed = event.text() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else ""
        if typed.strip() and self.field.box.isReadOnly():
            self.locked_pressed.emit()
        return super().eventFilter(watched, event)


@editor.register
def _(item: Tick, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _TickEditor(item, words, tokens)


@editor.register
def _(item: Number, words: Words, tokens: Tokens, today: Today) -> Editor:
    return DigitEditor(item, words, tokens) if picks(item) else _BoxEditor(item, words, tokens)


@editor.register
def _(item: Text, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _TextEditor(item, words, tokens)


@editor.register
def _(item: Day, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _DayEditor(item, words, tokens, today)
