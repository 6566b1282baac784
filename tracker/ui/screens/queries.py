"""Queries: all of the study, or those of one patient; what waits, for how long, and the answer beside it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.change import Ref
from tracker.domain.followup import QueryState
from tracker.domain.text import N_
from tracker.services.course import Course, course
from tracker.services.query_places import FIELDS, record_titles
from tracker.services.query_view import STATE_TITLES, QueryLine, query_lines
from tracker.ui.keys import bind_keys
from tracker.ui.parts.banner import banner_of
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.empty_state import EmptyState
from tracker.ui.parts.filter_chips import FilterChips, Option
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.query_side import QuerySide
from tracker.ui.routes import Route
from tracker.ui.screens.screen import Screen
from tracker.ui.tables.query_rows import query_columns, query_groups
from tracker.ui.workplace import Workplace

SIDE, MANY = 1280, 2
"""From this window width on the panel stays; so many choices are no choice between patients yet."""
WAITING, EVERY = "waiting", "all"
AGES = {0: N_("Any age"), 7: N_("Older than 7 days"), 30: N_("Older than 30 days")}
TABS = {"AdverseEvent": "events", "MedicationCourse": "medicines", "SafetyCheck": "safety"}
"""Kind of record -> the tab of the patient's record that shows it."""


@dataclass(frozen=True)
class _Read:
    lines: tuple[QueryLine, ...]
    course: Course | None
    about: str


