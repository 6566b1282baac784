"""How far long work is, with a way to stop it; nothing is shown for work under a third of a second."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from tracker.language import Words
from tracker.ui.accessible import announce
from tracker.ui.jobs import Job
from tracker.ui.parts.button import Button
from tracker.ui.parts.label import ElidedLabel
from tracker.ui.theme.tokens import Tokens

PATIENCE_MS = 300


class ProgressStrip(QFrame):
    """Watches one job at a time; hides itself when the job has ended, however it ended."""

    def __init__(self, tokens: Tokens, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._job: Job | None = None
        self.setProperty("part", "bar")
        self._what = ElidedLabel("", "label", "text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = Button(words("Stop"), tokens)
        self._stop.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s16, tokens.s4, tokens.s16, tokens.s4)
        row.setSpacing(tokens.s12)
        row.addWidget(self._what, 1)
        row.addWidget(self._bar, 2)
        row.addWidget(self._stop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._appear)
        self.hide()

    def watch(self, job: Job, what: str) -> None:
        """Show how far `job` is, should it take long."""
        self._job = job
        self._what.setText(what)
        self._bar.setAccessibleName(what)
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        self._timer.start(PATIENCE_MS)

    def _appear(self) -> None:
        self.show()
        announce(self, self._what.text())

    def _progressed(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        if what:
            self._what.setText(self._words(what))

    def _cancel(self) -> None:
        if self._job is not None:
            self._stop.setEnabled(False)
            self._what.setText(self._words("Stopping…"))
            self._job.cancel()

    def _ended(self) -> None:
        self._timer.stop()
        self._job = None
        self.hide()
