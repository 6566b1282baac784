"""One patient's record: the banner, and a tab for each way of looking at the course."""

from collections.abc import Callable, Mapping
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.change import Ref
from tracker.domain.rights import Right
from tracker.services.course import Course, course
from tracker.services.rights import refusal
from tracker.ui.dialogs.wrong_patient import WrongPatientDialog
from tracker.ui.field_history import Ask, one_record
from tracker.ui.keys import bind_keys
from tracker.ui.parts.banner import banner_of
from tracker.ui.parts.button import Button
from tracker.ui.parts.patient_banner import PatientBanner
from tracker.ui.parts.tabs import Tabs
from tracker.ui.routes import Route
from tracker.ui.screens.audit import AuditScreen
from tracker.ui.screens.documents import DocumentsScreen
from tracker.ui.screens.events import EventsScreen
from tracker.ui.screens.facts import FactsScreen, GroupsScreen
from tracker.ui.screens.medicines import MedicinesScreen
from tracker.ui.screens.record_safety import SafetyTab
from tracker.ui.screens.screen import Screen
from tracker.ui.screens.trends import TrendsScreen
from tracker.ui.screens.visits import VisitsScreen
from tracker.ui.workplace import Workplace

TABS: Mapping[str, Callable[[Workplace, UUID], Screen]] = {
    "visits": VisitsScreen,
    "medicines": MedicinesScreen,
    "events": EventsScreen,
    "facts": FactsScreen,
    "groups": GroupsScreen,
    "safety": SafetyTab,
    "documents": DocumentsScreen,
    "history": AuditScreen,
}