class QueriesScreen(Screen):
    """Enter goes to the answer, O to the field, A asks about what one came for, F4 brings the panel."""

    watches: ClassVar[frozenset[str]] = frozenset({"Query", "Patient", "Visit"})

    def __init__(
        self,
        workplace: Workplace,
        patient: UUID | None = None,
        query: UUID | None = None,
        about: Ref | None = None,
    ) -> None:
        super().__init__(workplace)
        words, tokens = workplace.words, workplace.tokens
        self._patient, self._query, self._about = patient, query, about
        self._read: _Read | None = None
        self._banner: QWidget | None = None
        self._side_wanted = False
        self.state = FilterChips(tokens, words("State"), show_name=False)
        self.whose = Choice(tokens, words("Patient"), may_cut=True)
        self.age = Choice(tokens, words("Age"), [(days, words(title)) for days, title in AGES.items()])
        self.table = GroupedTable(tokens, words("Queries"), query_columns(words))
        self.side = QuerySide(workplace, lists=False)
        self.details = Button(words("Details"), tokens, look="link", key="F4")
        self._raise = Button(words("Raise query"), tokens, look="primary", icon="plus")
        self.empty = EmptyState(
            tokens,
            words("No queries"),
            words("Stand on any field of a visit, also an empty one, and press Alt+Q."),
            "info",
        )
        self.pages = QStackedWidget()
        self._lay_out()
        self._bind()

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def title(self) -> str:
        return self.workplace.words("Queries")

    def banner(self) -> QWidget | None:
        return self._banner

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self._raise,) if self._patient is not None else ()

    def first_focus(self) -> QWidget | None:
        if self._read is None:
            return None
        if self.side.ask.isVisible():
            return self.side.ask.question.box
        return self.table if self._shown else self.state.focus_chip()

    def refresh(self) -> None:
        records, now = self.workplace.session.records, self.workplace.clock()
        patient, about, words = self._patient, self._about, self.workplace.words

        def read() -> _Read:
            whole = course(records, patient) if patient is not None else None
            title = record_titles(records, [about]).get(about.id) if about else None
            lines = query_lines(records, now, patient=patient)
            return _Read(lines, whole, words.say(title) if title else "")

        self.workplace.jobs.read(read, self._show)

    def primary(self) -> None:
        """Ctrl+Enter: what the form at the side does; without one, to the query in hand."""
        if self.side.typed or self.side.isVisible():
            self.side.primary()
        else:
            self.answer()

    def escape(self) -> None:
        """Esc: back to the list, then back to where one came from."""
        here = self.window().focusWidget()
        if here is not None and self.side.isAncestorOf(here):
            self.side.escape()
        else:
            self.back.emit()

    def answer(self) -> None:
        """Enter: the query in hand, with the keyboard where its answer is typed."""
        key = self.table.key
        if isinstance(key, UUID):
            self._side_wanted = True
            self._fold()
            self.side.open_query(key)

    def raise_query(self) -> None:
        """A: about what one came for, else about the patient."""
        if self._patient is None or self._read is None:
            return
        words, about = self.workplace.words, self._about or Ref("Patient", self._patient, self._patient)
        fields = [(path, words(title)) for path, title in FIELDS[about.kind].items()]
        self._side_wanted = True
        self.side.start(about, self._read.about, fields)
        self._fold()
        self.side.ask.question.box.setFocus()

    @property
    def _shown(self) -> tuple[QueryLine, ...]:
        """The queries that pass the filters."""
        return tuple(line for line in self._beside_state if self._has_state(line, self.state.key))

    @property
    def _beside_state(self) -> tuple[QueryLine, ...]:
        whose, days = self.whose.key, self.age.key
        lines = self._read.lines if self._read else ()
        return tuple(
            line
            for line in lines
            if (not isinstance(whose, UUID) or line.patient.id == whose)
            and (not isinstance(days, int) or not days or line.days > days)
        )

    def _has_state(self, line: QueryLine, state: str) -> bool:
        return state in {EVERY, line.state.value} or (
            state in {WAITING, ""} and line.state is not QueryState.CLOSED
        )

    def _show(self, read: _Read) -> None:
        first, self._read = self._read is None, read
        if read.course is not None:
            self._banner = banner_of(self.workplace, read.course)
        self._offer(read)
        self._fill()
        if first and self._query is not None:
            self.table.choose(self._query)
            self.answer()
        elif first and self._about is not None:
            self.raise_query()
        elif first and self.isVisible() and (focus := self.first_focus()) is not None:
            focus.setFocus()
        self.retitled.emit()

    def _offer(self, read: _Read) -> None:
        words, chosen = self.workplace.words, self.whose.key
        patients = {line.patient.id: line.patient for line in read.lines}
        self.whose.offer(
            [("", words("All patients")), *((id, each.study_id) for id, each in patients.items())]
        )
        self.whose.choose(chosen)

    def _fill(self) -> None:
        words, lines = self.workplace.words, self._beside_state
        titles = {WAITING: words("Not closed")}
        titles |= {state.value: words(STATE_TITLES[state]) for state in QueryState}
        titles[EVERY] = words("All")
        self.state.offer(
            [
                Option(key, title, sum(self._has_state(line, key) for line in lines))
                for key, title in titles.items()
            ]
        )
        names = self._patient is None
        self.table.show_groups(query_groups(self._shown, self.workplace.today(), words, names=names))
        self.side.show_lines(self._read.lines if self._read else ())
        if self._read and self._read.lines:
            self.empty.say(words("Nothing here."), words("Other filters have queries."))
        self.pages.setCurrentIndex(0 if self._shown else 1)
        self._stood()
        self._fold()

    def _stood(self) -> None:
        key = self.table.key
        if isinstance(key, UUID) and not self.side.typed:
            self.side.stand_on(key)

    def _go(self, line: QueryLine | None = None) -> None:
        """O: to the field the query in hand is about."""
        lines = self._read.lines if self._read else ()
        line = line or next((each for each in lines if each.query.id == self.table.key), None)
        if line is None:
            return
        if line.visit is not None:
            self.route_wanted.emit(Route("visit", line.patient.id, line.visit, query=line.query.id))
        else:
            self.route_wanted.emit(Route("record", line.patient.id, tab=TABS.get(line.query.kind, "")))

    def _leave_side(self) -> None:
        self._side_wanted = False
        self._fold()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()

    def _toggle_side(self) -> None:
        self._side_wanted = not self._side_wanted
        self._fold()

    def _fold(self) -> None:
        wide = self.window().width() >= self.workplace.tokens.px(SIDE)
        asks = self.side.currentWidget() is self.side.ask
        beside = (wide or self._side_wanted) and (asks or bool(self._shown))
        self.details.setVisible(not wide and bool(self._shown))
        patients = self._patient is None and self.whose.count() > MANY
        self.whose.setVisible(patients and (wide or not beside))
        self.age.setVisible(wide or not beside)
        self.side.setVisible(beside)

    def _lay_out(self) -> None:
        tokens = self.workplace.tokens
        head = QHBoxLayout()
        head.setSpacing(tokens.s12)
        for part in (self.state, self.whose, self.age):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.details)
        card = Card(tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.pages, 1)
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        left = QVBoxLayout()
        left.setSpacing(tokens.s8)
        left.addLayout(head)
        left.addWidget(card, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        row.setSpacing(tokens.s12)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.side.hide()

    def _bind(self) -> None:
        self.state.picked.connect(lambda _key: self._fill())
        self.whose.picked.connect(lambda _key: self._fill())
        self.age.picked.connect(lambda _key: self._fill())
        self.table.stood.connect(lambda _key: self._stood())
        self.table.opened.connect(lambda _key: self.answer())
        self.details.clicked.connect(self._toggle_side)
        self._raise.clicked.connect(self.raise_query)
        self.side.left.connect(self._leave_side)
        self.side.written.connect(self._leave_side)
        self.side.place_wanted.connect(self._go)
        bind_keys(self.table, {"O": self._go, "A": self.raise_query})
        bind_keys(self, {"F4": self._toggle_side})

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
