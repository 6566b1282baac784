"""The one window: first run or unlock, then the open study; it locks, and it closes safely."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QWidget

from tracker.domain.refusal import Refusal
from tracker.language import Words
from tracker.store.refusals import Damaged
from tracker.ui.accessible import give_keyboard, keyboard_name, take_keyboard
from tracker.ui.awake import SIGNS_OF_LIFE, ClipboardWatch, SleepWatch, close_dialogs, is_lock
from tracker.ui.doors import Doors, Entrance, Left
from tracker.ui.errors import report, sentence
from tracker.ui.jobs import Jobs
from tracker.ui.look import Look
from tracker.ui.screens.unlock import Locked, UnlockScreen
from tracker.ui.theme.tokens import Tokens

if TYPE_CHECKING:
    from tracker.services.session import Session
    from tracker.ui.dialogs.crash import CrashDialog
    from tracker.ui.places import Maker, Route
    from tracker.ui.shell import Shell

SMALLEST = (1024, 540)


class Window(QMainWindow):
    """`entered` carries the folder of a study that was opened; `left` goes out when the window has closed.
    `look_chosen` carries a Look, which is kept elsewhere and comes back through `dress`.
    What only an open study needs is loaded when the first one opens: the door is there at once.
    """

    entered = Signal(object)
    left = Signal()
    look_chosen = Signal(object)

    def __init__(
        self,
        doors: Doors,
        words: Words,
        tokens: Tokens,
        folder: Path | None = None,
        places: "Mapping[str, Maker] | None" = None,
    ) -> None:
        super().__init__()
        self.setObjectName("Window")
        self._doors, self._words, self._tokens, self._places = doors, words, tokens, places
        self._folder = folder
        self.look = Look()
        self._session: Session | None = None
        self._shell: Shell | None = None
        self._left: Left | None = None
        self._crashing = False
        self.jobs = Jobs(self)
        self.jobs.failure.connect(self.tell)
        self._entrance = Entrance(words=words, tokens=tokens, jobs=self.jobs, doors=doors)
        self.setMinimumSize(*SMALLEST)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self._clipboard = ClipboardWatch(self)
        self._sleep = SleepWatch(parent=self)
        self._sleep.woke.connect(self.lock)
        self.show_door()

    @property
    def shell(self) -> "Shell | None":
        """What the open study shows; None at the door."""
        return self._shell

    @property
    def session(self) -> "Session | None":
        return self._session

    def show_door(self, locked: Locked | None = None) -> None:
        """Unlock the known study, or set up the first one."""
        self.setWindowTitle(self._words("CAR T follow-up"))
        if self._folder is None:
            self._first_run()
            return
        try:
            door = UnlockScreen(self._entrance, self._folder, locked)
        except Refusal as refusal:
            self._folder = None
            self._first_run(sentence(refusal, self._words))
            return
        door.opened.connect(self.enter)
        door.recovered.connect(self._renew)
        door.welcomed.connect(self._welcome)
        door.other_wanted.connect(self._choose_other)
        door.restore_wanted.connect(self.show_restore)
        self._put(door, door.first_focus())

    def show_restore(self, known: "Sequence[str]" = ()) -> None:
        """Let a backup be chosen; `known` says what is damaged. Without a study, for a new folder."""
        from tracker.ui.screens.first_run_study import free_folder
        from tracker.ui.screens.restore import RestoreScreen

        door = RestoreScreen(self._entrance, self._folder or free_folder(self._doors.home), known)
        door.opened.connect(self.enter)
        door.recovered.connect(self._renew)
        door.back.connect(self.show_door)
        self._put(door, door.first_focus())

    def open_practice(self) -> None:
        """Go straight into a practice study: it has no secret."""
        door = self.centralWidget()
        if isinstance(door, UnlockScreen) and self._folder and self._doors.is_practice(self._folder):
            door.try_open()

    def enter(self, session: "Session") -> None:
        """Show an open study; after a lock, the place where one was."""
        self._session = session
        was, same = self._left, self._folder == session.folder
        left = was if was and same and was.user == session.user.id else None
        self._folder, self._left = session.folder, None
        shell = self._show_study(session, left.way if left else ())
        if left:
            self.jobs.settle()
            give_keyboard(shell, left.box)
        self.entered.emit(session.folder)

    def dress(self, look: Look, tokens: Tokens) -> None:
        """Take on another look; an open study is built anew and shows the same place, with its keyboard."""
        shell, session = self.shell, self._session
        self.look, self._tokens, self._entrance = look, tokens, replace(self._entrance, tokens=tokens)
        if shell is None or session is None:
            return
        name = keyboard_name(shell)
        shell.flush()
        self.jobs.settle()
        shell = self._show_study(session, shell.where())
        self.jobs.settle()
        give_keyboard(shell, name)

    def _show_study(self, session: "Session", way: "tuple[Route, ...]") -> "Shell":
        from tracker.ui.open_study import attend, shell_of

        shell = shell_of(
            session, self._entrance, self, self._places, look=self.look, choose_look=self.look_chosen.emit
        )
        shell.lock_wanted.connect(self.lock)
        shell.keys_wanted.connect(self._show_keys)
        self._put(shell, None)
        self._shell = shell
        shell.restore(way)
        attend(shell, self, self._idle)
        for said in session.told:
            shell.say("warn", self._words.say(said))
        self._watch_backups(shell)
        return shell

    def lock(self) -> None:
        """Write drafts, close the study, show nothing of it."""
        shell, session = self.shell, self._session
        if shell is None or session is None:
            return
        self._left = Left(session.user.id, shell.where(), keyboard_name(shell))
        shell.flush()
        self.jobs.settle()
        user, at = session.user, shell.workplace.clock()
        close_dialogs()
        self._clipboard.clear()
        self.show_door(Locked(user.short, at, user.name))
        self._leave_study()
        self.jobs.settle()

    def lock_and_restore(self) -> None:
        """Close the study first, then let a backup be chosen."""
        self.lock()
        self.show_restore()

    def tell(self, error: BaseException) -> None:
        """An expected failure is a sentence above the work, any other a report; damage has a way back."""
        text = sentence(error, self._words)
        if isinstance(error, Damaged) and self.shell is not None:
            act = (self._words("Lock and restore"), self.lock_and_restore)
            self.shell.notice.say(text, "danger", act)
        elif text and self.shell is not None:
            self.shell.say("danger", text)
        elif not self._crashing:
            self._crashing = True
            self.crash_dialog(text or report(error)).exec()
            self._crashing = False

    def crash_dialog(self, text: str) -> "CrashDialog":
        """The dialog for what nobody foresaw; a seam for tests."""
        from tracker.ui.dialogs.crash import CrashDialog

        return CrashDialog(self._tokens, self._words, text, self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Drafts written, work ended, the study closed: then the window goes."""
        if self.shell is not None:
            self.shell.flush()
        self.jobs.stop_long()
        self._put(QWidget(), None)
        self._clipboard.clear()
        self._leave_study()
        self.jobs.close()
        self.left.emit()
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key, click or move starts the wait for the lock anew."""
        if event.type() in SIGNS_OF_LIFE and self._session is not None:
            self._idle.start()
            if isinstance(event, QKeyEvent) and is_lock(event) and QApplication.activeModalWidget():
                QTimer.singleShot(0, self.lock)
                return True
        return super().eventFilter(watched, event)

    def _renew(self, session: "Session") -> None:
        from tracker.ui.screens.renew import RenewScreen

        door = RenewScreen(self._entrance, session)
        door.opened.connect(self.enter)
        self._put(door, door.first_focus())

    def _welcome(self, session: "Session") -> None:
        from tracker.ui.screens.welcome import WelcomeScreen

        door = WelcomeScreen(self._entrance, session)
        door.opened.connect(self.enter)
        self._put(door, door.first_focus())

    def _first_run(self, problem: str = "") -> None:
        from tracker.ui.screens.first_run import FirstRunScreen

        door = FirstRunScreen(self._entrance)
        door.opened.connect(self.enter)
        door.other_wanted.connect(self._choose_other)
        door.restore_wanted.connect(self.show_restore)
        self._put(door, door.first_focus())
        door.problem.say(problem, "danger")

    def _put(self, widget: QWidget, focus: QWidget | None) -> None:
        self._shell = None
        old = self.takeCentralWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.setCentralWidget(widget)
        widget.show()
        if focus is not None:
            take_keyboard(focus)

    def _leave_study(self) -> None:
        self._idle.stop()
        session, self._session = self._session, None
        if session is not None:
            from tracker.services.backups import close_with_backup

            self.jobs.write(partial(close_with_backup, session))

    def _watch_backups(self, shell: "Shell") -> None:
        if shell.workplace.practice:
            return
        from tracker.ui.backup_watch import BackupWatch

        self.backups = BackupWatch(shell.workplace, shell.backups, self)
        self.backups.restore_wanted.connect(self.lock_and_restore)
        shell.backups_wanted.connect(self.backups.open_dialog)

    def _choose_other(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self._words("Folder of the study"), str(self._doors.home)
        )
        if chosen:
            self.open_other(Path(chosen))

    def open_other(self, folder: Path) -> None:
        """Go to the door of another study; a folder that is none is refused at the door one is at."""
        door = self.centralWidget()
        try:
            self._doors.is_practice(folder)
        except Refusal as refusal:
            problem = getattr(door, "problem", None)
            if problem is not None:
                problem.say(sentence(refusal, self._words), "danger")
            return
        self._folder, self._left = folder, None
        self.show_door()

    def _show_keys(self) -> None:
        from tracker.ui.dialogs.key_map import KeyMapDialog

        KeyMapDialog(self._tokens, self._words, self).exec()

    def watch_idle(self, app: QApplication) -> None:
        """See every key and click of the program."""
        app.installEventFilter(self)
