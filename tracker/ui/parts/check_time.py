"""When a check was made (now, unless it is copied from paper), and a note on it."""

import re
from datetime import datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tracker.domain.partial_date import PartialDate
from tracker.language import Words
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.label import label
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens
from tracker.ui.workplace import Workplace

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")


class CheckTime(QWidget):
    """Day and time in two boxes; `moved` carries the new instant once both are readable."""

    moved = Signal(object)
    noted = Signal()

    def __init__(self, words: Words, tokens: Tokens, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._at: datetime | None = None
        self.day = DateField(words("Day of the check"), words, tokens, workplace.today)
        self.day.echo.hide()
        self.clock = QLineEdit()
        self.clock.setAccessibleName(words("Time of the check"))
        self.clock.setPlaceholderText(words("16:10"))
        self.clock.setFixedWidth(tokens.px(76))
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s16, 0, tokens.s16, 0)
        row.setSpacing(tokens.s8)
        row.addWidget(label(words("Checked on"), "label", "text2"))
        row.addWidget(self.day)
        row.addWidget(self.clock)
        self.day.setToolTip(words("Change it for a check that is copied from paper."))
        self.note = QLineEdit()
        self.note.setAccessibleName(words("Note"))
        self.note.setPlaceholderText(words("Note"))
        row.addWidget(self.note, 1)
        self.note.textEdited.connect(lambda _text: self.noted.emit())
        self.day.settled.connect(lambda _day: self._settle())
        self.clock.editingFinished.connect(self._settle)

    def show_check(self, at: datetime, note: str) -> None:
        """Show when, and the note; boxes in use keep what is typed."""
        if self.note.text().strip() != note.strip():
            self.note.setText(note)
        self._at = at
        here = at.astimezone(self._workplace.clock().tzinfo)
        if not self.day.box.hasFocus():
            self.day.set_value(here.date())
        if not self.clock.hasFocus():
            self.clock.setText(f"{here:%H:%M}")
            mark(self.clock, state="")

    def _settle(self) -> None:
        read = _TIME.fullmatch(self.clock.text().strip())
        mark(self.clock, state="" if read else "error")
        day = self.day.value
        if read is None or not isinstance(day, PartialDate) or day.exact is None or self._at is None:
            return
        zone = self._workplace.clock().tzinfo
        made = datetime.combine(day.exact, time(int(read[1]), int(read[2])), tzinfo=zone)
        if made != self._at.astimezone(zone).replace(second=0, microsecond=0):
            self.moved.emit(made)
