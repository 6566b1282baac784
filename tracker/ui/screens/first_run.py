"""The first run: a study is made in four steps, or a practice study in one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.letter import Letter
from tracker.domain.progress import Progress
from tracker.services.session import Session
from tracker.services.settings import save_setting
from tracker.ui.dialogs.shared_folder import ask_for_folder
from tracker.ui.doors import Entrance
from tracker.ui.errors import sentence
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import rule
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.progress_strip import ProgressStrip
from tracker.ui.parts.steps import Steps
from tracker.ui.printing import PAPER_DPI, ask_printer, can_print, page_images, paint_pages
from tracker.ui.screens.first_run_page import Page
from tracker.ui.screens.first_run_papers import PapersPage
from tracker.ui.screens.first_run_passphrase import PassphrasePage
from tracker.ui.screens.first_run_recovery import RecoveryPage, recovery_letter
from tracker.ui.screens.first_run_study import StudyPage

CARD = (960, 520)
_MADE = 2
"""From this step on the study exists, and what it was made from cannot change."""


class FirstRunScreen(QWidget):
    """`opened` carries the session of the finished study; a study half set up is closed with the screen."""

    opened = Signal(object)
    other_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, entrance: Entrance) -> None:
        super().__init__()
        self.setObjectName("FirstRunScreen")
        self._entrance = entrance
        self._words, self._tokens = entrance.words, entrance.tokens
        self._jobs, self._doors = entrance.jobs, entrance.doors
        self._session: Session | None = None
        self._busy = False
        self.study, self.phrase = StudyPage(entrance), PassphrasePage(entrance)
        self.recovery, self.papers = RecoveryPage(entrance), PapersPage(entrance)
        self.pages: tuple[Page, ...] = (self.study, self.phrase, self.recovery, self.papers)
        self._build()
        for page in self.pages:
            page.changed.connect(self._show_state)
        self.recovery.print_wanted.connect(self._print_key)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.next)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back)
        self._show_state()

    @property
    def step(self) -> int:
        return self._stack.currentIndex()

    def first_focus(self) -> QWidget:
        return self.pages[self.step].first_focus()

    def next(self) -> None:
        """To the next step, or into the study after the last."""
        if self._busy or self.pages[self.step].missing():
            return
        if self.step == 1 and self._session is None:
            self._make()
        elif self.step == len(self.pages) - 1:
            self._finish()
        else:
            self._go(self.step + 1)

    def back(self) -> None:
        """To the step before."""
        if not self._busy and self.step > 0:
            self._go(self.step - 1)

    def practise(self) -> None:
        """Make the practice study instead, or open the one that is there."""
        folder = self._doors.home / "practice"
        self._set_busy(True)
        if folder.exists():
            self._jobs.write(lambda: self._doors.open_study(folder, "", "", ""), self._open, self._refuse)
            return

        def make(progress: Progress) -> Session:
            return self._doors.create_practice(folder, progress)

        job = self._jobs.long(make, self._open, self._refuse)
        job.stopped.connect(lambda: self._set_busy(False))
        self.progress.watch(job, self._words("Making practice patients…"))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if event.spontaneous():
            return
        for page in self.pages:
            page.leave()
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _make(self) -> None:
        asked = self.study.answer(self.phrase.passphrase)
        self._set_busy(True)
        self._jobs.write(lambda: self._doors.create_study(asked), self._made, self._refuse)

    def _made(self, made: tuple[Session, str]) -> None:
        self._session, code = made
        self._set_busy(False)
        self.recovery.show_code(code)
        self.phrase.again.set_text("")
        self._go(_MADE)

    def _finish(self) -> None:
        session, answers = self._session, self.papers.answers()
        if session is None:
            return

        def keep() -> Session:
            for key, value in answers.items():
                save_setting(session, key, value)
            return session

        self._set_busy(True)
        self._jobs.write(keep, self._open, self._refuse)

    def _open(self, session: Session) -> None:
        self._session = None
        self._set_busy(False)
        self.opened.emit(session)

    def _refuse(self, error: BaseException) -> None:
        self._set_busy(False)
        if ask_for_folder(self, self._tokens, self._words, error):
            self._make()
            return
        text = sentence(error, self._words)
        if text:
            self.problem.say(text, "danger")
        else:
            self._jobs.failure.emit(error)

    def _go(self, step: int) -> None:
        if self.step == _MADE and step > _MADE and self._session is not None:
            session = self._session
            self._jobs.write(lambda: self._doors.confirm_recovery(session), None, self._refuse)
        self.pages[self.step].leave()
        self.problem.say("")
        self._stack.setCurrentIndex(step)
        if step == _MADE:
            self.recovery.groups.show_groups(self._doors.key_groups(self.recovery.code))
        self._steps.show_step(step)
        self._show_state()
        self.first_focus().setFocus()

    def _show_state(self) -> None:
        words, step = self._words, self.step
        missing = self.pages[step].missing()
        last = step == len(self.pages) - 1
        self.forward.say(words("Open the study") if last else words("Next"))
        self.forward.setEnabled(not missing and not self._busy)
        self.backward.setVisible(step > 0 and step != _MADE)
        self.why.setText(words("Making the study…") if self._busy and step == 1 else missing)
        self.why.setVisible(step > 0)
        for part in (self.practice, self.other, self.restore):
            part.setVisible(step == 0)
            part.setEnabled(not self._busy)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.pages[self.step].setEnabled(not busy)
        self._show_state()

    def _print_key(self) -> None:
        if not can_print():
            self.problem.say(self._words("Printing is not installed here. Copy the key by hand."), "warn")
            return
        letter, doors, paper = self._key_letter(), self._doors, self.papers.paper.key
        self._jobs.read(lambda: doors.print_letter(letter, paper), self._send_to_printer, self._refuse)

    def _send_to_printer(self, pdf: bytes) -> None:
        printer = ask_printer(self, self._words("Recovery key"))
        if printer is not None:
            paint_pages(printer, page_images(pdf, PAPER_DPI))

    def _key_letter(self) -> Letter:
        asked = self.study
        return recovery_letter(
            self._words,
            self._doors.key_groups(self.recovery.code),
            asked.study.text().strip(),
            (asked.clinic.text().strip(), asked.hospital.text().strip()),
        )

    def _build(self) -> None:
        words, tokens = self._words, self._tokens
        self._steps = Steps(
            tokens,
            (
                (words("Study and clinic"), words("name, place, folder")),
                (words("Your passphrase"), words("opens the study each day")),
                (words("Recovery key"), words("for when it is forgotten")),
                (words("For the papers"), words("size, phone numbers")),
            ),
        )
        aside = QFrame()
        aside.setProperty("part", "aside")
        aside.setFixedWidth(236)
        left = QVBoxLayout(aside)
        left.setContentsMargins(20, 28, 16, 20)
        left.addWidget(label(words("SET-UP"), "overline", "text2"))
        left.addSpacing(tokens.s8)
        left.addWidget(self._steps)
        left.addStretch(1)
        self._stack = QStackedWidget()
        for page in self.pages:
            self._stack.addWidget(page)
        self.problem = Notice(tokens)
        self.progress = ProgressStrip(tokens, words)
        right = QVBoxLayout()
        right.setContentsMargins(28, 20, 24, 16)
        right.setSpacing(tokens.s8)
        right.addWidget(self._stack, 1)
        for part in (self.problem, self.progress, rule()):
            right.addWidget(part)
        right.addLayout(self._foot())
        card = QFrame()
        card.setProperty("part", "card")
        card.setFixedSize(*CARD)
        columns = QHBoxLayout(card)
        columns.setContentsMargins(1, 1, 1, 1)
        columns.setSpacing(0)
        columns.addWidget(aside)
        columns.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)

    def _foot(self) -> QHBoxLayout:
        words, tokens = self._words, self._tokens
        self.why = wrapped("", "hint", "text2")
        self.other = Button(words("Open a study that exists"), tokens, look="link", face="hint")
        self.restore = Button(words("Restore a backup"), tokens, look="link", face="hint")
        self.practice = Button(words("Try with practice patients"), tokens, look="link")
        self.backward = Button(words("Back"), tokens)
        self.forward = Button(words("Next"), tokens, look="primary", key="Ctrl+Enter")
        acts: tuple[tuple[Button, Callable[[], object]], ...] = (
            (self.other, self.other_wanted.emit),
            (self.restore, self.restore_wanted.emit),
            (self.practice, self.practise),
            (self.backward, self.back),
            (self.forward, self.next),
        )
        row = QHBoxLayout()
        row.setSpacing(tokens.s8)
        row.addWidget(self.why, 1)
        row.addWidget(self.other)
        row.addWidget(self.restore)
        row.addStretch(1)
        for part in (self.practice, self.backward, self.forward):
            row.addWidget(part)
        for button, act in acts:
            button.clicked.connect(lambda _checked, act=act: act())
        return row
