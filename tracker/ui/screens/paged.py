"""Pages on one card before the study is open: step by step, each once nothing is missing on it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from tracker.domain.letter import Letter
from tracker.services.session import Session
from tracker.ui.doors import Entrance
from tracker.ui.errors import sentence
from tracker.ui.parts.notice import Notice
from tracker.ui.printing import PAPER_DPI, ask_printer, can_print, page_images, paint_pages
from tracker.ui.screens.first_run_page import Page


class Paged(QWidget):
    """`opened` carries the session to work on; left before that, the study is closed and secrets are blanked.

    A subclass lays `stack` and `problem` out, and says in `next` and `show_state` how its steps go.
    """

    opened = Signal(object)

    def __init__(self, entrance: Entrance, session: Session | None, pages: tuple[Page, ...]) -> None:
        super().__init__()
        self.setObjectName(type(self).__name__)
        self.words, self.tokens = entrance.words, entrance.tokens
        self.jobs, self.doors = entrance.jobs, entrance.doors
        self.session, self.pages, self.busy = session, pages, False
        self.problem = Notice(self.tokens)
        self.stack = QStackedWidget()
        for page in pages:
            self.stack.addWidget(page)
            page.changed.connect(self.show_state)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.next)

    @property
    def step(self) -> int:
        return self.stack.currentIndex()

    def first_focus(self) -> QWidget:
        return self.pages[self.step].first_focus()

    def next(self) -> None:
        """On, once nothing is missing on the page at hand."""
        raise NotImplementedError

    def show_state(self) -> None:
        """What is missing, and what the button does."""
        raise NotImplementedError

    def turn_to(self, step: int) -> None:
        """Show another page; the one before forgets what nobody shall see twice."""
        self.pages[self.step].leave()
        self.stack.setCurrentIndex(step)
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

    def set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.pages[self.step].setEnabled(not busy)
        self.show_state()

    def print_key(self, letter: Letter, paper: str) -> None:
        """The recovery key on paper; nothing of it is kept."""
        if not can_print():
            self.problem.say(self.words("Printing is not installed here. Copy the key by hand."), "warn")
            return
        doors = self.doors
        self.jobs.read(lambda: doors.print_letter(letter, paper), self._send_to_printer, self.refuse)

    def _send_to_printer(self, pdf: bytes) -> None:
        printer = ask_printer(self, self.words("Recovery key"))
        if printer is not None:
            paint_pages(printer, page_images(pdf, PAPER_DPI))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if event.spontaneous():
            return
        for page in self.pages:
            page.leave()
        session, self.session = self.session, None
        if session is not None:
            session.close()
