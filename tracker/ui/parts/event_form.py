"""The form of an event: what, how severe, when, why serious, from which cause, and what its kind asks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.event_answers import CAUSES, LIKELIHOODS, OUTCOMES, SCALES, TOLD_BY
from tracker.domain.event_terms import TERMS, term_named
from tracker.domain.refusal import Refusal
from tracker.language import Words
from tracker.services.corrections import REASONS
from tracker.services.event_entry import EventEntry, asked, moment_text, with_term
from tracker.services.event_view import KIND_TITLES
from tracker.services.events import preview
from tracker.ui.field_history import FIELD
from tracker.ui.parts.button import Button
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.digit_cards import DigitCards
from tracker.ui.parts.event_clock_box import EventClockBox
from tracker.ui.parts.event_criteria import EventCriteria
from tracker.ui.parts.event_dates import EventDates, Reading
from tracker.ui.parts.event_more import EventMore
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.reason_choice import ReasonChoice
from tracker.ui.parts.side_form import SideForm
from tracker.ui.parts.term_field import TermField
from tracker.ui.parts.when_field import WhenField
from tracker.ui.theme.tokens import Tokens

FIRST_CAUSE = next(iter(CAUSES))


class EventForm(SideForm):
    """A new event, new information about one, or a correction with its reason."""

    edited = Signal()

    def __init__(self, tokens: Tokens, words: Words, clock: Callable[[], datetime]) -> None:
        super().__init__(tokens, words, words("Adverse event"), words("Save event"))
        self._clock, self._hours, self._scale = clock, 0, ""
        self._entry: EventEntry | None = None
        self.old: AdverseEvent | None = None
        """The event in the record that the form changes."""
        self.corrects = False
        self.body.setContentsMargins(tokens.s12, tokens.s12, tokens.s8, tokens.s12)
        self.rows.body.setSpacing(tokens.s4 + tokens.s2)
        self.kept = Chip(tokens)
        self.kept.hide()
        self.head.addWidget(self.kept)
        self._make()
        self._place()
        self._bind()

    @property
    def entry(self) -> EventEntry | None:
        """What stands in the form; None before it was ever shown."""
        if self._entry is None:
            return None
        relations = {
            **self.more.relations,
            FIRST_CAUSE: self.related.key,
            TOLD_BY: self.told_by.text().strip(),
        }
        return replace(
            self.more.filled(self._entry),
            term=self.term.text().strip(),
            kind=self._kind,
            grade=self.grade.key if isinstance(self.grade.key, int) else None,
            start=self.dates.start.text().strip(),
            end=self.dates.end.text().strip(),
            ongoing=self.dates.goes_on,
            site_aware=self.dates.known.text().strip(),
            sponsor_told=self.told.text().strip(),
            criteria=self.criteria.answers,
            relations={key: told for key, told in relations.items() if told},
            outcome=str(self.outcome.key or ""),
        )

    def show_entry(
        self,
        entry: EventEntry,
        *,
        hours: int,
        scale: str,
        old: AdverseEvent | None = None,
        corrects: bool = False,
    ) -> None:
        """Fill the form; `old` is the event in the record that it changes."""
        words = self._words
        self._entry, self.old, self.corrects = entry, old, corrects
        self._hours, self._scale = hours, scale
        title = words("Correct event") if corrects else words("Adverse event")
        self.title.setText(title)
        self.term.setText(entry.term)
        self.kind.choose(entry.kind)
        self.dates.show_entry(entry)
        self.told.show_text(entry.sponsor_told)
        self.criteria.show_answers(entry.criteria)
        self.related.choose(entry.relations.get(FIRST_CAUSE))
        self.told_by.setText(str(entry.relations.get(TOLD_BY) or ""))
        self.outcome.choose(entry.outcome)
        self.note.clear()
        self.reason_row.setVisible(corrects)
        self.note_row.setVisible(corrects)
        fixed = old is not None and not corrects
        for field in (self.term, self.dates.start):
            field.setReadOnly(fixed)
        self.kept.hide()
        self.say("")
        self._follow_kind()
        self.grade.choose(entry.grade)
        self.more.show_entry(entry, self._kind)
        self.rows.verticalScrollBar().setValue(0)
        self._judge()

    def say_draft(self, at: datetime) -> None:
        """When the draft was written."""
        here = at.astimezone(self._clock().tzinfo)
        self.kept.show_state(self._words("Draft, {time}", time=f"{here:%H:%M}"), "neutral")
        self.kept.show()

    @property
    def problem(self) -> str:
        """What keeps a date or a time from being read."""
        fields = (*self.dates.fields, self.told, *self.more.moments)
        for each in fields:
            each.settle()
        return next((each.problem for each in fields if each.problem), "")

    @property
    def first_field(self) -> QWidget:
        """Where the keyboard starts: what happened; for one in the record, its grade or the reason."""
        if self.corrects:
            return self.reason
        return self.grade if self.term.isReadOnly() else self.term

    @property
    def patient(self) -> UUID | None:
        return self._entry.patient if self._entry else None

    def judge_time(self) -> None:
        """The clock moved on."""
        if self._entry is not None:
            self._show_consequences()

    @property
    def _kind(self) -> EventKind:
        known = term_named(self.term.text())
        return known.kind if known is not None else EventKind(str(self.kind.key))

    def _make(self) -> None:
        words, tokens = self._words, self._tokens
        reading = Reading(words, self._clock)
        titles = {each.title: words(each.title) for each in TERMS}
        also = {words(word): each.title for each in TERMS for word in each.synonyms}
        self.term = TermField(words("What happened"), titles, also)
        self.term.setPlaceholderText(words("Type a few letters"))
        self.kind = Choice(tokens, words("Kind"), [(kind, words(t)) for kind, t in KIND_TITLES.items()])
        self.grade = DigitCards(
            tokens, words("Grade"), [(n, words(t)) for n, t in SCALES["CTCAE v5"].grades.items()]
        )
        self.meaning = wrapped("", "hint", "text2")
        self.meaning.hide()
        self.dates = EventDates(tokens, words, reading)
        self.criteria = EventCriteria(tokens, words)
        self.related = DigitCards(
            tokens, words("Related to CAR T"), [(k, words(t)) for k, t in LIKELIHOODS.items()]
        )
        self.told_by = QLineEdit()
        self.told_by.setAccessibleName(words("As told by"))
        self.told_by.setPlaceholderText(words("Dr …"))
        self.box = EventClockBox(tokens, words)
        self.told = WhenField(words("Sponsor told"), words, reading.moment, words("not yet"))
        self.now = Button(words("Told now"), tokens)
        outcomes = [("", words("Not entered")), *((k, words(t)) for k, t in OUTCOMES.items())]
        self.outcome = Choice(tokens, words("Outcome"), outcomes)
        self.more = EventMore(tokens, words, self._clock, reading)
        self.reason = ReasonChoice(
            words("Reason"), [(r.key, words(r.title)) for r in REASONS], tokens, columns=1
        )
        self.note = QLineEdit()
        self.note.setAccessibleName(words("Note"))

    def _place(self) -> None:
        words = self._words
        self.reason_row = self.row(words("Why it is corrected"), self.reason)
        self.note_row = self.row(words("Note"), self.note)
        self.row(words("What happened"), self.term, path="term")
        self.kind_row = self.row(words("Kind"), self.kind, path="kind")
        self.grade_row = self.row(words("Grade now. F1: what it means"), self.grade, path="grade")
        self.block(self.meaning)
        self.block(self.dates)
        self.criteria.setProperty(FIELD, "criteria")
        self.block(self.criteria)
        self.row(words("Related to CAR T, in the doctor's view"), self.related, path="relations")
        self.block(self.box)
        self.told_row = self.row(
            words("Sponsor told on"), self.told, self.now, stretch=True, path="sponsor_told"
        )
        self.row(words("As told by"), self.told_by, path="relations")
        self.row(words("Outcome"), self.outcome, path="outcome")
        self.block(self.more)
        self.close_rows()

    def _bind(self) -> None:
        self.term.picked.connect(lambda _key: self._term())
        self.term.editingFinished.connect(self._term)
        self.kind.picked.connect(lambda _key: self._kind_changed())
        self.grade.picked.connect(lambda _key: self._judge())
        self.related.picked.connect(lambda _key: self._judge())
        self.criteria.changed.connect(self._judge)
        self.dates.changed.connect(self._judge)
        self.dates.left.connect(self.next_field)
        self.told.edited.connect(self._judge)
        for line in (self.told_by, self.note):
            line.textEdited.connect(lambda _text: self._judge())
        self.outcome.picked.connect(lambda _key: self._judge())
        self.more.changed.connect(self._judge)
        self.now.clicked.connect(self._told_now)

    def explain(self) -> None:
        """F1: what the grade means, or no longer."""
        self.meaning.setVisible(not self.meaning.isVisibleTo(self.rows))

    def _told_now(self) -> None:
        now = self._clock()
        self.told.show_text(moment_text(now, now, self._words))
        self._judge()

    def _term(self) -> None:
        if self._entry is None or self.term.isReadOnly():
            return
        self._entry = with_term(self._entry, self.term.text(), self._scale)
        self.kind.choose(self._kind)
        self._kind_changed()

    def _kind_changed(self) -> None:
        self._follow_kind()
        if self._entry is not None:
            self.more.follow_kind(self._kind)
        self._judge()

    def _follow_kind(self) -> None:
        entry = self._entry
        if entry is None:
            return
        named = self.term.text().strip()
        self.kind_row.setVisible(bool(named) and term_named(named) is None)
        scale = SCALES.get(entry.scale) or SCALES[self._scale]
        self.grade.offer([(n, self._words(t)) for n, t in scale.grades.items()])
        title = self._words("Grade now, {scale}. F1: what it means", scale=self._words(scale.title))
        self.grade_row.layout().itemAt(0).widget().setText(title)  # type: ignore[union-attr]

    def _judge(self) -> None:
        self._show_consequences()
        self.edited.emit()

    def _show_consequences(self) -> None:
        """Say what follows from what stands in the form now: meaning, clock, hints."""
        entry, words = self.entry, self._words
        if entry is None:
            return
        scale = SCALES.get(entry.scale) or SCALES[self._scale]
        self.meaning.setText(
            words(scale.meanings[entry.grade])
            if entry.grade is not None and entry.grade in scale.meanings
            else "\n".join(f"{n} {words(text)}" for n, text in (scale.meanings or scale.grades).items())
        )
        self.criteria.say_grade(entry.grade)
        try:
            made = preview(asked(entry, self._clock(), words, self.old), self.old)
        except Refusal:
            self.box.hide()
        else:
            self.box.show_event(made, self._hours, self._clock())
        self.told_row.setVisible(self.box.isVisibleTo(self.rows.widget() or self) or bool(self.told.text()))
