"""What a rule says while a visit is being typed: met, not met, or still open, and which criteria hold."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.conditions import conditions
from tracker.domain.instrument import Result
from tracker.domain.known import Num
from tracker.domain.outputs import Category, Criterion, Flag, Score
from tracker.language import Words
from tracker.services.criteria import MARKS, in_words
from tracker.services.visit_form import ScoreSection
from tracker.services.visit_results import Worked
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.result_lines import Line, ResultLines
from tracker.ui.theme.tokens import Tokens


def condition_lines(result: Result, words: Words) -> list[Line]:
    """What a result rests on: each condition with its value or what is missing, and whether it holds.

    What only adds points neither holds nor fails, and has no mark.
    """
    found = conditions(result)
    return [(in_words(each, words), MARKS[each.held] if each.decides else "") for each in found]


class LiveRule(QWidget):
    """A heading with the answer as a chip, or with a small score as text; one line for each criterion.

    A checklist that begins with a condition of its own has no answer, and no chip.
    """

    def __init__(self, words: Words, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._tokens = words, tokens
        self.name = wrapped("", "value", "text")
        self.chip = Chip(tokens)
        self.figure = label("", "value")
        head = QHBoxLayout()
        head.setSpacing(tokens.s8)
        head.addWidget(self.name, 1)
        head.addWidget(self.chip)
        head.addWidget(self.figure)
        self._rows = ResultLines(tokens, "label")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s4)
        column.addLayout(head)
        column.addWidget(self._rows)

    def show_worked(self, section: ScoreSection, worked: Worked) -> None:
        """Show what came out, and why."""
        w, asked, result = self._words, section.instrument, worked.result
        self.name.setText(w(asked.short or asked.title))
        head = asked.head(result.variant)
        value = result[head.key]
        verdict = isinstance(head, Criterion) and not head.is_part
        self.chip.setVisible(verdict)
        self.figure.setVisible(isinstance(head, Score))
        if verdict:
            met = {True: (w("Met"), "ok"), False: (w("Not met"), "neutral")}
            open_ = w("Does not apply") if result.known[head.key] is None else w("Open")
            self.chip.show_state(*(met[value] if isinstance(value, bool) else (open_, "neutral")))
        elif isinstance(head, Score) and isinstance(known := result.known[head.key], Num):
            self.figure.setText(w.say(head.said(known)))
        elif isinstance(head, Category):
            self.figure.setText(w(head.options[str(value)]) if value in head.options else "–")
        told = w("{result}: {answer}", result=w(head.title), answer=self.figure.text())
        named = [(told, "")] if isinstance(head, Category) else []
        self._rows.show_lines([*named, *self._lines(worked)])
        self.setAccessibleName(w("{score}: {result}", score=self.name.text(), result=self.answer))

    @property
    def answer(self) -> str:
        """The chip's word, or the figure."""
        return self.chip.text if self.chip.isVisibleTo(self) else self.figure.text()

    def _lines(self, worked: Worked) -> list[Line]:
        w, result = self._words, worked.result
        flags = [
            each for each in result.instrument.outputs if isinstance(each, Flag) and result[each.key] is True
        ]
        return [
            *condition_lines(result, w),
            *((w(each.title), "") for each in flags),
            *((w.say(each), "") for each in worked.apart),
        ]
