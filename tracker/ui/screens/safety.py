"""The safety check at the bedside: CRS and ICANS by a few keys, with the grade and its reason beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from tracker.domain.bedside_sheets import SHEETS
from tracker.domain.change import Ref
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.visit import Draft
from tracker.services.bedside_entry import FORM, CheckEntry, entry_from, entry_of, same_as
from tracker.services.bedside_judged import Judged
from tracker.services.bedside_times import clock_text
from tracker.services.drafts import draft_of
from tracker.services.safety_checks import CheckForm, SavedCheck, judged, open_check, save_check
from tracker.ui.accessible import take_keyboard
from tracker.ui.dialogs.correct_check import CorrectCheckDialog
from tracker.ui.errors import sentence
from tracker.ui.parts.banner import banner_of
from tracker.ui.parts.bedside_card import BedsideCard
from tracker.ui.parts.before_treatment import BeforeTreatment
from tracker.ui.parts.button import Button
from tracker.ui.parts.check_time import CheckTime
from tracker.ui.parts.draft_keeper import DraftKeeper
from tracker.ui.parts.grade_panel import GradePanel
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace

NARROW = 1200


@dataclass(frozen=True, kw_only=True)
class _Loaded:
    form: CheckForm
    draft: Draft | None
    stored: SafetyCheck | None


class SafetyScreen(Screen):
    """A new check starts unanswered; a stored one is opened to be corrected."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"SafetyCheck", "Patient", "Infusion", "MedicationCourse", "Setting"}
    )

    def __init__(
        self, workplace: Workplace, patient: UUID, check: UUID | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._patient, self._check = patient, check
        self._form: CheckForm | None = None
        self._entry: CheckEntry | None = None
        self._banner: QWidget | None = None
        self._busy = False
        self.cards = {sheet.code: BedsideCard(sheet, words, tokens, workplace.today) for sheet in SHEETS}
        self.before = BeforeTreatment(words, tokens, workplace.today)
        self.time = CheckTime(words, tokens, workplace)
        self.panel = GradePanel(words, tokens)
        self.same = Button(words("Same as last"), tokens, icon="undo")
        self.same.setObjectName("same-as-last")
        self.same.setToolTip(words("Ctrl+D"))
        self.drafts = DraftKeeper(workplace, lambda: self._entry, self, form=FORM)
        self.drafts.kept.connect(self._kept)
        self.drafts.failed.connect(self._failed)
        self._lay_out()
        self._bind()

    @property
    def patient(self) -> UUID | None:
        return self._patient

    @property
    def entry(self) -> CheckEntry | None:
        """What is answered now."""
        return self._entry

    def title(self) -> str:
        w = self.workplace.words
        if self._entry is None:
            return w("Safety check")
        here = self._entry.at.astimezone(self.workplace.clock().tzinfo)
        return w("Safety check, {day} {time}", day=w.day(here), time=f"{here:%H:%M}")

    def banner(self) -> QWidget | None:
        return self._banner

    def acts(self) -> tuple[QAbstractButton, ...]:
        offered = self._form is not None and self._form.last is not None and self._check is None
        return (self.same,) if offered else ()

    def first_focus(self) -> QWidget | None:
        return next(iter(self.cards.values())).first() if self._form is not None else None

    def refresh(self) -> None:
        session, patient, check, now = (
            self.workplace.session,
            self._patient,
            self._check,
            self.workplace.clock(),
        )
        at = self._entry.at if self._entry is not None else now

        def load() -> _Loaded:
            draft = None
            if check is None:
                draft = draft_of(session.records, session.user.id, patient=patient, visit=None, form=FORM)
            form = open_check(session, patient, at, check)
            stored = next((each for each in form.course.checks if each.id == check), None)
            return _Loaded(form=form, draft=draft, stored=stored)

        self.workplace.jobs.read(load, self._show)

    def primary(self) -> None:
        """Ctrl+Enter: save, or ask for the reason of a correction."""
        if self._entry is None or self._busy:
            return
        if self._check is not None:
            dialog = CorrectCheckDialog(self.workplace, self._entry, self)
            dialog.corrected.connect(self._done)
            dialog.open()
            return
        self._busy = self.drafts.held = True
        session, entry = self.workplace.session, self._entry
        self.workplace.jobs.write(lambda: save_check(session, entry), self._saved, self._not_saved)

    def flush(self) -> None:
        if self._check is None:
            self.drafts.flush()

    def take_last(self) -> None:
        """Show the answers of the last check; each stays to be looked at, none is saved by this."""
        if self._form is None or self._form.last is None or self._entry is None or self._check is not None:
            return
        taken = same_as(self._form.last, self._entry.at)
        self._entry = replace(taken, told=self._entry.told, note=self._entry.note)
        self._touched()

    def _show(self, loaded: _Loaded) -> None:
        place, first = self.workplace, self._entry is None
        self._form = loaded.form
        if first and loaded.stored is not None:
            self._entry = entry_of(loaded.stored)
            self.panel.save.say(place.words("Correct check"))
        elif first and loaded.draft is not None:
            self._entry = entry_from(loaded.draft.content, patient=self._patient)
            self.drafts.dirty = True
            self._kept(loaded.draft)
        elif first:
            self._entry = CheckEntry(patient=self._patient, at=loaded.form.at)
        self._banner = banner_of(place, loaded.form.course)
        if loaded.form.last is not None:
            self.same.say(self._offer(loaded.form.last))
        self._draw()
        self.retitled.emit()
        if first:
            take_keyboard(next(iter(self.cards.values())).first())

    def _offer(self, last: SafetyCheck) -> str:
        w, now = self.workplace.words, self.workplace.clock()
        if last.at.astimezone(now.tzinfo).date() != now.date():
            return w("Same as last check")
        return w("Same as {time}", time=w.say(clock_text(last.at, now)))

    def _draw(self) -> None:
        if self._form is None or self._entry is None:
            return
        form, entry = self._form, self._entry
        worked = judged(form, entry)
        for sheet in SHEETS:
            ticks = {each.key: entry.ticks_for(sheet.code, each.key) for each in sheet.points}
            given = entry.answers.get(sheet.code, {})
            self.cards[sheet.code].show_answers(given, ticks, worked[sheet.code], form.known(sheet.code))
        self.before.show_answers(entry, form)
        self.time.show_check(entry.at, entry.note)
        self.panel.show_grades(form, entry, worked, self.workplace.clock())

    def worked(self) -> Mapping[str, Judged]:
        """Both gradings as they stand."""
        return judged(self._form, self._entry) if self._form and self._entry else {}

    def _answered(self, code: str, given: Mapping[str, object]) -> None:
        if self._entry is not None:
            self._entry = self._entry.with_answers(code, given)
            self._touched()

    def _ticked(self, code: str, key: str, ticks: Sequence[bool | None]) -> None:
        if self._entry is not None:
            self._entry = self._entry.with_ticks(code, key, ticks)
            self._touched()

    def _panel_edited(self) -> None:
        if self._entry is not None:
            self._entry = replace(
                self._entry,
                told=self.panel.told.text(),
                note=self.time.note.text(),
                confirmed=self.panel.confirmations(),
            )
            self._touched()

    def _moved(self, at: datetime) -> None:
        if self._entry is not None:
            self._entry = replace(self._entry, at=at)
            self._touched()
            self.retitled.emit()
            self.refresh()

    def _touched(self) -> None:
        self._draw()
        if self._check is None:
            self.panel.say(self.workplace.words("Not saved"))
            self.drafts.touch()

    def _kept(self, draft: Draft) -> None:
        here = draft.saved_at.astimezone(self.workplace.clock().tzinfo)
        self.panel.say(self.workplace.words("Draft kept {time}", time=f"{here:%H:%M}"))

    def _saved(self, saved: SavedCheck) -> None:
        self._done(saved.touched)

    def _done(self, touched: frozenset[Ref]) -> None:
        self.drafts.rest(clean=True)
        self._busy = self.drafts.held = False
        self.noticed.emit("", "")
        self.workplace.news.publish(touched)
        self.back.emit()

    def _not_saved(self, error: BaseException) -> None:
        self._busy = self.drafts.held = False
        self.drafts.touch()
        self._failed(error)

    def _failed(self, error: BaseException) -> None:
        said = sentence(error, self.workplace.words)
        if not said:
            raise error
        self.noticed.emit("danger", said)

    def _go_to(self, card: BedsideCard | None) -> None:
        (card.first() if card else self.panel.told).setFocus(Qt.FocusReason.TabFocusReason)

    def _bind(self) -> None:
        for code, card in self.cards.items():
            card.answered.connect(lambda given, code=code: self._answered(code, given))
            card.ticked.connect(lambda key, ticks, code=code: self._ticked(code, key, ticks))
        order = list(self.cards.values())
        for card, after in zip(order, (*order[1:], None), strict=True):
            card.finished.connect(
                lambda after=after: (after.first() if after else self.panel.told).setFocus()
            )
        self.before.answered.connect(self._answered)
        self.time.moved.connect(self._moved)
        self.time.noted.connect(self._panel_edited)
        self.panel.edited.connect(self._panel_edited)
        self.panel.save_wanted.connect(self.primary)
        self.same.clicked.connect(self.take_last)
        QShortcut(QKeySequence("Ctrl+D"), self).activated.connect(self.take_last)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.flush)

    def _lay_out(self) -> None:
        tokens = self.workplace.tokens
        page = ScrollPage(0, tokens.s12)
        for card in (*self.cards.values(), self.before, self.time):
            page.body.addWidget(card)
        page.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        row.setSpacing(tokens.s12)
        row.addWidget(page, 1)
        row.addWidget(self.panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.fit(narrow=self.width() < self.workplace.tokens.px(NARROW))
