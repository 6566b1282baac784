"""The small forms beside the visits: not held, booked, stands for a planned one, no longer followed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from tracker.domain.followup import DEATHS, Appointment, NotDone
from tracker.domain.patient import Patient, Standing
from tracker.domain.planned_visit import PlannedVisit
from tracker.language import Words
from tracker.services.schedules import NOT_DONE_REASONS, NOT_DONE_TITLES
from tracker.services.standing import STANDING_TITLES
from tracker.services.visit_view import VisitLine
from tracker.ui.parts.button import Button
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.reason_choice import ReasonChoice
from tracker.ui.parts.side_form import SideForm
from tracker.ui.tables.visit_rows import title_of, window_text
from tracker.ui.theme.tokens import Tokens


class NotDoneForm(SideForm):
    """A digit says why; the state says what is known about the patient then."""

    taken_back = Signal()

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens, words, words("Visit was not held"), words("Save"))
        self.about = wrapped("", "value", "text")
        self.state = Choice(
            tokens,
            words("What became of it"),
            [(key, words(title)) for key, title in NOT_DONE_TITLES.items()],
        )
        reasons = [(digit, words(title)) for digit, title in NOT_DONE_REASONS.items()]
        self.reason = ReasonChoice(words("Why"), reasons, tokens, columns=1)
        self.note = QLineEdit()
        self.note.setAccessibleName(words("Note"))
        self.expect = Button(words("Expect it again"), tokens, look="link", face="hint")
        self.block(self.about)
        self.row(words("What became of it"), self.state)
        self.row(words("Why"), self.reason)
        self.row(words("Note"), self.note)
        self.block(_at_left(self.expect))
        self.close_rows()
        self.reason.picked.connect(
            lambda digit: self.note.setFocus() if digit == max(NOT_DONE_REASONS) else 0
        )
        self.expect.clicked.connect(self.taken_back)

    @property
    def answer(self) -> NotDone:
        return NotDone(str(self.state.key))

    @property
    def why(self) -> str:
        """The reason as it is kept: the phrase of the digit, or what was typed for "other"."""
        if self.reason.digit == max(NOT_DONE_REASONS):
            return self.note.text().strip()
        return NOT_DONE_REASONS.get(self.reason.digit, "")

    def show_planned(self, planned: PlannedVisit, words: Words) -> None:
        day = words.day(planned.window.target)
        self.about.setText(words("{title}, planned {day}", title=words(planned.title), day=day))
        note = planned.note
        self.state.choose(note.state if note else NotDone.MISSED)
        kept = next((digit for digit, title in NOT_DONE_REASONS.items() if note and title == note.reason), 0)
        self.reason.clear()
        if kept:
            self.reason.pick(kept)
        self.note.setText(note.note if note else "")
        self.expect.setVisible(note is not None)
        self.say("")


class AppointmentForm(SideForm):
    """Day, time and place; what speaks against them is said, and forbids nothing."""

    edited = Signal()
    cancelled = Signal()

    def __init__(self, tokens: Tokens, words: Words, today: Callable[[], date]) -> None:
        super().__init__(tokens, words, words("Appointment"), words("Book"))
        self.about = wrapped("", "value", "text")
        self.span = wrapped("", "hint", "text2")
        self.day = DateField(words("Day"), words, tokens, today, brief=True)
        self.time = QLineEdit()
        self.time.setAccessibleName(words("Time"))
        self.time.setPlaceholderText("09:30")
        self.time.setMaximumWidth(tokens.px(90))
        self.place = QLineEdit()
        self.place.setAccessibleName(words("Place"))
        self.remarks = wrapped("", "label", "warn")
        self.cancel_it = Button(words("Cancel the booking"), tokens, look="link", face="hint")
        self.block(self.about)
        self.block(self.span)
        self.row(words("Day"), self.day)
        self.row(words("Time, empty for the whole day"), self.time, label(""))
        self.row(words("Place"), self.place)
        self.block(self.remarks)
        self.block(_at_left(self.cancel_it))
        self.close_rows()
        self.day.edited.connect(self.edited)
        self.time.textEdited.connect(self.edited)
        self.cancel_it.clicked.connect(self.cancelled)

    def show_line(self, line: VisitLine, words: Words) -> None:
        assert line.planned is not None
        booked: Appointment | None = line.appointment
        self.about.setText(title_of(line, words))
        self.span.setText(words("Window {window}", window=window_text(line.planned, words)))
        self.day.set_value(booked.day if booked else line.planned.window.target)
        self.time.setText(booked.time if booked else "")
        self.place.setText(booked.place if booked else "")
        self.cancel_it.setVisible(booked is not None)
        self.say("")

    def warn(self, text: str) -> None:
        """What speaks against this day and time."""
        self.remarks.setText(text)
        self.remarks.setVisible(bool(text))


class AdoptForm(SideForm):
    """An unplanned visit stands for a planned one, with a reason."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens, words, words("Stands for a planned visit"), words("Adopt"))
        self.about = wrapped("", "body", "text2")
        self._offered: list[PlannedVisit] = []
        self.visit = Choice(tokens, words("Planned visit"))
        self.why = QLineEdit()
        self.why.setAccessibleName(words("Why"))
        self.block(self.about)
        self.row(words("Planned visit"), self.visit)
        self.row(words("Why"), self.why)
        self.close_rows()

    @property
    def planned(self) -> PlannedVisit | None:
        """What is chosen."""
        at = self.visit.currentIndex()
        return self._offered[at] if 0 <= at < len(self._offered) else None

    def offer(self, line: VisitLine, choices: list[PlannedVisit], words: Words) -> None:
        """Offer visits that nobody held yet, the one whose window holds the day chosen."""
        day = words.day(line.visit.day) if line.visit else ""
        self.about.setText(words("{title} on {day}", title=title_of(line, words), day=day))
        self._offered = choices
        self.visit.offer((at, _choice(each, words)) for at, each in enumerate(choices))
        for at, each in enumerate(choices):
            if each.code == line.adoptable:
                self.visit.choose(at)
        self.why.clear()
        none_left = words("Every visit of the plan was held: there is none to stand for.")
        self.say("" if choices else none_left, "info")


