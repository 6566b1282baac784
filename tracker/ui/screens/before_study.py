"""Between the door and the study: a card of pages with secrets that have to be made first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.services.session import Session
from tracker.ui.doors import Entrance
from tracker.ui.errors import sentence
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import rule
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.notice import Notice
from tracker.ui.screens.first_run_page import Page

CARD = (760, 520)


class BeforeStudy(QWidget):
    """`opened` carries the session to work on; left before that, the study is closed.

    A subclass says in `keep` what the page at hand does, and goes on with `turn` or `open`.
    """

    opened = Signal(object)

    def __init__(self, entrance: Entrance, session: Session, pages: tuple[Page, ...], said: str) -> None:
        super().__init__()
        self.setObjectName(type(self).__name__)
        self.words, self.tokens = entrance.words, entrance.tokens
        self.jobs, self.doors = entrance.jobs, entrance.doors
        self.session: Session | None = session
        self.pages, self._busy = pages, False
        self.problem = Notice(self.tokens, said, "info")
        self._build()
        for page in pages:
            page.changed.connect(self.show_state)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.next)
        self.show_state()

    @property
    def step(self) -> int:
        return self._stack.currentIndex()

    def first_focus(self) -> QWidget:
        return self.pages[self.step].first_focus()

    def next(self) -> None:
        """Do what the page at hand is for, once nothing is missing."""
        if self._busy or self.session is None or self.pages[self.step].missing():
            return
        self.set_busy(True)
        self.keep(self.session)

    def keep(self, session: Session) -> None:
        """Write what the page at hand asks for."""
        raise NotImplementedError

    def turn(self) -> None:
        """On to the next page."""
        self.set_busy(False)
        self.pages[self.step].leave()
        self._stack.setCurrentIndex(self.step + 1)
        self.show_state()
        self.first_focus().setFocus()

    def open(self, session: Session) -> None:
        """Into the study."""
        self.session = None
        self.set_busy(False)
        self.opened.emit(session)

    def refuse(self, error: BaseException) -> None:
        """An expected failure is said on the card."""
        self.set_busy(False)
        text = sentence(error, self.words)
        if text:
            self.problem.say(text, "danger")
        else:
            self.jobs.failure.emit(error)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if event.spontaneous():
            return
        for page in self.pages:
            page.leave()
        session, self.session = self.session, None
        if session is not None:
            session.close()

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.pages[self.step].setEnabled(not busy)
        self.show_state()

    def show_state(self) -> None:
        """What is missing, and what the button does."""
        missing, last = self.pages[self.step].missing(), self.step == len(self.pages) - 1
        self.forward.say(self.words("Open the study") if last else self.words("Next"))
        self.forward.setEnabled(not missing and not self._busy)
        self.why.setText(missing)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        for page in self.pages:
            self._stack.addWidget(page)
        self.why = wrapped("", "hint", "text2")
        self.forward = Button(self.words("Next"), self.tokens, look="primary", key="Ctrl+Enter")
        self.forward.clicked.connect(lambda _checked: self.next())
        foot = QHBoxLayout()
        foot.addWidget(self.why, 1)
        foot.addWidget(self.forward)
        card = QFrame()
        card.setProperty("part", "card")
        card.setFixedSize(*CARD)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 20, 24, 16)
        column.setSpacing(self.tokens.s8)
        column.addWidget(self._stack, 1)
        for part in (self.problem, rule()):
            column.addWidget(part)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
