"""The laboratory part of a visit form: a box for each analyte, its unit, its past, and what is odd."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from tracker.domain.text import N_
from tracker.language import Words
from tracker.services.visit_entry import LabEntry
from tracker.services.visit_form import LabRow
from tracker.ui.parts.lab_row import LabRowParts
from tracker.ui.parts.label import label
from tracker.ui.theme.tokens import Tokens


class LabRows(QWidget):
    """One grid for all rows, so that boxes and figures stand in columns."""

    edited = Signal()
    """After each key, and when a value was kept with a note."""
    entered = Signal(str)
    """(analyte): the keyboard is in this box now."""
    left_below = Signal()
    """Enter was pressed in the last box."""
    correction_asked = Signal(str)
    """(analyte): F2 on a value that is in the record."""

    def __init__(self, words: Words, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._tokens = words, tokens
        self._rows: dict[str, LabRowParts] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.s12)
        self._grid.setVerticalSpacing(tokens.s4)
        self._grid.setColumnMinimumWidth(0, tokens.px(126))
        self._grid.setColumnMinimumWidth(3, tokens.px(64))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(5, 2)
        self._head_last = label("", "overline", "text3")
        self._head_trend = label(words("Trend"), "overline", "text3")
        self._grid.addWidget(self._head_last, 0, 3)
        self._grid.addWidget(self._head_trend, 0, 4)

    def show_rows(self, rows: Sequence[LabRow], today: date, *, locked: bool = False) -> None:
        """Build the rows of a visit on `today`; on a signed visit all of them are `locked`."""
        for old in self._rows.values():
            old.remove(self._grid)
        self._rows = {}
        days = Counter(row.last.sampled for row in rows if row.last)
        common = max(days, key=lambda day: (days[day], day), default=None)
        w = self._words
        self._head_last.setText(w("Last, {day}", day=near_day(w, common, today)) if common else w("Last"))
        for head in (self._head_last, self._head_trend):
            head.hide()  # until there is a row below it
        for row in rows:
            self.add_row(row, common, locked=locked)

    def add_row(self, row: LabRow, common_day: date | None = None, *, locked: bool = False) -> None:
        """One more row at the foot."""
        code = row.analyte.code
        odd_day = row.last is not None and row.last.sampled != common_day
        parts = LabRowParts(row, self._words, self._tokens, odd_day=odd_day, locked=locked)
        parts.place(self._grid, len(self._rows) + 1)
        parts.edited.connect(self.edited)
        parts.moved.connect(lambda step, code=code: self._move(code, step))
        parts.entered.connect(lambda code=code: self.entered.emit(code))
        parts.correction_asked.connect(lambda code=code: self.correction_asked.emit(code))
        previous = list(self._rows.values())
        self._rows[code] = parts
        for head in (self._head_last, self._head_trend):
            head.show()
        if previous:
            QWidget.setTabOrder(previous[-1].box, parts.box)

    def entries(self) -> dict[str, LabEntry]:
        """What stands in the boxes, saved or not."""
        return {code: row.entry() for code, row in self._rows.items() if not row.entry().blank}

    def show_entries(self, entries: Mapping[str, LabEntry]) -> None:
        """Put typed texts back into boxes that the record leaves open."""
        for code, entry in entries.items():
            if code in self._rows and not self._rows[code].row.saved:
                self._rows[code].show_entry(entry)

    def row(self, code: str) -> LabRowParts:
        return self._rows[code]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._rows)

    @property
    def done(self) -> int:
        """How many boxes hold something."""
        return sum(1 for row in self._rows.values() if not row.entry().blank)

    def first_empty(self) -> QWidget | None:
        """Where typing goes on: the first empty box, else the first one."""
        boxes = [row.box for row in self._rows.values()]
        return next((box for box in boxes if not box.text()), boxes[0] if boxes else None)

    def _move(self, code: str, step: int) -> None:
        codes = list(self._rows)
        there = codes.index(code) + step
        if there >= len(codes):
            self.left_below.emit()
        elif there >= 0:
            self._rows[codes[there]].take_focus()


def near_day(words: Words, day: date, today: date) -> str:
    """A day of the same year without its year, another day in full."""
    return words.short_day(day) if day.year == today.year else words.day(day)


HINT = N_("Enter: next.  <10,  nd = not done,  ? = to check")
