"""The first run: a study is made in four steps, or a practice study in one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from tracker.domain.letter import Letter
from tracker.domain.progress import Progress
from tracker.services.session import Session
from tracker.services.settings import save_setting
from tracker.ui.dialogs.shared_folder import ask_for_folder
from tracker.ui.doors import Entrance
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import rule
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.progress_strip import ProgressStrip
from tracker.ui.parts.steps import Steps
from tracker.ui.screens.first_run_papers import PapersPage
from tracker.ui.screens.first_run_passphrase import PassphrasePage
from tracker.ui.screens.first_run_recovery import RecoveryPage, recovery_letter
from tracker.ui.screens.first_run_study import StudyPage
from tracker.ui.screens.paged import Paged

CARD = (960, 520)
_MADE = 2
"""From this step on the study exists, and what it was made from cannot change."""


class FirstRunScreen(Paged):
    """`opened` carries the session of the finished study; a study half set up is closed with the screen."""

    other_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, entrance: Entrance) -> None:
        self.study, self.phrase = StudyPage(entrance), PassphrasePage(entrance)
        self.recovery, self.papers = RecoveryPage(entrance), PapersPage(entrance)
        super().__init__(entrance, None, (self.study, self.phrase, self.recovery, self.papers))
        self._build()
        self.recovery.print_wanted.connect(self._print_key)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back)
        self.show_state()

    def next(self) -> None:
        """To the next step, or into the study after the last."""
        if self.busy or self.pages[self.step].missing():
            return
        if self.step == 1 and self.session is None:
            self._make()
        elif self.step == len(self.pages) - 1:
            self._finish()
        else:
            self._go(self.step + 1)

    def back(self) -> None:
        """To the step before."""
        if not self.busy and self.step > 0:
            self._go(self.step - 1)

    def practise(self) -> None:
        """Make the practice study instead, or open the one that is there."""
        folder = self.doors.home / "practice"
        self.set_busy(True)
        if folder.exists():
            self.jobs.write(lambda: self.doors.open_study(folder, "", "", ""), self.open, self.refuse)
            return

        def make(progress: Progress) -> Session:
            return self.doors.create_practice(folder, progress)

        job = self.jobs.long(make, self.open, self.refuse)
        job.stopped.connect(lambda: self.set_busy(False))
        self.progress.watch(job, self.words("Making practice patients…"))

    def _make(self) -> None:
        asked = self.study.answer(self.phrase.passphrase)
        self.set_busy(True)
        self.jobs.write(lambda: self.doors.create_study(asked), self._made, self.refuse)

    def _made(self, made: tuple[Session, str]) -> None:
        self.session, code = made
        self.set_busy(False)
        self.recovery.show_code(code)
        self.phrase.again.set_text("")
        self._go(_MADE)

    def _finish(self) -> None:
        session, answers = self.session, self.papers.answers()
        if session is None:
            return

        def keep() -> Session:
            for key, value in answers.items():
                save_setting(session, key, value)
            return session

        self.set_busy(True)
        self.jobs.write(keep, self.open, self.refuse)

    def refuse(self, error: BaseException) -> None:
        """A folder in a cloud is asked about; then the study is made after all."""
        if ask_for_folder(self, self.tokens, self.words, error):
            self._make()
        else:
            super().refuse(error)

    def _go(self, step: int) -> None:
        if self.step == _MADE and step > _MADE and self.session is not None:
            session = self.session
            self.jobs.write(lambda: self.doors.confirm_recovery(session), None, self.refuse)
        self.problem.say("")
        if step == _MADE:
            self.recovery.groups.show_groups(self.doors.key_groups(self.recovery.code))
        self._steps.show_step(step)
        self.turn_to(step)

    def show_state(self) -> None:
        words, step = self.words, self.step
        missing = self.pages[step].missing()
        last = step == len(self.pages) - 1
        self.forward.say(words("Open the study") if last else words("Next"))
        self.forward.setEnabled(not missing and not self.busy)
        self.backward.setVisible(step > 0 and step != _MADE)
        self.why.setText(words("Making the study…") if self.busy and step == 1 else missing)
        self.why.setVisible(step > 0)
        for part in (self.practice, self.other, self.restore):
            part.setVisible(step == 0)
            part.setEnabled(not self.busy)

    def _print_key(self) -> None:
        self.print_key(self._key_letter(), str(self.papers.paper.key))

    def _key_letter(self) -> Letter:
        asked = self.study
        return recovery_letter(
            self.words,
            self.doors.key_groups(self.recovery.code),
            asked.study.text().strip(),
            (asked.clinic.text().strip(), asked.hospital.text().strip()),
        )

    def _build(self) -> None:
        words, tokens = self.words, self.tokens
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
        self.progress = ProgressStrip(tokens, words)
        right = QVBoxLayout()
        right.setContentsMargins(28, 20, 24, 16)
        right.setSpacing(tokens.s8)
        right.addWidget(self.stack, 1)
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
        words, tokens = self.words, self.tokens
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
