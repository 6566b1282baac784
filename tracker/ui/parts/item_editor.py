"""What an editor of an item is; which widget answers which kind is said where the widgets are."""

from collections.abc import Callable
from datetime import date
from functools import singledispatch

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tracker.domain.items import Item
from tracker.language import Words
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
