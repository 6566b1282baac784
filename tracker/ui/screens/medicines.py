"""Medicines: what is taken and was, the steroid dose day by day, and since when there is nothing."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.change import Ref, ref
from tracker.services.medicine_view import MedicineLine, MedicineView, dose_chart, medicine_view, with_taper
from tracker.services.prescriptions import takes_none
from tracker.ui.field_history import Ask
from tracker.ui.keys import bind_keys
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.dose_curve import DoseCurve
from tracker.ui.parts.empty_state import EmptyState
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.medicine_side import MedicineSide
from tracker.ui.parts.medicine_tiles import MedicineTiles
from tracker.ui.parts.side_form import SideForm
from tracker.ui.screens.record_tab import RecordTab
from tracker.ui.tables.medicine_rows import medicine_columns, medicine_groups
from tracker.ui.workplace import Workplace

LOW = 600
"""Below this height of the window the tiles say less."""


class MedicinesScreen(RecordTab):
    """A adds, T tapers, S stops, D decides whether it counts, F2 corrects, F4 shows the panel."""

    watches: ClassVar[frozenset[str]] = frozenset({"MedicationCourse", "Infusion", "Inquiry", "Setting"})

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, patient, parent)
        words, tokens = workplace.words, workplace.tokens
        self._view: MedicineView | None = None
        self._window = "6m"
        self.tiles = MedicineTiles(tokens, words)
        self.curve = DoseCurve(tokens, words)
        self.table = GroupedTable(tokens, words("Medicines"), medicine_columns(words))
        self.side = MedicineSide(tokens, words, workplace.today)
        self._add = Button(words("Add medicine"), tokens, look="primary", icon="plus")
        self._none = Button(words("Asked, takes none"), tokens)
        self._first = Button(words("Add medicine"), tokens, look="primary", icon="plus", key="A")
        self.empty = EmptyState(tokens, words("None recorded"), "", "pill", self._none, self._first)
        self.pages = QStackedWidget()
        self._lay_out()
        self._bind()

    @property
    def view(self) -> MedicineView | None:
        """What is shown."""
        return self._view

    def title(self) -> str:
        return self.workplace.words("Medicines")

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self._add,) if self._view is not None and not self._view.course.patient.published else ()

    def first_focus(self) -> QWidget | None:
        if self._view is None:
            return None
        return self.table if self._view.lines else self._first

    def refresh(self) -> None:
        records, patient, today = self.workplace.session.records, self._patient, self.workplace.today()
        self.workplace.jobs.read(lambda: medicine_view(records, patient, today), self._show)

    def primary(self) -> None:
        """Ctrl+Enter: save the form that is open, else add a medicine."""
        open_form = self.side.open_form
        if open_form is None:
            self.add()
        else:
            self._save(open_form)

    def close_inner(self) -> bool:
        if self.side.open_form is None:
            return False
        self._close()
        return True

    def add(self) -> None:
        if self._may():
            self.side.form.show_new(self.workplace.today())
            self._open(self.side.form, self.side.form.drug)

    def start_taper(self) -> None:
        """T: the steps of a taper; for a stopped medicine, the form to start it again."""
        line = self._line
        if line is None or not self._may():
            return
        if line.running:
            assert self._view is not None
            self.side.taper.show_course(line.course, self._view.taper_step)
            self._open(self.side.taper, self.side.taper.lines)
        else:
            self.side.form.show_new(self.workplace.today(), like=line.course)
            self._open(self.side.form, self.side.form.dose)

    def start_stop(self) -> None:
        line = self._line
        if line is not None and line.running and self._may():
            self.side.stop.show_course(line.course)
            self._open(self.side.stop, self.side.stop.day)

    def start_correct(self) -> None:
        line = self._line
        if line is not None and self._may():
            self.side.form.show_course(line.course)
            self._open(self.side.form, self.side.form.dose)

    def start_ruling(self) -> None:
        line = self._line
        if line is not None and self._may():
            self.side.ruling.show_line(line)
            self._open(self.side.ruling, self.side.ruling.why)

    def in_hand(self) -> Ref | None:
        return ref(line.course) if (line := self._line) is not None else None

    def field_place(self, path: str) -> Ask | None:
        new = self.side.open_form is self.side.form and not self.side.form.corrects
        return None if new else super().field_place(path)

    @property
    def _line(self) -> MedicineLine | None:
        key = self.table.key
        return self._view.line(key) if self._view is not None and isinstance(key, UUID) else None

    def _show(self, view: MedicineView) -> None:
        first, self._view = self._view is None, view
        words = self.workplace.words
        self.tiles.show_view(view)
        self.table.show_groups(medicine_groups(view, words))
        asked = view.asked
        said = (
            words("Asked on {day}: takes none.", day=words.day(asked.asked))
            if asked
            else words("Nobody has asked yet, or nothing was written down.")
        )
        self.empty.say(words("None recorded"), said)
        self.pages.setCurrentIndex(0 if view.lines else 1)
        self._stood()
        self._draw()
        self._fold()
        self.retitled.emit()
        focus = self.first_focus()
        if first and focus is not None:
            focus.setFocus()

    def _draw(self) -> None:
        if self._view is None:
            return
        view, typed = self._view, None
        whole = view.course
        taper, line = self.side.taper.taper, self._line
        if (
            self.side.open_form is self.side.taper
            and taper is not None
            and line is not None
            and taper.steps()
        ):
            whole, typed = with_taper(view, line.course.id, taper), taper.steps()[0].start
        self.curve.plot.show_chart(
            dose_chart(
                whole,
                self.workplace.words,
                view.today,
                self._window,
                antimalarials=view.antimalarials_count,
                typed_from=typed,
            )
        )

    def _stood(self) -> None:
        if self._view is not None:
            self.side.detail.show_line(self._view, self._line)

    def _save(self, form: SideForm) -> None:
        work = self.side.work(self.workplace.session, self._patient, self._line)
        if work is None:
            return

        self.workplace.jobs.write(work, self._written, self.workplace.refused(form.say))

    def _written(self, touched: frozenset[Ref]) -> None:
        self._close()
        self.workplace.news.publish(touched)

    def _note_none(self) -> None:
        if self._may():
            session, patient, today = self.workplace.session, self._patient, self.workplace.today()
            self.workplace.jobs.write(lambda: takes_none(session, patient, today), self._written)

    def _open(self, form: SideForm, focus: QWidget) -> None:
        self.side.setCurrentWidget(form)
        self._fold()
        focus.setFocus()
        self._draw()

    def _close(self) -> None:
        self.side.setCurrentWidget(self.side.detail)
        self._fold()
        self._draw()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()

    def _fold(self) -> None:
        wide = self.wide
        self.curve.details.setVisible(not wide)
        self.tiles.fold(low=self.window().height() < self.workplace.tokens.px(LOW))
        has_lines = self._view is not None and bool(self._view.lines)
        shown = self.side.open_form is not None or (has_lines and (wide or self._side_wanted))
        self.side.setVisible(shown)

    def _choose(self, key: str) -> None:
        self._window = key
        self._draw()

    def _lay_out(self) -> None:
        tokens = self.workplace.tokens
        listed = Card(tokens)
        listed.body.setContentsMargins(1, 1, 1, 1)
        listed.add(self.table, 1)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s8)
        column.addWidget(self.curve, 5)
        column.addWidget(listed, 4)
        self.pages.addWidget(full)
        bare = Card(tokens)
        bare.add(self.empty, 1)
        self.pages.addWidget(bare)
        left = QVBoxLayout()
        left.setSpacing(tokens.s8)
        left.addWidget(self.tiles)
        left.addWidget(self.pages, 1)
        self._stand_beside(left, self.side)

    def _bind(self) -> None:
        self.curve.windows.picked.connect(self._choose)
        self.table.stood.connect(lambda _key: self._stood())
        self.table.opened.connect(lambda _key: self._toggle_side())
        self.side.taper.typed.connect(self._draw)
        self.side.detail.correct_wanted.connect(self.start_correct)
        self.side.detail.taper_wanted.connect(self.start_taper)
        self.side.detail.stop_wanted.connect(self.start_stop)
        self.side.detail.ruling_wanted.connect(self.start_ruling)
        for form in self.side.forms:
            form.saved.connect(self.primary)
            form.given_up.connect(self._close)
        self._add.clicked.connect(self.add)
        self._first.clicked.connect(self.add)
        self._none.clicked.connect(self._note_none)
        self.curve.details.clicked.connect(self._toggle_side)
        bind_keys(self.table, {"T": self.start_taper, "S": self.start_stop, "D": self.start_ruling})
        bind_keys(self.pages, {"A": self.add, "F2": self.start_correct})
