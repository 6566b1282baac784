"""The visits to come of one patient as a page: printed, saved, or taken away as a calendar file."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QVBoxLayout, QWidget

from tracker.services.course import Course, course
from tracker.services.settings import setting
from tracker.services.visit_calendar import (
    calendar_name,
    calendar_paper,
    note_calendar_printed,
    save_calendar_file,
    save_calendar_paper,
    visits_to_come,
)
from tracker.ui.errors import sentence
from tracker.ui.parts.banner import banner_of
from tracker.ui.parts.button import Button
from tracker.ui.parts.page_view import PageView
from tracker.ui.printing import PAPER_DPI, ask_printer, can_print, page_images, paint_pages
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace


@dataclass(frozen=True)
class _Page:
    course: Course
    pdf: bytes
    pages: tuple[QImage, ...]


class CalendarScreen(Screen):
    """Ctrl+Enter prints; the calendar file holds the study ID and no name."""

    watches = frozenset({"Patient", "Infusion", "Visit", "Appointment", "PlannedVisitNote", "StudyPlan"})

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._patient = patient
        self._page: _Page | None = None
        self._banner: QWidget | None = None
        self.view = PageView(tokens, words("Visits to come"))
        self._file = Button(words("Calendar file"), tokens, icon="calendar")
        self._save = Button(words("Save PDF"), tokens, icon="save")
        self._print = Button(words("Print"), tokens, look="primary", icon="printer")
        self._print.setEnabled(can_print())
        self._file.clicked.connect(self.save_file)
        self._save.clicked.connect(self.save_paper)
        self._print.clicked.connect(self.primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def title(self) -> str:
        return self.workplace.words("Visits to come")

    def banner(self) -> QWidget | None:
        return self._banner

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self._file, self._save, self._print) if self._page else ()

    def first_focus(self) -> QWidget | None:
        return self.view

    def refresh(self) -> None:
        place, patient, today = self.workplace, self._patient, self.workplace.today()

        def read() -> _Page:
            letter = calendar_paper(place.session, patient, place.words, today)
            pdf = place.print_letter(letter, setting(place.session.records, "paper"))
            return _Page(course(place.session.records, patient), pdf, page_images(pdf))

        self.workplace.jobs.read(read, self._show, self._failed)

    def primary(self) -> None:
        """Ask for the printer, note it in the trail, print."""
        page, session, patient = self._page, self.workplace.session, self._patient
        if page is None or not self._print.isEnabled():
            return
        printer = ask_printer(self, self.workplace.words("Visits to come"))
        if printer is None:
            return

        def noted(_none: object) -> None:
            paint_pages(printer, page_images(page.pdf, PAPER_DPI))
            self.noticed.emit("ok", self.workplace.words("Sent to the printer and noted in the record."))

        self.workplace.jobs.write(lambda: note_calendar_printed(session, patient), noted, self._failed)

    def save_paper(self) -> None:
        page, session, patient = self._page, self.workplace.session, self._patient
        target = self._ask_file("pdf") if page else None
        if page is not None and target is not None:
            self.workplace.jobs.write(
                lambda: save_calendar_paper(session, patient, target, page.pdf), self._told, self._failed
            )

    def save_file(self) -> None:
        """An .ics file for the calendar of the clinic: study ID, visit, day, time, place."""
        place, patient = self.workplace, self._patient
        target = self._ask_file("ics") if self._page else None
        if target is None:
            return

        def write() -> Path:
            rows = visits_to_come(place.session, patient, place.today())
            text = place.write_calendar(rows, place.words, place.session.study.time_zone, place.clock())
            return save_calendar_file(place.session, patient, target, text)

        self.workplace.jobs.write(write, self._told, self._failed)

    def _ask_file(self, ending: str) -> Path | None:
        place = self.workplace
        name = calendar_name(place.session, self._patient, place.today(), ending)
        title = place.words("Save the visits to come")
        chosen, _kind = QFileDialog.getSaveFileName(self, title, name, f"*.{ending}")
        return Path(chosen) if chosen else None

    def _show(self, page: _Page) -> None:
        self._page = page
        words = self.workplace.words
        self._banner = banner_of(self.workplace, page.course)
        self.view.show_pages(page.pages, words("Visits to come"))
        self.retitled.emit()

    def _told(self, target: Path) -> None:
        words = self.workplace.words
        self.noticed.emit("ok", words("Saved as “{name}” and noted in the record.", name=target.name))

    def _failed(self, error: object) -> None:
        if isinstance(error, BaseException):
            self.noticed.emit("danger", sentence(error, self.workplace.words))