class RecordScreen(Screen):
    """Opens on Trends. Only the tabs that have something to say exist."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Patient", "Diagnosis", "Infusion", "LabResult", "PublishedFact", "Signature", "AdverseEvent"}
    )

    def __init__(
        self, workplace: Workplace, patient: UUID, tab: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._patient, self._first = patient, tab
        self._course: Course | None = None
        self._banner: PatientBanner | None = None
        self._places: dict[str, Screen] = {"trends": TrendsScreen(workplace, patient)}
        self._tabs_holder = QVBoxLayout()
        self.tabs: Tabs | None = None
        self.pages = QStackedWidget()
        self._handout = Button(words("Handout"), tokens, icon="printer")
        self._summary = Button(words("Summary"), tokens, icon="document")
        self._infusion = Button(words("Record infusion"), tokens, icon="syringe")
        self._new = Button(words("New visit"), tokens, look="primary", icon="plus")
        self._handout.clicked.connect(lambda: self.paper_opened.emit(patient, None, "handout"))
        self._summary.clicked.connect(lambda: self.paper_opened.emit(patient, None, "summary"))
        self._infusion.clicked.connect(lambda: self.infusion_opened.emit(patient))
        self._new.clicked.connect(lambda: self.visit_opened.emit(patient, None))
        shortcut = QShortcut(QKeySequence("I"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._infuse)
        bind_keys(self, {"Q": self._ask, "Shift+F2": self.move_wrong})
        for key in ("G", "Ctrl+G"):
            grade = QShortcut(QKeySequence(key), self)
            grade.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            grade.activated.connect(self._grade)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._tabs_holder)
        column.addWidget(self.pages, 1)
        self._take_in("trends")

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def title(self) -> str:
        return self.workplace.words("Patients")

    def banner(self) -> QWidget | None:
        return self._banner

    def acts(self) -> tuple[QAbstractButton, ...]:
        if self._course is None:
            return ()
        own = self._shown.acts() if self._shown is not None else ()
        if own:
            return own
        if self._course.patient.published:
            return (self._summary,)
        if not self._course.infusions:
            return (self._infusion, self._new)
        return (self._summary, self._handout, self._new)

    @property
    def tab(self) -> str:
        return next((key for key, screen in self._places.items() if screen is self._shown), "")

    @property
    def _shown(self) -> Screen | None:
        shown = self.pages.currentWidget()
        return shown if isinstance(shown, Screen) else None

    def first_focus(self) -> QWidget | None:
        return self._shown.first_focus() if self._shown is not None else None

    def primary(self) -> None:
        if self._shown is not None:
            self._shown.primary()

    def escape(self) -> None:
        if self._shown is None or not self._shown.close_inner():
            self.back.emit()

    def flush(self) -> None:
        for screen in self._places.values():
            screen.flush()

    def refresh(self) -> None:
        records, patient = self.workplace.session.records, self._patient
        self.workplace.jobs.read(lambda: course(records, patient), self._show)

    def _infuse(self) -> None:
        """I: the first infusion or a further one; published patients have none to record."""
        if self._course is not None and not self._course.patient.published:
            self.infusion_opened.emit(self._patient)

    def _grade(self) -> None:
        """G: a safety check of this patient."""
        if self._course is not None and not self._course.patient.published:
            self.safety_opened.emit(self._patient, None)

    def _ask(self) -> None:
        """Q: the queries of this patient; on an event or a medicine, one about it."""
        about = self._shown.in_hand() if self._shown is not None else None
        self.route_wanted.emit(Route("queries", self._patient, about=about))

    def move_wrong(self) -> None:
        """Shift+F2: the visit, event or medicine in hand belongs to another patient."""
        place, about = self.workplace, self._shown.in_hand() if self._shown is not None else None
        forbidden = refusal(place.session, Right.CORRECT)
        if forbidden:
            self.noticed.emit("warn", place.words(forbidden))
        elif about is not None and self._course is not None:
            dialog = WrongPatientDialog(place, about, self._course.patient, self)
            dialog.moved.connect(self._moved)
            dialog.open()

    def _moved(self, touched: frozenset[Ref]) -> None:
        self.noticed.emit("ok", self.workplace.words("It was moved. The trail of both records tells of it."))
        self.workplace.news.publish(touched)

    def field_place(self, path: str) -> Ask | None:
        """Where a part of the record has nothing in hand: the patient himself."""
        return None if path else one_record(self._patient, "")

    def step_tab(self, by: int) -> None:
        if self.tabs:
            self.tabs.step(by)

    def go(self, key: str) -> None:
        """Turn to a tab."""
        if key not in self._places:
            self._places[key] = TABS[key](self.workplace, self._patient)
            self._take_in(key)
        self.pages.setCurrentWidget(self._places[key])
        self.retitled.emit()
        focus = self.first_focus()
        if focus is not None and not (self.tabs and self.tabs.hasFocus()):
            focus.setFocus()

    def _take_in(self, key: str) -> None:
        screen = self._places[key]
        self.pages.addWidget(screen)
        screen.noticed.connect(self.noticed)
        screen.route_wanted.connect(self.route_wanted)
        screen.retitled.connect(self.retitled)
        screen.visit_opened.connect(self.visit_opened)
        screen.paper_opened.connect(self.paper_opened)
        screen.infusion_opened.connect(self.infusion_opened)
        screen.safety_opened.connect(self.safety_opened)
        screen.wrong_patient.connect(self.move_wrong)

    def _show(self, read: Course) -> None:
        self._course = read
        self._banner = banner_of(self.workplace, read)
        if self.tabs is None:
            self._make_tabs(read)
        self.retitled.emit()

    def _make_tabs(self, read: Course) -> None:
        words = self.workplace.words
        middle = [
            ("visits", words("Visits")),
            ("safety", words("Safety")),
            ("medicines", words("Medicines")),
            ("events", words("Events")),
        ]
        if read.patient.published:
            middle = [("facts", words("Published facts")), ("groups", words("Published groups"))]
        options = [
            ("trends", words("Trends")),
            *middle,
            ("documents", words("Documents")),
            ("history", words("History")),
        ]
        self.tabs = Tabs(words("Parts of the record"), options)
        self.tabs.picked.connect(self.go)
        self._tabs_holder.addWidget(self.tabs)
        if self._first in dict(options):
            self.tabs.choose(self._first)
