"""The audit log: who did what and when, as a list with filters; and whether the chain behind it is whole."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.change import Ref
from tracker.domain.patient import Patient
from tracker.domain.rights import Right
from tracker.domain.study import User
from tracker.services.rights import refusal
from tracker.services.studies import verify
from tracker.services.trail import TrailPage, note_trail_read, trail_page
from tracker.services.trail_export import TrailExported
from tracker.services.trail_words import TrailRow
from tracker.store.health import Health
from tracker.ui.errors import sentence
from tracker.ui.field_history import Ask, one_record, show_history
from tracker.ui.keys import bind_keys
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.empty_state import EmptyState
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.label import ElidedLabel
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.progress_strip import ProgressStrip
from tracker.ui.parts.trail_detail import TrailDetail
from tracker.ui.parts.trail_filters import TrailFilters
from tracker.ui.screens.screen import Screen
from tracker.ui.tables.trail_rows import trail_columns, trail_groups
from tracker.ui.trail_files import trail_file
from tracker.ui.workplace import Workplace


@dataclass(frozen=True)
class _Shown:
    page: TrailPage
    people: tuple[User, ...]
    patients: tuple[Patient, ...]


class AuditScreen(Screen):
    """Of the whole study, or of one patient as a part of his record. N and O turn the pages, F4 the panel."""

    watches: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self, workplace: Workplace, patient: UUID | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._patient, self._rows = patient, dict[int, TrailRow]()
        self._befores: list[int | None] = [None]
        self._older: int | None = None
        self._noted: set[UUID | None] = set()
        self._side_wanted = False
        self.filters = TrailFilters(tokens, words, workplace.today, patient)
        self.table = GroupedTable(tokens, words("Audit log"), trail_columns(words))
        self.detail = TrailDetail(tokens, words)
        self.broken, self.progress = Notice(tokens), ProgressStrip(tokens, words)
        self.chain = Chip(tokens)
        self.count = ElidedLabel("", "hint", "text2", may_cut=True)
        self.all = Button(words("Clear filters"), tokens, look="link")
        self.newer = Button(words("Newer"), tokens, key="N")
        self.older = Button(words("Older"), tokens, key="O")
        self.check = Button(words("Check the chain"), tokens, icon="shield")
        self.export = Button(words("Export"), tokens, look="primary", icon="export", key="Ctrl+Enter")
        self._again = Button(words("Clear filters"), tokens, look="primary")
        self.empty = EmptyState(tokens, words("No entry is like that"), "", "audit", self._again)
        self.pages = QStackedWidget()
        reason = words(refusal(workplace.session, Right.EXPORT))
        self.export.setEnabled(not reason)
        self.export.setToolTip(reason)
        self._lay_out()
        self._bind()

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def title(self) -> str:
        return self.workplace.words("Audit log")

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self.check, self.export)

    def first_focus(self) -> QWidget | None:
        return self.table if self._rows else self._again if self.filters.active else None

    def concerns(self, news: frozenset[Ref]) -> bool:
        """Whatever happens is an entry; an older page stays as it is."""
        return bool(news) and len(self._befores) == 1

    def refresh(self) -> None:
        session, words = self.workplace.session, self.workplace.words
        asked, before = self.filters.asked, self._befores[-1]

        def read() -> _Shown:
            patients = sorted(session.records.find(Patient), key=lambda each: each.study_id)
            page = trail_page(session, asked, words, before=before)
            return _Shown(page, session.records.find(User), tuple(patients))

        if self._patient is None:
            self._note(asked.patient)
        self.workplace.jobs.read(read, self._show)

    def primary(self) -> None:
        """Ctrl+Enter: save what the filters leave as a table or as pages."""
        if not self.export.isEnabled():
            return
        words, day = self.workplace.words, self.workplace.today().isoformat()
        chosen, kind = QFileDialog.getSaveFileName(
            self, words("Export the audit log"), f"audit-log_{day}.csv", "CSV (*.csv);;PDF (*.pdf)"
        )
        if chosen:
            path = Path(chosen)
            self.write(path if path.suffix else path.with_suffix(".pdf" if "pdf" in kind else ".csv"))

    def write(self, path: Path) -> None:
        """Into a new file; its ending says whether as a table or as pages."""
        job = self.workplace.jobs.long(
            trail_file(self.workplace, self.filters.asked, path), self._written, self._failed
        )
        self.progress.watch(job, self.workplace.words("Exporting"))

    def check_chain(self) -> None:
        """Read the whole file again, and say whether it is as it was written."""
        session, words = self.workplace.session, self.workplace.words
        job = self.workplace.jobs.long(
            lambda progress: verify(session, progress), self._checked, self._failed
        )
        self.progress.watch(job, words("Checking the chain"))

    def field_place(self, path: str) -> Ask | None:
        """F3: everything that happened to the record in hand."""
        row = self._row
        return one_record(row.event.what.id, path) if row is not None else None

    def go_to(self, number: int) -> None:
        """Show an entry by its number, whatever was filtered."""
        self.filters.clear()
        self._befores = [None, number + 1]
        self.refresh()

    @property
    def _row(self) -> TrailRow | None:
        key = self.table.key
        return self._rows.get(key) if isinstance(key, int) else None

    def _note(self, patient: UUID | None) -> None:
        session = self.workplace.session
        if patient not in self._noted:
            self._noted.add(patient)
            self.workplace.jobs.write(lambda: note_trail_read(session, patient))

    def _show(self, shown: _Shown) -> None:
        words, rows, first_time = self.workplace.words, shown.page.rows, not self._rows
        self.filters.offer(shown.people, shown.patients)
        self._rows, self._older = {row.event.seq: row for row in rows}, shown.page.older
        self.table.show_groups(trail_groups(rows, words, whose=self._patient is None))
        self.pages.setCurrentIndex(0 if rows else 1)
        searching = bool(self.filters.asked.text) and self._older is not None
        more = words("Nothing so far. Press O to look further back.")
        self.empty.say(words("No entry is like that"), more if searching else words("Ask for less."))
        self.count.setText(
            words("Entries {last} to {first}", first=rows[-1].event.seq, last=rows[0].event.seq)
            if rows
            else ""
        )
        self.newer.setEnabled(len(self._befores) > 1)
        self.older.setEnabled(self._older is not None)
        self.all.setVisible(self.filters.active)
        self._stood()
        self.retitled.emit()
        if first_time and rows and self.isVisible() and not self.filters.text.line.hasFocus():
            self.table.setFocus()

    def _stood(self) -> None:
        row = self._row
        if row is not None:
            self.detail.show_row(row, whose=self._patient is None)
        self._fold()

    def _turn(self, *, older: bool) -> None:
        if older and self._older is not None:
            self._befores.append(self._older)
        elif not older and len(self._befores) > 1:
            self._befores.pop()
        else:
            return
        self.refresh()

    def _filtered(self) -> None:
        self._befores = [None]
        self.refresh()

    def _checked(self, health: Health) -> None:
        words, at = self.workplace.words, f"{self.workplace.clock():%H:%M}"
        if health.sound:
            said = words.plural(
                "Chain unbroken: {n} entry, checked {at}",
                "Chain unbroken: {n} entries, checked {at}",
                health.events,
                at=at,
            )
            self.chain.show_state(said, "ok")
            self.broken.say("")
        else:
            self.chain.show_state(words("Not as it was written"), "danger")
            said = " ".join(words(each.phrase, n=each.n) for each in health.problems)
            first = next((each.n for each in health.problems if each.n), 0)
            act = ((words("Show entry {n}", n=first), lambda: self.go_to(first)),) if first else ()
            self.broken.say(said, "danger", *act)
        self.chain.show()

    def _written(self, made: TrailExported) -> None:
        words = self.workplace.words
        said = words.plural(
            "{n} entry in “{name}”.", "{n} entries in “{name}”.", made.entries, name=made.path.name
        )
        self.noticed.emit("ok", said)
        self.workplace.news.publish(made.touched)

    def _failed(self, error: object) -> None:
        if isinstance(error, BaseException):
            self.noticed.emit("danger", sentence(error, self.workplace.words))

    def _fold(self) -> None:
        self.detail.setVisible(self._row is not None and (self.wide or self._side_wanted))

    def _toggle_side(self) -> None:
        self._side_wanted = not self._side_wanted
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _lay_out(self) -> None:
        tokens = self.workplace.tokens
        listed, bare = Card(tokens), Card(tokens)
        listed.body.setContentsMargins(1, 1, 1, 1)
        listed.add(self.table, 1)
        bare.add(self.empty, 1)
        self.pages.addWidget(listed)
        self.pages.addWidget(bare)
        middle, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        middle.setSpacing(tokens.s12)
        middle.addWidget(self.pages, 1)
        middle.addWidget(self.detail)
        foot.setSpacing(tokens.s8)
        foot.addWidget(self.chain)
        foot.addWidget(self.count, 1)
        for button in (self.all, self.newer, self.older):
            foot.addWidget(button)
        column.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s8)
        column.setSpacing(tokens.s8)
        for part in (self.broken, self.progress, self.filters):
            column.addWidget(part)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        for hidden in (self.chain, self.detail, self.all):
            hidden.hide()

    def _bind(self) -> None:
        self.filters.changed.connect(self._filtered)
        self.table.stood.connect(lambda _key: self._stood())
        self.all.clicked.connect(self.filters.clear)
        self._again.clicked.connect(self.filters.clear)
        self.newer.clicked.connect(lambda: self._turn(older=False))
        self.older.clicked.connect(lambda: self._turn(older=True))
        self.check.clicked.connect(self.check_chain)
        self.export.clicked.connect(self.primary)
        self.detail.patient_wanted.connect(self._open_patient)
        self.detail.history_wanted.connect(self.show_record)
        self.table.opened.connect(lambda _key: self.show_record())
        turns = {"N": lambda: self._turn(older=False), "O": lambda: self._turn(older=True)}
        bind_keys(self.pages, turns)
        bind_keys(self, {"F4": self._toggle_side})

    def show_record(self) -> None:
        """Enter: the history of the record in hand, beside the list."""
        self.table.setFocus()
        show_history(self.workplace, self.window())

    def _open_patient(self) -> None:
        row = self._row
        if row is not None and row.event.what.patient is not None:
            self.patient_opened.emit(row.event.what.patient)
