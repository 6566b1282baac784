"""The card of one score on the sheet of a visit: its form, the word before it, and its definition."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from tracker.domain.cause import cause_key, doubtful
from tracker.language import Words
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_form import ScoreSection, VisitForm, asks_cause, caution
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.instrument_form import InstrumentForm
from tracker.ui.parts.label import ElidedLabel, wrapped
from tracker.ui.theme.tokens import Tokens


class ScoreCard(Card):
    """`form` holds the answers; what is in the record stands there locked."""

    definition_asked = Signal()

    def __init__(
        self, section: ScoreSection, words: Words, tokens: Tokens, today: Callable[[], date]
    ) -> None:
        known = section.instrument
        super().__init__(tokens, words(known.title), words(known.recall) if known.recall else " ")
        self._words, self._code = words, known.code
        form = self.form = InstrumentForm(known, section.asked, words, tokens, today)
        if form.ticks > 1:
            none = Button(words("None of the rest"), tokens, look="link")
            none.setObjectName(f"none-{known.code}")
            none.setToolTip(words("Sets every item without an answer to No"))
            none.clicked.connect(form.none_present)
            form.counted.connect(none.setVisible)
            hint = ElidedLabel(
                words("Space: tick.  Arrows: move.  F1: definition"), "hint", "text3", whole=True
            )
            form.told.connect(hint.setText)
            self.head.addWidget(hint)
            self.head.addWidget(none)
        else:
            said = words("Enter: next.  F1: definition")
            self.head.addWidget(ElidedLabel(said, "hint", "text3", whole=True))
        define = Button(words("Definition"), tokens, look="link", face="hint")
        define.clicked.connect(self.definition_asked)
        self.head.addWidget(define)
        self._caution = wrapped("", "hint", "warn")
        self._caution.setObjectName("caution")
        self.add(self._caution)
        self._caution.hide()
        self.add(form)

    def show_section(self, whole: VisitForm, section: ScoreSection, entry: VisitEntry) -> None:
        """Show what the record holds, and over it what is typed."""
        said = caution(whole)
        self._caution.setText(self._words.say(said) if said else "")
        self._caution.setVisible(bool(said))
        record = section.saved.answers if section.saved else {}
        kept = {key: answer for key, answer in record.items() if answer is not None}
        typed = entry.answers.get(self._code, {})
        causes = {item.key: cause_key(item) for item in doubtful(section.asked)}
        every = [*(item.key for item in section.instrument.items), *causes.values()]
        known = {**typed, **kept}
        self.form.ask_causes(
            item.key
            for item in section.asked
            if asks_cause(whole, item) or known.get(causes.get(item.key, ""))
        )
        self.form.show_answers(known, saved=every if whole.signed else kept)
        if section.before:
            day, assessment = section.before
            self.form.show_before(assessment.answers, self._words.day(day))
