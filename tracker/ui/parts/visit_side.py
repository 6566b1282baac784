"""What stands at the side of the visits: one in hand, or the form that is open."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from tracker.domain.change import Records, Ref
from tracker.language import Words
from tracker.services.appointments import book, cancel, remarks
from tracker.services.schedules import adopt_visit, note_not_done, take_note_back
from tracker.services.session import Session
from tracker.services.standing import set_standing
from tracker.services.visit_view import VisitLine, VisitView
from tracker.ui.parts.side_form import SideForm
from tracker.ui.parts.visit_detail import VisitDetail
from tracker.ui.parts.visit_forms import AdoptForm, AppointmentForm, NotDoneForm, StandingForm
from tracker.ui.theme.tokens import Tokens

Work = Callable[[], frozenset[Ref]]

WIDTH = 316
FORMS = {"N": "not_done", "A": "appointment", "O": "adopt", "W": "standing"}
"""The key that opens each form."""


class VisitSide(QStackedWidget):
    """`open_form` is None while only the visit in hand is shown."""

    saved = Signal()
    given_up = Signal()
    undone = Signal()
    """The link in the open form: expect the visit again, cancel its booking."""
    edited = Signal()
    """Day or time of a booking changed."""

    def __init__(self, tokens: Tokens, words: Words, today: Callable[[], date]) -> None:
        super().__init__()
        self._words, self._today = words, today
        self.detail = VisitDetail(tokens, words)
        self.not_done = NotDoneForm(tokens, words)
        self.appointment = AppointmentForm(tokens, words, today)
        self.adopt = AdoptForm(tokens, words)
        self.standing = StandingForm(tokens, words, today)
        self.forms: tuple[SideForm, ...] = (self.not_done, self.appointment, self.adopt, self.standing)
        for part in (self.detail, *self.forms):
            self.addWidget(part)
        for form in self.forms:
            form.saved.connect(self.saved)
            form.given_up.connect(self.given_up)
        self.not_done.taken_back.connect(self.undone)
        self.appointment.cancelled.connect(self.undone)
        self.appointment.edited.connect(self.edited)
        self.setFixedWidth(tokens.px(WIDTH))

    @property
    def open_form(self) -> SideForm | None:
        shown = self.currentWidget()
        return shown if isinstance(shown, SideForm) else None

    def start(self, form: str, view: VisitView, line: VisitLine | None) -> QWidget | None:
        """Open a form by its name; gives what gets the keyboard, None where the form makes no sense."""
        starts: dict[str, Callable[[], QWidget | None]] = {
            "not_done": lambda: self.start_not_done(line),
            "appointment": lambda: self.start_appointment(line),
            "adopt": lambda: self.start_adopt(view, line),
            "standing": lambda: self.start_standing(view),
        }
        return starts[form]()

    def start_not_done(self, line: VisitLine | None) -> QWidget | None:
        """Open the form for a planned visit nobody held; gives what gets the keyboard, if it opened."""
        if line is None or line.planned is None or line.visit is not None:
            return None
        self.not_done.show_planned(line.planned, self._words)
        self.setCurrentWidget(self.not_done)
        return self.not_done.reason

    def start_appointment(self, line: VisitLine | None) -> QWidget | None:
        """Open the booking of a planned visit that is still expected."""
        if line is None or line.planned is None or not line.planned.is_open:
            return None
        self.appointment.show_line(line, self._words)
        self.setCurrentWidget(self.appointment)
        return self.appointment.day

    def start_adopt(self, view: VisitView, line: VisitLine | None) -> QWidget | None:
        """Open the form that lets an unplanned visit stand for one of the plan."""
        if line is None or line.planned is not None:
            return None
        free = [each for each in view.schedule.visits if each.held is None]
        self.adopt.offer(line, free, self._words)
        self.setCurrentWidget(self.adopt)
        return self.adopt.visit

    def start_standing(self, view: VisitView) -> QWidget:
        """Open the form that says whether the patient is still followed."""
        self.standing.show_patient(view.course.patient)
        self.setCurrentWidget(self.standing)
        return self.standing.standing

    def warn_booking(self, records: Records, patient: UUID, line: VisitLine | None) -> None:
        """Say what speaks against the day and time that stand in the booking."""
        form, day = self.appointment, self.appointment.day.day
        if line is None or line.planned is None or day is None:
            form.warn("")
            return
        found = remarks(records, line.planned, patient, day, form.time.text())
        form.warn("\n".join(self._words.say(each) for each in found))

    def work(self, session: Session, view: VisitView, line: VisitLine | None) -> Work | None:
        """What saving the open form does; None where something is still unreadable, which is then said."""
        patient = view.course.patient.id
        if self.open_form is self.standing:
            return self._standing(session, patient)
        if line is None or (line.planned is None and self.open_form is not self.adopt):
            return None
        if self.open_form is self.adopt:
            return self._adopted(session, line)
        if self.open_form is self.not_done:
            return self._noted(session, patient, line)
        return self._booked(session, patient, line)

    def undo(self, session: Session, patient: UUID, line: VisitLine | None) -> Work | None:
        """What the link of the open form does: expect the visit again, or cancel its booking."""
        planned = line.planned if line else None
        if planned is None:
            return None
        if self.open_form is self.not_done:
            return lambda: take_note_back(session, planned)
        return lambda: cancel(session, patient, planned)

    def _noted(self, session: Session, patient: UUID, line: VisitLine) -> Work:
        state, why, note = self.not_done.answer, self.not_done.why, self.not_done.note.text()
        planned = line.planned
        assert planned is not None
        return lambda: note_not_done(session, patient, planned, state, reason=why, note=note)

    def _booked(self, session: Session, patient: UUID, line: VisitLine) -> Work | None:
        form, planned = self.appointment, line.planned
        day, at, place = form.day.day, form.time.text(), form.place.text()
        if day is None or planned is None:
            form.say(form.day.problem or self._words("Say which day."))
            return None
        return lambda: book(session, patient, planned, day, at=at, place=place)

    def _standing(self, session: Session, patient: UUID) -> Work | None:
        form = self.standing
        if form.since.problem:
            form.say(form.since.problem)
            return None
        answer, since, cause, why = form.answer, form.since.value, str(form.cause.key), form.why.text()
        today = self._today()
        return lambda: set_standing(session, patient, answer, since, today, cause=cause, why=why)

    def _adopted(self, session: Session, line: VisitLine) -> Work | None:
        planned, why = self.adopt.planned, self.adopt.why.text()
        if line.visit is None or planned is None:
            self.adopt.say(self._words("Choose the planned visit it stands for."))
            return None
        visit = line.visit.id
        return lambda: adopt_visit(session, visit, planned, why)
