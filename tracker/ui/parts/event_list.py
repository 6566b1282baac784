"""The list of events under its filters, or what stands there while there is none."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.language import Words
from tracker.services.event_view import FILTERS, EventView
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.empty_state import EmptyState
from tracker.ui.parts.filter_chips import FilterChips, Option
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.tables.event_rows import event_columns, event_groups
from tracker.ui.theme.tokens import Tokens


class EventList(QStackedWidget):
    """The buttons are the screen's to connect."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self._words = words
        self._view: EventView | None = None
        self.chips = FilterChips(tokens, words("Show"))
        self.table = GroupedTable(tokens, words("Events"), event_columns(words))
        self.print_list = Button(words("Print list"), tokens, look="link", icon="printer")
        self.details = Button(words("Details"), tokens, look="link", key="F4")
        self.none = Button(words("Asked, nothing new"), tokens)
        self.first = Button(words("New event"), tokens, look="primary", icon="plus", key="A")
        self.empty = EmptyState(tokens, words("No events"), "", "shield", self.none, self.first)
        listed, full, bare = Card(tokens), QWidget(), Card(tokens)
        listed.body.setContentsMargins(1, 1, 1, 1)
        listed.add(self.table, 1)
        self.head = QWidget()
        self.head.setMinimumWidth(1)
        head = QHBoxLayout(self.head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(tokens.s8)
        head.addWidget(self.chips)
        head.addStretch(1)
        head.addWidget(self.details)
        head.addWidget(self.print_list)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s8)
        column.addWidget(self.head)
        column.addWidget(listed, 1)
        bare.add(self.empty, 1)
        self.addWidget(full)
        self.addWidget(bare)
        self.chips.picked.connect(lambda _key: self._fill())

    @property
    def bare(self) -> bool:
        """Whether there is nothing to list."""
        return self.currentIndex() == 1

    @property
    def first_focus(self) -> QWidget:
        return self.first if self.bare else self.table

    def show_view(self, view: EventView) -> None:
        """Show the events; the one in hand stays in hand."""
        words, self._view = self._words, view
        options = [Option(key, words(f.title), len(view.shown(key))) for key, f in FILTERS.items()]
        self.chips.offer(options)
        asked = words.plural("Asked at {n} visit.", "Asked at {n} visits.", view.asked)
        nobody = words("Nobody has asked yet, or nothing was written down.")
        self.empty.say(words("No events"), asked if view.asked else nobody)
        self.setCurrentIndex(0 if view.lines or view.suggested else 1)
        self.print_list.setVisible(bool(view.lines))
        self._fill()

    def _fill(self) -> None:
        if self._view is not None:
            self.table.show_groups(event_groups(self._view, self._words, self.chips.key or "all"))
