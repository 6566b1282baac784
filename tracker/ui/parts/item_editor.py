"""What an editor of an item is; which widget answers which kind is said where the widgets are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import singledispatch

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from tracker.domain.items import Item
from tracker.language import Words
from tracker.ui.keys import keyboard_target
from tracker.ui.theme.tokens import Tokens

Today = Callable[[], date]
Beside = Mapping[tuple[QWidget, int], QWidget]
"""(stop, -1 or 1) -> the stop to its left or right."""


BETWEEN = 8
"""Pixels between a box and its unit."""


def in_columns(stops: Sequence[QWidget], rows: int) -> Beside:
    """What is beside what, where `stops` go down columns of `rows`."""
    return {
        (stop, by): stops[at + by * rows]
        for at, stop in enumerate(stops)
        for by in (-1, 1)
        if 0 <= at + by * rows < len(stops)
    }


class Editor(QWidget):
    """Shows one answer as JSON keeps it; None is "not answered"."""

    changed = Signal()
    """A person changed the answer."""
    locked_pressed = Signal()
    """A person tried to change an answer that is in the record."""
    refused = Signal(str)
    """A key was pressed that can be no answer (the answer as it would have been); nothing changed."""
    grown = Signal()
    """There are other stops than before."""

    @property
    def answer(self) -> object:
        raise NotImplementedError

    @property
    def beside(self) -> Beside:
        """Where Right and Left go from the stops inside that stand in columns."""
        return {}

    @property
    def stops(self) -> list[QWidget]:
        """Where the keyboard stops inside, in order."""
        return [keyboard_target(self)]

    def inner(self, widget: QWidget) -> Item | None:
        """The item inside this one that `widget` answers; None where the editor asks one thing only."""
        return None

    def show_answer(self, answer: object) -> None:
        """Show an answer; nobody is told. What the item does not allow is shown, and given back, as it is."""
        raise NotImplementedError

    def show_previous(self, answer: object, said: str) -> None:
        """Show the answer of the last visit inside, where there is no room beside; `said` is its sentence."""

    def set_locked(self, locked: bool) -> None:
        """An answer in the record stays until it is corrected."""
        raise NotImplementedError

    def bare(self) -> None:
        """Only the box: its unit is printed elsewhere."""

    def small(self) -> None:
        """Stand among other small boxes: take only the room that a count of two digits needs."""

    def keep_unit_column(self) -> None:
        """Leave room for a unit although there is none, so that what is beside stands in one column."""

    def narrow(self) -> None:
        """Take no more room than the box and its unit need."""

    def name(self, text: str) -> None:
        """Give what is worked inside its name for the screen reader."""
        stops = self.stops
        if len(stops) == 1:
            stops[0].setAccessibleName(text)


@singledispatch
def editor(item: Item, words: Words, tokens: Tokens, today: Today) -> Editor:
    """The widget for the kind of `item`."""
    raise TypeError(f"no editor for {type(item).__name__}")


def side_by_side(owner: QWidget, *parts: QWidget) -> None:
    """Put `parts` into `owner`; the first has the keyboard, and the room unless its size is fixed."""
    row = QHBoxLayout(owner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(BETWEEN)
    for part in parts:
        row.addWidget(part)
    if (
        parts[0].sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed
        or parts[0].maximumWidth() < _LARGEST
    ):
        row.addStretch(1)
    owner.setFocusProxy(parts[0])


_LARGEST = 16_777_215
"""A width that Qt takes for no limit."""
