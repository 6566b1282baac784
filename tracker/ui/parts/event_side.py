"""What stands at the side of the events: the one in hand, or the form that is open."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.change import Ref
from tracker.domain.refusal import Refusal
from tracker.language import Words
from tracker.services.event_entry import (
    EventEntry,
    asked,
    entry_from,
    entry_of,
    entry_suggested,
    new_entry,
)
from tracker.services.event_view import EventLine, EventView
from tracker.services.events import NewEvent, correct_event, remove_event, report_event, update_event
from tracker.services.lab_grades import Suggestion
from tracker.services.session import Session
from tracker.ui.parts.event_detail import EventDetail
from tracker.ui.parts.event_form import EventForm
from tracker.ui.theme.tokens import Tokens

Work = Callable[[], frozenset[Ref]]

WIDTH = 392
WRONG_PATIENT = 2
"""The digit of the reason that takes an event out of this record."""


class EventSide(QStackedWidget):
    """`form_open` tells which of the two is in front."""

    def __init__(self, tokens: Tokens, words: Words, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._words, self._clock = words, clock
        self.detail = EventDetail(tokens, words)
        self.form = EventForm(tokens, words, clock)
        self.addWidget(self.detail)
        self.addWidget(self.form)
        self.setFixedWidth(tokens.px(WIDTH))

    @property
    def form_open(self) -> bool:
        return self.currentWidget() is self.form

    def show_new(self, view: EventView, patient: UUID) -> None:
        """An empty form."""
        self._show(view, new_entry(patient, self._words, self._clock(), view.scale))

    def show_draft(self, view: EventView, patient: UUID, content: Mapping[str, object]) -> None:
        """The form as it was left."""
        self._show(view, entry_from(content, patient, None))

    def show_suggestion(self, view: EventView, patient: UUID, suggestion: Suggestion) -> None:
        """A form filled with what laboratory values suggest."""
        base = new_entry(patient, self._words, self._clock(), view.scale)
        self._show(view, entry_suggested(suggestion, base, self._words, view.scale))

    def show_line(self, view: EventView, line: EventLine, *, corrects: bool = False) -> None:
        """The form of an event in the record."""
        entry = entry_of(line.event, self._words, self._clock(), worst=corrects)
        self._show(view, entry, line.event, corrects=corrects)

    def _show(
        self, view: EventView, entry: EventEntry, old: AdverseEvent | None = None, *, corrects: bool = False
    ) -> None:
        self.form.show_entry(entry, hours=view.hours, scale=view.scale, old=old, corrects=corrects)
        self.setCurrentWidget(self.form)

    def work(self, session: Session) -> Work | None:
        """What saving the form does; None where something is still unreadable, which is then said."""
        form, now = self.form, self._clock()
        entry, new = form.entry, self._asked()
        if entry is None or new is None:
            return None
        patient, event = entry.patient, entry.visit
        if event is None:
            return lambda: report_event(session, patient, new, now).touched
        if not form.corrects:
            return lambda: update_event(session, event, new, now).touched
        why, note = form.reason.digit, form.note.text()
        if why == WRONG_PATIENT:
            return lambda: remove_event(session, event, why=why, note=note)
        return lambda: correct_event(session, event, new, now, why=why, note=note).touched

    def _asked(self) -> NewEvent | None:
        form, words = self.form, self._words
        entry = form.entry
        if form.problem or entry is None:
            form.say(form.problem)
            return None
        try:
            return asked(entry, self._clock(), words, form.old)
        except Refusal as refusal:
            form.say(words.say(refusal.said))
            return None
