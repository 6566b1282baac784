"""The right side of a safety check: both grades now, why, since when, the clinic's rule, whom one told."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from tracker.domain.bedside_sheets import SHEETS
from tracker.language import Words
from tracker.services.bedside_entry import CheckEntry
from tracker.services.bedside_judged import Judged
from tracker.services.bedside_times import age, clock_text, due
from tracker.services.safety_checks import CheckForm, told_by_rule
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card, rule
from tracker.ui.parts.grade_now import GradeNow
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens

WIDTH, NARROW_WIDTH = 270, 244


class GradePanel(Card):
    """Says "–" until enough is known; the clinic's own rule is named as such and stands with its input."""

    edited = Signal()
    save_wanted = Signal()

    def __init__(self, words: Words, tokens: Tokens) -> None:
        super().__init__(tokens, words("Grade now"))
        self._words, self._tokens = words, tokens
        self.setFixedWidth(tokens.px(WIDTH))
        self.hint.hide()
        self.kept = label("", "hint", "text3")
        self.kept.setObjectName("kept")
        self.head.addWidget(self.kept)
        self.grades = {sheet.code: GradeNow(sheet, words, tokens) for sheet in SHEETS}
        self.times = wrapped("", "hint", "text2")
        self.rule_title = label(words("Tell the doctor now"), "value", "danger")
        self.rule_text = wrapped("", "hint", "text2")
        self.told = QLineEdit()
        self.told.setAccessibleName(words("Told whom, when"))
        self.told.setPlaceholderText(words("Told whom, when"))
        self.save = Button(words("Save check"), tokens, look="primary", key="Ctrl+Enter")
        self.save.setObjectName("save-check")
        page = ScrollPage(0, tokens.s8)
        for grade in self.grades.values():
            page.body.addWidget(rule())
            page.body.addWidget(grade)
            grade.confirmed.connect(self.edited)
        page.body.addWidget(rule())
        for part in (self.times, self.rule_title, self.rule_text):
            page.body.addWidget(part)
        page.body.addStretch(1)
        self.add(page, 1)
        self.add(self.told)
        self.add(
            wrapped(words("Worked out from your answers. A clinician confirms the grade."), "hint", "text3")
        )
        self.add(self.save)
        self.told.textEdited.connect(lambda _text: self.edited.emit())
        self.save.clicked.connect(self.save_wanted)

    def fit(self, *, narrow: bool) -> None:
        """Slimmer in a narrow window."""
        self.setFixedWidth(self._tokens.px(NARROW_WIDTH if narrow else WIDTH))

    def show_grades(
        self, form: CheckForm, entry: CheckEntry, worked: Mapping[str, Judged], now: datetime
    ) -> None:
        """Show what the answers amount to."""
        w = self._words
        for code, each in worked.items():
            self.grades[code].show_grade(each, form.last, entry.confirmed.get(code, {}), now)
        self.times.setText(self._times(form, now))
        self.times.setVisible(bool(self.times.text()))
        reported = {code: self.grades[code].reported(each) for code, each in worked.items()}
        met = told_by_rule(form, reported)
        self.rule_title.setVisible(bool(met))
        self.rule_text.setVisible(bool(met))
        if met:
            inputs = ", ".join(w.say(each) for each in met)
            said = w("Your clinic's rule: {inputs}.", inputs=inputs)
            how = form.how.strip().rstrip(".")
            self.rule_text.setText(" ".join(part for part in (said, f"{how}." if how else "") if part))
        mark(self.told, state="warn" if met and not entry.told.strip() else "")
        if self.told.text().strip() != entry.told.strip():
            self.told.setText(entry.told)

    def confirmations(self) -> dict[str, dict[str, object]]:
        """The investigator's grades that were given, by grading."""
        return {code: given for code, each in self.grades.items() if (given := each.confirmation)}

    def say(self, text: str) -> None:
        """Whether what is typed is kept, and since when."""
        self.kept.setText(text)

    def _times(self, form: CheckForm, now: datetime) -> str:
        w, plan = self._words, due(form.course, now)
        parts = []
        if form.last is not None:
            at = w.say(clock_text(form.last.at, now))
            parts.append(w("Last check {time}, {age}.", time=at, age=w.say(age(form.last.at, now))))
        if plan.words is not None:
            parts.append(f"{w.say(plan.words)}.")
        return " ".join(parts)
