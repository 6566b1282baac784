"""A box for a day that says back which day it understood."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tracker.domain.day_text import read_day
from tracker.domain.partial_date import PartialDate
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.language import Words
from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens


class DateField(QWidget):
    """`whole` asks for the day itself; `remark` adds a word to the echo ("Day 185").

    A `brief` one, where there is little room, echoes the day of the week and wraps what is wrong.
    """

    edited = Signal()
    """After each key."""
    settled = Signal(object)
    """A PartialDate or None, once the box is left with something readable."""

    def __init__(
        self,
        title: str,
        words: Words,
        tokens: Tokens,
        today: Callable[[], date],
        *,
        whole: bool = True,
        remark: Callable[[date], str] | None = None,
        brief: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._today, self._whole, self._remark = words, today, whole, remark
        self._brief = brief
        self._problem = ""
        self.box = _DayBox(self)
        self.box.setFixedWidth(tokens.px(122))
        self.box.setAccessibleName(title)
        self.box.setPlaceholderText(words("23-Nov-2026"))
        self.echo = wrapped("", "hint", "text3") if brief else label("", "hint", "text3")
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.s8)
        layout.addWidget(self.box)
        layout.addWidget(self.echo, 1)
        self.box.textEdited.connect(self._typed)
        self.box.editingFinished.connect(self._leave)

    @property
    def value(self) -> PartialDate | None:
        """What was understood; None while the box is empty or unreadable."""
        try:
            found = read_day(self.box.text(), self._today())
        except Refusal:
            return None
        return None if found and self._whole and not found.exact else found

    @property
    def day(self) -> date | None:
        found = self.value
        return found.exact if found else None

    @property
    def problem(self) -> str:
        """Why the text is no day, in the reader's words; "" when it is one, or empty."""
        return self._problem

    def set_value(self, value: PartialDate | date | None) -> None:
        """Show a day; nobody is told."""
        self.box.setText(self._words.day(value) if value else "")
        self._echo()

    def show_text(self, text: str) -> None:
        """Show text that may be no day, with what is wrong with it; nobody is told."""
        self.box.setText(text)
        self._echo()

    def step(self, days: int) -> None:
        """Move by whole days from the day shown, or start at today."""
        day = self.day
        self.set_value(day + timedelta(days=days) if day else self._today())
        self.edited.emit()

    def _typed(self) -> None:
        self._echo()
        self.edited.emit()

    def _leave(self) -> None:
        self._echo()
        if not self._problem:
            if self.value:
                self.box.setText(self._words.day(self.value))
            self.settled.emit(self.value)

    def _echo(self) -> None:
        self._problem, said = "", ""
        try:
            found = read_day(self.box.text(), self._today())
        except Refusal as refusal:
            self._problem = said = self._words.say(refusal.said)
        else:
            if found and found.exact:
                remark = self._remark(found.exact) if self._remark else ""
                day = self._words.weekday(found.exact, short=True) if self._brief else ""
                day = day or self._words.long_day(found.exact)
                said = " · ".join(part for part in (day, remark) if part)
            elif found and self._whole:
                self._problem = said = self._words(N_("Write the whole day, for example 23-Nov-2026."))
            elif found:
                said = self._words.day(found)
        self.echo.setText(said)
        mark(self.box, state="error" if self._problem else "")
        mark(self.echo, ink="danger" if self._problem else "text3")
        self.box.setAccessibleDescription(said)


class _DayBox(QLineEdit):
    def __init__(self, field: DateField) -> None:
        super().__init__(field)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not self.isReadOnly():
            self._field.step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)
