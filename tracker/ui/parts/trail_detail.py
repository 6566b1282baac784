"""One entry of the trail at the side of the list: everything it says, each field from old to new."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.language import Words
from tracker.services.trail_paper import offset
from tracker.services.trail_words import ChangeRow, TrailRow
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card, rule
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.result_lines import ResultLines
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.side_form import SCROLL_BAR
from tracker.ui.tables.trail_rows import LOOKS
from tracker.ui.theme.tokens import Tokens

WIDTH = 320


class TrailDetail(Card):
    """`history_wanted` asks for everything that happened to the record in hand."""

    history_wanted = Signal()
    patient_wanted = Signal()

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens)
        self._tokens, self._words = tokens, words
        self.setFixedWidth(tokens.px(WIDTH))
        self.what = wrapped("", "card", "text")
        self.about = wrapped("", "hint", "text2")
        self.chip = Chip(tokens)
        self.back = Chip(tokens, words("Clock was set back"), "warn")
        chips = QHBoxLayout()
        chips.setSpacing(tokens.s8)
        chips.addWidget(self.chip)
        chips.addWidget(self.back)
        chips.addStretch(1)
        self.lines = ResultLines(tokens)
        self.title = label(words("Old and new value"), "value")
        self._changes = QVBoxLayout()
        self._changes.setSpacing(tokens.s8)
        self._page = ScrollPage(0, tokens.s8)
        self._page.body.setContentsMargins(0, 0, SCROLL_BAR, 0)
        self._page.body.addWidget(self.lines)
        self._rule = rule()
        self._page.body.addWidget(self._rule)
        self._page.body.addWidget(self.title)
        self._page.body.addLayout(self._changes)
        self._page.body.addStretch(1)
        self.history = Button(words("History of this record"), tokens, icon="audit", key="F3")
        self.open = Button(words("Open the patient"), tokens)
        for part in (self.what, self.about):
            self.add(part)
        self.add(chips)
        self.add(self._page, 1)
        for button, signal in ((self.history, self.history_wanted), (self.open, self.patient_wanted)):
            self.add(button)
            button.clicked.connect(signal)

    def show_row(self, row: TrailRow, *, whose: bool) -> None:
        """Show an entry; `whose` where the list is not about one patient alone."""
        words, event = self._words, row.event
        tone, shape = LOOKS[event.act]
        self.what.setText(row.what)
        self.about.setText(row.about)
        self.about.setVisible(bool(row.about))
        self.chip.show_state(row.act, tone, shape)
        self.back.setVisible(event.clock_back)
        told = (
            (words("Entry"), words.number(event.seq)),
            (words("Time"), f"{words.day(event.at)} {event.at:%H:%M:%S}"),
            (words("Clock"), offset(row)),
            (words("Who"), row.name),
            (words("Role"), row.role),
            (words("Patient"), row.patient if whose else ""),
        )
        reason = ((words("Reason: {why}", why=event.why), ""),) if event.why else ()
        self.lines.show_lines((*((name, text) for name, text in told if text), *reason))
        self._show_changes(row)
        self.open.setVisible(whose and bool(row.patient))

    def _show_changes(self, row: TrailRow) -> None:
        while (item := self._changes.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for change in row.changes:
            self._changes.addWidget(self._change(change, new=row.new))
        for part in (self._rule, self.title):
            part.setVisible(bool(row.changes))
        self.title.setText(self._words("Fields entered") if row.new else self._words("Old and new value"))

    def _change(self, change: ChangeRow, *, new: bool) -> QWidget:
        words, made = self._words, QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(wrapped(change.title, "hint", "text3"))
        if not new:
            old = wrapped(change.old or words("empty"), "body", "text3")
            struck = old.font()
            struck.setStrikeOut(bool(change.old))
            old.setFont(struck)
            column.addWidget(old)
        now = change.new or words("empty")
        column.addWidget(wrapped(now if new else words("→ {value}", value=now), "value", "text"))
        return made
