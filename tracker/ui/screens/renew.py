"""After the recovery key was used: a new passphrase and a new key, before the study is shown."""

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
from tracker.ui.printing import PAPER_DPI, ask_printer, can_print, page_images, paint_pages
from tracker.ui.screens.first_run_page import Page
from tracker.ui.screens.first_run_passphrase import PassphrasePage
from tracker.ui.screens.first_run_recovery import RecoveryPage, recovery_letter

CARD = (760, 520)


class RenewScreen(QWidget):
    """`opened` carries the session once the new key is proved; left before that, the study is closed."""

    opened = Signal(object)

    def __init__(self, entrance: Entrance, session: Session) -> None:
        super().__init__()
        self.setObjectName("RenewScreen")
        self._words, self._tokens = entrance.words, entrance.tokens
        self._jobs, self._doors = entrance.jobs, entrance.doors
        self._session: Session | None = session
        self._busy = False
        self.phrase, self.recovery = PassphrasePage(entrance), RecoveryPage(entrance)
        self.pages: tuple[Page, ...] = (self.phrase, self.recovery)
        self._build()
        for page in self.pages:
            page.changed.connect(self._show_state)
        self.recovery.print_wanted.connect(self._print_key)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.next)
        self._show_state()

    @property
    def step(self) -> int:
        return self._stack.currentIndex()

    def first_focus(self) -> QWidget:
        return self.pages[self.step].first_focus()

    def next(self) -> None:
        """Keep the new passphrase and show the new key; then, once it is on paper, into the study."""
        session, doors = self._session, self._doors
        if self._busy or session is None or self.pages[self.step].missing():
            return
        self._set_busy(True)
        if self.step == 0:
            phrase = self.phrase.passphrase
            self._jobs.write(lambda: doors.renew(session, phrase), self._renewed, self._refuse)
        else:
            self._jobs.write(lambda: doors.confirm_recovery(session), self._proved, self._refuse)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if event.spontaneous():
            return
        for page in self.pages:
            page.leave()
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _renewed(self, code: str) -> None:
        self._set_busy(False)
        self.phrase.leave()
        for box in (self.phrase.first, self.phrase.again):
            box.set_text("")
        self._stack.setCurrentWidget(self.recovery)
        self.recovery.show_code(code)
        self.problem.say(
            self._words(
                "The new passphrase is kept. The old recovery key opens until the new one is proved."
            ),
            "ok",
        )
        self._show_state()
        self.first_focus().setFocus()

    def _proved(self, _nothing: object) -> None:
        session, self._session = self._session, None
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
        self.pages[self.step].setEnabled(not busy)
        self._show_state()

    def _show_state(self) -> None:
        missing = self.pages[self.step].missing()
        self.forward.say(self._words("Open the study") if self.step else self._words("Next"))
        self.forward.setEnabled(not missing and not self._busy)
        self.why.setText(missing)

    def _print_key(self) -> None:
        session, doors = self._session, self._doors
        if session is None:
            return
        if not can_print():
            self.problem.say(self._words("Printing is not installed here. Copy the key by hand."), "warn")
            return
        letter = recovery_letter(
            self._words,
            doors.key_groups(self.recovery.code),
            session.study.name,
            (session.site.clinic, session.site.hospital),
        )
        self._jobs.read(lambda: doors.print_letter(letter, "a4"), self._send_to_printer, self._refuse)

    def _send_to_printer(self, pdf: bytes) -> None:
        printer = ask_printer(self, self._words("Recovery key"))
        if printer is not None:
            paint_pages(printer, page_images(pdf, PAPER_DPI))

    def _build(self) -> None:
        words, tokens = self._words, self._tokens
        self._stack = QStackedWidget()
        for page in self.pages:
            self._stack.addWidget(page)
        self.problem = Notice(
            tokens, words("You came in with the recovery key, so both ways in are made anew."), "info"
        )
        self.why = wrapped("", "hint", "text2")
        self.forward = Button(words("Next"), tokens, look="primary", key="Ctrl+Enter")
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
        column.addWidget(self._stack, 1)
        for part in (self.problem, rule()):
            column.addWidget(part)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
