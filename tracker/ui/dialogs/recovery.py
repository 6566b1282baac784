"""Typing the recovery key back from its paper, for a study whose paper was never proved."""

from PySide6.QtWidgets import QWidget

from tracker.services.recovery import prove_recovery
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.errors import sentence
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.text_field import TextField
from tracker.ui.workplace import Workplace


class RecoveryDialog(Dialog):
    """Accepted when the key opened this study; until then it says what is wrong."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        words = workplace.words
        super().__init__(
            workplace.tokens,
            words,
            words("Prove the recovery key"),
            act=words("Compare"),
            width=520,
            parent=parent,
        )
        self._workplace = workplace
        self.act.clicked.disconnect()
        self.act.clicked.connect(self.compare)
        self.body.addWidget(
            wrapped(words("Type all seven groups from the paper. Case, spaces and dashes do not matter."))
        )
        self.key = TextField(words("Recovery key"))
        self.body.addWidget(self.key)
        self.key.changed.connect(lambda _text: self.key.say(""))
        self.key.line.setFocus()

    def compare(self) -> None:
        """Try the key, off the GUI thread."""
        typed, session = self.key.text, self._workplace.session
        self.act.setEnabled(False)
        self._workplace.jobs.write(lambda: prove_recovery(session, typed), self._proved, self._refused)

    def _proved(self, _nothing: object) -> None:
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.act.setEnabled(True)
        text = sentence(error, self.words)
        if text:
            self.key.say(text)
        else:
            self._workplace.jobs.failure.emit(error)
