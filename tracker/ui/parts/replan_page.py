"""A preview in the work area: both plans above each other, and what would happen to every visit."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.followup import Closure
from tracker.language import Words
from tracker.services.replan import Replan
from tracker.ui.parts.card import Card
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.label import label
from tracker.ui.parts.plan_strip import PlanStrip
from tracker.ui.parts.segmented import Segmented
from tracker.ui.parts.visit_marks import DECIDE, DONE, OUTSIDE, PLANNED, VisitLegend
from tracker.ui.tables.replan_rows import replan_columns, replan_groups
from tracker.ui.theme.tokens import Tokens


class ReplanPage(QWidget):
    """Nothing is saved by looking at it."""

    def __init__(self, tokens: Tokens, words: Words, title: str) -> None:
        super().__init__()
        self._words = words
        self._found: Replan | None = None
        self.strip = PlanStrip(tokens, words)
        self.table = GroupedTable(tokens, title, replan_columns(words), low=True)
        options = (("changes", words("Changes")), ("all", words("All")))
        self.extent = Segmented(words("Visits shown"), options, "changes")
        above = Card(tokens)
        above.body.setContentsMargins(tokens.s12, tokens.s4, tokens.s8, tokens.s4)
        self.legend = VisitLegend(
            tokens,
            words,
            (
                (DONE, words("done in window")),
                (OUTSIDE, words("done outside")),
                (PLANNED, words("planned")),
                (DECIDE, words("needs a decision")),
            ),
        )
        line = QHBoxLayout()
        line.addWidget(label(words("Around Day 0"), "value"))
        line.addStretch(1)
        line.addWidget(self.legend)
        above.add(line)
        above.add(self.strip)
        self.above = above
        listed = Card(tokens)
        listed.body.setContentsMargins(1, tokens.s8, 1, 1)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.s12, 0, tokens.s8, 0)
        head.setSpacing(tokens.s12)
        head.addWidget(label(title, "card"))
        head.addWidget(Chip(tokens, words("Preview, nothing saved"), "info", "eye"))
        head.addStretch(1)
        head.addWidget(self.extent)
        listed.add(head)
        listed.add(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s8)
        column.addWidget(above)
        column.addWidget(listed, 1)
        self.extent.picked.connect(lambda _key: self._fill())

    def show_replan(self, found: Replan | None, closures: Sequence[Closure], today: date) -> None:
        """Show what would happen; None shows an empty list."""
        self._found = found
        self.above.setVisible(found is not None)
        if found is not None:
            self.strip.show_replan(found, closures, today)
        self.table.show_groups(())
        self._fill()

    def _fill(self) -> None:
        everything = self.extent.key == "all"
        found = self._found
        self.table.show_groups(replan_groups(found, self._words, everything=everything) if found else ())
