"""Asks why a safety check is corrected, and writes the correction."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tracker.domain.change import Ref
from tracker.services.bedside_entry import CheckEntry
from tracker.services.corrections import REASONS, reason
from tracker.services.safety_checks import correct_check, remove_check
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.errors import sentence
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.reason_choice import ReasonChoice
from tracker.ui.workplace import Workplace


class CorrectCheckDialog(Dialog):
    """The reasons are those of every correction; "wrong patient" takes the check out of this record."""

    corrected = Signal(object)
    """What the window has to hear of."""

    def __init__(self, workplace: Workplace, entry: CheckEntry, parent: QWidget | None = None) -> None:
        words, tokens = workplace.words, workplace.tokens
        verb = words("Correct check")
        super().__init__(tokens, words, verb, act=verb, cancel=words("Keep editing"), parent=parent)
        self._workplace, self._entry, self._words = workplace, entry, words
        offered = [(each.key, words(each.title)) for each in REASONS]
        self.reasons = ReasonChoice(words("Reason"), offered, tokens)
        self.note = QLineEdit()
        self.note.setAccessibleName(words("Note"))
        self.note.setPlaceholderText(words("Note (needed for “Wrong patient” and “Other”)"))
        self.message = wrapped("", "label", "danger")
        self.message.hide()
        self.act.setObjectName("correct-check")
        self.act.clicked.disconnect()
        self.act.clicked.connect(self.correct)
        said = words(
            "The old answers and grades stay in the history with your name, the time and this reason."
        )
        for part in (self.reasons, self.note, wrapped(said, "label", "text2"), self.message):
            self.body.addWidget(part)
        self.reasons.picked.connect(self._picked)
        self.reasons.setFocus()

    def correct(self) -> None:
        """Write it, or say what is missing."""
        chosen = self.reasons.digit
        if not chosen:
            self._say(self._words("Choose a reason."))
            return
        if reason(chosen).note_needed and not self.note.text().strip():
            self._say(self._words("This reason needs a note."))
            self.note.setFocus()
            return
        session, entry, note = self._workplace.session, self._entry, self.note.text()

        def write() -> frozenset[Ref]:
            if reason(chosen).removes and entry.check is not None:
                return remove_check(session, entry.patient, entry.check, note=note)
            return correct_check(session, entry, why=chosen, note=note).touched

        self._workplace.jobs.write(write, self._done, self._failed)

    def _picked(self, digit: int) -> None:
        said = self._words(
            "The check is taken out of this record and stays in the history. Enter it for the right patient."
        )
        self._say(said if reason(digit).removes else "")
        if reason(digit).note_needed:
            self.note.setFocus()

    def _done(self, touched: frozenset[Ref]) -> None:
        self.accept()
        self.corrected.emit(touched)

    def _failed(self, error: BaseException) -> None:
        said = sentence(error, self._words)
        if not said:
            raise error
        self._say(said)

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
