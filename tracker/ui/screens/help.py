"""The definition of every score: a list one can search, and beside it the page of the one chosen."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from tracker.domain.instruments import find
from tracker.services.definition import definition, search_definitions
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.empty_state import EmptyState
from tracker.ui.parts.label import label
from tracker.ui.parts.letter_page import LetterPage
from tracker.ui.parts.list_view import ListView
from tracker.ui.parts.text_field import TextField
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace

LIST = 300


class HelpScreen(Screen):
    """Type to search, Down to the list, Enter or F6 to the page, Esc back; `topic` is shown first."""

    def __init__(self, workplace: Workplace, topic: str = "", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._topic = topic
        self.search_box = TextField(
            words("Find a score"), hint=words("Title, item or code"), show_title=False
        )
        self.count = label("", "hint", "text3")
        self.list = ListView(tokens, words("Scores"), (words("Score"),))
        self.list.horizontalHeader().hide()
        self.page = LetterPage(tokens, words("Definition"))
        show_all = Button(words("Show all"), tokens)
        self.none = EmptyState(
            tokens,
            words("No score matches."),
            words("Titles, items, results, codes and sources were searched."),
            "search",
            show_all,
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.page)
        self.pages.addWidget(self.none)
        left = Card(tokens)
        left.setFixedWidth(tokens.px(LIST))
        left.body.setContentsMargins(1, tokens.s8, 1, 1)
        box = QHBoxLayout()
        box.setContentsMargins(tokens.s8, 0, tokens.s8, 0)
        box.addWidget(self.search_box, 1)
        box.addWidget(self.count)
        left.add(box)
        left.add(self.list, 1)
        right = Card(tokens)
        right.body.setContentsMargins(1, 1, 1, 1)
        right.add(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        row.setSpacing(tokens.s12)
        row.addWidget(left)
        row.addWidget(right, 1)
        self.search_box.changed.connect(self._search)
        self.search_box.line.installEventFilter(self)
        show_all.clicked.connect(self._show_all)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.list.opened.connect(lambda _code: self.page.setFocus())
        QShortcut(QKeySequence("F6"), self).activated.connect(self._next_region)
        self._search("")

    def title(self) -> str:
        return self.workplace.words("Definitions")

    def first_focus(self) -> QWidget | None:
        return self.list if self._topic else self.search_box.line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the search box into the list."""
        leads = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        )
        if watched is self.search_box.line and leads and self.list.listing.keys:
            self.list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        words = self.workplace.words
        shown = self._chosen() or self._topic
        found = sorted(search_definitions(text, words), key=lambda known: words(known.title).casefold())
        codes = [known.code for known in found]
        self.list.show_rows([(words(known.title),) for known in found], codes)
        self.count.setText(words.number(len(found)))
        if codes:
            self.list.selectRow(codes.index(shown) if shown in codes else 0)
        self._show_chosen()

    def _chosen(self) -> str:
        row = self.list.currentIndex().row()
        keys = self.list.listing.keys
        return str(keys[row]) if 0 <= row < len(keys) else ""

    def _show_chosen(self) -> None:
        known = find(self._chosen())
        self.pages.setCurrentWidget(self.page if known else self.none)
        if known is not None and known.code != self.page.property("code"):
            self.page.setProperty("code", known.code)
            self.page.show_letter(definition(known, self.workplace.words))

    def _show_all(self) -> None:
        self.search_box.set_text("")
        self.search_box.line.setFocus()

    def _next_region(self) -> None:
        regions = [self.search_box.line, self.list, self.page]
        here = next((at for at, region in enumerate(regions) if region.hasFocus()), -1)
        regions[(here + 1) % len(regions)].setFocus()
