"""The questions about one record as a list in a panel: field, state, question; Enter opens one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tracker.domain.followup import QueryState
from tracker.language import Words
from tracker.services.query_view import STATE_TITLES, QueryLine
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.query_forms import STATE_TONES
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.side_form import SCROLL_BAR
from tracker.ui.theme.tokens import Tokens


class QueryList(Card):
    """`opened` carries the id of the question; `ask_wanted` and `left` come from the buttons at the foot."""

    opened = Signal(object)
    ask_wanted = Signal()
    left = Signal()

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens, words("Queries"))
        self._tokens, self._words = tokens, words
        self.head.removeWidget(self.hint)
        self.hint.hide()
        self.count = Chip(tokens)
        self.head.addWidget(self.count)
        self.page = ScrollPage(0, tokens.s4)
        self.page.body.setContentsMargins(0, 0, SCROLL_BAR, 0)
        self.none = wrapped(
            words("No query about this visit. Stand on a field, also an empty one, and press Alt+Q."),
            "body",
            "text2",
        )
        self.page.body.addWidget(self.none)
        self.page.body.addStretch(1)
        self.entries: list[QueryEntry] = []
        self.ask = Button(words("Raise query"), tokens, key="Alt+Q")
        self.close_it = Button(words("Close"), tokens, key="Esc")
        foot = QHBoxLayout()
        foot.addWidget(self.close_it)
        foot.addStretch(1)
        foot.addWidget(self.ask)
        self.add(self.page, 1)
        self.add(foot)
        self.ask.clicked.connect(self.ask_wanted)
        self.close_it.clicked.connect(self.left)

    def show_lines(self, lines: Sequence[QueryLine]) -> None:
        """Show these, in this order."""
        words = self._words
        for old in self.entries:
            self.page.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.entries = [QueryEntry(line, words, self._tokens) for line in lines]
        for at, entry in enumerate(self.entries):
            entry.clicked.connect(lambda _on=False, id=entry.line.query.id: self.opened.emit(id))
            self.page.body.insertWidget(at, entry)
        self.none.setVisible(not lines)
        waiting = sum(1 for line in lines if line.state is not QueryState.CLOSED)
        self.count.setVisible(bool(lines))
        if waiting:
            self.count.show_state(words.plural("{n} not closed", "{n} not closed", waiting), "warn")
        else:
            self.count.show_state(words("All closed"), "ok")

    @property
    def first_focus(self) -> QWidget:
        return self.entries[0] if self.entries else self.ask


class QueryEntry(QAbstractButton):
    """One question of the list; Up and Down walk, Enter or Space opens."""

    def __init__(self, line: QueryLine, words: Words, tokens: Tokens) -> None:
        super().__init__()
        self.line, self._tokens = line, tokens
        field, state = words.say(line.field), words(STATE_TITLES[line.state])
        asked = line.query.question
        self.setAccessibleName(
            words("{state} query about {field}: {text}", state=state, field=field, text=asked)
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        head = QHBoxLayout()
        head.setSpacing(tokens.s8)
        head.addWidget(wrapped(field, "value", "text"), 1)
        head.addWidget(Chip(tokens, state, STATE_TONES[line.state]), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s8, tokens.s8, tokens.s8, tokens.s8)
        column.setSpacing(tokens.s2)
        column.addLayout(head)
        column.addWidget(wrapped(asked, "body", "text2"))
        when = {"who": line.first.who, "day": words.day(line.first.at)}
        column.addWidget(label(words("{who}, {day}", **when), "hint", "text3"))
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tokens.px(120), self._tokens.px(28))

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(200), self.heightForWidth(self._tokens.px(260)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        column = self.layout()
        return column.totalHeightForWidth(width) if column else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), self._tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(QColor(look.primary if focus else look.line), look.ring if focus else 1))
        painter.setBrush(QColor(look.raised if self.underMouse() else look.surface))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), look.radius, look.radius)
        painter.end()
