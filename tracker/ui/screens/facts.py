"""What papers printed about a published patient: every fact with its source, disagreements side by side."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.services.course import course
from tracker.services.published_view import FactRow, asked_first, group_facts, unknown_counts
from tracker.ui.parts.card import Card
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.list_view import ListView
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace


class FactsScreen(Screen):
    """Read-only: facts are not records."""

    watches: ClassVar[frozenset[str]] = frozenset({"PublishedFact", "PublishedSource"})

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        tokens = workplace.tokens
        self._patient = patient
        self.view = ListView(tokens, self.title(), self._titles(), stretch=len(self._titles()) - 1)
        self.count = wrapped("", "hint", "text2")
        card = Card(tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.view, 1)
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        column.setSpacing(tokens.s8)
        column.addLayout(head)
        column.addWidget(card, 1)

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def title(self) -> str:
        return self.workplace.words("Published facts")

    def first_focus(self) -> QWidget | None:
        return self.view

    def refresh(self) -> None:
        self.workplace.jobs.read(self._read, self._show)

    def _titles(self) -> tuple[str, ...]:
        words = self.workplace.words
        return words("Fact"), words("As printed"), words("When"), words("Remark"), words("Source and place")

    def _read(self) -> tuple[FactRow, ...]:
        return asked_first(course(self.workplace.session.records, self._patient), self.workplace.words)

    def _cells(self, row: FactRow) -> tuple[str, ...]:
        return row.title, row.value, row.when, row.remark, row.source

    def _show(self, rows: tuple[FactRow, ...]) -> None:
        words = self.workplace.words
        self.view.show_rows([self._cells(row) for row in rows], rows)
        unknown = unknown_counts(rows)
        facts = [row.fact for row in rows if row.fact]
        differ = len(
            {(r.fact.cohort, r.fact.variable, r.fact.timepoint) for r in rows if r.fact and r.differs}
        )
        said = [words.plural("{n} fact.", "{n} facts.", len(facts))]
        if differ:
            said.append(
                words.plural("Sources differ on {n} of them.", "Sources differ on {n} of them.", differ)
            )
        if unknown:
            said.append(
                words.plural(
                    "{n} thing is kept that the program does not know.",
                    "{n} things are kept that the program does not know.",
                    sum(unknown.values()),
                )
            )
        self.count.setText(" ".join(said))


class GroupsScreen(FactsScreen):
    """The same for whole published groups: what a cohort as such was reported to do."""

    def title(self) -> str:
        return self.workplace.words("Published groups")

    def _titles(self) -> tuple[str, ...]:
        return (self.workplace.words("Group"), *super()._titles())

    def _read(self) -> tuple[FactRow, ...]:
        return group_facts(self.workplace.session.records, self.workplace.words)

    def _cells(self, row: FactRow) -> tuple[str, ...]:
        return (row.group, *super()._cells(row))
