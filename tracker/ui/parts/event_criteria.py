"""Why an event is serious, as ticks; one that says "none of these" is an answer too."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.event_answers import CRITERIA
from tracker.language import Words
from tracker.services.event_entry import ticked
from tracker.ui.parts.label import label
from tracker.ui.parts.tick import Tick
from tracker.ui.theme.tokens import Tokens


class EventCriteria(QWidget):
    """No tick at all is "not answered"."""

    changed = Signal()

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self._words = words
        self.ticks = {key: Tick(tokens, words(title)) for key, title in CRITERIA.items()}
        self.none = Tick(tokens, words("None of these: not serious"))
        self.hint = label("", "hint", "text3")
        head = QHBoxLayout()
        head.addWidget(label(words("Serious, tick each that fits"), "value"))
        head.addStretch(1)
        head.addWidget(self.hint)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.s4)
        grid.setVerticalSpacing(0)
        for at, tick in enumerate(self.ticks.values()):
            grid.addWidget(tick, at // 2, at % 2)
            tick.toggled.connect(lambda on, tick=tick: self._ticked(tick, on))
        grid.setColumnStretch(0, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.none)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s2)
        column.addLayout(head)
        column.addLayout(grid)
        column.addLayout(foot)
        for tick in (*self.ticks.values(), self.none):
            tick.setFixedHeight(tokens.px(LOW))
        self.none.toggled.connect(lambda on: self._ticked(self.none, on))

    @property
    def answers(self) -> dict[str, object]:
        """Criterion -> True or False; empty while nothing is answered."""
        return ticked({key: tick.isChecked() for key, tick in self.ticks.items()}, self.none.isChecked())

    def show_answers(self, answers: Mapping[str, object]) -> None:
        """Show answers without telling anyone."""
        for key, tick in self.ticks.items():
            self._set(tick, answers.get(key) is True)
        self._set(self.none, bool(answers) and not any(answers.get(key) for key in CRITERIA))

    def say_grade(self, grade: int | None) -> None:
        """A grade is no reason: said where one might think so."""
        shown = grade is not None and grade >= SEVERE
        self.hint.setText(self._words("Grade {n} alone is not serious", n=str(grade)) if shown else "")

    def _ticked(self, tick: Tick, on: bool) -> None:
        if on:
            others = self.ticks.values() if tick is self.none else (self.none,)
            for each in others:
                self._set(each, False)
        self.changed.emit()

    @staticmethod
    def _set(tick: Tick, on: bool) -> None:
        tick.blockSignals(True)
        tick.setChecked(on)
        tick.blockSignals(False)


LOW = 24
SEVERE = 3
"""From this grade on people take an event for serious by itself."""
