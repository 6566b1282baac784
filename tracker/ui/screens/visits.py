"""The visits of one patient: what happened when, signed or not, and the score of that day."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.diseases import disease
from tracker.domain.visit import Visit
from tracker.domain.visit_codes import visit_code
from tracker.services.course import Course, course
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.empty_state import EmptyState
from tracker.ui.parts.label import label
from tracker.ui.parts.list_view import ListView
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace


class VisitsScreen(Screen):
    """Newest first; Enter opens the visit."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Visit", "LabResult", "Assessment", "Signature", "Infusion"}
    )

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._patient = patient
        titles = (
            words("Visit"),
            words("Date"),
            words("Day"),
            words("Results"),
            words("Score"),
            words("Status"),
        )
        self.view = ListView(tokens, words("Visits"), titles)
        new = Button(words("New visit"), tokens, look="primary", icon="plus")
        self.empty = EmptyState(
            tokens, words("No visits yet."), words("The first one starts here."), "calendar", new
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.empty)
        infusion = Button(words("Record infusion"), tokens, look="link", face="hint", key="I")
        infusion.clicked.connect(lambda: self.infusion_opened.emit(patient))
        self.count = label("", "hint", "text2")
        head = QHBoxLayout()
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(infusion)
        card = Card(tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s12)
        column.setSpacing(tokens.s8)
        column.addLayout(head)
        column.addWidget(card, 1)
        self.view.opened.connect(lambda visit: self.visit_opened.emit(patient, visit))
        new.clicked.connect(lambda: self.visit_opened.emit(patient, None))

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def title(self) -> str:
        return self.workplace.words("Visits")

    def first_focus(self) -> QWidget | None:
        return self.view

    def refresh(self) -> None:
        records, patient = self.workplace.session.records, self._patient
        self.workplace.jobs.read(lambda: course(records, patient), self._show)

    def _show(self, read: Course) -> None:
        visits = tuple(reversed(read.visits))
        self.view.show_rows([self._row(read, visit) for visit in visits], [visit.id for visit in visits])
        self.pages.setCurrentWidget(self.view if visits else self.empty)
        self.count.setText(self._said(read))

    def _said(self, read: Course) -> str:
        words = self.workplace.words
        visits = words.plural("{n} visit", "{n} visits", len(read.visits))
        given = words.plural("{n} infusion", "{n} infusions", len(read.infusions))
        return words("{visits}, {infusions}", visits=visits, infusions=given)

    def _row(self, read: Course, visit: Visit) -> tuple[str, ...]:
        words = self.workplace.words
        day = read.day_number(visit.day)
        labs = sum(lab.visit == visit.id for lab in read.labs)
        signed = any(signature.record == visit.id for signature in read.signatures)
        return (
            visit.title or words(visit_code(visit.code).title),
            words.day(visit.day),
            "" if day is None else words("Day {day}", day=words.number(day)),
            words.plural("{n} result", "{n} results", labs),
            self._score(read, visit),
            words("Signed") if signed else words("Not signed"),
        )

    def _score(self, read: Course, visit: Visit) -> str:
        headline = disease(read.disease).headline
        found = [
            a
            for a in read.assessments
            if headline and a.visit == visit.id and a.instrument == headline.instrument
        ]
        value = found[0].result.get(headline.output) if found and headline else None
        return "–" if found and value is None else "" if value is None else str(value)
