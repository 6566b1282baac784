"""The panel beside the curves: the newest value of each, of which day, and the one before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tracker.domain.chart import Chart, Panel
from tracker.domain.conditions import Condition
from tracker.domain.marks import Role
from tracker.language import Words
from tracker.services.b_cell_card import BCellCard
from tracker.services.criteria import MARKS, in_words
from tracker.services.immune_reset import RESET_TITLES, Reset
from tracker.services.remission import ANSWER_TITLES, Answer, Remission
from tracker.ui.parts.card import rule
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.emptied import empty
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.theme.tokens import Tokens

WIDTH = 256
_TOP = Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Latest:
    """One value as it is printed: title and ink of its curve, value, unit, its day, and what came before."""

    title: str
    role: Role
    value: str
    unit: str
    day: str
    before: str


def latest_values(chart: Chart, words: Words) -> Iterator[Latest]:
    """The last value of the first series, or of the steps, of each panel."""
    for panel in chart.panels:
        if panel.series and panel.series[0].points:
            yield _of_series(chart, panel, words)
        elif panel.steps and panel.steps[-1].text:
            step = panel.steps[-1]
            yield Latest(
                panel.title, panel.role, step.text, panel.steps_unit, _day(step.day, words), panel.steps_words
            )


def _of_series(chart: Chart, panel: Panel, words: Words) -> Latest:
    series = panel.series[0]
    last, before = series.points[-1], series.points[-2] if len(series.points) > 1 else None
    earlier = ""
    if before is not None:
        when = _date(chart, before.day, last.day, words)
        arrow = _arrow(before.value, last.value) if not (before.censored and last.censored) else ""
        earlier = f"{words('{value} on {day}', value=before.text, day=when)} {arrow}".strip()
    return Latest(series.title, panel.role, last.text, series.unit, _day(last.day, words), earlier)


def _date(chart: Chart, day: float, newest: float, words: Words) -> str:
    """The date of a day; with its year where the newest value is of another one."""
    date, other = chart.date_of(day), chart.date_of(newest)
    if date is None or other is None:
        return _day(day, words)
    return words.short_day(date) if date.year == other.year else words.day(date)


def _day(day: float, words: Words) -> str:
    return words("Day {day}", day=words.number(round(day)))


def _arrow(before: float, now: float) -> str:
    return "▲" if now > before else "▼" if now < before else ""


class LatestPanel(QFrame):
    """Filled again for every chart; long text wraps, values are never cut."""

    def __init__(self, tokens: Tokens, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "card")
        self._tokens, self._words = tokens, words
        self.setFixedWidth(tokens.px(WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(words("Latest values"))
        page = ScrollPage(0, tokens.s8)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.addWidget(page)
        self._column = page.body
        self._column.setContentsMargins(tokens.s16, tokens.s12, tokens.s16, tokens.s12)

    def show_chart(
        self, chart: Chart, stand: Remission | None = None, cells: BCellCard | None = None
    ) -> None:
        """Print the newest values of `chart`, below them what the remission rule says, then the B cells."""
        empty(self._column)
        words = self._words
        head = QHBoxLayout()
        head.addWidget(label(words("Latest values"), "card"))
        self._column.addLayout(head)
        for latest in latest_values(chart, words):
            self._column.addWidget(rule())
            self._column.addLayout(self._value(latest))
        if stand and stand.on:
            self._column.addWidget(rule())
            self._column.addLayout(self._rule(stand))
        if cells:
            self._column.addWidget(rule())
            self._column.addLayout(self._cells(cells))
        self._column.addStretch(1)
        self._column.addWidget(
            wrapped(words("Derived from entered data. Confirm in the chart."), "hint", "text3")
        )

    def _value(self, latest: Latest) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._tokens.s8)
        grid.setVerticalSpacing(0)
        title = label(latest.title, "value")
        title.setStyleSheet(f"color: {self._tokens.ink(latest.role)}")
        grid.addWidget(title, 0, 0, 1, 2)
        grid.addWidget(label(latest.day, "hint", "text3"), 0, 2, Qt.AlignmentFlag.AlignRight)
        value = QHBoxLayout()
        value.setSpacing(self._tokens.s8)
        value.addWidget(label(latest.value, "hero"))
        value.addWidget(label(latest.unit, "hint", "text2"), 0, Qt.AlignmentFlag.AlignVCenter)
        value.addStretch(1)
        grid.addLayout(value, 1, 0, 1, 3)
        if latest.before:
            grid.addWidget(label(latest.before, "hint", "text2"), 2, 0, 1, 3)
        grid.setColumnStretch(2, 1)
        return grid

    def _rule(self, stand: Remission) -> QVBoxLayout:
        """The rule's answer as a chip, then each of its conditions: met, not met, or not known."""
        words = self._words
        tone = {Answer.MET: "ok", Answer.LOST: "warn"}.get(stand.answer, "neutral")
        column = self._criteria(
            words(stand.rule), words(ANSWER_TITLES[stand.answer]), tone, stand.criteria, words("not known")
        )
        if stand.on:
            column.addWidget(label(words("At the visit of {day}", day=words.day(stand.on)), "hint", "text3"))
        return column

    def _cells(self, cells: BCellCard) -> QVBoxLayout:
        """Immune reset with its criteria, then when B cells went and came back and which kind they are."""
        words, reset = self._words, cells.reset
        tone = "ok" if reset.answer is Reset.YES else "neutral"
        answer = words(RESET_TITLES[reset.answer])
        column = self._criteria(words("Immune reset"), answer, tone, reset.criteria, words("not evaluable"))
        column.addWidget(wrapped(words("A rule of this program, of no publication."), "hint", "text3"))
        column.addSpacing(self._tokens.s8)
        column.addWidget(label(words("B cells and CAR T cells"), "value"))
        for fact in cells.facts:
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(label(fact.title, "hint", "text3"))
            pair.addWidget(wrapped(fact.value, "hint", "text2"))
            column.addLayout(pair)
        column.addWidget(wrapped(cells.rule, "hint", "text3"))
        return column

    def _criteria(
        self, title: str, answer: str, tone: str, criteria: Sequence[Condition], unknown: str
    ) -> QVBoxLayout:
        """A rule's answer as a chip beside its name, and each criterion with its mark below."""
        words, tokens = self._words, self._tokens
        head = QHBoxLayout()
        head.addWidget(wrapped(title, "value", "text"), 1)
        head.addWidget(Chip(tokens, answer, tone))
        column = QVBoxLayout()
        column.setSpacing(tokens.s4)
        column.addLayout(head)
        said = {True: words("met"), False: words("not met"), None: unknown}
        for each in criteria:
            line = QHBoxLayout()
            line.setSpacing(tokens.s8)
            ink = "ok" if each.held else "text2"
            line.addWidget(label(MARKS[each.held], "hint", ink), 0, _TOP)
            text = wrapped(in_words(each, words), "hint", "text2")
            spoken = words("{condition}: {answer}", condition=text.text(), answer=said[each.held])
            text.setAccessibleName(spoken)
            line.addWidget(text, 1)
            column.addLayout(line)
        return column
