"""The days on which the clinic sees nobody: a list, and a line to add to it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.followup import Closure
from tracker.language import Words
from tracker.ui.keys import bind_keys
from tracker.ui.parts.button import Button
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.label import label, wrapped
from tracker.ui.tables.plan_rows import closure_columns, closure_groups
from tracker.ui.theme.tokens import Tokens


class ClosedDays(QWidget):
    """`added` carries first day, last day and why; `removed` the closure in hand, at Delete."""

    added = Signal(object, object, str)
    removed = Signal(object)

    def __init__(self, tokens: Tokens, words: Words, today: Callable[[], date]) -> None:
        super().__init__()
        self._words = words
        self.table = GroupedTable(tokens, words("Closed days"), closure_columns(words), low=True)
        self.none = wrapped(words("The clinic is open every day."), "hint", "text3")
        self.first = DateField(words("First closed day"), words, tokens, today, brief=True)
        self.last = DateField(words("Last closed day"), words, tokens, today, brief=True)
        self.why = QLineEdit()
        self.why.setAccessibleName(words("Why it is closed"))
        self.why.setPlaceholderText(words("Holiday"))
        self.add = Button(words("Add"), tokens)
        self.remove = Button(words("Remove"), tokens, key="Del")
        self.said = wrapped("", "label", "danger")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s8, 0, tokens.s8, tokens.s8)
        column.setSpacing(tokens.s4)
        column.addWidget(self.table, 1)
        column.addWidget(self.none)
        for title, field in ((words("From"), self.first), (words("To"), self.last), (words("Why"), self.why)):
            line = QHBoxLayout()
            name = label(title, "label", "text3")
            name.setFixedWidth(tokens.px(44))
            name.setBuddy(field)
            line.addWidget(name)
            line.addWidget(field, 1)
            column.addLayout(line)
        column.addWidget(self.said)
        foot = QHBoxLayout()
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.add)
        column.addLayout(foot)
        for edit in (self.first.box, self.last.box):
            edit.returnPressed.connect(self._next)
        self.why.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        bind_keys(self.table, {"Del": self._remove})

    def show_closures(self, found: Sequence[Closure]) -> None:
        """List these, and empty the line for the next."""
        self.table.show_groups(closure_groups(found, self._words))
        self.none.setVisible(not found)
        self.remove.setVisible(bool(found))
        self.first.set_value(None)
        self.last.set_value(None)
        self.why.clear()
        self.say("")

    def say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _next(self) -> None:
        self.focusNextChild()

    def _add(self) -> None:
        first, last = self.first.day, self.last.day or self.first.day
        if first is None or last is None:
            self.say(self.first.problem or self._words("Write the first closed day."))
            self.first.box.setFocus()
            return
        self.added.emit(first, last, self.why.text())

    def _remove(self) -> None:
        if self.table.key is not None:
            self.removed.emit(self.table.key)
