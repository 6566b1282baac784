"""The form that stops a medicine: the first day without, and why."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit

from tracker.domain.medication import MedicationCourse
from tracker.language import Words
from tracker.services.medicines import dose_text, name_of
from tracker.services.prescriptions import STOP_REASONS
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.reason_choice import ReasonChoice
from tracker.ui.parts.side_form import SideForm
from tracker.ui.theme.tokens import Tokens


class StopForm(SideForm):
    """Today is offered; a digit picks the reason."""

    def __init__(self, tokens: Tokens, words: Words, today: Callable[[], date]) -> None:
        super().__init__(tokens, words, words("Stop medicine"), words("Stop it"))
        self._today = today
        self.medicine = wrapped("", "value", "text")
        self.day = DateField(words("First day without"), words, tokens, today, whole=False, brief=True)
        reasons = [(digit, words(title)) for digit, title in STOP_REASONS.items()]
        self.reason = ReasonChoice(words("Why"), reasons, tokens, columns=1)
        self.note = QLineEdit()
        self.note.setAccessibleName(words("Note"))
        self.block(self.medicine)
        self.row(words("First day without"), self.day, path="end")
        self.row(words("Why"), self.reason, path="stop_reason")
        self.row(words("Note"), self.note)
        self.close_rows()

    def show_course(self, course: MedicationCourse) -> None:
        words = self._words
        now = dose_text(course, self._today(), words)
        self.medicine.setText(words("{name}, now {dose}", name=name_of(course, words), dose=now))
        self.day.set_value(self._today())
        self.note.clear()
        self.say("")
