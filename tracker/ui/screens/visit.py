"""One visit: what the laboratory found, the scores, what is left to do, and the signature."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.visit import Draft
from tracker.domain.visit_codes import UNPLANNED
from tracker.services.corrections import AnswerTarget, LabTarget, Target
from tracker.services.drafts import draft_of
from tracker.services.visit_checks import LABORATORY, Weight
from tracker.services.visit_entry import VisitEntry, entry_from, entry_of
from tracker.services.visit_form import VisitForm
from tracker.services.visits import Saved, open_visit, save_visit, sign_visit
from tracker.ui.dialogs.sign_visit import SignDialog
from tracker.ui.errors import sentence
from tracker.ui.keys import bind_keys
from tracker.ui.parts.banner import banner_of
from tracker.ui.parts.draft_keeper import DraftKeeper
from tracker.ui.parts.open_events import OpenEvents
from tracker.ui.parts.visit_page import VisitPage
from tracker.ui.parts.visit_queries import VisitQueries
from tracker.ui.parts.visit_start import VisitStart
from tracker.ui.screens.correct import CorrectDialog
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace


@dataclass(frozen=True, kw_only=True)
class _Loaded:
    form: VisitForm
    draft: Draft | None


class VisitScreen(Screen):
    """A new visit starts with its day; a saved one opens on the first empty box."""

    watches = frozenset({"Visit", "LabResult", "Assessment", "Signature", "Patient", "Diagnosis", "Infusion"})
    watches |= {"Query", "AdverseEvent", "Inquiry"}

    def __init__(
        self,
        workplace: Workplace,
        patient: UUID,
        visit: UUID | None = None,
        code: str = "",
        query: UUID | None = None,
    ) -> None:
        super().__init__(workplace)
        self._patient, self._visit, self._code = patient, visit, code
        self._form: VisitForm | None = None
        self._entry: VisitEntry | None = None
        self._busy = False
        self._typed_at_write: VisitEntry | None = None
        self._banner: QWidget | None = None
        w, look = workplace.words, workplace.tokens
        self.start = VisitStart(w, look, workplace.today)
        self.page = VisitPage(w, look, workplace.today)
        self.queries = VisitQueries(workplace, self.page, query)
        self.events = OpenEvents(workplace)
        self.page.sheet.body.insertWidget(0, self.events)
        self._stack = QStackedWidget()
        for page in (QWidget(), self.start, self.page):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.drafts = DraftKeeper(workplace, lambda: self._entry, self)
        self.drafts.kept.connect(lambda draft: self.page.panel.say_draft(self._local(draft.saved_at)))
        self.drafts.failed.connect(self._not_kept)
        self.start.started.connect(self._begin)
        self.start.given_up.connect(self.back)
        self.start.existing_wanted.connect(lambda visit: self.visit_opened.emit(self._patient, visit))
        self.page.edited.connect(self._edited)
        self.page.correction_asked.connect(self.correct)
        self.page.definition_asked.connect(self.definition_opened)
        self.page.event_wanted.connect(self.events.go)
        self.page.safety_wanted.connect(lambda: self.safety_opened.emit(self._patient, None))
        self.page.start_over.connect(self._start_over)
        self.page.sign_wanted.connect(self.primary)
        self.page.save_wanted.connect(self.save)
        acts = {
            "Ctrl+S": self.save,
            "Ctrl+PgDown": lambda: self.page.sheet.step_section(1),
            "Ctrl+PgUp": lambda: self.page.sheet.step_section(-1),
            "F4": self.page.unfold,
            "F6": self.page.next_check,
        }
        bind_keys(self, acts)

    @property
    def patient(self) -> UUID | None:
        return self._patient

    @property
    def visit(self) -> UUID | None:
        """The visit in the record; None until the first save."""
        return self._visit

    @property
    def entry(self) -> VisitEntry | None:
        """What is typed now."""
        return self._entry

    def title(self) -> str:
        w = self.workplace.words
        if self._entry is None:
            return w("New visit") if self._visit is None else w("Visit")
        return _visit_title(self._entry, self.workplace)

    def banner(self) -> QWidget | None:
        return self._banner

    def first_focus(self) -> QWidget | None:
        if self._stack.currentWidget() is self.start:
            return self.start.day.box
        return self.queries.first_focus or self.page.sheet.labs.first_empty() if self._entry else None

    def refresh(self) -> None:
        session, patient, visit = self.workplace.session, self._patient, self._visit
        today = self._entry.day if self._entry else self.workplace.today()
        code = self._entry.code if self._entry else UNPLANNED.code

        def load() -> _Loaded:
            draft = draft_of(session.records, session.user.id, patient=patient, visit=visit)
            day, meant = today, code
            if draft and not visit:
                day, meant = date.fromisoformat(str(draft.content["day"])), str(draft.content["code"])
            return _Loaded(form=open_visit(session, patient, visit, day, meant), draft=draft)

        self.workplace.jobs.read(load, self._show)

    def topic(self) -> str:
        here = self.page.sheet.place_of_focus()
        return here[0] if here and here[0] in self.page.sheet.scores else ""

    def primary(self) -> None:
        """Ctrl+Enter: open the form, or sign once nothing stands in the way."""
        if self._stack.currentWidget() is self.start:
            self.start.start()
            return
        if self.queries.primary():
            return
        if self._form is None or self._entry is None or self._form.signed or self._busy:
            return
        heavy = self.page.heaviest(Weight.LOOK)
        if heavy:
            self.noticed.emit("warn", self.workplace.words.say(heavy.said))
            self.page.go(heavy)
            return
        dialog = SignDialog(self.workplace, self._form, self._entry, self.page.checks, self)
        dialog.accepted.connect(lambda: self._write(dialog.passphrase))
        dialog.open()

    def escape(self) -> None:
        """Esc: out of the questions, else out of the visit."""
        if not self.queries.escape():
            self.back.emit()

    def save(self) -> None:
        """Ctrl+S: write what is typed into the record, unsigned."""
        self._write()

    def flush(self) -> None:
        self.drafts.flush()

    def correct(self, section: str, key: str) -> None:
        """F2 on a value in the record."""
        if self._form is None or self._visit is None:
            return
        target: Target = (
            LabTarget(patient=self._patient, visit=self._visit, analyte=key)
            if section == LABORATORY
            else AnswerTarget(patient=self._patient, visit=self._visit, instrument=section, item=key)
        )
        dialog = CorrectDialog(self.workplace, self._form, target, self)
        dialog.corrected.connect(lambda made: self.workplace.news.publish(made.touched))
        dialog.finished.connect(lambda _result: self.page.sheet.go(section, key))
        dialog.open()

    def _show(self, loaded: _Loaded) -> None:
        self._show_banner(loaded.form)
        first = self._entry is None
        if first and loaded.draft:
            self._entry = entry_from(loaded.draft.content, patient=self._patient, visit=self._visit)
            self.drafts.dirty = True
        elif first and loaded.form.visit:
            self._entry = entry_of(loaded.form.visit)
        if self._entry is None:
            self._form = loaded.form
            self.start.show_form(loaded.form, self._code)
            self._stack.setCurrentWidget(self.start)
            self.start.day.box.setFocus()
            self.start.day.box.selectAll()
            return
        self._show_form(loaded.form)
        if first:
            self.page.focus_first()
            if loaded.draft:
                self.page.panel.say_draft(self._local(loaded.draft.saved_at))
            else:
                self.page.panel.say_state(loaded.form)

    def _show_form(self, form: VisitForm) -> None:
        assert self._entry is not None
        self._form = form
        if form.visit:
            self._entry = entry_of(form.visit, self._entry)
        self.queries.show_visit(form)
        self.page.show_form(form, self._entry)
        self.events.show_visit(form)
        self._stack.setCurrentWidget(self.page)
        self._entry = self.page.take_stock(self._entry)
        self.retitled.emit()

    def _show_banner(self, form: VisitForm) -> None:
        place = self.workplace
        self._banner = banner_of(place, form.course)
        self.retitled.emit()

    def _begin(self, day: date, code: str, title: str) -> None:
        typed = self._entry
        self._entry = VisitEntry(
            patient=self._patient,
            day=day,
            code=code,
            title=title,
            labs=typed.labs if typed else {},
            answers=typed.answers if typed else {},
        )
        session, patient = self.workplace.session, self._patient
        self.workplace.jobs.read(lambda: open_visit(session, patient, None, day, code), self._begun)

    def _begun(self, form: VisitForm) -> None:
        self._show_form(form)
        self.page.focus_first()

    def _start_over(self) -> None:
        if self._form and self._visit is None:
            self._stack.setCurrentWidget(self.start)
            self.start.show_form(self._form)
            self.start.day.box.setFocus()

    def _edited(self) -> None:
        if self._entry is None or (self._form and self._form.signed):
            return
        self._entry = self.page.take_stock(self._entry)
        self.page.panel.say_unsaved()
        self.drafts.touch()

    def _not_kept(self, error: BaseException) -> None:
        said = sentence(error, self.workplace.words)
        if not said:
            raise error
        self.noticed.emit("danger", said)

    def _write(self, passphrase: str | None = None) -> None:
        """Save, and sign where a passphrase was proved."""
        if self._entry is None or self._form is None or self._busy or self._form.signed:
            return
        stop = self.page.heaviest(Weight.STOP)
        if stop:
            self.noticed.emit("danger", self.workplace.words.say(stop.said))
            self.page.go(stop)
            return
        self.drafts.rest(clean=False)
        self.drafts.held = self._busy = True
        session, entry = self.workplace.session, self._entry
        self._typed_at_write = entry

        def write() -> Saved:
            saved = save_visit(session, entry)
            return saved if passphrase is None else sign_visit(session, saved, passphrase)

        self.workplace.jobs.write(write, self._written, self._not_written)

    def _written(self, saved: Saved) -> None:
        self.drafts.held = self._busy = False
        self.drafts.rest(clean=self._typed_at_write == self._entry)
        self._visit = saved.visit.id
        self.noticed.emit("", "")
        self.page.panel.say_saved(self.workplace.clock())
        self.workplace.news.publish(saved.touched)

    def _not_written(self, error: BaseException) -> None:
        self.drafts.held = self._busy = False
        self.drafts.touch()
        self._not_kept(error)

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.workplace.clock().tzinfo)


def _visit_title(entry: VisitEntry, workplace: Workplace) -> str:
    w = workplace.words
    named = entry.title and entry.title != UNPLANNED.title
    return w("{visit} visit", visit=w(entry.title)) if named else w(UNPLANNED.title)
