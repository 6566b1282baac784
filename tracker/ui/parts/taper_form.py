"""The form of a taper: one step a line, each read back with its weekday and date while it is typed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from tracker.domain.medication import MedicationCourse
from tracker.domain.taper import Taper, TaperLine, cautions, read_taper
from tracker.language import Words
from tracker.services.medicines import dose_text, name_of
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.emptied import empty
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.side_form import SideForm
from tracker.ui.theme.tokens import Tokens


class TaperForm(SideForm):
    """`typed` goes out at each key: the curve shows the plan dashed."""

    typed = Signal()

    def __init__(self, tokens: Tokens, words: Words, today: Callable[[], date]) -> None:
        super().__init__(tokens, words, words("New taper"), words("Save"))
        self._today, self._limit = today, Decimal(25)
        self._course: MedicationCourse | None = None
        self.medicine = wrapped("", "value", "text")
        self.start = DateField(words("Starts"), words, tokens, today, brief=True)
        self.lines = QPlainTextEdit()
        self.lines.setAccessibleName(words("One step a line: dose x days"))
        self.lines.setPlaceholderText(words("15 x 7 d\n10 x 2 w\n5 alt\nstop"))
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(tokens.px(112))
        self.tablets = QLineEdit()
        self.tablets.setAccessibleName(words("Tablets at hand, mg"))
        self.tablets.setPlaceholderText(words("5, 1"))
        self.read = QWidget()
        self._grid = QGridLayout(self.read)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.s12)
        self._grid.setVerticalSpacing(tokens.s2)
        self._grid.setColumnStretch(2, 1)
        self.caution = wrapped("", "hint", "warn")
        self.block(self.medicine)
        self.row(words("Starts"), self.start, path="steps")
        self.row(words("One step a line: dose x days"), self.lines, path="steps")
        self.block(label(words("Read as"), "label", "text3"))
        self.block(self.read)
        self.block(self.caution)
        self.row(words("Tablets at hand, mg"), self.tablets, path="tablets")
        self.close_rows()
        self.lines.textChanged.connect(self._typed)
        self.start.edited.connect(self._typed)
        self.tablets.textEdited.connect(lambda _text: self._typed())

    def show_course(self, course: MedicationCourse, limit: Decimal) -> None:
        """An empty taper of a medicine; a step that takes off more than `limit` per cent is said."""
        words = self._words
        self._course, self._limit = course, limit
        now = dose_text(course, self._today(), words)
        self.medicine.setText(words("{name}, now {dose}", name=name_of(course, words), dose=now))
        blocked = self.lines.blockSignals(True)
        self.lines.setPlainText("")
        self.lines.blockSignals(blocked)
        self.start.set_value(self._today())
        self.tablets.setText(course.tablets)
        self.say("")
        self._typed()

    @property
    def taper(self) -> Taper | None:
        """What was understood; None while the day is not."""
        day = self.start.day
        unit = self._course.steps[-1].unit if self._course and self._course.steps else "mg"
        return read_taper(self.lines.toPlainText(), day, unit) if day else None

    def _typed(self) -> None:
        self._show(self.taper)
        self.typed.emit()

    def _show(self, taper: Taper | None) -> None:
        empty(self._grid)
        lines = taper.lines if taper else ()
        titles = (self._words("Dose"), self._words("Days"), self._words("From"))
        for column, title in enumerate(titles if lines else ()):
            self._grid.addWidget(label(title, "hint", "text2"), 0, column, _side(column))
        for row, line in enumerate(lines, start=1):
            self._line(2 * row, line, taper.unit if taper else "mg")
        self.caution.setText("\n".join(self._cautions(taper)) if taper else "")
        self.caution.setVisible(bool(self.caution.text()))

    def _line(self, row: int, line: TaperLine, unit: str) -> None:
        words = self._words
        if line.problem:
            said = words("{line}: {problem}", line=line.text, problem=words.say(line.problem))
            self._grid.addWidget(wrapped(said, "hint", "danger"), row, 0, 1, 3)
            return
        dose = (
            words("stop") if line.stops else words("{dose} {unit}", dose=words.number(line.dose), unit=unit)
        )
        days = "" if line.stops else "–" if line.days is None else words.number(line.days)
        start = words.weekday(line.start) if line.start else "–"
        for column, text in enumerate((dose, days, start)):
            face = "value" if column == 0 else "body"
            self._grid.addWidget(label(text, face), row, column, _side(column))
        if line.alternate:
            self._grid.addWidget(label(words("every second day"), "hint", "text2"), row + 1, 0, 1, 3)

    def _cautions(self, taper: Taper) -> list[str]:
        before = None
        if self._course and taper.lines and taper.lines[0].start:
            earlier = [step for step in self._course.steps if step.start < taper.lines[0].start]
            before = earlier[-1].per_day if earlier else None
        found = cautions(taper, before, self._today(), self._limit, self.tablets.text())
        return [self._words.say(each.said) for each in found]


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column < 2 else Qt.AlignmentFlag.AlignLeft
