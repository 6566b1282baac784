"""One visit: what the laboratory found, the scores, what is left to do, and the signature."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.visit import Draft
from tracker.domain.visit_codes import UNPLANNED
from tracker.services.corrections import AnswerTarget, Correction, LabTarget, Target
from tracker.services.drafts import draft_of, keep_draft
from tracker.services.visit_checks import LABORATORY, Check, Weight, checks
from tracker.services.visit_entry import VisitEntry, entry_from
from tracker.services.visit_form import VisitForm
from tracker.services.visits import Saved, open_visit, save_visit, sign_visit
from tracker.ui.dialogs.sign_visit import SignDialog
from tracker.ui.errors import sentence
from tracker.ui.parts.patient_banner import PatientBanner
from tracker.ui.parts.visit_aside import VisitAside
from tracker.ui.parts.visit_panel import VisitPanel, VisitStrip
from tracker.ui.parts.visit_sheet import VisitSheet
from tracker.ui.parts.visit_start import VisitStart
from tracker.ui.screens.correct import CorrectDialog
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace

PAUSE = 2000
"""Milliseconds without a key before the draft is kept."""
WIDE = 1280
"""From this window width on, the side panel stands beside the sheet; below, F4 brings it."""


@dataclass(frozen=True, kw_only=True)
class _Loaded:
    form: VisitForm
    draft: Draft | None


class VisitScreen(Screen):
    """A new visit starts with its day; a saved one opens on the first empty box."""

    watches = frozenset({"Visit", "LabResult", "Assessment", "Signature", "Patient", "Diagnosis", "Infusion"})

    def __init__(
        self, workplace: Workplace, patient: UUID, visit: UUID | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        self._patient, self._visit = patient, visit
        self._form: VisitForm | None = None
        self._entry: VisitEntry | None = None
        self._dirty = self._busy = self._unfolded = False
        self._checks: tuple[Check, ...] = ()
        self._last_check: Check | None = None
        self._banner: QWidget | None = None
        w, look = workplace.words, workplace.tokens
        self.start = VisitStart(w, look, workplace.today)
        self.aside = VisitAside(w, look)
        self.sheet = VisitSheet(w, look, workplace.today)
        self.panel = VisitPanel(w, look)
        self.strip = VisitStrip(w, look)
        sheet = QWidget()
        frame = QVBoxLayout(sheet)
        frame.setContentsMargins(look.s12, look.s12, look.s12, look.s12)
        frame.setSpacing(look.s8)
        row = QHBoxLayout()
        row.setSpacing(look.s12)
        frame.addLayout(row, 1)
        frame.addWidget(self.strip)
        row.addWidget(self.aside)
        row.addWidget(self.sheet, 1)
        row.addWidget(self.panel)
        self._stack = QStackedWidget()
        self._blank = QWidget()
        for page in (self._blank, self.start, sheet):
            self._stack.addWidget(page)
        self._page = sheet
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(PAUSE)
        self._draft_timer.timeout.connect(self._keep_draft)
        self.start.started.connect(self._begin)
        self.start.given_up.connect(self.back)
        self.start.existing_wanted.connect(lambda visit: self.visit_opened.emit(self._patient, visit))
        self.sheet.edited.connect(self._edited)
        self.sheet.entered.connect(self.aside.sections.set_current)
        self.sheet.correction_asked.connect(self.correct)
        self.aside.sections.picked.connect(self.sheet.go)
        self.aside.start_over.connect(self._start_over)
        self.panel.check_picked.connect(self._go)
        self.strip.panel_wanted.connect(self._unfold)
        self.panel.hide_wanted.connect(self._unfold)
        for side in (self.panel, self.strip):
            side.sign_wanted.connect(self.primary)
            side.save_wanted.connect(self.save)
        for key, act in {
            "Ctrl+S": self.save,
            "Ctrl+PgDown": lambda: self.sheet.step_section(1),
            "Ctrl+PgUp": lambda: self.sheet.step_section(-1),
            "F4": self._unfold,
            "F6": self._next_check,
        }.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

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
        return self.sheet.labs.first_empty() if self._entry else None

    def refresh(self) -> None:
        session, patient, visit = self.workplace.session, self._patient, self._visit
        today = self._entry.day if self._entry else self.workplace.today()

        def load() -> _Loaded:
            draft = draft_of(session.records, session.user.id, patient=patient, visit=visit)
            day = date.fromisoformat(str(draft.content["day"])) if draft and not visit else today
            return _Loaded(form=open_visit(session, patient, visit, day), draft=draft)

        self.workplace.jobs.read(load, self._show)

    def primary(self) -> None:
        """Ctrl+Enter: open the form, or sign once nothing stands in the way."""
        if self._stack.currentWidget() is self.start:
            self.start.start()
            return
        if self._form is None or self._entry is None or self._form.signed or self._busy:
            return
        heavy = next((check for check in self._checks if check.weight > Weight.GAP), None)
        if heavy:
            self.noticed.emit("warn", self.workplace.words.say(heavy.said))
            self._go(heavy)
            return
        dialog = SignDialog(self.workplace, self._form, self._entry, self._checks, self)
        dialog.accepted.connect(self._sign)
        dialog.open()

    def save(self) -> None:
        """Ctrl+S: write what is typed into the record, unsigned."""
        self._write(sign=False)

    def flush(self) -> None:
        if self._draft_timer.isActive() or (self._dirty and not self._busy):
            self._draft_timer.stop()
            self._keep_draft()

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
        dialog.corrected.connect(self._corrected)
        dialog.finished.connect(lambda _result: self.sheet.go(section, key))
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        narrow = self.window().width() < self.workplace.tokens.px(WIDE)
        self.panel.fit(narrow=narrow)
        self.strip.setVisible(narrow and not self._unfolded)
        self.panel.setVisible(not narrow or self._unfolded)
        self.aside.setVisible(not narrow or not self._unfolded)

    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        self._fold()

    def _show(self, loaded: _Loaded) -> None:
        self._show_banner(loaded.form)
        first = self._entry is None
        if first and loaded.draft:
            self._entry = entry_from(loaded.draft.content, patient=self._patient, visit=self._visit)
            self._dirty = True
        elif first and loaded.form.visit:
            self._entry = _entry_of(loaded.form)
        if self._entry is None:
            self._form = loaded.form
            self.start.show_course(loaded.form.course)
            self._stack.setCurrentWidget(self.start)
            self.start.day.box.setFocus()
            self.start.day.box.selectAll()
            return
        self._show_form(loaded.form)
        if first:
            self._focus_first()
            if loaded.draft:
                self.panel.say_draft(self._local(loaded.draft.saved_at))
            else:
                self.panel.say_state(loaded.form)

    def _show_form(self, form: VisitForm) -> None:
        assert self._entry is not None
        self._form = form
        if form.visit:
            self._entry = _entry_of(form, self._entry)
        focus = self.sheet.place_of_focus()
        self.sheet.show_form(form, self._entry)
        self._stack.setCurrentWidget(self._page)
        self.aside.show_visit(form, self._entry)
        self._take_stock()
        if form.signed:
            self.panel.say_state(form)
        self._fold()
        self.retitled.emit()
        if focus:
            self.sheet.go(*focus)

    def _show_banner(self, form: VisitForm) -> None:
        place = self.workplace
        self._banner = PatientBanner(form.course, place.words, place.tokens, place.today())
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
        self.workplace.jobs.read(lambda: open_visit(session, patient, None, day), self._begun)

    def _begun(self, form: VisitForm) -> None:
        self._show_form(form)
        self._focus_first()

    def _start_over(self) -> None:
        if self._form and self._visit is None:
            self._stack.setCurrentWidget(self.start)
            self.start.show_course(self._form.course)
            self.start.day.box.setFocus()

    def _focus_first(self) -> None:
        box = self.sheet.labs.first_empty()
        if box is not None:
            box.setFocus()

    def _edited(self) -> None:
        if self._entry is None or (self._form and self._form.signed):
            return
        self._dirty = True
        self._take_stock()
        self.panel.say_unsaved()
        self._draft_timer.start()

    def _take_stock(self) -> None:
        assert self._form is not None
        assert self._entry is not None
        self._entry = self.sheet.fill(self._entry)
        day = self.sheet.sample_check()
        found = () if self._form.signed else checks(self.sheet.form, self._entry)
        self._checks = (day, *found) if day else found
        self.aside.sections.show_states(self.sheet.states(self._checks))
        self.aside.sections.set_current(self.sheet.section_of(self.focusWidget()) or LABORATORY)
        self.panel.show_scores(self._form, self._entry)
        self.panel.show_checks(self._checks)
        self.strip.show_scores(self._form, self._entry, self._checks)

    def _keep_draft(self) -> None:
        if self._entry is None or self._busy or not self._dirty:
            return
        session, entry = self.workplace.session, self._entry
        self.workplace.jobs.write(
            lambda: keep_draft(session, entry.content(), patient=entry.patient, visit=entry.visit),
            self._kept,
            self._not_kept,
        )

    def _kept(self, draft: Draft) -> None:
        if self._dirty and not self._draft_timer.isActive():
            self.panel.say_draft(self._local(draft.saved_at))

    def _not_kept(self, error: BaseException) -> None:
        said = sentence(error, self.workplace.words)
        if not said:
            raise error
        self.noticed.emit("danger", said)

    def _sign(self) -> None:
        self._write(sign=True)

    def _write(self, *, sign: bool) -> None:
        if self._entry is None or self._form is None or self._busy or self._form.signed:
            return
        stop = next((check for check in self._checks if check.weight is Weight.STOP), None)
        if stop:
            self.noticed.emit("danger", self.workplace.words.say(stop.said))
            self._go(stop)
            return
        self._draft_timer.stop()
        self._busy = True
        session, entry = self.workplace.session, self._entry

        def write() -> Saved:
            saved = save_visit(session, entry)
            return sign_visit(session, saved) if sign else saved

        self.workplace.jobs.write(write, self._written, self._not_written)

    def _written(self, saved: Saved) -> None:
        self._busy = self._dirty = False
        self._visit = saved.visit.id
        self.noticed.emit("", "")
        self.panel.say_saved(self.workplace.clock())
        self.workplace.news.publish(saved.touched)

    def _not_written(self, error: BaseException) -> None:
        self._busy = False
        self._draft_timer.start()
        self._not_kept(error)

    def _corrected(self, correction: Correction) -> None:
        self.workplace.news.publish(correction.touched)

    def _go(self, check: Check) -> None:
        self._last_check = check
        self.sheet.go(check.section, check.key)

    def _next_check(self) -> None:
        if self._checks:
            known = self._last_check in self._checks
            there = self._checks.index(self._last_check) + 1 if known and self._last_check else 0
            self._go(self._checks[there % len(self._checks)])

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.workplace.clock().tzinfo)


def _visit_title(entry: VisitEntry, workplace: Workplace) -> str:
    w = workplace.words
    named = entry.title and entry.title != UNPLANNED.title
    return w("{visit} visit", visit=w(entry.title)) if named else w(UNPLANNED.title)


def _entry_of(form: VisitForm, typed: VisitEntry | None = None) -> VisitEntry:
    assert form.visit is not None
    visit = form.visit
    return VisitEntry(
        patient=visit.patient,
        visit=visit.id,
        day=visit.day,
        code=visit.code,
        title=visit.title,
        labs=typed.labs if typed else {},
        answers=typed.answers if typed else {},
    )