class StandingForm(SideForm):
    """Whether the patient is still followed; a death asks for the category of its cause."""

    def __init__(self, tokens: Tokens, words: Words, today: Callable[[], date]) -> None:
        super().__init__(tokens, words, words("Followed or not"), words("Save"))
        self._keys = tuple(STANDING_TITLES)
        options = [(at, words(title)) for at, title in enumerate(STANDING_TITLES.values(), 1)]
        self.standing = ReasonChoice(words("Followed or not"), options, tokens, columns=1)
        self.since = DateField(words("Since"), words, tokens, today, whole=False, brief=True)
        causes = [("", words("Not known")), *((key, words(title)) for key, title in DEATHS.items())]
        self.cause = Choice(tokens, words("Cause of death"), causes)
        self.why = QLineEdit()
        self.why.setAccessibleName(words("How this is known"))
        self.row("", self.standing)
        self._since_row = self.row(words("Since"), self.since)
        self._cause_row = self.row(words("Cause of death"), self.cause)
        self.row(words("How this is known"), self.why)
        self.block(
            wrapped(words("Later visits stay in the list, marked as not applicable."), "hint", "text3")
        )
        self.close_rows()
        self.standing.picked.connect(lambda _digit: self._fold())

    @property
    def answer(self) -> Standing:
        return self._keys[max(self.standing.digit, 1) - 1]

    def show_patient(self, patient: Patient) -> None:
        self.standing.pick(self._keys.index(patient.standing) + 1)
        self.since.set_value(patient.standing_since)
        self.cause.choose(patient.cause_of_death)
        self.why.clear()
        self.say("")
        self._fold()

    def _fold(self) -> None:
        self._since_row.setVisible(self.answer is not Standing.FOLLOWED)
        self._cause_row.setVisible(self.answer is Standing.DIED)


def _at_left(button: Button) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(button)
    line.addStretch(1)
    return line


def _choice(planned: PlannedVisit, words: Words) -> str:
    return words("{title}, {window}", title=words(planned.title), window=window_text(planned, words))
