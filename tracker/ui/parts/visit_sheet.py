"""The sheet of a visit: laboratory and scores as cards in one continuous scroll."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.domain.cause import cause_key, doubtful
from tracker.domain.labs import ANALYTES
from tracker.domain.partial_date import PartialDate
from tracker.domain.text import N_, Said
from tracker.language import Words
from tracker.services.visit_checks import LABORATORY, Check, Weight
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_form import ScoreSection, VisitForm, asks_cause, caution
from tracker.services.visit_suggestions import suggestions
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.instrument_form import InstrumentForm
from tracker.ui.parts.lab_rows import HINT, LabRows
from tracker.ui.parts.label import ElidedLabel, label, wrapped
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.section_list import SectionState
from tracker.ui.theme.tokens import Tokens

SAMPLE = "sample day"
"""The key of the sample day among the boxes of the laboratory."""


class VisitSheet(ScrollPage):
    """Keeps what is typed; what is in the record stands there locked."""

    edited = Signal()
    entered = Signal(str)
    """(section): the keyboard is in it now."""
    definition_asked = Signal(str)
    """(code): how the score of a card is defined."""
    correction_asked = Signal(str, str)
    """(section, key): F2 on a value that is in the record."""

    def __init__(self, words: Words, tokens: Tokens, today: Callable[[], date]) -> None:
        super().__init__(0, tokens.s12)
        self._words, self._tokens, self._today = words, tokens, today
        self._form: VisitForm | None = None
        self._cards: dict[str, Card] = {}
        self.labs = LabRows(words, tokens)
        self.scores: dict[str, InstrumentForm] = {}
        self.sampled = DateField(words("Sample day"), words, tokens, today)
        self.sampled.echo.hide()
        self.more = Choice(tokens, words("Add a laboratory value"))
        self.more.setMinimumWidth(tokens.px(230))
        self._laboratory()
        self.body.addStretch(1)
        self.labs.edited.connect(self._labs_edited)
        self.labs.entered.connect(lambda _code: self.entered.emit(LABORATORY))
        self.labs.left_below.connect(lambda: self.step_section(1))
        self.labs.correction_asked.connect(lambda code: self.correction_asked.emit(LABORATORY, code))
        self.sampled.edited.connect(self.edited)
        self.more.picked.connect(self._add_row)

    def show_form(self, form: VisitForm, entry: VisitEntry) -> None:
        """Show the record, and over it what `entry` holds that is not saved."""
        form = self._form = form.with_entry(entry)
        self.labs.show_rows(form.labs, form.day, locked=form.signed)
        self.labs.show_entries(entry.labs)
        self.sampled.set_value(self._sample_day(form, entry))
        self.sampled.box.setReadOnly(form.signed)
        sections = [section for section in form.scores if section.asked]
        if [section.instrument.code for section in sections] != list(self.scores):
            self._build_scores(sections)
        for section in sections:
            self._show_score(section, entry)
        self._offer_more()
        self._suggest()

    def fill(self, entry: VisitEntry) -> VisitEntry:
        """`entry` with what stands in the form now."""
        return VisitEntry(
            patient=entry.patient,
            visit=entry.visit,
            day=entry.day,
            code=entry.code,
            title=entry.title,
            sampled=self.sampled.day,
            labs=self.labs.entries(),
            answers={code: form.answers() for code, form in self.scores.items()},
        )

    def states(self, checks: Sequence[Check]) -> list[SectionState]:
        """How full each section is."""
        trouble = {check.section for check in checks if check.weight > Weight.GAP}
        rows = self._form.labs if self._form else ()
        expected = [row.analyte.code for row in rows if row.expected] or [row.analyte.code for row in rows]
        done = sum(1 for code in expected if not self.labs.row(code).entry().blank)
        states = [
            SectionState(
                key=LABORATORY,
                title=self._words("Laboratory"),
                done=done,
                total=len(expected),
                trouble=LABORATORY in trouble,
            )
        ]
        return states + [
            SectionState(
                key=code,
                title=self._words(form.instrument.short or form.instrument.title),
                done=form.done,
                total=form.total,
                trouble=code in trouble,
            )
            for code, form in self.scores.items()
        ]

    def sample_check(self) -> Check | None:
        """What is wrong with the sample day."""
        day, problem = self.sampled.day, self.sampled.problem
        said = Said(problem) if problem else None
        if day and day > self._today():
            said = Said(N_("The sample day lies in the future."))
        return said and Check(section=LABORATORY, key=SAMPLE, weight=Weight.STOP, said=said)

    @property
    def form(self) -> VisitForm:
        """The form with the rows that were added to it."""
        assert self._form is not None
        return self._form

    def place_of_focus(self) -> tuple[str, str] | None:
        """Section and key of what has the keyboard, to come back to after a refresh."""
        here = self.window().focusWidget()
        section = self.section_of(here)
        if section == LABORATORY:
            code = next((code for code in self.labs.codes if self.labs.row(code).box is here), "")
            return (section, code) if code else None
        key = self.scores[section].item_of(here) if section else ""
        return (section, key) if key else None

    @property
    def sections(self) -> list[str]:
        return [LABORATORY, *self.scores]

    def section_of(self, widget: QWidget | None) -> str:
        """The section that holds `widget`."""
        return next((key for key, card in self._cards.items() if widget and card.isAncestorOf(widget)), "")

    def go(self, section: str, key: str = "") -> None:
        """Put the keyboard into a section: on `key`, or on the first thing that is open."""
        if key == SAMPLE:
            self.sampled.box.setFocus()
        elif section == LABORATORY:
            box = self.labs.row(key).box if key in self.labs.codes else self.labs.first_empty()
            if box is not None:
                box.setFocus()
        elif section in self.scores:
            form = self.scores[section]
            if key:
                form.focus_item(key)
            else:
                form.focus_first_open()
            if not key and not self._fits(section):
                card = self._cards[section]
                QTimer.singleShot(0, card, lambda: self.verticalScrollBar().setValue(card.y()))

    def step_section(self, by: int) -> None:
        """To the section above or below the keyboard."""
        here = self.section_of(self.focusWidget() or self.window().focusWidget()) or LABORATORY
        there = self.sections.index(here) + by
        if 0 <= there < len(self.sections):
            self.go(self.sections[there])

    def scroll_on(self) -> bool:
        """One window further down; False at the end."""
        bar = self.verticalScrollBar()
        here = bar.value()
        bar.setValue(here + self.viewport().height() - self._tokens.px(32))
        return bar.value() > here

    def _fits(self, section: str) -> bool:
        card = self._cards[section]
        top = self.verticalScrollBar().value()
        return top <= card.y() and card.y() + card.height() <= top + self.viewport().height()

    def _laboratory(self) -> None:
        card = Card(self._tokens, self._words("Laboratory"))
        card.head.removeWidget(card.hint)
        card.hint.hide()
        card.head.insertWidget(1, label(self._words("Sample"), "label", "text3"))
        card.head.insertWidget(2, self.sampled)
        card.head.addWidget(ElidedLabel(self._words(HINT), "hint", "text3", whole=True))
        card.add(self.labs)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        card.add(foot)
        self._cards[LABORATORY] = card
        self.body.addWidget(card)

    def _build_scores(self, sections: Sequence[ScoreSection]) -> None:
        for code in self.scores:
            card = self._cards.pop(code)
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.scores = {}
        for section in sections:
            self._build_score(section)

    def _build_score(self, section: ScoreSection) -> None:
        w, known = self._words, section.instrument
        form = InstrumentForm(known, section.asked, w, self._tokens, self._today)
        card = Card(self._tokens, w(known.title), w(known.recall) if known.recall else " ")
        if form.ticks > 1:
            none = Button(w("None of the rest"), self._tokens, look="link")
            none.setObjectName(f"none-{known.code}")
            none.setToolTip(w("Sets every item without an answer to No"))
            none.clicked.connect(form.none_present)
            form.counted.connect(none.setVisible)
            hint = ElidedLabel(w("Space: tick.  Arrows: move.  F1: definition"), "hint", "text3", whole=True)
            form.told.connect(hint.setText)
            card.head.addWidget(hint)
            card.head.addWidget(none)
        else:
            card.head.addWidget(ElidedLabel(w("Enter: next.  F1: definition"), "hint", "text3", whole=True))
        define = Button(w("Definition"), self._tokens, look="link", face="hint")
        define.clicked.connect(lambda: self.definition_asked.emit(known.code))
        card.head.addWidget(define)
        early = wrapped("", "hint", "warn")
        early.setObjectName("caution")
        said = caution(self._form) if self._form else None
        early.setText(w.say(said) if said else "")
        card.add(early)
        early.setVisible(bool(said))
        card.add(form)
        form.edited.connect(self.edited)
        form.entered.connect(lambda _key, code=known.code: self.entered.emit(code))
        form.correction_asked.connect(lambda key, code=known.code: self.correction_asked.emit(code, key))
        form.left_below.connect(lambda: self.step_section(1))
        form.left_above.connect(lambda: self.step_section(-1))
        self.scores[known.code] = form
        self._cards[known.code] = card
        self.body.insertWidget(self.body.count() - 1, card)

    def _show_score(self, section: ScoreSection, entry: VisitEntry) -> None:
        form = self.scores[section.instrument.code]
        record = section.saved.answers if section.saved else {}
        kept = {key: answer for key, answer in record.items() if answer is not None}
        typed = entry.answers.get(section.instrument.code, {})
        items = section.instrument.items
        causes = {item.key: cause_key(item) for item in doubtful(section.asked)}
        saved = [*(item.key for item in items), *causes.values()] if self._signed else kept
        known = {**typed, **kept}
        form.ask_causes(
            item.key
            for item in section.asked
            if asks_cause(self.form, item) or known.get(causes.get(item.key, ""))
        )
        form.show_answers(known, saved=saved)
        if section.before:
            day, assessment = section.before
            form.show_before(assessment.answers, self._words.day(day))

    @property
    def _signed(self) -> bool:
        return bool(self._form and self._form.signed)

    def _sample_day(self, form: VisitForm, entry: VisitEntry) -> PartialDate | date:
        taken = next((row.saved.sampled for row in form.labs if row.saved), None)
        return entry.sampled or taken or form.day

    def _labs_edited(self) -> None:
        self._suggest()
        self.edited.emit()

    def _suggest(self) -> None:
        if self._form:
            for code, form in self.scores.items():
                form.show_suggestions(suggestions(self._form, code, self.labs.entries()))

    def _offer_more(self) -> None:
        rest = [each for each in ANALYTES.values() if each.code not in self.labs.codes]
        first = (None, self._words("Add a laboratory value…"))
        self.more.offer([first, *((each.code, self._words(each.title)) for each in rest)])
        self.more.setVisible(bool(rest) and not self._signed)

    def _add_row(self, code: object) -> None:
        if isinstance(code, str) and self._form:
            self._form = self._form.with_row(code)
            self.labs.add_row(self._form.row_of(code))
            self.labs.row(code).take_focus()
            self._offer_more()
            self.edited.emit()
