"""A visit form as one sees it: sections, sheet, live panel; and what is still to check in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.language import Words
from tracker.services.field_history import visit_field
from tracker.services.precautions import precautions
from tracker.services.visit_checks import EVENTS, LABORATORY, Check, Weight, checks
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_form import VisitForm
from tracker.ui.field_history import Ask, one_record
from tracker.ui.parts.care_words import care_words
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.visit_aside import VisitAside
from tracker.ui.parts.visit_panel import VisitPanel, VisitStrip
from tracker.ui.parts.visit_sheet import VisitSheet
from tracker.ui.theme.tokens import Tokens

WIDE = 1280
"""From this window width on, the panel stands beside the sheet; below, F4 brings it."""


class VisitPage(QWidget):
    """Takes a form and an entry, and gives the entry back with what was typed."""

    edited = Signal()
    sign_wanted = Signal()
    save_wanted = Signal()
    start_over = Signal()
    correction_asked = Signal(str, str)
    definition_asked = Signal(str)
    safety_wanted = Signal()
    shown = Signal()
    """The boxes were made anew from the record."""
    event_wanted = Signal(str)
    """The question about an open event, by its id."""

    def __init__(self, words: Words, tokens: Tokens, today: Callable[[], date]) -> None:
        super().__init__()
        self._tokens, self._words = tokens, words
        self._form: VisitForm | None = None
        self._unfolded = False
        self._last: Check | None = None
        self.checks: tuple[Check, ...] = ()
        self.wanted = ""
        """The code of the score that the visit was opened for; added once."""
        self.aside = VisitAside(words, tokens)
        self.sheet = VisitSheet(words, tokens, today)
        self.panel = VisitPanel(words, tokens)
        self.strip = VisitStrip(words, tokens)
        self.beside = QStackedWidget()
        self.beside.hide()
        self._beside_wanted = False
        self.care = wrapped("", "hint", "text2")
        self.sheet.body.insertWidget(0, self.care)
        row = QHBoxLayout()
        row.setSpacing(tokens.s12)
        row.addWidget(self.aside)
        row.addWidget(self.sheet, 1)
        row.addWidget(self.panel)
        row.addWidget(self.beside)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        frame.setSpacing(tokens.s8)
        frame.addLayout(row, 1)
        frame.addWidget(self.strip)
        self.sheet.edited.connect(self.edited)
        self.sheet.entered.connect(self.aside.sections.set_current)
        self.sheet.correction_asked.connect(self.correction_asked)
        self.sheet.definition_asked.connect(self.definition_asked)
        self.sheet.safety_wanted.connect(self.safety_wanted)
        self.aside.sections.picked.connect(self.sheet.go)
        self.aside.start_over.connect(self.start_over)
        self.aside.score_wanted.connect(self.add_score)
        self.panel.check_picked.connect(self.go)
        self.strip.panel_wanted.connect(self.unfold)
        self.panel.hide_wanted.connect(self.unfold)
        for side in (self.panel, self.strip):
            side.sign_wanted.connect(self.sign_wanted)
            side.save_wanted.connect(self.save_wanted)

    def show_form(self, form: VisitForm, entry: VisitEntry) -> None:
        """Show the record and what is typed over it; the keyboard stays where it was."""
        form = self._form = form.with_entry(entry)
        self._entry = entry
        focus = self.sheet.place_of_focus()
        self.sheet.show_form(form, entry)
        self.aside.show_visit(form, entry)
        self._show_care(form)
        if form.signed:
            self.panel.say_state(form)
        self.fold()
        if focus:
            self.sheet.go(*focus)
        self.shown.emit()

    def _show_care(self, form: VisitForm) -> None:
        """The precautions that hold on the day of the visit, on top of the sheet."""
        said = care_words(precautions(form.course, form.schedule, form.day), self._words)
        self.care.setText(said)
        self.care.setVisible(bool(said))

    def field_place(self, _path: str) -> Ask | None:
        """F3: where the box with the keyboard is kept; before the first save nothing is."""
        visit, place = self._form.visit if self._form else None, self.sheet.place_of_focus()
        if visit is None:
            return None
        return (lambda records: visit_field(records, visit.id, *place)) if place else one_record(visit.id, "")

    def take_stock(self, entry: VisitEntry) -> VisitEntry:
        """Read what is typed, and say everywhere what it comes to."""
        assert self._form is not None
        entry = self.sheet.fill(entry)
        day = self.sheet.sample_check()
        found = () if self._form.signed else checks(self.sheet.form, entry)
        self.checks = (day, *found) if day else found
        self.aside.sections.show_states(self.sheet.states(self.checks))
        self.aside.sections.set_current(self.sheet.section_of(self.window().focusWidget()) or LABORATORY)
        self.panel.show_scores(self._form, entry)
        self.panel.show_checks(self.checks)
        self.strip.show_scores(self._form, entry, self.checks)
        return entry

    def add_score(self, code: str) -> None:
        """One more score than the disease asks for, with the keyboard in it."""
        assert self._form is not None
        entry = self.sheet.fill(self._entry)
        self.show_form(self._form, replace(entry, answers={code: {}, **entry.answers}))
        self.edited.emit()
        self.sheet.go(code)

    def heaviest(self, least: Weight) -> Check | None:
        """The first check that weighs at least so much."""
        return next((check for check in self.checks if check.weight >= least), None)

    def go(self, check: Check) -> None:
        """Put the keyboard where a check points to."""
        self._last = check
        if check.section == EVENTS:
            self.event_wanted.emit(check.key)
        else:
            self.sheet.go(check.section, check.key)

    def next_check(self) -> None:
        """F6: to the next thing to look at, round and round."""
        if self.checks:
            known = self._last in self.checks
            there = self.checks.index(self._last) + 1 if known and self._last else 0
            self.go(self.checks[there % len(self.checks)])

    def focus_first(self) -> None:
        """The keyboard goes to the score that is wanted, else to the first empty box."""
        wanted, self.wanted = self.wanted, ""
        if wanted and self._form and not self._form.signed:
            self.add_score(wanted)
            return
        box = self.sheet.labs.first_empty()
        if box is not None:
            box.setFocus()

    def show_beside(self, wanted: bool) -> None:
        """Put what stands in `beside` in the place of the panel, or take it away again."""
        self._beside_wanted = wanted
        self.fold()

    def unfold(self) -> None:
        """F4: bring the panel, or take it away."""
        self._unfolded = not self._unfolded and not self._beside_wanted
        self.show_beside(False)

    def fold(self) -> None:
        """In a narrow window the panel takes the place of the sections, or is one line at the foot."""
        narrow = self.window().width() < self._tokens.px(WIDE)
        self.panel.fit(narrow=narrow)
        beside = self._beside_wanted
        self.strip.setVisible(narrow and not self._unfolded)
        self.panel.setVisible((not narrow or self._unfolded) and not beside)
        self.aside.setVisible(not narrow or not (self._unfolded or beside))
        self.beside.setVisible(beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()
