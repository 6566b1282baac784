"""What was there before treatment, and what is rarely asked: carried from check to check."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from tracker.domain.bedside_sheets import SHEETS
from tracker.domain.items import Many
from tracker.language import Words
from tracker.services.bedside_entry import CheckEntry
from tracker.services.safety_checks import CheckForm
from tracker.ui.parts.asked_items import AskedItems
from tracker.ui.parts.card import Card
from tracker.ui.theme.tokens import Tokens


class BeforeTreatment(Card):
    """Shows what the record knows; an answer here is for this check and the ones after it."""

    answered = Signal(str, object)
    """(code of the grading, all its answers)."""

    def __init__(self, words: Words, tokens: Tokens, today: Callable[[], date]) -> None:
        super().__init__(tokens, words("Before treatment"), words("Carried from check to check"))
        self._entry: CheckEntry | None = None
        self._parts: list[tuple[str, AskedItems]] = []
        self.body.setSpacing(tokens.s4)
        for sheet in SHEETS:
            items = [sheet.item(key) for key in (*sheet.before, *sheet.more)]
            short = [item for item in items if not isinstance(item, Many)]
            for group in (short, [item for item in items if isinstance(item, Many)]):
                if group:
                    part = AskedItems(group, words, tokens, today, columns=2 if group is short else 1)
                    part.changed.connect(lambda key, answer, code=sheet.code: self._say(code, key, answer))
                    self._parts.append((sheet.code, part))
                    self.add(part)

    def show_answers(self, entry: CheckEntry, form: CheckForm) -> None:
        """Show what was said, else what is known."""
        self._entry = entry
        for code, part in self._parts:
            known = {key: each.value for key, each in form.known(code).items()}
            answers = {**known, **entry.answers.get(code, {})}
            part.show_answers(answers, form.known(code), tuple(part.editors))

    def editor(self, key: str) -> object:
        """The box of an item."""
        return next(part.editors[key] for _, part in self._parts if key in part.editors)

    def _say(self, code: str, key: str, answer: object) -> None:
        if self._entry is not None:
            given = {**self._entry.answers.get(code, {}), key: answer}
            self.answered.emit(code, {each: value for each, value in given.items() if value is not None})
