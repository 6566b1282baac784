"""What stands beside the text of a plan: its visits, its problems, whom it changes, the closed days."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from tracker.domain.plan_text import ReadPlan
from tracker.language import Words
from tracker.services.plan_effects import PlanEffect
from tracker.ui.parts.card import Card
from tracker.ui.parts.closed_days import ClosedDays
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.segmented import Segmented
from tracker.ui.tables.plan_rows import (
    effect_columns,
    effect_groups,
    plan_visit_columns,
    plan_visit_groups,
    problem_columns,
    problem_groups,
)
from tracker.ui.theme.tokens import Tokens

VISITS, PROBLEMS, PATIENTS, CLOSED = "visits", "problems", "patients", "closed"
WIDTH = 368


class PlanBeside(Card):
    """One of four at a time; `turn_to` shows another."""

    def __init__(self, tokens: Tokens, words: Words, today: Callable[[], date]) -> None:
        super().__init__(tokens)
        self._words = words
        self.visits = GroupedTable(tokens, words("Visits of this plan"), plan_visit_columns(words), low=True)
        self.problems = GroupedTable(tokens, words("Problems of the text"), problem_columns(words))
        self.patients = GroupedTable(tokens, words("Patients it changes"), effect_columns(words), low=True)
        self.closed = ClosedDays(tokens, words, today)
        titles = {
            VISITS: words("Visits"),
            PROBLEMS: words("Problems"),
            PATIENTS: words("Patients"),
            CLOSED: words("Closed days"),
        }
        self._parts: dict[str, QWidget] = {
            VISITS: self.visits,
            PROBLEMS: self.problems,
            PATIENTS: self.patients,
            CLOSED: self.closed,
        }
        self.turn = Segmented(words("Beside the text"), tuple(titles.items()), VISITS)
        self._pages = QStackedWidget()
        for part in self._parts.values():
            self._pages.addWidget(part)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.s8, tokens.s8, tokens.s8, 0)
        head.addWidget(self.turn)
        head.addStretch(1)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.add(head)
        self.add(self._pages, 1)
        self.setFixedWidth(tokens.px(WIDTH))
        self.turn.picked.connect(self.turn_to)

    @property
    def shown(self) -> str:
        """Which of the four is seen."""
        return next(key for key, part in self._parts.items() if part is self._pages.currentWidget())

    def turn_to(self, part: str) -> None:
        self.turn.choose(part)
        self._pages.setCurrentWidget(self._parts[part])

    def show_plan(self, read: ReadPlan) -> None:
        """The visits a text makes, and what is wrong with it."""
        self.visits.show_groups(plan_visit_groups(read.plan, self._words))
        self.problems.show_groups(problem_groups(read, self._words))

    def show_effects(self, found: Sequence[PlanEffect]) -> None:
        """Whom it changes; turns to them."""
        self.patients.show_groups(effect_groups(found, self._words))
        self.turn_to(PATIENTS)
