"""Events: what went wrong and goes on, how severe and why serious, and by when the sponsor is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

from tracker.domain.change import Ref, ref
from tracker.domain.partial_date import PartialDate
from tracker.domain.visit import Draft
from tracker.services.drafts import draft_of, drop_draft
from tracker.services.event_entry import EventEntry
from tracker.services.event_inquiries import nothing_new
from tracker.services.event_view import EventLine, EventView, event_view
from tracker.services.events import FORM, Reported, end_event, reopen_event, tell_sponsor
from tracker.services.lab_grades import Suggestion
from tracker.services.session import Session
from tracker.ui.field_history import Ask
from tracker.ui.keys import bind_keys
from tracker.ui.parts.button import Button
from tracker.ui.parts.draft_keeper import DraftKeeper
from tracker.ui.parts.event_list import EventList
from tracker.ui.parts.event_side import EventSide, Work
from tracker.ui.screens.record_tab import RecordTab
from tracker.ui.workplace import Workplace

MINUTE = 60_000
"""Milliseconds until the clocks are read again."""


Fits = Callable[[EventLine], bool]
Act = Callable[[Session, UUID, datetime], Reported]


@dataclass(frozen=True)
class _Read:
    view: EventView
    draft: Draft | None


class EventsScreen(RecordTab):
    """A adds, Enter edits, E ends today, R reopens, T notes that the sponsor was told, F2 corrects."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"AdverseEvent", "Infusion", "Inquiry", "LabResult", "SafetyCheck", "Setting"}
    )

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, patient, parent)
        words, tokens = workplace.words, workplace.tokens
        self.view: EventView | None = None
        self.list = EventList(tokens, words)
        self.table = self.list.table
        self.side = EventSide(tokens, words, workplace.clock)
        self._add = Button(words("New event"), tokens, look="primary", icon="plus")
        self.drafts = DraftKeeper(workplace, lambda: self._typed, self, form=FORM)
        self._minute = QTimer(self, interval=MINUTE)
        self._stand_beside(self.list, self.side)
        self._bind()

    def title(self) -> str:
        return self.workplace.words("Events")

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self._add,) if self.view is not None and not self.view.course.patient.published else ()

    def first_focus(self) -> QWidget | None:
        if self.view is None:
            return None
        return self.list.first_focus

    def flush(self) -> None:
        self.drafts.flush()

    def refresh(self) -> None:
        session, patient, now = self.workplace.session, self._patient, self.workplace.clock()

        def read() -> _Read:
            draft = draft_of(session.records, session.user.id, patient=patient, visit=None, form=FORM)
            return _Read(event_view(session.records, patient, now), draft)

        self.workplace.jobs.read(read, self._show)

    def primary(self) -> None:
        """Ctrl+Enter: save the form that is open, else a new event."""
        if self.side.form_open:
            self._save()
        else:
            self.add()

    def close_inner(self) -> bool:
        if not self.side.form_open:
            return False
        session, patient = self.workplace.session, self._patient
        if self._typed is not None:
            self.workplace.jobs.write(lambda: drop_draft(session, patient=patient, visit=None, form=FORM))
        self.drafts.rest(clean=True)
        self._close()
        return True

    def add(self) -> None:
        """A: an empty form."""
        if self.view is not None and self._may():
            self.side.show_new(self.view, self._patient)
            self._opened()

    def edit(self) -> None:
        """Enter: new information about the event in hand; a suggestion becomes a filled form."""
        view, line, key = self.view, self._line, self.table.key
        if view is None:
            return
        if line is not None and not line.own:
            self.noticed.emit(
                "info", self.workplace.words("This comes from the safety checks. Change it there.")
            )
        elif isinstance(key, Suggestion) and self._may():
            self.side.show_suggestion(view, self._patient, key)
            self._opened()
        elif line is not None and self._may():
            self.side.show_line(view, line)
            self._opened()

    def correct(self) -> None:
        """F2: what should have been entered, with a reason."""
        line = self._line
        if self.view is not None and line is not None and line.own and self._may():
            self.side.show_line(self.view, line, corrects=True)
            self._opened()

    def end(self) -> None:
        """E: the event in hand ended today."""
        day = PartialDate.of(self.workplace.today())
        self._act(lambda line: line.open, lambda session, event, now: end_event(session, event, day, now))

    def reopen(self) -> None:
        """R: it was not over."""
        self._act(lambda line: not line.open, reopen_event)

    def told(self) -> None:
        """T: the sponsor was told now."""
        now = self.workplace.clock()
        self._act(
            lambda line: line.clock is not None and line.clock.runs,
            lambda session, event, at: tell_sponsor(session, event, now, at),
        )

    def _act(self, fits: Fits, act: Act) -> None:
        """Do `act` to the event in hand where it `fits`."""
        line, session, now = self._line, self.workplace.session, self.workplace.clock()
        if line is not None and line.own and fits(line) and self._may():
            event = line.event.id
            self._write(lambda: act(session, event, now).touched)

    def in_hand(self) -> Ref | None:
        return ref(line.event) if (line := self._line) is not None and line.own else None

    def field_place(self, path: str) -> Ask | None:
        return None if self._typed is not None else super().field_place(path)

    @property
    def _line(self) -> EventLine | None:
        key = self.table.key
        return self.view.line(key) if self.view is not None and isinstance(key, UUID) else None

    @property
    def _typed(self) -> EventEntry | None:
        """Only a new event has a draft: what is in the record already is not lost."""
        entry = self.side.form.entry if self.side.form_open else None
        return entry if entry is not None and entry.visit is None else None

    def _show(self, read: _Read) -> None:
        first, bare, self.view = self.view is None, self.list.bare, read.view
        self.list.show_view(read.view)
        self._stood()
        self._fold()
        self.retitled.emit()
        if first and read.draft is not None and not self._forbidden:
            self.side.show_draft(read.view, self._patient, read.draft.content)
            self._opened()
            self.side.form.say_draft(read.draft.saved_at)
        if (first or bare) and not self.side.form_open:
            self.list.first_focus.setFocus()

    def _stood(self) -> None:
        self.side.detail.show_line(self.view, self._line, self.workplace.clock())

    def _opened(self) -> None:
        self.drafts.rest(clean=True)
        self._fold()
        self.side.form.first_field.setFocus()

    def _save(self) -> None:
        work = self.side.work(self.workplace.session)
        if work is not None:
            self.drafts.rest(clean=True)
            self._write(work)

    def _write(self, work: Work) -> None:
        def say(said: str) -> None:
            if self.side.form_open:
                self.side.form.say(said)
                self.drafts.touch()
            else:
                self.noticed.emit("warn", said)

        self.workplace.jobs.write(work, self._written, self.workplace.refused(say))

    def _written(self, touched: frozenset[Ref]) -> None:
        self._close()
        self.workplace.news.publish(touched)

    def _note_none(self) -> None:
        if self._may():
            session, patient, today = self.workplace.session, self._patient, self.workplace.today()
            self._write(lambda: nothing_new(session, patient, today))

    def _close(self) -> None:
        self.side.setCurrentWidget(self.side.detail)
        self._fold()
        self.list.first_focus.setFocus()

    def _tick(self) -> None:
        """A minute has passed: the clocks show another time."""
        if self.isVisible():
            self.side.form.judge_time()
            self.refresh()

    def _fold(self) -> None:
        wide = self.wide
        has_rows = self.view is not None and not self.list.bare
        self.list.details.setVisible(not wide and has_rows)
        beside = self.side.form_open or (has_rows and (wide or self._side_wanted))
        self.list.head.setVisible(wide or not beside)
        self.side.setVisible(beside)

    def _bind(self) -> None:
        detail, form = self.side.detail, self.side.form
        self.list.chips.picked.connect(lambda _key: self._stood())
        self.table.stood.connect(lambda _key: self._stood())
        self.table.opened.connect(lambda _key: self.edit())
        for signal, act in (
            (detail.edit_wanted, self.edit),
            (detail.end_wanted, self.end),
            (detail.reopen_wanted, self.reopen),
            (detail.correct_wanted, self.correct),
            (detail.told_wanted, self.told),
            (self._add.clicked, self.add),
            (self.list.first.clicked, self.add),
            (self.list.none.clicked, self._note_none),
            (self.list.details.clicked, self._toggle_side),
        ):
            signal.connect(act)
        form.saved.connect(self.primary)
        form.given_up.connect(self.close_inner)
        form.edited.connect(lambda: self.drafts.touch() if self._typed is not None else None)
        self.list.print_list.clicked.connect(lambda: self.paper_opened.emit(self._patient, None, "events"))
        self.drafts.kept.connect(lambda draft: form.say_draft(draft.saved_at))
        self.drafts.failed.connect(self.workplace.jobs.failure)
        self._minute.timeout.connect(self._tick)
        self._minute.start()
        bind_keys(self.table, {"E": self.end, "R": self.reopen, "T": self.told})
        bind_keys(self.list, {"A": self.add, "F2": self.correct})
        bind_keys(form, {"F1": form.explain})
