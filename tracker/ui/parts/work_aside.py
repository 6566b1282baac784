"""Beside the worklist: who is in the first 30 days and when to check, and how old the backup is."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.language import Words
from tracker.services.backups import BackupState
from tracker.services.bedside_times import age
from tracker.services.today import EarlyPatient
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card, rule
from tracker.ui.parts.care_words import sourced_words
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import ElidedLabel, label, wrapped
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.side_form import SCROLL_BAR
from tracker.ui.theme.tokens import Tokens

WIDTH = 240


class WorkAside(Card):
    """`grade_wanted` carries the patient, `backup_wanted` nothing."""

    grade_wanted = Signal(object)
    backup_wanted = Signal()

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens, words("First 30 days"))
        self._tokens, self._words = tokens, words
        self.setFixedWidth(tokens.px(WIDTH))
        self.body.setContentsMargins(tokens.s12, tokens.s12, tokens.s4, tokens.s12)
        self._page = ScrollPage(0, tokens.s8)
        self._page.body.setContentsMargins(0, 0, SCROLL_BAR, 0)
        self._patients = QWidget()
        self._page.body.addWidget(self._patients)
        self.backup_chip = Chip(tokens)
        self.backup_said = wrapped("", "hint", "text2")
        self.back_up = Button(words("Back up now"), tokens)
        self.back_up.clicked.connect(self.backup_wanted)
        head = QHBoxLayout()
        head.addWidget(label(words("Backup"), "value"))
        head.addStretch(1)
        head.addWidget(self.backup_chip)
        self._backup = QWidget()
        column = QVBoxLayout(self._backup)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(rule())
        column.addLayout(head)
        column.addWidget(self.backup_said)
        column.addWidget(self.back_up)
        self._page.body.addWidget(self._backup)
        self._page.body.addStretch(1)
        self.add(self._page, 1)

    def show_first_days(self, watched: Sequence[EarlyPatient], now: datetime) -> None:
        """The patients of the first days, the earliest first."""
        words = self._words
        self.hint.setText(words.plural("{n} patient", "{n} patients", len(watched)))
        old, self._patients = self._patients, QWidget()
        column = QVBoxLayout(self._patients)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tokens.s8)
        if not watched:
            column.addWidget(wrapped(words("Nobody was treated in the last 30 days."), "hint", "text2"))
        for each in watched:
            column.addWidget(self._one(each, now))
        self._page.body.replaceWidget(old, self._patients)
        old.hide()
        old.deleteLater()

    def show_backup(self, state: BackupState) -> None:
        """How old the newest backup is, in words."""
        self.backup_said.setText(self._words.say(state.verdict))
        self.backup_chip.setVisible(state.age is not None)
        if state.age is not None:
            days = state.age.days
            said = self._words.plural("{n} day old", "{n} days old", days) if days else self._words("fresh")
            tone = state.tone if state.tone != "info" else "neutral"
            self.backup_chip.show_state(said, tone)
        self._backup.setVisible(bool(state.verdict.phrase))

    def _one(self, each: EarlyPatient, now: datetime) -> QWidget:
        words, early = self._words, each.early
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tokens.s4)
        column.addWidget(rule())
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(early.patient.name, "value"), 1)
        head.addWidget(label(words("Day {n}", n=words.number(early.day)), "hint", "text2"))
        column.addLayout(head)
        column.addWidget(Chip(self._tokens, each.state, each.tone))
        said = words.say(each.due.words) if each.due.words else ""
        if each.due.last is not None:
            last = words("last check {age}", age=words.say(age(each.due.last.at, now)))
            said = words("{next}, {last}", next=said, last=last) if said else last
        column.addWidget(wrapped(said, "hint", "danger" if each.due.overdue else "text2"))
        if care := sourced_words(each.care, words):
            column.addWidget(wrapped(care, "hint", "text2"))
        grade = Button(words("Grade CRS and ICANS"), self._tokens, key="G")
        grade.clicked.connect(lambda: self.grade_wanted.emit(early.patient.id))
        column.addWidget(grade)
        return box
