"""One analyte of a visit form: name, box, unit, last value, trend, flag, and the note that keeps it."""

from decimal import Decimal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from tracker.domain.lab_text import Typed
from tracker.domain.labs import unit_title
from tracker.domain.visit import LabState
from tracker.language import Words
from tracker.services.humoral import CLOUDED
from tracker.services.visit_checks import lab_flag, typed_of
from tracker.services.visit_entry import LabEntry, as_typed
from tracker.services.visit_form import LabRow
from tracker.ui.accessible import announce
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import ElidedLabel, label, wrapped
from tracker.ui.parts.trend_line import TrendLine
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens

BOX_WIDTH = 96


class LabBox(QLineEdit):
    """A box in which Enter goes on, Shift+Enter back, and F2 keeps or corrects."""

    moved = Signal(int)
    noted = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not control:
            self.moved.emit(-1 if shift else 1)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and not control:
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_F2:
            self.noted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
        self.entered.emit()


class LabRowParts(QObject):
    """The widgets of one row; they stand in a grid that several rows share."""

    edited = Signal()
    moved = Signal(int)
    entered = Signal()
    correction_asked = Signal()

    def __init__(self, row: LabRow, words: Words, tokens: Tokens, *, odd_day: bool, locked: bool) -> None:
        super().__init__()
        self.row, self._words, self._tokens = row, words, tokens
        self._note = row.saved.note if row.saved else ""
        title = words(row.analyte.title)
        self.name = wrapped(f"{title} {CLOUDED}" if row.clouded else title, "body", "text")
        if row.clouded:
            self.name.setToolTip(words("Immunoglobulin was given on {day}.", day=words.day(row.clouded)))
        self.box = LabBox()
        self.box.setFixedWidth(tokens.px(BOX_WIDTH))
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.box.setObjectName(f"lab-{row.analyte.code}")
        unit = words(unit_title(row.unit))
        self.box.setAccessibleName(words("{analyte} in {unit}", analyte=title, unit=unit))
        self.name.setBuddy(self.box)
        self.unit = label(unit, "body", "text3")
        self.last = label(self._last_text(odd_day), "body", "text2")
        self.trend = TrendLine(tokens)
        self.flag = Chip(tokens)
        self.said = ElidedLabel("", "hint", "text3")
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.note = _NoteBox()
        self.note.setPlaceholderText(words("Why it is kept. Enter keeps it"))
        self.note.setAccessibleName(words("Note to {analyte}", analyte=title))
        self.note.setObjectName(f"note-{row.analyte.code}")
        self._beside = QWidget()
        line = QHBoxLayout(self._beside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.s8)
        line.addWidget(self.flag)
        line.addWidget(self.said, 1)
        line.addWidget(self.note, 1)
        line.addStretch(0)
        self.note.hide()
        self._locked = locked or row.saved is not None
        self.box.setReadOnly(self._locked)
        if row.saved:
            self.box.setText(as_typed(row.saved))
        self.box.textEdited.connect(self._typed)
        self.box.moved.connect(self._leave)
        self.box.noted.connect(self._ask_note)
        self.box.entered.connect(self.entered)
        self.box.editingFinished.connect(self._settle)
        self.note.kept.connect(self._keep)
        self.note.given_up.connect(self._close_note)
        self._show()

    def place(self, grid: QGridLayout, at: int) -> None:
        """Put the parts into one line of `grid`."""
        grid.setRowMinimumHeight(at, self._tokens.px(30))
        for column, part in enumerate((self.name, self.box, self.unit, self.last, self.trend, self._beside)):
            grid.addWidget(part, at, column)
            part.show()

    def remove(self, grid: QGridLayout) -> None:
        """Take the parts away."""
        for part in (self.name, self.box, self.unit, self.last, self.trend, self._beside):
            grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.deleteLater()

    def entry(self) -> LabEntry:
        """What stands in the box."""
        return LabEntry(text=self.box.text().strip(), note=self._note)

    def show_entry(self, entry: LabEntry) -> None:
        """Put a text back that was typed earlier."""
        self.box.setText(entry.text)
        self._note = entry.note
        self._show()

    @property
    def typed(self) -> Typed:
        return typed_of(self.row, self.entry())

    def take_focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.TabFocusReason)

    def _last_text(self, odd_day: bool) -> str:
        last = self.row.last
        if last is None:
            return "–"
        value = f"{last.comparator}{self._words.number(last.value)}"
        if last.unit != self.row.unit:
            value = self._words("{number} {unit}", number=value, unit=self._words(unit_title(last.unit)))
        if odd_day:
            return self._words("{value} ({day})", value=value, day=self._words.day(last.sampled))
        return value

    def _typed(self) -> None:
        self._note = ""
        self._show()
        self.edited.emit()

    def _settle(self) -> None:
        if not self._locked and self.box.text().strip() == "=" and self.typed.value:
            typed = self.typed
            self.box.setText(f"{typed.comparator}{typed.value}")
            self._show()
            self.edited.emit()

    def _leave(self, step: int) -> None:
        self._settle()
        self.moved.emit(step)

    def _ask_note(self) -> None:
        if self._locked:
            self.correction_asked.emit()
        elif self.typed.warning or self.typed.state in {LabState.NOT_DONE, LabState.TO_CHECK}:
            self.flag.hide()
            self.said.hide()
            self.note.setText(self._note)
            self.note.show()
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, note: str) -> None:
        self._note = note
        self._close_note()
        self.edited.emit()

    def _close_note(self) -> None:
        self.note.hide()
        self._show()
        self.take_focus()

    def _show(self) -> None:
        w, typed = self._words, self.typed
        flag = lab_flag(self.row, typed, self._note)
        long = typed.problem is not None
        self.flag.setVisible(flag is not None and not long)
        if flag and not long:
            self.flag.show_state(w.say(flag.said), flag.tone)
        said = w.say(typed.problem) if typed.problem else self._aside(typed)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        mark(self.said, ink="danger" if long else "text3")
        wrong = long or (typed.warning is not None and not self._note)
        mark(self.box, state="error" if wrong and not self._locked else "")
        spoken = ". ".join(part for part in (w.say(flag.said) if flag else "", said) if part)
        if spoken and spoken != self.box.accessibleDescription():
            announce(self.box, spoken)
        self.box.setAccessibleDescription(spoken)
        self.trend.show_values([*(lab.number for lab in self.row.series), _decimal(typed)])

    def _aside(self, typed: Typed) -> str:
        if self._note:
            return self._words("Kept: {note}", note=self._note)
        redundant = typed.state is LabState.NOT_DONE or not typed.value
        return "" if typed.echo is None or redundant else self._words.say(typed.echo)


class _NoteBox(QLineEdit):
    kept = Signal(str)
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.text().strip():
                self.kept.emit(self.text().strip())
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


def _decimal(typed: Typed) -> Decimal | None:
    return Decimal(typed.value) if typed.value else None
