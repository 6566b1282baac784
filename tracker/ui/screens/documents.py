"""The papers that were made of one patient: which, of which visit, when, by whom, and their check sums."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.document import Document
from tracker.domain.study import User
from tracker.services.course import Course, course
from tracker.services.papers import KINDS
from tracker.ui.parts.card import Card
from tracker.ui.parts.empty_state import EmptyState
from tracker.ui.parts.list_view import ListView
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace

SUM = 12
"""Letters of a check sum that are enough to compare it by eye."""


class DocumentsScreen(Screen):
    """Newest first; Enter opens the same kind of paper for the same visit."""

    watches: ClassVar[frozenset[str]] = frozenset({"Document", "Visit"})

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._patient = patient
        titles = (
            words("Paper"),
            words("Visit"),
            words("Version"),
            words("Made"),
            words("By"),
            words("File"),
            words("Check sum"),
        )
        self.view = ListView(tokens, words("Papers"), titles, stretch=5)
        self.empty = EmptyState(
            tokens,
            words("No papers yet."),
            words("What is printed for this patient is noted here with its version and check sum."),
            "document",
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.empty)
        card = Card(tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        column.addWidget(card)
        self.view.opened.connect(self._open)

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def title(self) -> str:
        return self.workplace.words("Documents")

    def first_focus(self) -> QWidget | None:
        return self.view

    def refresh(self) -> None:
        records, patient = self.workplace.session.records, self._patient

        def work() -> tuple[Course, dict[UUID, str]]:
            return course(records, patient), {user.id: user.short for user in records.find(User)}

        self.workplace.jobs.read(work, self._show)

    def _show(self, found: tuple[Course, dict[UUID, str]]) -> None:
        read, people = found
        papers = sorted(read.documents, key=lambda paper: paper.made_at, reverse=True)
        self.view.show_rows([self._row(read, paper, people) for paper in papers], papers)
        self.pages.setCurrentWidget(self.view if papers else self.empty)

    def _row(self, read: Course, paper: Document, people: dict[UUID, str]) -> tuple[str, ...]:
        words = self.workplace.words
        visit = next((visit for visit in read.visits if visit.id == paper.visit), None)
        made = paper.made_at.astimezone(self.workplace.clock().tzinfo)
        return (
            words(KINDS.get(paper.kind, paper.kind)),
            words.day(visit.day) if visit else "–",
            words.number(paper.version),
            f"{words.day(made.date())} {made:%H:%M}",
            people.get(paper.made_by, "–"),
            paper.file_name,
            paper.sha256[:SUM],
        )

    def _open(self, paper: object) -> None:
        if isinstance(paper, Document):
            self.paper_opened.emit(self._patient, paper.visit, paper.kind)
