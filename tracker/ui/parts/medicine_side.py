"""What stands at the side of the medicines: one in hand, or the form that is open."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from tracker.domain.change import Ref
from tracker.domain.taper import Taper
from tracker.language import Words
from tracker.services.medicine_view import MedicineLine
from tracker.services.prescriptions import (
    add_medicine,
    correct_medicine,
    remove_medicine,
    rule_on,
    stop_medicine,
    taper_medicine,
)
from tracker.services.session import Session
from tracker.ui.parts.medicine_detail import MedicineDetail
from tracker.ui.parts.medicine_form import MedicineForm
from tracker.ui.parts.ruling_form import RulingForm
from tracker.ui.parts.side_form import SideForm
from tracker.ui.parts.stop_form import StopForm
from tracker.ui.parts.taper_form import TaperForm
from tracker.ui.theme.tokens import Tokens

Work = Callable[[], frozenset[Ref]]

WIDTH = 300
WRONG_PATIENT = 2
"""The digit of the reason that takes a medicine out of this record."""


class MedicineSide(QStackedWidget):
    """`open_form` is None while only the medicine in hand is shown."""

    def __init__(self, tokens: Tokens, words: Words, today: Callable[[], date]) -> None:
        super().__init__()
        self._words = words
        self.detail = MedicineDetail(tokens, words)
        self.form = MedicineForm(tokens, words, today)
        self.taper = TaperForm(tokens, words, today)
        self.stop = StopForm(tokens, words, today)
        self.ruling = RulingForm(tokens, words)
        self.forms: tuple[SideForm, ...] = (self.form, self.taper, self.stop, self.ruling)
        for part in (self.detail, *self.forms):
            self.addWidget(part)
        self.setFixedWidth(tokens.px(WIDTH))

    @property
    def open_form(self) -> SideForm | None:
        shown = self.currentWidget()
        return shown if isinstance(shown, SideForm) else None

    @property
    def typed(self) -> Taper | None:
        """The taper being typed, once a step of it can be read."""
        taper = self.taper.taper if self.open_form is self.taper else None
        return taper if taper is not None and taper.steps() else None

    def work(self, session: Session, patient: UUID, line: MedicineLine | None) -> Work | None:
        """What saving the open form does; None where something is still unreadable, which is then said."""
        if self.open_form is self.form:
            return self._entered(session, patient, line)
        if line is None:
            return None
        course = line.course.id
        if self.open_form is self.taper:
            return self._tapered(session, course)
        if self.open_form is self.stop:
            return self._stopped(session, course)
        counts, reason = self.ruling.counts, self.ruling.why.text()
        return lambda: rule_on(session, course, counts, reason)

    def _tapered(self, session: Session, course: UUID) -> Work | None:
        taper, text, tablets = self.taper.taper, self.taper.lines.toPlainText(), self.taper.tablets.text()
        if taper is None:
            self.taper.say(self.taper.start.problem or self._words("Say from which day."))
            return None
        return lambda: taper_medicine(session, course, taper, text, tablets)

    def _stopped(self, session: Session, course: UUID) -> Work | None:
        day, why, note = self.stop.day.value, self.stop.reason.digit, self.stop.note.text()
        if day is None:
            self.stop.say(self.stop.day.problem or self._words("Say from which day."))
            return None
        return lambda: stop_medicine(session, course, day, why, note)

    def _entered(self, session: Session, patient: UUID, line: MedicineLine | None) -> Work | None:
        form = self.form
        if form.problem:
            form.say(form.problem or self._words("Say from which day."))
            return None
        asked, why, note = form.asked(), form.reason.digit, form.note.text()
        if not form.corrects or line is None:
            return lambda: add_medicine(session, patient, asked)
        course = line.course.id
        if why == WRONG_PATIENT:
            return lambda: remove_medicine(session, course, why=why, note=note)
        return lambda: correct_medicine(session, course, asked, why=why, note=note)
