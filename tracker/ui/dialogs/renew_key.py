"""Another data key: what it means, the passphrase, how far it is, and a way to stop it."""

from PySide6.QtWidgets import QWidget

from tracker.services.data_key import Renewed, renew_data_key
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.errors import sentence
from tracker.ui.jobs import Job
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.progress_strip import ProgressStrip
from tracker.ui.parts.text_field import TextField
from tracker.ui.workplace import Workplace


class RenewKeyDialog(Dialog):
    """Accepted once the new key holds; `renewed` then holds the codes to be shown. Esc stops it."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        words, tokens = workplace.words, workplace.tokens
        super().__init__(
            tokens, words, words("Renew the data key"), act=words("Renew the key"), width=560, parent=parent
        )
        self.setObjectName("RenewKeyDialog")
        self._workplace = workplace
        self._job: Job | None = None
        self.renewed: Renewed | None = None
        self.act.clicked.disconnect()
        self.act.clicked.connect(self.renew)
        for text in (
            words("The study is copied under a new key and checked. The old key opens nothing after that."),
            words("Everybody else gets a one-time code, and there is a new recovery key. Have paper ready."),
            words("Backups made before stay as they are and open with the secrets of their time."),
        ):
            self.body.addWidget(wrapped(text))
        self.secret = TextField(words("Your passphrase"), secret=True)
        self.secret.changed.connect(lambda _text: self.secret.say(""))
        self.secret.line.returnPressed.connect(self.act.setFocus)
        self.body.addWidget(self.secret)
        self.strip = ProgressStrip(tokens, words)
        self.body.addWidget(self.strip)
        self.secret.line.setFocus()

    def renew(self) -> None:
        """Start; until the copy takes the place of the file it can be stopped."""
        session, typed = self._workplace.session, self.secret.text
        self.act.setEnabled(False)
        self._job = self._workplace.jobs.long(
            lambda progress: renew_data_key(session, typed, progress), self._done, self._refused
        )
        self._job.stopped.connect(self._stopped)
        self.strip.watch(self._job, self.words("Renewing the data key"))

    def reject(self) -> None:
        if self._job is None:
            super().reject()
        else:
            self._job.cancel()

    def _done(self, renewed: Renewed) -> None:
        self._job, self.renewed = None, renewed
        self.accept()

    def _stopped(self) -> None:
        self._job = None
        self.act.setEnabled(True)
        self.secret.say(self.words("Stopped. The old key stays, nothing was changed."), "warn")

    def _refused(self, error: BaseException) -> None:
        self._job = None
        self.act.setEnabled(True)
        text = sentence(error, self.words)
        if not text:
            self._workplace.jobs.failure.emit(error)
            return
        self.secret.say(text)
        self.secret.line.setFocus()
        self.secret.line.selectAll()
