"""Beside a paper: what it is, its main message, what was checked, its history, and the ways to print it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tracker.domain.document import Document
from tracker.language import Words
from tracker.services.papers import HANDOUT, KINDS, SHORT
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card, rule
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.emptied import empty
from tracker.ui.parts.label import ElidedLabel, label, wrapped
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.segmented import Segmented
from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.tokens import Tokens

WIDTH = 284
_HISTORY = 4


class PaperPanel(Card):
    """`chosen` when kind, visit or message changed; the buttons are the screen's to connect."""

    chosen = Signal()

    def __init__(self, tokens: Tokens, words: Words, kind: str) -> None:
        super().__init__(tokens)
        self._tokens, self._words = tokens, words
        self.setFixedWidth(tokens.px(WIDTH))
        self.body.setContentsMargins(tokens.s4, tokens.s12, tokens.s4, tokens.s12)
        self._heading = label(words(KINDS[kind]), "card")
        self.state = Chip(tokens)
        self.kind = Segmented(
            words("Paper"),
            tuple((key, words(title)) for key, title in SHORT.items()),
            kind,
        )
        self.visit = Choice(tokens, words("Visit"))
        self.message = Choice(tokens, words("Main message"), may_cut=True)
        self._sentence = wrapped("", "hint", "text2")
        self._message_label = label(words("Main message"), "label", "text3")
        self._checks = QVBoxLayout()
        self._checks.setSpacing(tokens.s4)
        self._history = QVBoxLayout()
        self._history.setSpacing(tokens.s2)
        self._past_heading = label(words("History"), "value")
        self.on_paper = Notice(tokens)
        self._file = ElidedLabel("", "hint", "text3")
        self.print = Button(words("Print"), tokens, look="primary", key=words("Enter"), icon="printer")
        self.save = Button(words("Save PDF"), tokens, key="Ctrl+S")
        self.settings = Button(words("Phone, emergency number, size"), tokens, look="link", face="hint")
        self._lay_out()
        self.kind.picked.connect(lambda _key: self.chosen.emit())
        self.visit.picked.connect(lambda _key: self._visit_picked())
        self.message.picked.connect(lambda _key: self._message_picked())

    def offer_visits(self, visits: Sequence[tuple[object, str]], chosen: object) -> None:
        """The visits a paper can be about, the newest first."""
        if [self.visit.itemData(index) for index in range(self.visit.count())] != [key for key, _ in visits]:
            self.visit.offer(visits)
        self.visit.choose(chosen)

    def offer_messages(self, sentences: Sequence[str], standing: str) -> None:
        """First what stands on the page when nothing is chosen here, then the approved sentences."""
        kept = self.message.key
        other = ((each, self._words(each)) for each in sentences if self._words(each) != standing)
        self.message.offer((("", standing), *other))
        self.message.choose(kept)
        self._sentence.setText(self.message.currentText())

    def show_paper(
        self,
        *,
        state: tuple[str, str],
        checks: Sequence[tuple[bool, str]],
        history: Sequence[tuple[Document, str]],
        file_name: str,
    ) -> None:
        """Say how it stands: a chip, what was checked, what was printed before and by whom."""
        handout = self.kind.key == HANDOUT
        self._heading.setText(self._words(KINDS[self.kind.key]))
        self.state.show_state(*state)
        for part in (self._message_label, self.message, self._sentence):
            part.setVisible(handout)
        empty(self._checks)
        for fine, text in checks:
            self._checks.addLayout(self._check(fine, text))
        empty(self._history)
        for document, who in history[:_HISTORY]:
            self._history.addLayout(self._past(document, who))
        self._past_heading.setVisible(bool(history))
        newest = history[0][0].version if history else 0
        self.on_paper.say(
            self._words("Version {n} is on paper. Take that sheet back.", n=newest) if newest else "", "warn"
        )
        self._file.setText(file_name)

    def _visit_picked(self) -> None:
        """Another visit has a message of its own."""
        self.message.choose("")
        self.chosen.emit()

    def _message_picked(self) -> None:
        self._sentence.setText(self.message.currentText())
        self.chosen.emit()

    def _check(self, fine: bool, text: str) -> QHBoxLayout:
        ink = self._tokens.ok if fine else self._tokens.warn
        shape = QLabel()
        shape.setPixmap(
            pixmap("tick" if fine else "warning", ink, self._tokens.px(14), self.devicePixelRatioF())
        )
        row = QHBoxLayout()
        row.setSpacing(self._tokens.s8)
        row.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(wrapped(text, "label"), 1)
        return row

    def _past(self, document: Document, who: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(self._words("v{n} printed", n=document.version), "value"))
        row.addStretch(1)
        when = self._words("{day}, {who}", day=self._words.short_day(document.made_at.date()), who=who)
        row.addWidget(label(when, "label", "text2"))
        return row

    def _lay_out(self) -> None:
        words, tokens = self._words, self._tokens
        page = ScrollPage(spacing=tokens.s8)
        page.body.setContentsMargins(tokens.s12, 0, tokens.s12, 0)
        for part in (
            self._heading,
            self.state,
            rule(),
            self.kind,
            label(words("Visit"), "label", "text3"),
            self.visit,
            self._message_label,
            self.message,
            self._sentence,
            rule(),
            label(words("Checked"), "value"),
        ):
            page.body.addWidget(part)
        page.body.addLayout(self._checks)
        page.body.addWidget(self._past_heading)
        page.body.addLayout(self._history)
        page.body.addWidget(self.on_paper)
        page.body.addStretch(1)
        self.body.addWidget(page, 1)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(tokens.s12, 0, tokens.s12, 0)
        column.setSpacing(tokens.s8)
        for below in (self.settings, self._file, self.print, self.save):
            column.addWidget(below)
        self.body.addWidget(foot)
