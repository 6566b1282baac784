"""The card of what the plan asks at a visit beside values and scores: vital signs, medicines, an X-ray."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from tracker.domain.instrument import Instrument
from tracker.domain.recordables import Way, recordable
from tracker.language import Words
from tracker.services.completeness import VisitItem
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_form import VisitForm
from tracker.services.visit_questions import QUESTIONS, WHY, told
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.instrument_form import InstrumentForm
from tracker.ui.parts.label import ElidedLabel
from tracker.ui.theme.tokens import Tokens


class QuestionsCard(Card):
    """`form` has a tick for each; a No is explained once for all."""

    safety_wanted = Signal()
    """The gradings at the bedside are wanted, which are recorded there."""

    def __init__(self, asked: Instrument, words: Words, tokens: Tokens, today: Callable[[], date]) -> None:
        super().__init__(tokens, words(asked.title), " ")
        self._words = words
        self.form = InstrumentForm(asked, asked.items, words, tokens, today)
        self.done = Button(words("All the rest done"), tokens, look="link")
        self.done.setObjectName("all-done")
        self.done.setToolTip(words("Sets every item without an answer to Yes"))
        self.safety = Button("", tokens, look="link")
        self.safety.setObjectName("to-safety")
        hint = words("Space: done, again: not done.  Arrows: move")
        self.head.addWidget(ElidedLabel(hint, "hint", "text3", whole=True))
        self.head.addWidget(self.safety)
        self.head.addWidget(self.done)
        self.add(self.form)
        self.done.clicked.connect(lambda: self.form.answer_rest(True))
        self.form.counted.connect(self.done.setVisible)
        self.safety.clicked.connect(self.safety_wanted)

    def show_form(self, form: VisitForm, entry: VisitEntry) -> None:
        """Show what the record holds, and over it what is typed."""
        kept = told(form.items)
        saved = (*self.keys, WHY) if form.signed else tuple(key for key in kept if key != WHY)
        self.form.show_answers({**entry.answers.get(QUESTIONS, {}), **kept}, saved=saved)
        graded = [item for item in form.items if recordable(item.id).way is Way.SAFETY]
        self.safety.setText(self._safety_text(graded))
        self.safety.setVisible(any(item.unfinished for item in graded))

    @property
    def keys(self) -> tuple[str, ...]:
        """The ids of the items."""
        return tuple(item.key for item in self.form.instrument.items if item.key != WHY)

    @property
    def answered(self) -> int:
        """How many items have an answer."""
        answers = self.form.answers()
        return sum(answers[key] is not None for key in self.keys)

    def _safety_text(self, graded: list[VisitItem]) -> str:
        names = ", ".join(self._words(item.title) for item in graded if item.unfinished)
        return self._words("{gradings}: open the safety check", gradings=names)
