"""The panel beside a preview of Day 0: the new day, what it does in numbers that add up, and the reason."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from tracker.domain.infusion import Infusion
from tracker.language import Words
from tracker.services.replan import REASONS, Replan
from tracker.ui.parts.card import rule
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.reason_choice import ReasonChoice
from tracker.ui.parts.replan_numbers import ReplanNumbers
from tracker.ui.parts.side_form import SideForm
from tracker.ui.theme.tokens import Tokens

WIDTH = 320


class ReplanSide(SideForm):
    """`typed` after each change of the new day."""

    typed = Signal()

    def __init__(self, tokens: Tokens, words: Words, today: Callable[[], date]) -> None:
        super().__init__(tokens, words, words("Move Day 0"), words("Move Day 0"))
        self.now = label("", "value")
        self.now_hint = wrapped("", "hint", "text2")
        self._from: date | None = None
        self.day = DateField(words("New Day 0"), words, tokens, today, brief=True, remark=self._away)
        self.row(words("Now"), self.now)
        self.block(self.now_hint)
        self.row(words("New Day 0"), self.day)
        self.block(rule())
        self.numbers = ReplanNumbers(tokens, words)
        self.block(self.numbers)
        self.block(rule())
        self.reason = ReasonChoice(
            words("Reason"), [(at, words(text)) for at, text in enumerate(REASONS, 1)], tokens, columns=1
        )
        self.note = QLineEdit()
        self.note.setAccessibleName(words("Explanation"))
        self.note.setPlaceholderText(words("In a few words"))
        self.row(words("Reason"), self.reason)
        self.block(self.note)
        self.note.hide()
        self.warning = wrapped("", "hint", "text2")
        self.block(self.warning)
        self.close_rows()
        self.setFixedWidth(tokens.px(WIDTH))
        self.day.edited.connect(self.typed)
        self.day.settled.connect(lambda _day: self.typed.emit())
        self.reason.picked.connect(self._picked)

    @property
    def why(self) -> str:
        """The reason as it is kept; "" while none was given."""
        if self.reason.digit == len(REASONS):
            return self.note.text().strip()
        return REASONS[self.reason.digit - 1] if self.reason.digit else ""

    def ask_reason(self) -> None:
        """Say that the reason is missing, and give it the keyboard."""
        words, other = self._words, self.note.isVisible()
        self.say(words("Say why in a few words.") if other else words("Say why: press a digit from 1 to 4."))
        (self.note if other else self.reason).setFocus()

    def show_infusion(self, infusion: Infusion | None, today: date) -> None:
        """Say which day it is now, and whether it was given on it."""
        words = self._words
        known = (infusion.day0 or infusion.planned) if infusion else None
        self._from = known.exact if known else None
        given = infusion is not None and infusion.day0 is not None
        self.title.setText(words("Move Day 0") if infusion else words("Plan Day 0"))
        self.save.say(words("Move Day 0") if infusion else words("Plan Day 0"))
        self.now.setText(words.weekday(known.exact) if known and known.exact else words.day(known))
        if infusion is None:
            self.now_hint.setText(words("No infusion is planned yet."))
        elif given:
            self.now_hint.setText(words("Given on this day: another one is a correction."))
        else:
            self.now_hint.setText(words("Planned, not infused yet."))
        self.warning.setText(
            words("Actual dates stay. Day numbers of all results change, and papers made so far are listed.")
            if given
            else words("What is not decided yet stays on the worklist.")
        )
        if self.day.value is None:
            self.day.set_value(known.exact if known and known.exact else today)

    def show_replan(self, found: Replan | None) -> None:
        """Print the numbers, and warn of papers that show days which become wrong."""
        words = self._words
        self.numbers.show_replan(found)
        if found and found.papers:
            names = words.plural(
                "{n} paper shows days that become wrong.", "{n} papers show days that become wrong.",
                len(found.papers),
            )  # fmt: skip
            self.say(names, "warn")
        else:
            self.say("")

    def _away(self, day: date) -> str:
        by = (day - self._from).days if self._from else 0
        if by > 0:
            return self._words.plural("{n} day later", "{n} days later", by)
        return self._words.plural("{n} day earlier", "{n} days earlier", -by) if by else ""

    def _picked(self, digit: int) -> None:
        self.note.setVisible(digit == len(REASONS))
        if digit == len(REASONS):
            self.note.setFocus()
