"""When an event began and ended, whether it goes on, and since when the site knows of it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from tracker.domain.day_text import read_day
from tracker.domain.moment_text import read_moment
from tracker.language import Words
from tracker.services.event_entry import EventEntry, moment_text
from tracker.ui.parts.label import label
from tracker.ui.parts.tick import Tick
from tracker.ui.parts.when_field import WhenField
from tracker.ui.theme.tokens import Tokens


class Reading:
    """How days and moments are read back, at the clinic's time."""

    def __init__(self, words: Words, clock: Callable[[], datetime]) -> None:
        self._words, self._clock = words, clock

    def day(self, text: str) -> str:
        """The day as the program writes it; a `Refusal` says what to write."""
        found = read_day(text, self._clock().date())
        return self._words.day(found) if found else ""

    def moment(self, text: str) -> str:
        """The same for a day with its time."""
        now = self._clock()
        return moment_text(read_moment(text, now), now, self._words)


class EventDates(QWidget):
    """An empty end and the tick "ongoing" are one answer; neither is "end not known"."""

    changed = Signal()
    left = Signal()
    """Enter in one of the boxes: to the next field."""

    def __init__(self, tokens: Tokens, words: Words, reading: Reading) -> None:
        super().__init__()
        self.start = WhenField(words("Started"), words, reading.day, words("23-Nov-2026"))
        self.end = WhenField(words("Ended"), words, reading.day, words("ongoing"))
        self.known = WhenField(words("Known to you"), words, reading.moment, words("23-Nov-2026 07:30"))
        self.ongoing = Tick(tokens, words("Ongoing"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.s8)
        grid.setVerticalSpacing(tokens.s2)
        titles = (words("Started"), words("Ended"), words("Known to you"))
        places = ((0, 0, 1), (0, 1, 1), (2, 0, 2))
        for title, field, (row, column, span) in zip(titles, self.fields, places, strict=True):
            named = label(title, "label", "text3")
            named.setBuddy(field)
            field.returnPressed.connect(self.left)
            field.edited.connect(self.changed)
            grid.addWidget(named, row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span)
        grid.addWidget(self.ongoing, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.end.edited.connect(lambda: self._set(not self.end.text().strip()))
        self.ongoing.toggled.connect(self._goes_on)

    @property
    def fields(self) -> tuple[WhenField, ...]:
        return (self.start, self.end, self.known)

    @property
    def goes_on(self) -> bool | None:
        """True, or False where there is an end; None is not known."""
        if self.ongoing.isChecked():
            return True
        return False if self.end.text().strip() else None

    def show_entry(self, entry: EventEntry) -> None:
        """Fill everything without telling anyone."""
        self.start.show_text(entry.start)
        self.end.show_text(entry.end)
        self.known.show_text(entry.site_aware)
        self._set(entry.ongoing is True and not entry.end)

    def _goes_on(self, on: bool) -> None:
        if on and self.end.text():
            self.end.show_text("")
        self.changed.emit()

    def _set(self, on: bool) -> None:
        self.ongoing.blockSignals(True)
        self.ongoing.setChecked(on)
        self.ongoing.blockSignals(False)
