"""The sheet of a visit: laboratory and scores as cards in one continuous scroll."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.domain.drug_effects import STAND_IN_MONTHS
from tracker.domain.instrument import Instrument
from tracker.domain.labs import Analyte
from tracker.domain.partial_date import PartialDate
from tracker.domain.text import N_, Said
from tracker.language import Words
from tracker.services.humoral import LEGEND
from tracker.services.query_places import SAMPLE_DAY
from tracker.services.visit_checks import LABORATORY, Check, Weight
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_form import ScoreSection, VisitForm, offered_labs
from tracker.services.visit_questions import QUESTIONS, questions
from tracker.services.visit_suggestions import suggestions
from tracker.ui.parts.card import Card
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.instrument_form import InstrumentForm
from tracker.ui.parts.lab_rows import HINT, LabRows
from tracker.ui.parts.label import ElidedLabel, label, wrapped
from tracker.ui.parts.questions_card import QuestionsCard
from tracker.ui.parts.score_card import ScoreCard
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.section_list import SectionState
from tracker.ui.theme.tokens import Tokens


class VisitSheet(ScrollPage):
    """Keeps what is typed; what is in the record stands there locked."""

    edited = Signal()
    entered = Signal(str)
    """(section): the keyboard is in it now."""
    definition_asked = Signal(str)
    """(code): how the score of a card is defined."""
    correction_asked = Signal(str, str)
    """(section, key): F2 on a value that is in the record."""
    safety_wanted = Signal()

    def __init__(self, words: Words, tokens: Tokens, today: Callable[[], date]) -> None:
        super().__init__(0, tokens.s12)
        self._words, self._tokens, self._today = words, tokens, today
        self._form: VisitForm | None = None
        self._cards: dict[str, Card] = {}
        self._scores: dict[str, ScoreCard] = {}
        self._questions: QuestionsCard | None = None
        self._forms: dict[str, InstrumentForm] = {}
        self._built: tuple[str, ...] = ()
        self.labs = LabRows(words, tokens)
        self.sampled = DateField(words("Sample day"), words, tokens, today)
        self.sampled.echo.hide()
        self.more = Choice(tokens, words("Add a laboratory value"))
        self.more.setMinimumWidth(tokens.px(230))
        self.clouded = wrapped(words(LEGEND, n=STAND_IN_MONTHS), "hint", "text3")
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
        self.clouded.setVisible(any(row.clouded for row in form.labs))
        self.sampled.set_value(self._sample_day(form, entry))
        self.sampled.box.setReadOnly(form.signed)
        sections = [section for section in form.scores if section.asked]
        asked = questions(form.items)
        parts = tuple(each.instrument.code for each in sections)
        parts += tuple(item.key for item in asked.items) if asked else ()
        if parts != self._built:
            self._build(sections, asked)
            self._built = parts
        for section in sections:
            self._scores[section.instrument.code].show_section(form, section, entry)
        if self._questions:
            self._questions.show_form(form, entry)
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
            answers={code: form.answers() for code, form in self._forms.items()},
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
        states += [
            SectionState(
                key=code,
                title=self._words(form.instrument.short or form.instrument.title),
                done=form.done,
                total=form.total,
                trouble=code in trouble,
            )
            for code, form in self.scores.items()
        ]
        if self._questions:
            states.append(
                SectionState(
                    key=QUESTIONS,
                    title=self._words(self._questions.form.instrument.short),
                    done=self._questions.answered,
                    total=len(self._questions.keys),
                    trouble=QUESTIONS in trouble,
                )
            )
        return states

    def sample_check(self) -> Check | None:
        """What is wrong with the sample day."""
        day, problem = self.sampled.day, self.sampled.problem
        if day and day > self._today():
            problem = N_("The sample day lies in the future.")
        if not problem:
            return None
        return Check(section=LABORATORY, key=SAMPLE_DAY, weight=Weight.STOP, said=Said(problem))

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
        key = self._forms[section].item_of(here) if section else ""
        return (section, key) if key else None

    @property
    def sections(self) -> list[str]:
        return [LABORATORY, *self._forms]

    @property
    def scores(self) -> dict[str, InstrumentForm]:
        """The forms of the scores, by code."""
        return {code: card.form for code, card in self._scores.items()}

    def section_of(self, widget: QWidget | None) -> str:
        """The section that holds `widget`."""
        return next((key for key, card in self._cards.items() if widget and card.isAncestorOf(widget)), "")

    def go(self, section: str, key: str = "") -> None:
        """Put the keyboard into a section: on `key`, or on the first thing that is open."""
        if key == SAMPLE_DAY:
            self.sampled.box.setFocus()
        elif section == LABORATORY:
            box = self.labs.row(key).box if key in self.labs.codes else self.labs.first_empty()
            if box is not None:
                box.setFocus()
        elif section in self._forms:
            form = self._forms[section]
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
        foot.addSpacing(self._tokens.s12)
        foot.addWidget(self.clouded, 6)
        foot.addStretch(1)
        card.add(foot)
        self._cards[LABORATORY] = card
        self.body.addWidget(card)

    def _build(self, sections: Sequence[ScoreSection], asked: Instrument | None) -> None:
        for code in self._forms:
            card = self._cards.pop(code)
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._forms = {}
        self._scores, self._questions = {}, None
        for section in sections:
            code = section.instrument.code
            score = self._scores[code] = ScoreCard(section, self._words, self._tokens, self._today)
            score.definition_asked.connect(lambda code=code: self.definition_asked.emit(code))
            score.form.correction_asked.connect(lambda key, code=code: self.correction_asked.emit(code, key))
            self._stand(code, score, score.form)
        if asked:
            self._questions = QuestionsCard(asked, self._words, self._tokens, self._today)
            self._questions.safety_wanted.connect(self.safety_wanted)
            self._stand(asked.code, self._questions, self._questions.form)

    def _stand(self, code: str, card: Card, form: InstrumentForm) -> None:
        form.edited.connect(self.edited)
        form.entered.connect(lambda _key: self.entered.emit(code))
        form.left_below.connect(lambda: self.step_section(1))
        form.left_above.connect(lambda: self.step_section(-1))
        self._forms[code] = form
        self._cards[code] = card
        self.body.insertWidget(self.body.count() - 1, card)

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
        rest = offered_labs(self.form)
        first = (None, self._words("Add a laboratory value…"))
        self.more.offer([first, *((each.code, self._lab_name(each)) for each in rest)])
        self.more.setVisible(bool(rest) and not self._signed)

    def _lab_name(self, known: Analyte) -> str:
        title = self._words(known.title)
        return (
            self._words("{value}, in the plan", value=title) if known.code in self.form.due.offered else title
        )

    def _add_row(self, code: object) -> None:
        if isinstance(code, str) and self._form:
            self._form = self._form.with_row(code)
            self.labs.add_row(self._form.row_of(code))
            self.labs.row(code).take_focus()
            self._offer_more()
            self.edited.emit()
