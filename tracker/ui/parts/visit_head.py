"""What stands above the list of visits: the timeline with its legend, and the row of filters."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.schedule import Line
from tracker.language import Words
from tracker.services.visit_view import WANTED_TITLES, VisitLine, VisitView, Wanted
from tracker.ui.accessible import announce
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.filter_chips import FilterChips, Option
from tracker.ui.parts.label import label
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.visit_marks import VisitLegend
from tracker.ui.parts.visit_timeline import VisitTimeline
from tracker.ui.tables.visit_rows import status, title_of
from tracker.ui.theme.tokens import Tokens


class TimelineCard(Card):
    """The heading says where the follow-up ends; while the timeline has the keyboard, the visit in hand."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens)
        self._words = words
        self._title, self._read = "", ""
        self.timeline = VisitTimeline(tokens, words)
        self.legend = VisitLegend(tokens, words)
        self.said = label("", "value")
        head = QHBoxLayout()
        head.addWidget(self.said)
        head.addStretch(1)
        head.addWidget(self.legend)
        self.body.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s4)
        self.body.setSpacing(tokens.s2)
        self.add(head)
        self.add(self.timeline)
        self.timeline.held.connect(lambda _on: self._say())

    def show_line(self, view: VisitView, on: Line | None, line: VisitLine | None) -> None:
        """Draw the plan that the row in hand belongs to, and mark its visit."""
        self.setVisible(on is not None)
        if on is None:
            return
        words = self._words
        years = round((on.end - on.day0).days / 365) if on.end else 0
        end = words.plural("{n} year, to {day}", "{n} years, to {day}", years, day=words.day(on.end))
        self._title = words("{end}, provisional", end=end) if on.provisional else end
        self.timeline.show_line(on, view.today)
        self.timeline.stand(line.planned if line else None)
        self._read = ""
        if line is not None and line.planned is not None:
            day = words.day(line.visit.day if line.visit else line.planned.window.target)
            said = status(line, view.today, words).text
            self._read = words("{title}, {day}: {said}", title=title_of(line, words), day=day, said=said)
        self.timeline.setAccessibleDescription(self._read)
        self._say()

    def fold(self, *, low: bool, narrow: bool) -> None:
        """Give way where there is little room."""
        self.timeline.fold(low=low)
        self.legend.setVisible(not narrow)

    def _say(self) -> None:
        here = self.timeline.hasFocus() and bool(self._read)
        self.said.setText(self._read if here else self._title)
        if here:
            announce(self.timeline, self._read)


class FilterRow(QWidget):
    """Which visits are shown, the plan they come from, and what can be done with all of them."""

    picked = Signal()

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self._words = words
        self._long, self._short = "", ""
        self._narrow = False
        self.setMinimumWidth(1)
        self.chips = FilterChips(tokens, words("Visits shown"), show_name=False)
        self.plan = Button("", tokens, look="link", face="hint", key="P")
        self.plan.setMinimumWidth(1)
        self.move_link = Button(words("Move Day 0"), tokens, look="link", key="D")
        self.calendar = Button(words("Calendar"), tokens, look="link", icon="printer", key="C")
        self.details = Button(words("Details"), tokens, look="link", key="F4")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(tokens.s8)
        self.row.addWidget(self.chips)
        self.row.addWidget(self.plan)
        self.row.addStretch(1)
        self.row.addWidget(self.move_link)
        self.row.addWidget(self.calendar)
        self.row.addWidget(self.details)
        self.chips.picked.connect(lambda _key: self.picked.emit())

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.chips.key or Wanted.ALL)

    def choose_all(self) -> None:
        """Show everything; nobody is told."""
        self.chips.choose(Wanted.ALL)

    def show_view(self, view: VisitView) -> None:
        """Print how many visits each filter has, and the plan."""
        words = self._words
        self.chips.offer([Option(key, words(title), view.count(key)) for key, title in WANTED_TITLES.items()])
        plan = view.plan
        if plan is not None:
            number = words.number(plan.version)
            self._short = words("Plan, version {n}", n=number)
            self._long = words("Plan “{title}”, version {n}", title=words(plan.title), n=number)
            if view.since is not None:
                self._long = words("{plan}, from {day}", plan=self._long, day=words.day(view.since))
        self._say()

    def fold(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say()

    def _say(self) -> None:
        """What there is room for: the links in their order of need, then the name of the plan."""
        gap = self.row.spacing()
        left = self.width() - self.chips.sizeHint().width()
        for part, wanted in ((self.details, self._narrow), (self.move_link, True), (self.calendar, True)):
            wide = part.sizeHint().width() + gap
            fits = wanted and wide <= left
            part.setVisible(fits)
            left -= wide if fits else 0
        texts = [
            text
            for text in ("" if self._narrow else self._long, self._short)
            if text and self._wide(text) + gap <= left
        ]
        self.plan.say(texts[0] if texts else "")
        self.plan.setVisible(bool(texts))

    def _wide(self, text: str) -> int:
        self.plan.say(text)
        return self.plan.sizeHint().width() + 2 * self.row.spacing()


def stacked(tokens: Tokens, table: QWidget, *above: QWidget) -> QWidget:
    """A page with a table in a card below whatever stands above it."""
    page, listed = QWidget(), Card(tokens)
    listed.body.setContentsMargins(1, 1, 1, 1)
    listed.add(table, 1)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.s8)
    for part in (*above, listed):
        column.addWidget(part, int(part is listed))
    return page


class PlanNotice(Notice):
    """What does not fit in the plan is named above the list; `shown` carries the row to look at."""

    shown = Signal(object)

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens)
        self._words = words

    def show_view(self, view: VisitView) -> None:
        text, line = problems_said(view, self._words)
        show = (self._words("Show"), lambda: self.shown.emit(line))
        self.say(text, "warn", *((show,) if line else ()))


def problems_said(view: VisitView, words: Words) -> tuple[str, VisitLine | None]:
    """What does not fit in the schedule as one text, and the row to look at first."""
    said = [words.say(each.said) for each in view.schedule.problems]
    strange = [each for each in view.lines if each.planned is None and each.adoptable]
    first = strange[0] if strange else None
    if strange:
        one = "{n} visit outside any plan lies in the window of a planned one."
        many = "{n} visits outside any plan lie in the window of a planned one."
        said.append(words.plural(one, many, len(strange)))
    if view.schedule.problems and view.schedule.problems[0].visits:
        at = view.schedule.problems[0].visits[0]
        first = next((each for each in view.lines if each.visit and each.visit.id == at), None)
    text = " ".join(said[:2])
    if len(said) > 2:
        text = words.plural("{said} {n} more.", "{said} {n} more.", len(said) - 2, said=text)
    return text, first
