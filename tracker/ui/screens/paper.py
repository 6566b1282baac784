"""A paper before it is printed: the page as it will be, its main message, what stands in the way."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.document import Document
from tracker.domain.letter import Letter
from tracker.domain.refusal import Refusal
from tracker.domain.study import User
from tracker.domain.visit import Visit
from tracker.services.course import Course, course
from tracker.services.handout_data import NoEmergencyNumber
from tracker.services.papers import HANDOUT, KINDS, file_name, letter_for, make_paper
from tracker.services.settings import lines_setting, setting
from tracker.store.scratch import scratch
from tracker.ui.dialogs.paper_settings import PaperSettingsDialog
from tracker.ui.errors import sentence
from tracker.ui.parts.banner import banner_of
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.label import ElidedLabel, label
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.page_view import PageView
from tracker.ui.parts.paper_panel import PaperPanel
from tracker.ui.parts.patient_banner import PatientBanner
from tracker.ui.printing import PAPER_DPI, ask_printer, can_print, page_images, paint_pages
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace


@dataclass(frozen=True)
class _Asked:
    kind: str
    visit: UUID | None
    message: str


@dataclass(frozen=True)
class _Preview:
    """What the reading thread brings back; `refusal` says why there is no page."""

    asked: _Asked
    found: Course
    people: dict[UUID, str]
    letter: Letter | None
    pages: tuple[QImage, ...]
    refusal: Refusal | None


class PaperScreen(Screen):
    """Handout or summary of one visit. Enter prints; what cannot be printed says why."""

    watches = frozenset({"Patient", "Visit", "LabResult", "Assessment", "Signature", "Setting", "Document"})

    def __init__(self, workplace: Workplace, patient: UUID, visit: UUID | None, kind: str) -> None:
        super().__init__(workplace)
        words, tokens = workplace.words, workplace.tokens
        self._patient, self._visit = patient, visit
        self._preview: _Preview | None = None
        self._banner: PatientBanner | None = None
        self.view = PageView(tokens, words("Page as it will be printed"))
        self.problem = Notice(tokens)
        self.panel = PaperPanel(tokens, words, kind)
        self._whose = ElidedLabel("", "title")
        self._about = label("", "hint", "text2")
        self._count = label("", "hint", "text2")
        self._lay_out()
        self.panel.chosen.connect(self._chosen)
        self.panel.print.clicked.connect(self.print_paper)
        self.panel.save.clicked.connect(self.save_paper)
        self.panel.settings.clicked.connect(self.change_settings)
        for key, act in (
            ("Return", self.print_paper),
            ("Enter", self.print_paper),
            ("Ctrl+S", self.save_paper),
            ("M", self.panel.message.setFocus),
        ):
            QShortcut(QKeySequence(key), self.view, act, context=Qt.ShortcutContext.WidgetShortcut)
        self._show_state()

    @property
    def patient(self) -> UUID:
        return self._patient

    @property
    def visit(self) -> UUID | None:
        return self._visit

    def title(self) -> str:
        return self.workplace.words("Documents")

    def banner(self) -> QWidget | None:
        return self._banner

    def first_focus(self) -> QWidget:
        return self.view

    def primary(self) -> None:
        self.print_paper()

    def refresh(self) -> None:
        """Print the letter into memory, off the GUI thread, and show its pages."""
        asked = self._asked()
        self.workplace.jobs.read(lambda: self._read(asked), self._show)

    def print_paper(self) -> None:
        """Ask for the printer, note the paper in the record, print it; no file stays behind."""
        words = self.workplace.words
        if not self.panel.print.isEnabled():
            return
        printer = self._ask_printer()
        if printer is None:
            return

        def make() -> tuple[QImage, ...]:
            with scratch() as place:
                document = self._make(place)
                return page_images((place / document.file_name).read_bytes(), PAPER_DPI)

        def paint(pages: tuple[QImage, ...]) -> None:
            paint_pages(printer, pages)
            self.noticed.emit("ok", words("Sent to the printer and noted in the record."))
            self.refresh()

        self.workplace.jobs.write(make, paint, self._failed)

    def save_paper(self) -> None:
        """Write the PDF into a folder the person chooses, and note it in the record."""
        if not self.panel.save.isEnabled():
            return
        folder = self._ask_folder()
        if folder is None:
            return
        words = self.workplace.words

        def told(document: Document) -> None:
            self.noticed.emit(
                "ok", words("Saved as “{name}” and noted in the record.", name=document.file_name)
            )
            self.refresh()

        self.workplace.jobs.write(lambda: self._make(folder), told, self._failed)

    def change_settings(self) -> None:
        """Ask for what every paper needs; the page is made again when something changed."""
        PaperSettingsDialog(self.workplace, self).exec()

    def _say_problem(self, refusal: Refusal | None) -> None:
        words = self.workplace.words
        lacking = isinstance(refusal, NoEmergencyNumber)
        acts = ((words("Set the number"), self.change_settings),) if lacking else ()
        self.problem.say(sentence(refusal, words) if refusal else "", "danger", *acts)

    def _ask_printer(self) -> object | None:
        return ask_printer(self, self.workplace.words("Visit paper"))

    def _ask_folder(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self, self.workplace.words("Folder for the PDF"))
        return Path(chosen) if chosen else None

    def _asked(self) -> _Asked:
        chosen = self.panel.visit.key
        visit = chosen if isinstance(chosen, UUID) else self._visit
        kind = self.panel.kind.key
        return _Asked(kind, visit, str(self.panel.message.key or "") if kind == HANDOUT else "")

    def _make(self, folder: Path) -> Document:
        place, asked = self.workplace, self._asked()
        return make_paper(
            place.session,
            asked.kind,
            self._patient,
            visit=asked.visit,
            folder=folder,
            print_letter=place.print_letter,
            words=place.words,
            paper=self._paper(),
            now=place.clock(),
            message=asked.message,
        )

    def _read(self, asked: _Asked) -> _Preview:
        place = self.workplace
        records = place.session.records
        found = course(records, self._patient)
        people = {user.id: user.short for user in records.find(User)}
        try:
            letter = letter_for(
                place.session,
                asked.kind,
                self._patient,
                visit=asked.visit,
                words=place.words,
                today=place.today(),
                message=asked.message,
            )
            pages = page_images(place.print_letter(letter, self._paper()))
        except Refusal as refusal:
            return _Preview(asked, found, people, None, (), refusal)
        return _Preview(asked, found, people, letter, pages, None)

    def _show(self, preview: _Preview) -> None:
        self._preview = preview
        words, records = self.workplace.words, self.workplace.session.records
        visits = preview.found.visits
        chosen = preview.asked.visit or (visits[-1].id if visits else None)
        self.panel.offer_visits([(visit.id, self._named(visit)) for visit in reversed(visits)], chosen)
        self._visit = chosen
        shown = next((visit.main_message for visit in visits if visit.id == chosen), "")
        self.panel.offer_messages(
            lines_setting(records, "approved_sentences"),
            words(shown or setting(records, "main_message_default")),
        )
        self.view.show_pages(preview.pages, preview.letter.title if preview.letter else "")
        self._say_problem(preview.refusal)
        self._show_banner(preview.found)
        self._whose.setText(preview.found.patient.name)
        self._count.setText(
            words.plural("{n} page", "{n} pages", len(preview.pages)) if preview.pages else ""
        )
        self._show_state()

    def _show_state(self) -> None:
        preview, words = self._preview, self.workplace.words
        letter = preview.letter if preview else None
        handout = self.panel.kind.key == HANDOUT
        blocked = letter is None or (letter.draft and handout)
        self.panel.print.setEnabled(not blocked and can_print())
        self.panel.save.setEnabled(not blocked)
        size = words("US Letter") if self._paper() == "letter" else words("A4")
        self._about.setText(
            words("Handout for the patient, {size}", size=size)
            if handout
            else words("{paper}, {size}", paper=words(KINDS[str(self.panel.kind.key)]), size=size)
        )
        if preview is None:
            self.panel.show_paper(state=(words("Opening…"), "neutral"), checks=(), history=(), file_name="")
            return
        self.panel.show_paper(
            state=self._state(letter),
            checks=self._checks(letter, handout),
            history=self._history(preview),
            file_name=self._file_name(preview),
        )

    def _show_banner(self, found: Course) -> None:
        old = self._banner
        place = self.workplace
        self._banner = banner_of(place, found)
        self.retitled.emit()
        if old is not None:
            old.deleteLater()

    def _state(self, letter: Letter | None) -> tuple[str, str]:
        words = self.workplace.words
        if letter is None:
            return words("Cannot be made"), "danger"
        if letter.draft:
            return words("Draft, not signed"), "warn"
        return words("Ready to print"), "ok"

    def _checks(self, letter: Letter | None, handout: bool) -> tuple[tuple[bool, str], ...]:
        words = self.workplace.words
        if letter is None:
            return ((False, words("See the sentence above the page")),)
        signed = (
            (True, words("The visit is signed"))
            if not letter.draft
            else (False, words("Sign the visit first: a draft is not for the patient"))
            if handout
            else (False, words("Not signed: DRAFT stands on every page"))
        )
        more = ((True, words("Signed results only, no notes, nobody else’s data")),) if handout else ()
        return (signed, (True, words("Every character can be printed")), *more)

    def _history(self, preview: _Preview) -> list[tuple[Document, str]]:
        same = [
            document
            for document in preview.found.documents
            if (document.kind, document.visit) == (preview.asked.kind, self._visit)
        ]
        newest = sorted(same, key=lambda document: document.version, reverse=True)
        return [(document, preview.people.get(document.made_by, "")) for document in newest]

    def _file_name(self, preview: _Preview) -> str:
        visit = next((each for each in preview.found.visits if each.id == self._visit), None)
        day = visit.day if visit else self.workplace.today()
        version = len(self._history(preview)) + 1
        return file_name(preview.found.patient.study_id, day, preview.asked.kind, version)

    def _named(self, visit: Visit) -> str:
        words = self.workplace.words
        title = words(visit.title) if visit.title else visit.code
        return words("{day}, {visit}", day=words.day(visit.day), visit=title)

    def _paper(self) -> str:
        return setting(self.workplace.session.records, "paper")

    def _chosen(self) -> None:
        self.noticed.emit("", "")
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        text = sentence(error, self.workplace.words)
        if text:
            self.problem.say(text, "danger")
        else:
            self.workplace.jobs.failure.emit(error)

    def _lay_out(self) -> None:
        words, tokens = self.workplace.words, self.workplace.tokens
        larger = Button("+", tokens)
        smaller = Button("−", tokens)
        fit = Button(words("Fit width"), tokens, look="link")
        for button, by, name in ((smaller, -1, words("Smaller")), (fit, 0, ""), (larger, 1, words("Larger"))):
            button.clicked.connect(lambda _checked, by=by: self.view.zoom(by))
            if name:
                button.setAccessibleName(name)
                button.setFixedWidth(tokens.px(36))
        head = QHBoxLayout()
        head.setContentsMargins(tokens.s16, tokens.s8, tokens.s16, tokens.s8)
        head.setSpacing(tokens.s8)
        head.addWidget(self._whose)
        head.addWidget(self._about)
        head.addStretch(1)
        for part in (self._count, smaller, fit, larger):
            head.addWidget(part)
        page = Card(tokens)
        page.body.setContentsMargins(1, 1, 1, 1)
        page.body.setSpacing(0)
        page.add(head)
        page.add(self.problem)
        page.add(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(tokens.s12)
        row.addWidget(page, 1)
        row.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        column.addLayout(row)
