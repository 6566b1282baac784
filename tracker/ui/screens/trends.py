"""Trends: are the B cells back while the disease stays quiet without drugs?"""

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTableView, QWidget

from tracker.domain.chart import Chart
from tracker.services.b_cell_card import BCellCard, b_cell_card
from tracker.services.course import Course, course
from tracker.services.remission import Remission, remission_of
from tracker.services.settings import setting
from tracker.services.trend_scores import offered
from tracker.services.trends import trend_chart
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.latest_values import LatestPanel
from tracker.ui.parts.read_out import ReadOutLine
from tracker.ui.parts.segmented import Segmented
from tracker.ui.parts.trend_plot import TrendPlot
from tracker.ui.screens.screen import Screen
from tracker.ui.tables.chart_table import ChartTable
from tracker.ui.workplace import Workplace

START = "6m"


class TrendsScreen(Screen):
    """Keys 1 to 4 choose the time shown, + adds a score, Ctrl+T shows the table, F4 the latest values."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "Patient", "Diagnosis", "Infusion", "Conditioning", "Visit", "LabResult", "Assessment",
            "MedicationCourse", "AdverseEvent", "PublishedFact",
        }
    )  # fmt: skip

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._patient = patient
        self._course: Course | None = None
        self._window: str | tuple[float, float] = START
        self._side_wanted: bool | None = None
        self._also: tuple[str, ...] = ()
        words, tokens = workplace.words, workplace.tokens
        self.windows = Segmented(
            words("Time shown"),
            (
                ("30d", words("30 days")),
                ("6m", words("6 months")),
                ("1y", words("1 year")),
                ("all", words("All")),
            ),
            START,
        )
        self.scores = Choice(tokens, words("Add a score"))
        self.scores.setToolTip(words("+ opens the list. A score that is shown already is taken away again."))
        self.read_out = ReadOutLine(tokens, words)
        self.table_button = Button(words("Table"), tokens, look="link")
        self.copy_button = Button(words("Copy image"), tokens, look="link")
        self.side_button = Button(words("Latest values"), tokens, look="link", key="F4")
        self.plot = TrendPlot(tokens, words("Curves of this patient"))
        self.table = QTableView()
        self.model = ChartTable(words, self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(words("The same as a table"))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.plot)
        self.stack.addWidget(self.table)
        self.latest = LatestPanel(tokens, words)
        self._lay_out()
        self._bind()
        self.read_out.show_read_out(None)

    @property
    def patient(self) -> UUID | None:
        return self._patient

    @property
    def chart(self) -> Chart | None:
        """What is drawn at present."""
        return self.plot.chart

    def title(self) -> str:
        return self.workplace.words("Trends")

    def first_focus(self) -> QWidget | None:
        return self.plot

    def refresh(self) -> None:
        records, patient = self.workplace.session.records, self._patient
        self.workplace.jobs.read(lambda: course(records, patient), self._show_course)

    def _show_course(self, read: Course) -> None:
        self._course = read
        self._offer()
        if read.patient.published and self._window == START:
            self._choose("all")
            return
        self._draw()

    def _draw(self) -> None:
        if self._course is None:
            return
        read, words, today, window = self._course, self.workplace.words, self.workplace.today(), self._window
        also = self._also
        records = self.workplace.session.records

        def work() -> tuple[Chart, Remission, BCellCard | None]:
            counts = setting(records, "hcq_counts") == "yes"
            chart = trend_chart(read, words, today, window, also=also, antimalarials=counts)
            return chart, remission_of(read, today), b_cell_card(read, words, today)

        self.workplace.jobs.read(work, self._show_chart)

    def _offer(self) -> None:
        """Every score with a result can have a panel; those shown can be taken away."""
        w = self.workplace.words
        found = () if self._course is None or self._course.patient.published else offered(self._course)
        self._also = tuple(code for code in self._also if code in {each.code for each in found})
        named = [(each.code, w(each.short or each.title)) for each in found]
        shown = [(code, w("Take away {score}", score=text)) for code, text in named if code in self._also]
        rest = [(code, text) for code, text in named if code not in self._also]
        self.scores.offer([(None, w("Add a score…")), *rest, *shown])
        self.scores.setVisible(bool(found))

    def _add(self, code: object) -> None:
        """Give a score its panel, or take it away; the panels stay while the record is open."""
        if isinstance(code, str):
            kept = tuple(each for each in self._also if each != code)
            self._also = kept if code in self._also else (*kept, code)
            self._draw()
        self._offer()
        self.plot.setFocus()

    def _open_scores(self) -> None:
        if not self.scores.isHidden():
            self.scores.setFocus()
            self.scores.showPopup()

    def _show_chart(self, made: tuple[Chart, Remission, BCellCard | None]) -> None:
        chart, stand, cells = made
        self.plot.show_chart(chart)
        self.model.show_chart(chart)
        self.table.resizeColumnsToContents()
        self.latest.show_chart(chart, stand, cells)
        self.read_out.show_read_out(chart.at(self.plot.day) if self.plot.day is not None else None)

    def _choose(self, key: str) -> None:
        self.windows.choose(key)
        self._window = key
        self._draw()

    def _zoom(self, low: float, high: float) -> None:
        self._window = (low, high)
        self._draw()

    def _stood(self, day: int) -> None:
        if self.plot.chart:
            self.read_out.show_read_out(self.plot.chart.at(day))

    def _toggle_table(self) -> None:
        words = self.workplace.words
        self.stack.setCurrentIndex(1 - self.stack.currentIndex())
        shown = self.stack.currentWidget()
        self.table_button.say(words("Curves") if shown is self.table else words("Table"))
        shown.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setPixmap(self.plot.picture())
        self.noticed.emit(
            "ok", self.workplace.words("The curves are in the clipboard, without name or number.")
        )

    def _toggle_side(self) -> None:
        self._side_wanted = not self.latest.isVisible()
        self._fold()

    def _fold(self) -> None:
        wide = self.wide
        self.side_button.setVisible(not wide)
        self.latest.setVisible(wide if self._side_wanted is None else self._side_wanted)

    def _lay_out(self) -> None:
        tokens = self.workplace.tokens
        head = QHBoxLayout()
        head.setSpacing(tokens.s16)
        head.addWidget(self.windows)
        head.addWidget(self.scores)
        head.addStretch(1)
        for button in (self.table_button, self.copy_button, self.side_button):
            head.addWidget(button)
        card = Card(tokens)
        card.body.setContentsMargins(tokens.s12, tokens.s8, tokens.s8, tokens.s4)
        card.body.setSpacing(tokens.s4)
        card.add(head)
        card.add(self.read_out)
        card.add(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        row.setSpacing(tokens.s12)
        row.addWidget(card, 1)
        row.addWidget(self.latest)
        self.latest.hide()

    def _bind(self) -> None:
        self.windows.picked.connect(self._choose)
        self.scores.picked.connect(self._add)
        self.plot.stood.connect(self._stood)
        self.plot.zoomed.connect(self._zoom)
        self.table_button.clicked.connect(self._toggle_table)
        self.copy_button.clicked.connect(self._copy)
        self.side_button.clicked.connect(self._toggle_side)
        keys = {str(n + 1): key for n, key in enumerate(("30d", "6m", "1y", "all"))}
        for number, key in keys.items():
            shortcut = QShortcut(QKeySequence(number), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda key=key: self._choose(key))
        acts = (("Ctrl+T", self._toggle_table), ("F4", self._toggle_side), ("+", self._open_scores))
        for sequence, act in acts:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
