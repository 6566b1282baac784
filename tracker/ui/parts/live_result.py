"""What a score says while it is being answered: value or dash, bands by name, change, what is missing."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.chart import Role
from tracker.domain.instrument import Instrument, Result
from tracker.domain.known import Num, exact
from tracker.domain.outputs import Category, Output, Score
from tracker.domain.visit import Assessment
from tracker.language import Words
from tracker.services.visit_form import ScoreSection
from tracker.services.visit_results import Worked
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.live_rule import condition_lines
from tracker.ui.parts.result_lines import Line, ResultLines
from tracker.ui.parts.score_ruler import ScoreRuler, Standing
from tracker.ui.theme.tokens import Tokens

LEAST = Decimal(20)
"""A ruler shows at least so much of a long axis, so that small scores can be told apart."""


class LiveResult(QWidget):
    """Reads a declaration's outputs and nothing else."""

    def __init__(self, words: Words, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._tokens = words, tokens
        self.value = label("–", "figure")
        self.value.setObjectName("live-value")
        self.name = wrapped("", "value", "text")
        self.hint = wrapped("", "label", "text2")
        self.hint.setObjectName("live-hint")
        self.ruler = ScoreRuler(tokens)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.name)
        beside.addWidget(self.hint)
        head = QHBoxLayout()
        head.setSpacing(tokens.s12)
        head.addWidget(self.value)
        head.addLayout(beside, 1)
        self._rows = ResultLines(tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s8)
        column.addLayout(head)
        column.addWidget(self.ruler)
        column.addWidget(self._rows)

    def show_worked(self, section: ScoreSection, worked: Worked) -> None:
        """Show a result beside the ones before it."""
        w, known, result = self._words, section.instrument, worked.result
        scores = known.scores(result.variant)
        if not scores:
            self.hide()
            return
        self.show()
        head, rest = scores[0], scores[1:]
        now = result[head.key]
        self.value.setText(self._figure(head, result))
        self.value.setStyleSheet(
            f"color: {self._tokens.ink(Role.SCORE) if now is not None else self._tokens.text3};"
        )
        self.name.setText(w(head.title))
        self.hint.setText(self._hint(head, result, rest))
        spoken = [self.value.text(), self.hint.text()]
        self.setAccessibleName(w("{score}: {result}", score=self.name.text(), result=". ".join(spoken)))
        self._show_standing(section, head, result)
        self._rows.show_lines([*self.changes(section, head, result), *condition_lines(result, w)])

    def _figure(self, score: Score, result: Result) -> str:
        known = result.known[score.key]
        return self._words.say(score.said(known if isinstance(known, Num) else None))

    def _number(self, value: Decimal, score: Score) -> str:
        return self._words.number(score.rounded(value))

    def _hint(self, head: Score, result: Result, rest: Sequence[Score]) -> str:
        w = self._words
        if result[head.key] is None and not result.missing:
            return w("It cannot be worked out from these answers")
        if result[head.key] is None:
            left = w.plural("Needs {n} more answer", "Needs {n} more answers", len(result.missing))
            known = result.known[head.key]
            least = head.hint(known) if isinstance(known, Num) else None
            return ", ".join(part for part in (left, w.say(least) if least else "") if part)
        return ", ".join(w("{score} {value}", score=w(s.title), value=self._figure(s, result)) for s in rest)

    def _show_standing(self, section: ScoreSection, head: Score, result: Result) -> None:
        w = self._words
        now = _decimal(result[head.key])
        low, high = result.bounds(head.key) or axis_of(head)
        last = _past(section.before, head)
        before = _past(section.baseline, head)
        if section.baseline == section.before:
            before = None
        axis = _axis(head, [now, last, before])
        self.ruler.show_standing(
            Standing(
                axis=axis,
                now=None if now is None else (now, w("Now {number}", number=self._number(now, head))),
                possible=(low, min(high, axis[1]))
                if now is None and result.missing and low > axis[0]
                else None,
                last=None if last is None else (last, w("Last {number}", number=self._number(last, head))),
                before=None
                if before is None
                else (before, w("Before {number}", number=self._number(before, head))),
            )
        )

    def changes(self, section: ScoreSection, head: Score, result: Result) -> list[Line]:
        """How far the score is from the last one and from before treatment."""
        now = _decimal(result[head.key])
        pasts = ((phrase, _past(past, head)) for past, phrase in self._pasts(section))
        return [
            (phrase, "–" if now is None else self._change(now - was, head))
            for phrase, was in pasts
            if was is not None
        ]

    def _pasts(self, section: ScoreSection) -> list[tuple[tuple[date, Assessment], str]]:
        w = self._words
        pasts = []
        if section.before:
            pasts.append((section.before, w("Since {day}", day=w.day(section.before[0]))))
        if section.baseline and section.baseline != section.before:
            pasts.append((section.baseline, w("Since before CAR T")))
        return pasts

    def _change(self, by: Decimal, score: Score) -> str:
        shown = self._number(by, score)
        return (
            self._words("+{number}", number=shown)
            if by > 0
            else self._words("No change")
            if by == 0
            else shown
        )


def class_lines(worked: Worked, words: Words, *, apart: bool = True) -> list[Line]:
    """The class of the headline score, each beside the name of its scheme; then what a reader has to know.

    Not `apart`: without the notes that come from the record, where they stand elsewhere already.
    """
    result = worked.result
    head = next(iter(result.instrument.scores(result.variant)), None)
    lines: list[Line] = []
    for scheme in head.schemes if head is not None and result[head.key] is not None else ():
        band = result.band(scheme.key)
        if band is not None:
            lines.append((words(scheme.title), words(scheme.title_of(band))))
    notes = worked.notes if apart else result.footnotes
    return lines + [(words.say(note), "") for note in notes]


def score_line(instrument: Instrument, result: Result, words: Words) -> str:
    """What stands for the instrument on one line, for the strip of a narrow window."""
    head = instrument.head(result.variant)
    if not isinstance(head, Score):
        return words(
            "{score}: {answer}",
            score=words(head.title),
            answer=_answer(head, result, words),
        )
    value = _decimal(result[head.key])
    if value is None and not result.missing:
        return words("{score} –, cannot be worked out", score=words(head.title))
    if value is None:
        left = words.plural("needs {n} more answer", "needs {n} more answers", len(result.missing))
        return words("{score} –, {left}", score=words(head.title), left=left)
    return words("{score} {value}", score=words(head.title), value=words.number(head.rounded(value)))


def _answer(head: Output, result: Result, words: Words) -> str:
    value = result[head.key]
    if isinstance(head, Category):
        return words(head.options[str(value)]) if value in head.options else "–"
    said = {True: words("met"), False: words("not met")}
    open_ = words("does not apply") if result.known[head.key] is None else words("open")
    return said[value] if isinstance(value, bool) else open_


def _decimal(value: object) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _past(what: tuple[date, Assessment] | None, score: Score) -> Decimal | None:
    result: Mapping[str, object] = what[1].result if what else {}
    return _decimal(result.get(score.key))


def _axis(score: Score, values: Sequence[Decimal | None]) -> tuple[Decimal, Decimal]:
    low, high = axis_of(score)
    most = max((value for value in values if value is not None), default=low)
    wanted = max(low + LEAST, (most * 5 / 4).to_integral())
    return low, min(high, wanted)


def axis_of(score: Score) -> tuple[Decimal, Decimal]:
    """The published axis, exact."""
    return exact(score.axis[0]), exact(score.axis[1])
