"""One's own passphrase: the one of now, and twice the new one."""

from PySide6.QtWidgets import QWidget

from tracker.domain.refusal import Refusal
from tracker.services.passphrases import change_passphrase
from tracker.services.studies import check_passphrase
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.errors import sentence
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.text_field import TextField
from tracker.ui.workplace import Workplace


class OwnPassphraseDialog(Dialog):
    """Accepted once the new passphrase holds."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        words, tokens = workplace.words, workplace.tokens
        super().__init__(
            tokens, words, words("Change your passphrase"), act=words("Change"), width=520, parent=parent
        )
        self.setObjectName("OwnPassphraseDialog")
        self._workplace = workplace
        self.act.clicked.disconnect()
        self.act.clicked.connect(self.change)
        self.old = TextField(words("Passphrase of now"), secret=True)
        self.first = TextField(words("New passphrase"), secret=True)
        self.again = TextField(words("Type it again"), secret=True)
        for part in (self.old, self.first, self.again):
            self.body.addWidget(part)
            part.changed.connect(lambda _text: self._judge())
        for part, then in ((self.old, self.first), (self.first, self.again), (self.again, self.act)):
            part.line.returnPressed.connect(then.setFocus)
        self.body.addWidget(
            wrapped(words("12 characters or more. Spaces and accents are fine. It does not expire."), "hint")
        )
        self._judge()
        self.old.line.setFocus()

    def change(self) -> None:
        """Try it, off the GUI thread."""
        session, old, new = self._workplace.session, self.old.text, self.first.text
        self.act.setEnabled(False)
        self._workplace.jobs.write(lambda: change_passphrase(session, old, new), self._changed, self._refused)

    def _judge(self) -> None:
        weak = ""
        try:
            check_passphrase(self.first.text)
        except Refusal as refusal:
            weak = sentence(refusal, self.words)
        same = self.first.text == self.again.text
        self.old.say("")
        self.first.say(weak if self.again.text else "")
        self.again.say("" if same or not self.again.text else self.words("Not the same yet"), "warn")
        self.act.setEnabled(bool(self.old.text) and not weak and same)

    def _changed(self, _nothing: object) -> None:
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.act.setEnabled(True)
        text = sentence(error, self.words)
        if not text:
            self._workplace.jobs.failure.emit(error)
            return
        self.old.say(text)
        self.old.line.setFocus()
        self.old.line.selectAll()
