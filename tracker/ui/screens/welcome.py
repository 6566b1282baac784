"""The first unlock with a one-time code: a passphrase of one's own, before the study is shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tracker.services.session import Session
from tracker.ui.doors import Entrance
from tracker.ui.errors import sentence
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import rule
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.notice import Notice
from tracker.ui.screens.first_run_passphrase import PassphrasePage

CARD = (760, 520)


class WelcomeScreen(QWidget):
    """`opened` carries the session to work on with; left before that, the study is closed, the code holds."""

    opened = Signal(object)

    def __init__(self, entrance: Entrance, session: Session) -> None:
        super().__init__()
        self.setObjectName("WelcomeScreen")
        words, tokens = entrance.words, entrance.tokens
        self._words, self._jobs, self._doors = words, entrance.jobs, entrance.doors
        self._session: Session | None = session
        self._busy = False
        self.phrase = PassphrasePage(entrance, last=True)
        self.problem = Notice(
            tokens,
            words(
                "Welcome, {name}. The code has let you in once; from now on your passphrase does.",
                name=session.user.name,
            ),
            "info",
        )
        self.why = wrapped("", "hint", "text2")
        self.forward = Button(words("Open the study"), tokens, look="primary", key="Ctrl+Enter")
        self.forward.clicked.connect(lambda _checked: self.next())
        foot = QHBoxLayout()
        foot.addWidget(self.why, 1)
        foot.addWidget(self.forward)
        card = QFrame()
        card.setProperty("part", "card")
        card.setFixedSize(*CARD)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 20, 24, 16)
        column.setSpacing(tokens.s8)
        column.addWidget(self.phrase, 1)
        for part in (self.problem, rule()):
            column.addWidget(part)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.phrase.changed.connect(self._show_state)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.next)
        self._show_state()

    def first_focus(self) -> QWidget:
        return self.phrase.first_focus()

    def next(self) -> None:
        """Keep the passphrase, and go in."""
        session, phrase = self._session, self.phrase.passphrase
        if self._busy or session is None or self.phrase.missing():
            return
        self._set_busy(True)
        self._jobs.write(lambda: self._doors.welcome(session, phrase), self._kept, self._refuse)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if event.spontaneous():
            return
        self.phrase.leave()
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _kept(self, session: Session) -> None:
        self._session = None
        self._set_busy(False)
        self.opened.emit(session)

    def _refuse(self, error: BaseException) -> None:
        self._set_busy(False)
        text = sentence(error, self._words)
        if text:
            self.problem.say(text, "danger")
        else:
            self._jobs.failure.emit(error)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.phrase.setEnabled(not busy)
        self._show_state()

    def _show_state(self) -> None:
        missing = self.phrase.missing()
        self.forward.setEnabled(not missing and not self._busy)
        self.why.setText(missing)
