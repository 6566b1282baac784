"""One grade as it stands: the figure, the answers that decided, the change, the investigator's own."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.bedside import Sheet
from tracker.domain.instruments import instrument
from tracker.domain.safety_check import SafetyCheck
from tracker.language import Words
from tracker.services.bedside_judged import Judged
from tracker.services.bedside_times import age, clock_text
from tracker.services.day_grades import grade_of
from tracker.services.safety_checks import GRADES
from tracker.ui.parts.button import Button
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens


class GradeNow(QWidget):
    """The computed grade is never replaced: the investigator's stands beside it, with a reason."""

    confirmed = Signal()

    def __init__(self, sheet: Sheet, words: Words, tokens: Tokens) -> None:
        super().__init__()
        self._words, self._tokens = words, tokens
        short = words(instrument(sheet.code).short)
        self.figure = label("–", "figure")
        self.figure.setMinimumWidth(tokens.px(26))
        self.figure.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.reason = wrapped("", "hint", "text2")
        self.missing = wrapped("", "hint", "text3")
        self.was = label("", "hint", "text2")
        self.change = Chip(tokens)
        self.beside = wrapped("", "hint", "text2")
        self.review = wrapped("", "hint", "warn")
        self.ask = Button(words("Investigator's grade"), tokens, look="link", face="hint")
        options = [(None, words("As worked out")), *((n, words("Grade {n}", n=n)) for n in GRADES)]
        self.grade = Choice(tokens, words("{title}: investigator's grade", title=short), options)
        self.why = QLineEdit()
        self.why.setAccessibleName(words("{title}: why it differs", title=short))
        self.why.setPlaceholderText(words("Why it differs"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s2)
        top = QHBoxLayout()
        top.addWidget(label(short, "value"))
        top.addStretch(1)
        top.addWidget(self.ask)
        column.addLayout(top)
        line = QHBoxLayout()
        line.setSpacing(tokens.s12)
        line.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(tokens.s2)
        said.addStretch(1)
        said.addWidget(self.reason)
        said.addWidget(self.missing)
        said.addStretch(1)
        line.addLayout(said, 1)
        column.addLayout(line)
        last = QHBoxLayout()
        last.addWidget(self.was)
        last.addStretch(1)
        last.addWidget(self.change)
        column.addLayout(last)
        for part in (self.beside, self.review, self.grade, self.why):
            column.addWidget(part)
        self.grade.hide()
        self.why.hide()
        self.ask.clicked.connect(self._unfold)
        self.grade.picked.connect(lambda _key: self.confirmed.emit())
        self.why.textEdited.connect(lambda _text: self.confirmed.emit())

    @property
    def confirmation(self) -> dict[str, object]:
        """The investigator's grade with its reason; empty where none was given."""
        grade = self.grade.key
        return {} if grade is None else {"grade": grade, "reason": self.why.text().strip()}

    def reported(self, judged: Judged) -> int:
        """The grade that the clinic's rule looks at."""
        grade = self.grade.key
        return grade if isinstance(grade, int) else judged.at_least

    def show_grade(
        self, judged: Judged, last: SafetyCheck | None, confirmed: Mapping[str, object], now: datetime
    ) -> None:
        """Show one grading as it stands."""
        w, grade = self._words, judged.grade
        self.figure.setText("–" if grade is None else w.number(grade))
        tone = "danger" if (grade or 0) > 2 else "warn" if grade else "text"
        mark(self.figure, ink=tone)
        said = w.say(judged.reason) if judged.reason is not None else ""
        least = w("At least {n}.", n=judged.at_least) if grade is None and judged.at_least else ""
        self.reason.setText(said[:1].upper() + said[1:] if said else least)
        self.reason.setVisible(bool(self.reason.text()))
        self.missing.setText(self._waits(judged) if grade is None and judged.missing else "")
        self.missing.setVisible(bool(self.missing.text()))
        self._show_change(judged, last, now)
        self.beside.setText("\n".join(w.say(each) for each in judged.beside))
        self.beside.setVisible(bool(judged.beside))
        review = " ".join(w.say(each) for each in judged.review)
        self.review.setText(review)
        self.review.setVisible(bool(review))
        self.grade.choose(confirmed.get("grade"))
        if self.why.text().strip() != str(confirmed.get("reason", "")):
            self.why.setText(str(confirmed.get("reason", "")))
        asked = self.grade.isVisibleTo(self) or bool(confirmed)
        self.grade.setVisible(asked)
        self.ask.setVisible(not asked)
        self.why.setVisible(asked and self.grade.key not in {None, grade})

    def _show_change(self, judged: Judged, last: SafetyCheck | None, now: datetime) -> None:
        w = self._words
        before = grade_of(last, judged.sheet.code) if last is not None else None
        self.was.setVisible(before is not None)
        self.change.setVisible(before is not None and judged.grade is not None)
        if last is None or before is None:
            return
        here = last.at.astimezone(now.tzinfo).date() == now.date()
        if here:
            self.was.setText(w("Was {n} at {time}", n=before, time=w.say(clock_text(last.at, now))))
        else:
            self.was.setText(w("Was {n}, {age}", n=before, age=w.say(age(last.at, now))))
        if judged.grade is None:
            return
        if judged.grade > before:
            self.change.show_state(w("Up"), "warn", "arrow-up")
        elif judged.grade < before:
            self.change.show_state(w("Down"), "ok", "arrow-down")
        else:
            self.change.show_state(w("Same"), "neutral")

    def _waits(self, judged: Judged) -> str:
        w, more = self._words, len(judged.missing) - 1
        first = w(judged.missing[0])
        return (
            w("Waits for: {what}, and {n} more", what=first, n=more)
            if more
            else w("Waits for: {what}", what=first)
        )

    def _unfold(self) -> None:
        self.grade.show()
        self.ask.hide()
        self.grade.setFocus()
