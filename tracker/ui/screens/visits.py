"""Visits: fifteen years at a glance, what is next, what was outside its window, and what is missing."""

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QWidget

from tracker.domain.change import Ref, ref
from tracker.domain.planned_visit import PlannedVisit
from tracker.services.completeness import VisitItem
from tracker.services.visit_view import VisitLine, VisitView, still_missing, visit_view
from tracker.ui.keys import bind_keys
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.empty_state import EmptyState
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.side_form import SideForm
from tracker.ui.parts.visit_head import FilterRow, PlanNotice, TimelineCard, stacked
from tracker.ui.parts.visit_side import FORMS, VisitSide, Work
from tracker.ui.routes import Route
from tracker.ui.screens.record_tab import RecordTab
from tracker.ui.tables.visit_rows import open_words, visit_columns, visit_groups
from tracker.ui.workplace import Workplace

LOW = 600
"""Below this height of the window the timeline says less."""


class VisitsScreen(RecordTab):
    """Enter opens, U unplanned visit, D moves Day 0, P plan, N not held, A books, W who left, F4 panel."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            *("Patient", "Diagnosis", "Infusion", "Visit", "LabResult", "Assessment", "Signature"),
            *("PlannedVisitNote", "Appointment", "StudyPlan", "Setting", "Inquiry", "NotAssessed"),
        }
    )

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, patient, parent)
        words, tokens = workplace.words, workplace.tokens
        self._view: VisitView | None = None
        self.head = TimelineCard(tokens, words)
        self.filters = FilterRow(tokens, words)
        self.notice = PlanNotice(tokens, words)
        self.table = GroupedTable(tokens, words("Visits"), visit_columns(words), low=True)
        self.side = VisitSide(tokens, words, workplace.today)
        self._unplanned = Button(words("Unplanned visit"), tokens)
        self._open = Button(words("New visit"), tokens, look="primary")
        self._infuse = Button(words("Record infusion"), tokens, look="primary", icon="syringe", key="I")
        self._first = Button(words("Unplanned visit"), tokens, key="U")
        self.empty = EmptyState(
            tokens,
            words("No visits yet"),
            words("The plan begins with the day of the infusion, given or planned."),
            "calendar",
            self._first,
            self._infuse,
        )
        self.pages = QStackedWidget()
        self._lay_out()
        self._bind()

    @property
    def view(self) -> VisitView | None:
        """What is shown."""
        return self._view

    def title(self) -> str:
        return self.workplace.words("Visits")

    def acts(self) -> tuple[QAbstractButton, ...]:
        if self._view is None or self._view.course.patient.published:
            return ()
        return (self._unplanned, self._open) if self._view.next else (self._unplanned,)

    def first_focus(self) -> QWidget | None:
        if self._view is None:
            return None
        return self.table if self._view.lines else self._infuse

    def refresh(self) -> None:
        records, patient, today = self.workplace.session.records, self._patient, self.workplace.today()
        self.workplace.jobs.read(lambda: visit_view(records, patient, today), self._show)

    def primary(self) -> None:
        """Ctrl+Enter: save the form that is open, else open the next visit."""
        open_form = self.side.open_form
        if open_form is not None:
            self._save(open_form)
        elif self._view is not None and self._view.next is not None:
            self.open_line(self._view.next)

    def close_inner(self) -> bool:
        if self.side.open_form is None:
            return False
        self._close()
        return True

    def open_line(self, line: VisitLine | None) -> None:
        """A held visit opens; a planned one opens the form with its code."""
        if line is None:
            return
        if line.visit is not None:
            self.visit_opened.emit(self._patient, line.visit.id)
        elif line.planned is not None:
            self._go(Route("visit", self._patient, code=line.planned.code))

    def open_unplanned(self) -> None:
        self._go(Route("visit", self._patient, code="unplanned"))

    def move_day0(self) -> None:
        self._go(Route("move", self._patient))

    def other_plan(self) -> None:
        """P: let this patient follow another plan."""
        self._go(Route("patient-plan", self._patient))

    def take_away(self) -> None:
        """C: the visits to come as a page or a calendar file."""
        self.route_wanted.emit(Route("calendar", self._patient))

    def start(self, form: str) -> None:
        """Open a form at the side, where it makes sense for the row in hand."""
        focus = self.side.start(form, self._view, self._line) if self._view and self._may() else None
        if focus:
            self._fold()
            focus.setFocus()
            self._remark()

    def in_hand(self) -> Ref | None:
        line = self._line
        return ref(line.visit) if line is not None and line.visit is not None else None

    @property
    def _line(self) -> VisitLine | None:
        return self._view.line(self.table.key) if self._view is not None else None

    def _go(self, route: Route) -> None:
        if self._may():
            self.route_wanted.emit(route)

    def _show(self, view: VisitView) -> None:
        first, self._view, coming = self._view is None, view, view.next
        self.pages.setCurrentIndex(0 if view.lines else 1)
        self.filters.show_view(view)
        self._fill()
        if coming is not None:
            self._open.say(open_words(coming, self.workplace.words))
            if first:
                self.table.choose(coming.key)
        self.notice.show_view(view)
        self._stood()
        self._fold()
        self.retitled.emit()
        focus = self.first_focus()
        if first and focus is not None and self.isVisible():
            focus.setFocus()

    def _fill(self) -> None:
        if self._view:
            self.table.show_groups(visit_groups(self._view, self.filters.wanted, self.workplace.words))

    def _go_to(self, line: VisitLine | None) -> None:
        if line is not None:
            self.filters.choose_all()
            self._fill()
            self.table.choose(line.key)
            self.table.setFocus()
            self._side_wanted = True
            self._fold()

    def _stood(self) -> None:
        view, line = self._view, self._line
        if view is None:
            return
        self.head.show_line(view, view.axis_of(line), line)
        self.side.detail.show_line(view, line)
        if line is not None and line.planned is not None:
            records, key = self.workplace.session.records, line.key
            self.workplace.jobs.read(lambda: (key, still_missing(records, view, line)), self._show_items)

    def _show_items(self, read: tuple[object, tuple[VisitItem, ...]]) -> None:
        key, items = read
        if key == self.table.key:
            self.side.detail.show_items(items)

    def _walked(self, planned: PlannedVisit) -> None:
        self.filters.choose_all()
        if self.table.rows.row_of((planned.infusion, planned.code)) < 0:
            self._fill()
        self.table.choose((planned.infusion, planned.code))

    def _save(self, form: SideForm) -> None:
        if self._view and (work := self.side.work(self.workplace.session, self._view, self._line)):
            self._write(work, form)

    def _write(self, work: Work, form: SideForm) -> None:
        self.workplace.jobs.write(work, self._written, self.workplace.refused(form.say))

    def _written(self, touched: frozenset[Ref]) -> None:
        self._close()
        self.workplace.news.publish(touched)

    def _undo(self) -> None:
        """The link inside the open form: expect the visit again, cancel the booking."""
        form, work = self.side.open_form, self.side.undo(self.workplace.session, self._patient, self._line)
        if form is not None and work is not None:
            self._write(work, form)

    def _remark(self) -> None:
        self.side.warn_booking(self.workplace.session.records, self._patient, self._line)

    def _close(self) -> None:
        self.side.setCurrentWidget(self.side.detail)
        self._fold()
        if focus := self.first_focus():
            focus.setFocus()

    def _fold(self) -> None:
        wide = self.wide
        low = self.window().height() < self.workplace.tokens.px(LOW)
        self.head.fold(low=low, narrow=not wide)
        self.filters.fold(narrow=not wide)
        listed = self._view is not None and bool(self._view.lines)
        self.side.setVisible(bool(self.side.open_form) or (listed and (wide or self._side_wanted)))

    def _lay_out(self) -> None:
        tokens = self.workplace.tokens
        bare = Card(tokens)
        bare.add(self.empty, 1)
        self.pages.addWidget(stacked(tokens, self.table, self.head, self.notice, self.filters))
        self.pages.addWidget(bare)
        self._stand_beside(self.pages, self.side)

    def _bind(self) -> None:
        self.head.timeline.walked.connect(self._walked)
        self.head.timeline.opened.connect(lambda _planned: self.open_line(self._line))
        self.filters.picked.connect(self._fill)
        self.table.stood.connect(lambda _key: self._stood())
        self.table.opened.connect(lambda _key: self.open_line(self._line))
        side, detail = self.side, self.side.detail
        detail.opened.connect(lambda: self.open_line(self._line))
        detail.wanted.connect(self.start)
        detail.move_wanted.connect(self.wrong_patient)
        self.notice.shown.connect(self._go_to)
        side.undone.connect(self._undo)
        side.edited.connect(self._remark)
        side.saved.connect(self.primary)
        side.given_up.connect(self._close)
        for button in (self._unplanned, self._first):
            button.clicked.connect(self.open_unplanned)
        self._open.clicked.connect(self.primary)
        self._infuse.clicked.connect(lambda: self.infusion_opened.emit(self._patient))
        walk = self.head.timeline.step
        walks = {"Left": lambda: walk(-1), "Right": lambda: walk(1)}
        lines = {key: partial(self.start, form) for key, form in FORMS.items()}
        bind_keys(self.table, {**walks, **lines})
        self.filters.plan.clicked.connect(self.other_plan)
        self.filters.calendar.clicked.connect(self.take_away)
        self.filters.move_link.clicked.connect(self.move_day0)
        own = {"U": self.open_unplanned, "D": self.move_day0, "P": self.other_plan, "C": self.take_away}
        bind_keys(self.pages, own)
