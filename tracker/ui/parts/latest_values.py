"""The panel beside the curves: the newest value of each, of which day, and the one before it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tracker.domain.chart import Chart, Panel
from tracker.domain.marks import Role
from tracker.language import Words
from tracker.ui.parts.card import rule
from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.tokens import Tokens

WIDTH = 256


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
        date = chart.date_of(before.day)
        when = words.short_day(date) if date else _day(before.day, words)
        arrow = _arrow(before.value, last.value) if not (before.censored and last.censored) else ""
        earlier = f"{words('{value} on {day}', value=before.text, day=when)} {arrow}".strip()
    return Latest(series.title, panel.role, last.text, series.unit, _day(last.day, words), earlier)


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
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.s16, tokens.s12, tokens.s16, tokens.s12)
        self._column.setSpacing(tokens.s8)

    def show_chart(self, chart: Chart) -> None:
        """Print the newest values of `chart`."""
        self._clear()
        words = self._words
        head = QHBoxLayout()
        head.addWidget(label(words("Latest values"), "card"))
        self._column.addLayout(head)
        for latest in latest_values(chart, words):
            self._column.addWidget(rule())
            self._column.addLayout(self._value(latest))
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

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            _drop(item.widget(), item.layout())


def _drop(widget: QWidget | None, layout: object) -> None:
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    if isinstance(layout, QHBoxLayout | QGridLayout | QVBoxLayout):
        while (item := layout.takeAt(0)) is not None:
            _drop(item.widget(), item.layout())
        layout.deleteLater()
