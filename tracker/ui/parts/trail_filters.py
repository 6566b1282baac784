"""What of the trail one wants to see: days, person, patient, kind of act, and words."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.domain.patient import Patient
from tracker.domain.study import User
from tracker.domain.trail import ACT_GROUPS
from tracker.language import Words
from tracker.services.trail import TrailFilter
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.text_field import TextField
from tracker.ui.theme.tokens import Tokens

PAUSE_MS = 300
"""So long nobody types before the list follows."""


class TrailFilters(QWidget):
    """`changed` goes out when the list has to follow. Where `patient` is given there is no choice of one."""

    changed = Signal()

    def __init__(self, tokens: Tokens, words: Words, today: Callable[[], date], patient: UUID | None) -> None:
        super().__init__()
        self._words, self._patient = words, patient
        self.first = self._day(words("From"), tokens, today)
        self.last = self._day(words("To"), tokens, today)
        self.people = Choice(tokens, words("Person"), may_cut=True)
        self.patients = Choice(tokens, words("Patient"), may_cut=True)
        self.acts = Choice(tokens, words("Kind of act"), may_cut=True)
        self.acts.offer(
            (("", words("All acts")), *((key, words(each.title)) for key, each in ACT_GROUPS.items()))
        )
        self.text = TextField(words("Words"), hint=words("Field, value or reason"), show_title=False)
        if patient is not None:
            self.patients.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.s8)
        for part, stretch in (
            (self.first, 0),
            (self.last, 0),
            (self.people, 2),
            (self.patients, 3),
            (self.acts, 2),
            (self.text, 3),
        ):
            row.addWidget(part, stretch)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        for choice in (self.people, self.patients, self.acts):
            choice.picked.connect(lambda _key: self.changed.emit())
        for day in (self.first, self.last):
            day.settled.connect(lambda _day: self.changed.emit())
        self.text.changed.connect(lambda _text: self._pause.start())

    def offer(self, people: Sequence[User], patients: Sequence[Patient]) -> None:
        """Whom one can choose; who is chosen stays chosen."""
        words, held = self._words, (self.people.key, self.patients.key)
        self.people.offer((("", words("All people")), *((each.id, each.name) for each in people)))
        self.patients.offer(
            (
                ("", words("All patients")),
                *((each.id, f"{each.study_id}  {each.name}") for each in patients),
            )
        )
        self.people.choose(held[0])
        self.patients.choose(held[1])

    @property
    def asked(self) -> TrailFilter:
        """What is asked for now."""
        chosen = self.patients.key
        who = self.people.key
        return TrailFilter(
            patient=self._patient or (chosen if isinstance(chosen, UUID) else None),
            who=who if isinstance(who, UUID) else None,
            acts=str(self.acts.key or ""),
            first=self.first.day,
            last=self.last.day,
            text=self.text.text.strip(),
        )

    @property
    def active(self) -> bool:
        """Whether anything is left out, but for the patient that is given."""
        return self.asked != TrailFilter(patient=self._patient)

    def clear(self) -> None:
        """Ask for everything again."""
        for choice in (self.people, self.patients, self.acts):
            choice.choose("")
        for day in (self.first, self.last):
            day.set_value(None)
        self.text.set_text("")
        self._pause.stop()
        self.changed.emit()

    def _day(self, title: str, tokens: Tokens, today: Callable[[], date]) -> DateField:
        made = DateField(title, self._words, tokens, today)
        made.box.setPlaceholderText(title)
        made.echo.hide()
        return made
