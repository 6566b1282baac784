"""A form at the side of a list: heading, rows with their labels above, what is wrong, two buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.language import Words
from tracker.ui.field_history import FIELD
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.label import label
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.theme.tokens import Tokens

SCROLL_BAR = 14
"""Room at the right, so that a scroll bar never stands on a field."""


class SideForm(Card):
    """`saved` and `given_up` come from the buttons; who owns the form binds Ctrl+Enter and Esc."""

    saved = Signal()
    given_up = Signal()

    def __init__(self, tokens: Tokens, words: Words, title: str, act: str) -> None:
        super().__init__(tokens, title)
        self._tokens, self._words = tokens, words
        self.notice = Notice(tokens)
        self.rows = ScrollPage(0, tokens.s8)
        self.rows.body.setContentsMargins(tokens.s2, 0, SCROLL_BAR, tokens.s2)
        self.save = Button(act, tokens, look="primary", key="Ctrl+Enter")
        self.cancel = Button(words("Cancel"), tokens, key="Esc")
        foot = QHBoxLayout()
        foot.setSpacing(tokens.s8)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        foot.addWidget(self.save)
        self.add(self.rows, 1)
        self.add(self.notice)
        self.add(foot)
        self.save.clicked.connect(self.saved)
        self.cancel.clicked.connect(self.given_up)

    def row(self, title: str, *fields: QWidget, stretch: bool = False, path: str = "") -> QWidget:
        """A label with its fields below it, side by side; Enter in a line goes to the next.

        `path` is where the answer lies in the record, for its history.
        """
        box = QWidget()
        box.setProperty(FIELD, path)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tokens.s2)
        named = label(title, "label", "text3")
        column.addWidget(named)
        line = QHBoxLayout()
        line.setSpacing(self._tokens.s8)
        for field in fields:
            line.addWidget(field, 1 if stretch or len(fields) == 1 else 0)
        if len(fields) > 1 and not stretch:
            line.addStretch(1)
        column.addLayout(line)
        if fields:
            named.setBuddy(fields[0])
        for edit in [f for f in fields if isinstance(f, QLineEdit)] + [
            e for f in fields for e in f.findChildren(QLineEdit)
        ]:
            edit.returnPressed.connect(self.next_field)
        self.rows.body.addWidget(box)
        return box

    def block(self, what: QWidget | QLayout) -> None:
        """Anything that is no row."""
        if isinstance(what, QWidget):
            self.rows.body.addWidget(what)
        else:
            self.rows.body.addLayout(what)

    def close_rows(self) -> None:
        """No more rows: what is left stays empty."""
        self.rows.body.addStretch(1)

    def next_field(self) -> None:
        """Enter: to the next field."""
        self.focusNextChild()

    def say(self, text: str, tone: str = "danger") -> None:
        """What is wrong, above the buttons; an empty text takes it away."""
        self.notice.say(text, tone)
