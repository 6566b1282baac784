"""Today: who is overdue, who comes, what is awaited or to be checked, and whom to look at at the bedside."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.diseases import DISEASES
from tracker.domain.rights import Right
from tracker.services.backups import BackupState, back_up_now
from tracker.services.printed_lists import note_list_printed, worklist_letter
from tracker.services.rights import refusal
from tracker.services.settings import setting
from tracker.services.today import Today, read_today
from tracker.services.worklist import TILE_TITLES, Tile, Wanted, WorkRow
from tracker.services.worklist_reader import WorklistReader
from tracker.ui.keys import bind_keys
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.empty_state import EmptyState
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.label import label
from tracker.ui.parts.progress_strip import ProgressStrip
from tracker.ui.parts.tile_filters import TileFilters, TileText
from tracker.ui.parts.waiting_bar import WaitingBar
from tracker.ui.parts.work_aside import WorkAside
from tracker.ui.printing import PAPER_DPI, ask_printer, can_print, page_images, paint_pages
from tracker.ui.routes import PATIENTS, Route
from tracker.ui.screens.screen import Screen
from tracker.ui.tables.work_rows import work_columns, work_groups, work_key
from tracker.ui.workplace import Workplace

MINUTE = 60_000
TONES = {Tile.OVERDUE: "danger", Tile.TODAY: "info", Tile.AWAITED: "warn", Tile.TO_CHECK: "danger"}
ALWAYS = (Tile.ALL, Tile.OVERDUE, Tile.TODAY, Tile.NEXT_7, Tile.AWAITED, Tile.TO_CHECK)
"""Tiles that are shown although they are empty; the others come when there is something in them."""


class TodayScreen(Screen):
    """Enter opens the visit, G grades, T trends, M medicines, F4 brings the panel in a narrow window."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "Patient", "Diagnosis", "Infusion", "Visit", "LabResult", "Assessment", "Appointment", "Query",
            "PlannedVisitNote", "NotAssessed", "Inquiry", "SafetyCheck", "StudyPlan", "Setting", "Closure",
        }
    )  # fmt: skip

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._reader = WorklistReader(workplace.session.records)
        self._today: Today | None = None
        self._side_wanted = False
        self.tiles = TileFilters(tokens, words("What to show"))
        self.disease = Choice(tokens, words("Disease"))
        self.coordinator = Choice(tokens, words("Coordinator"))
        self.count = label("", "hint", "text2")
        self._fold_out = Button(words("First 30 days"), tokens, look="link", key="F4")
        self._print = Button(words("Print list"), tokens, look="link", icon="printer", key="P")
        self._print.clicked.connect(self.print_list)
        self._queries = Button(words("All queries"), tokens, look="link", face="hint")
        self._queries.clicked.connect(lambda: self.route_wanted.emit(Route("queries")))
        self.table = GroupedTable(tokens, words("Work"), work_columns(words))
        patients = Button(words("Open the list of patients"), tokens, look="primary", key="Ctrl+2")
        patients.clicked.connect(lambda: self.route_wanted.emit(PATIENTS))
        self.empty = EmptyState(tokens, "", "", "calendar", patients)
        self.pages = QStackedWidget()
        self.aside = WorkAside(tokens, words)
        self.waiting = WaitingBar(tokens, words)
        self.progress = ProgressStrip(tokens, words)
        self._enrol = Button(words("Enrol patient"), tokens, look="primary", icon="plus")
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self.refresh)
        self._lay_out()
        self._bind()

    def title(self) -> str:
        return self.workplace.words("Today")

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self._enrol,)

    def first_focus(self) -> QWidget | None:
        if self._today is None:
            return None
        return self.table if self.rows() else self.tiles

    def refresh(self) -> None:
        session, reader, words = self.workplace.session, self._reader, self.workplace.words
        now = self.workplace.clock()
        self.workplace.jobs.read(lambda: read_today(session, reader, now, words), self._show)
        self._minute.start()

    def escape(self) -> None:
        """Esc takes the filters off; there is nowhere to go back to."""
        self.tiles.choose(Tile.ALL)

    def rows(self) -> tuple[WorkRow, ...]:
        """The rows that pass the filters."""
        if self._today is None:
            return ()
        coordinator = self.coordinator.key
        wanted = Wanted(
            tile=Tile(self.tiles.key or Tile.ALL),
            disease=str(self.disease.key or ""),
            coordinator=coordinator if isinstance(coordinator, UUID) else None,
        )
        return self._today.work.chosen(wanted)

    @property
    def row(self) -> WorkRow | None:
        """The row in hand."""
        return next((row for row in self.rows() if work_key(row) == self.table.key), None)

    def back_up(self) -> None:
        """Back up now, with a bar and a way to stop."""
        session, words = self.workplace.session, self.workplace.words
        forbidden = refusal(session, Right.BACK_UP)
        if forbidden:
            self.noticed.emit("warn", words(forbidden))
            return
        self.aside.back_up.setEnabled(False)
        job = self.workplace.jobs.long(lambda progress: back_up_now(session, progress), self._backed_up)
        job.ended.connect(lambda: self.aside.back_up.setEnabled(True))
        self.progress.watch(job, words("Backing up"))

    def print_list(self) -> None:
        """P: the rows that pass the filters, on paper; who printed stands in the trail."""
        session, words, today = self.workplace.session, self.workplace.words, self._today
        forbidden = refusal(session, Right.PRINT)
        if forbidden or today is None:
            self.noticed.emit("warn", words(forbidden))
            return
        letter = worklist_letter(session, today.work, words, self.rows())
        paper = setting(session.records, "paper")
        printer = ask_printer(self, letter.title)
        if printer is None:
            return
        paint_pages(printer, page_images(self.workplace.print_letter(letter, paper), PAPER_DPI))
        self.workplace.jobs.write(lambda: note_list_printed(session), self.workplace.news.publish)

    def _backed_up(self, state: BackupState) -> None:
        self.aside.show_backup(state)
        self.noticed.emit("ok", self.workplace.words("The backup was made and read back."))

    def _show(self, read: Today) -> None:
        first, self._today = self._today is None, read
        words = self.workplace.words
        counts = read.work.counts()
        self.tiles.show_tiles(
            [
                TileText(tile, words(TILE_TITLES[tile]), counts[tile], TONES.get(tile, ""))
                for tile in Tile
                if tile in ALWAYS or counts[tile]
            ]
        )
        self._offer(read)
        self.aside.show_first_days(read.early, self.workplace.clock())
        self.aside.show_backup(read.backup)
        self.waiting.show_drafts(read.waiting, self.workplace.clock().tzinfo)
        self._filter()
        self.retitled.emit()
        focus = self.first_focus()
        if first and focus is not None and self.isVisible():
            focus.setFocus()

    def _offer(self, read: Today) -> None:
        words, rows = self.workplace.words, read.work.rows
        diseases = [code for code in DISEASES if any(row.disease.code == code for row in rows)]
        short = [(code, words(DISEASES[code].short)) for code in diseases]
        mine = {row.patient.coordinator for row in rows if row.patient.coordinator}
        people = [(user.id, user.short) for user in read.people if user.id in mine]
        for box, everything, options in (
            (self.disease, words("All diseases"), short),
            (self.coordinator, words("All coordinators"), people),
        ):
            chosen = box.key
            box.offer([("", everything), *options])
            box.choose(chosen)
            box.setVisible(len(options) > 1)

    def _filter(self) -> None:
        if self._today is None:
            return
        words, rows = self.workplace.words, self.rows()
        self.table.show_groups(work_groups(self._today.work, rows, words))
        hidden = len(self._today.work.rows) - len(rows)
        shown = words.plural("{n} thing to do", "{n} things to do", len(rows))
        if hidden:
            shown = words("{shown}, {hidden} hidden by the filters", shown=shown, hidden=words.number(hidden))
        self.count.setText(shown)
        self._queries.setVisible(self.tiles.key == Tile.QUERIES)
        if self._today.work.rows:
            self.empty.say(words("Nothing here."), words("Other filters have something to do."))
        else:
            self.empty.say(words("No visits due in the next 7 days."), words("Nothing is awaited or open."))
        self.pages.setCurrentIndex(0 if rows else 1)

    def _open(self, _key: object = None) -> None:
        row = self.row
        if row is None:
            return
        if self.tiles.key == Tile.QUERIES:
            self._go("queries")
        elif row.visit is not None:
            self.visit_opened.emit(row.patient.id, row.visit.id)
        elif row.planned is not None:
            self.route_wanted.emit(Route("visit", row.patient.id, code=row.planned.code))
        else:
            self.patient_opened.emit(row.patient.id)

    def _go(self, place: str, tab: str = "") -> None:
        row = self.row
        if row is not None:
            self.route_wanted.emit(Route(place, row.patient.id, tab=tab))

    def _toggle(self) -> None:
        self._side_wanted = not self._side_wanted
        self._fold()

    def _fold(self) -> None:
        wide = self.wide
        self._fold_out.setVisible(not wide)
        self.aside.setVisible(wide or self._side_wanted)

    def _lay_out(self) -> None:
        tokens = self.workplace.tokens
        head = QHBoxLayout()
        head.setSpacing(tokens.s12)
        for part in (self.disease, self.coordinator, self.count, self._queries):
            head.addWidget(part)
        head.addStretch(1)
        if can_print():
            head.addWidget(self._print)
        head.addWidget(self._fold_out)
        card = Card(tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.pages, 1)
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        left = QVBoxLayout()
        left.setSpacing(tokens.s8)
        left.addWidget(self.waiting)
        left.addWidget(self.tiles)
        left.addLayout(head)
        left.addWidget(card, 1)
        row = QHBoxLayout()
        row.setSpacing(tokens.s12)
        row.addLayout(left, 1)
        row.addWidget(self.aside)
        self.aside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        column.addLayout(row, 1)
        column.addWidget(self.progress)

    def _bind(self) -> None:
        self.tiles.picked.connect(lambda _key: self._filter())
        self.disease.picked.connect(lambda _key: self._filter())
        self.coordinator.picked.connect(lambda _key: self._filter())
        self.table.opened.connect(self._open)
        self.aside.grade_wanted.connect(lambda patient: self.route_wanted.emit(Route("safety", patient)))
        self.aside.backup_wanted.connect(self.back_up)
        self.waiting.route_wanted.connect(self.route_wanted)
        self._enrol.clicked.connect(self.enrol_opened)
        self._fold_out.clicked.connect(self._toggle)
        acts = {
            "G": lambda: self._go("safety"),
            "T": lambda: self._go("record"),
            "M": lambda: self._go("record", "medicines"),
            "P": self.print_list,
            "V": lambda: self._go("record", "visits"),
            "Q": lambda: self._go("queries"),
        }
        bind_keys(self.table, acts)
        bind_keys(self, {"F4": self._toggle})

    def showEvent(self, event: QShowEvent) -> None:
        """What was typed elsewhere meanwhile is no news to the record, and still waits here."""
        super().showEvent(event)
        if self._today is not None:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
