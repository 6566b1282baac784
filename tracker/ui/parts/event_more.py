"""The rest of the form of an event: other causes, what was done, what its kind asks, codes and reports."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.adverse_event import EventKind
from tracker.domain.event_answers import CAUSES, LIKELIHOODS
from tracker.domain.event_clocks import NEW_INFORMATION
from tracker.domain.event_forms import EVENT_FORMS
from tracker.domain.items import Item
from tracker.domain.items import Tick as TickItem
from tracker.language import Words
from tracker.services.event_entry import EventEntry
from tracker.services.event_view import KIND_TITLES
from tracker.ui.parts import item_editors, item_editors_picks
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.event_dates import Reading
from tracker.ui.parts.item_editor import Editor, editor
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.when_field import WhenField
from tracker.ui.theme.tokens import Tokens

KINDS = (item_editors, item_editors_picks)
"""The modules that say which widget answers which kind of item."""


class EventMore(QWidget):
    """`answers` are fields of an EventEntry."""

    changed = Signal()

    def __init__(self, tokens: Tokens, words: Words, clock: Callable[[], datetime], reading: Reading) -> None:
        super().__init__()
        self._tokens, self._words, self._clock = tokens, words, clock
        self._editors: dict[str, Editor] = {}
        self._kind: EventKind | None = None
        self._held: dict[str, object] = {}
        likely = [("", words("Not answered")), *((key, words(t)) for key, t in LIKELIHOODS.items())]
        others = list(CAUSES.items())[1:]
        self.causes = {key: Choice(tokens, words(each.title), likely) for key, each in others}
        known = [(None, words("Not answered")), (True, words("Expected")), (False, words("Unexpected"))]
        self.expected = Choice(tokens, words("Expected from the safety information"), known)
        self.sponsor_aware = WhenField(words("Sponsor knew"), words, reading.moment, words("when told"))
        self.worsened = WhenField(words("Worsened on"), words, reading.day, words("23-Nov-2026"))
        titles = {
            "verbatim": words("As reported, word for word"),
            "action": words("Action taken"),
            "treatment": words("Treatment"),
            "reporter": words("Reported by"),
            "narrative": words("Narrative"),
            "meddra_pt": words("MedDRA preferred term, code"),
            "meddra_llt": words("MedDRA lowest level term, code"),
            "meddra_soc": words("MedDRA organ class, code"),
            "meddra_version": words("MedDRA version"),
        }
        self.lines = {key: QLineEdit() for key in titles}
        self._details = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, tokens.s8, 0, 0)
        self._column.setSpacing(tokens.s4)
        self._column.addWidget(self._details)
        self._pairs(words("Other causes"), [(words(each.title), self.causes[key]) for key, each in others])
        reports = [
            (words("Safety information"), self.expected),
            (words("Sponsor knew on"), self.sponsor_aware),
            (words("Fatal or life-threatening since"), self.worsened),
        ]
        self._pairs(words("Reports"), reports)
        self._pairs(words("In words"), [(title, self.lines[key]) for key, title in titles.items()])
        for key, line in self.lines.items():
            line.setAccessibleName(titles[key])
            line.textEdited.connect(lambda _text: self.changed.emit())
        for choice in (*self.causes.values(), self.expected):
            choice.picked.connect(lambda _key: self.changed.emit())
        for field in self.moments:
            field.edited.connect(self.changed)

    @property
    def moments(self) -> tuple[WhenField, ...]:
        return (self.sponsor_aware, self.worsened)

    @property
    def relations(self) -> dict[str, object]:
        """The causes other than the first."""
        return {key: choice.key for key, choice in self.causes.items()}

    def filled(self, entry: EventEntry) -> EventEntry:
        """`entry` with what is typed here."""
        details = {**self._held, **{key: each.answer for key, each in self._editors.items()}}
        lines: dict[str, Any] = {key: line.text() for key, line in self.lines.items()}
        return replace(
            entry,
            expected=self.expected.key if isinstance(self.expected.key, bool) else None,
            sponsor_aware=self.sponsor_aware.text().strip(),
            worsened=self.worsened.text().strip(),
            details={key: told for key, told in details.items() if told is not None},
            **lines,
        )

    def show_entry(self, entry: EventEntry, kind: EventKind) -> None:
        """Fill everything without telling anyone."""
        for key, choice in self.causes.items():
            choice.choose(entry.relations.get(key) or "")
        self.expected.choose(entry.expected)
        self.sponsor_aware.show_text(entry.sponsor_aware)
        self.worsened.show_text(entry.worsened)
        for key, line in self.lines.items():
            line.setText(str(getattr(entry, key)))
        self._held = dict(entry.details)
        self.follow_kind(kind)
        for key, each in self._editors.items():
            each.show_answer(entry.details.get(key))

    def follow_kind(self, kind: EventKind) -> None:
        """Ask what this kind asks; answers to the same question stay."""
        if kind is self._kind:
            return
        self._held |= {key: each.answer for key, each in self._editors.items() if each.answer is not None}
        self._kind = kind
        items = (*EVENT_FORMS.get(kind, ()), NEW_INFORMATION)
        old, self._details = self._details, self._asked(items, self._words(KIND_TITLES[kind]))
        self._column.replaceWidget(old, self._details)
        old.deleteLater()

    def _asked(self, items: tuple[Item, ...], title: str) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._tokens.s8)
        grid.setVerticalSpacing(self._tokens.s4)
        grid.addWidget(label(title, "value"), 0, 0, 1, 2)
        self._editors = {}
        for at, item in enumerate(items, 1):
            each = editor(item, self._words, self._tokens, lambda: self._clock().date())
            each.name(self._words(item.title))
            each.show_answer(self._held.get(item.key))
            each.changed.connect(self.changed)
            self._editors[item.key] = each
            if not isinstance(item, TickItem):
                grid.addWidget(wrapped(self._words(item.title), "label", "text2"), 2 * at, 0, 1, 2)
            grid.addWidget(each, 2 * at + 1, 0, 1, 2)
        return made

    def _pairs(self, title: str, rows: list[tuple[str, QWidget]]) -> None:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, self._tokens.s8, 0, 0)
        grid.setHorizontalSpacing(self._tokens.s8)
        grid.setVerticalSpacing(self._tokens.s4)
        grid.addWidget(label(title, "value"), 0, 0, 1, 2)
        for at, (name, field) in enumerate(rows, 1):
            text = wrapped(name, "label", "text2")
            text.setFixedWidth(self._tokens.px(140))
            text.setBuddy(field)
            grid.addWidget(text, at, 0)
            grid.addWidget(field, at, 1)
        self._column.addWidget(box)
