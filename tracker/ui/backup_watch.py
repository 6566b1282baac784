"""The backups of an open study in the window: every half hour of work, and a banner that stays."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from tracker.services.backups import (
    EVERY,
    IN_USE,
    BackupState,
    ask_for_place_later,
    back_up_if_changed,
    back_up_now,
    backup_state,
    choose_place,
)
from tracker.services.disk_room import low_room
from tracker.services.drill import Drilled, drill, drill_due
from tracker.ui.dialogs.backups import BackupsDialog
from tracker.ui.dialogs.shared_folder import ask_for_folder
from tracker.ui.errors import sentence
from tracker.ui.jobs import Job
from tracker.ui.parts.notice import Notice
from tracker.ui.workplace import Workplace


class BackupWatch(QObject):
    """Lives as long as the study is open. `job` is the backup under way, None when there is none."""

    restore_wanted = Signal()

    def __init__(self, workplace: Workplace, notice: Notice, window: QWidget) -> None:
        super().__init__(notice)
        self._workplace, self._notice, self._window = workplace, notice, window
        self.job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(int(EVERY.total_seconds() * 1000))
        self._timer.timeout.connect(self.back_up_if_changed)
        self._timer.start()
        self._said_low = False
        workplace.news.published.connect(lambda _touched: self._look_for_room())
        self.refresh()

    def refresh(self) -> None:
        """Read how the backups stand, and say so where it matters."""
        session = self._workplace.session
        self._workplace.jobs.read(lambda: backup_state(session), self.show_state, self._forget)
        self._workplace.jobs.read(lambda: drill_due(session), self._offer_drill, self._forget)

    def open_dialog(self) -> None:
        """Say how the backups stand, with what can be done."""
        session = self._workplace.session
        self._workplace.jobs.read(lambda: backup_state(session), self._open, self._forget)

    def _open(self, state: BackupState) -> None:
        dialog = BackupsDialog(self._workplace, state, self._window)
        dialog.accepted.connect(self.back_up)
        dialog.place_wanted.connect(self.choose_place)
        dialog.restore_wanted.connect(self.restore_wanted)
        dialog.open()

    def drill(self) -> None:
        """Restore the newest backup for trial."""
        session = self._workplace.session
        self._workplace.jobs.long(lambda progress: drill(session, progress), self._drilled, self._failed)

    def _offer_drill(self, due: bool) -> None:
        words = self._workplace.words
        if due and not self._notice.text:
            self._notice.say(
                words("Twice a year a backup is restored for trial and compared. It takes a minute."),
                "info",
                (words("Try it now"), self.drill),
                (words("Not now"), lambda: self._notice.say("")),
            )

    def _drilled(self, done: Drilled) -> None:
        words = self._workplace.words
        self._notice.say(
            words(
                "The backup of {day} was restored for trial and is whole. The trail says so.",
                day=words.day(done.made),
            ),
            "ok",
            (words("Close"), lambda: self._notice.say("")),
        )

    def back_up(self) -> None:
        """Back up now, with how far it is and a way to stop."""
        if self.job is not None:
            return
        session, words = self._workplace.session, self._workplace.words
        job = self._workplace.jobs.long(
            lambda progress: back_up_now(session, progress), self.show_state, self._failed
        )
        self.job = job
        job.progressed.connect(self._tell_progress)
        job.stopped.connect(self.refresh)
        job.ended.connect(self._ended)
        self._notice.say(words("Making a backup…"), "info", (words("Stop"), job.cancel))

    def back_up_if_changed(self) -> None:
        """The backup of every half hour; nobody waits for it."""
        session = self._workplace.session
        self._workplace.jobs.long(
            lambda progress: back_up_if_changed(session, IN_USE, progress), self._made, self._failed
        )

    def choose_place(self) -> None:
        """Ask for the second place, and bring a backup there at once."""
        words = self._workplace.words
        chosen = QFileDialog.getExistingDirectory(self._window, words("Second place for backups"))
        if chosen:
            self.use_place(Path(chosen))

    def use_place(self, place: Path) -> None:
        """Remember `place` and back up into it."""
        session, workplace = self._workplace.session, self._workplace

        def refused(error: BaseException) -> None:
            if ask_for_folder(self._window, workplace.tokens, workplace.words, error):
                self.use_place(place)
            else:
                self._failed(error)

        workplace.jobs.write(lambda: choose_place(session, place), self._place_chosen, refused)

    def show_state(self, state: BackupState) -> None:
        """The banner for `state`; it goes when all is well."""
        words, notice = self._workplace.words, self._notice
        back_up = (words("Back up now"), self.back_up)
        choose = (words("Choose a place"), self.choose_place)
        low = low_room(self._workplace.session)
        self._said_low = low is not None
        if state.behind:
            notice.say(
                words(
                    "A backup reaches further than this study: entries are missing here, as if an older file "
                    "had been put in its place. Restore the newest backup."
                ),
                "danger",
                (words("Lock and restore"), self.restore_wanted.emit),
            )
        elif low is not None and not state.failed:
            notice.say(words.say(low), "warn", (words("Check again"), self.refresh), choose)
        elif state.stays:
            notice.say(words.say(state.verdict), state.tone, back_up, choose)
        elif state.ask_for_place:
            notice.say(
                words("Backups lie on this computer only. A stick or another drive survives its loss."),
                "info",
                choose,
                (words("Not now"), self._later),
            )
        else:
            notice.say("")

    def _look_for_room(self) -> None:
        """After each save: the banner comes when the disk gets full, and goes when there is room."""
        if self.job is None and (low_room(self._workplace.session) is not None) != self._said_low:
            self.refresh()

    def _later(self) -> None:
        ask_for_place_later(self._workplace.session)
        self.refresh()

    def _made(self, made: bool) -> None:
        if made:
            self.refresh()

    def _place_chosen(self, _state: BackupState) -> None:
        self.back_up()

    def _tell_progress(self, done: int, total: int, _what: str) -> None:
        words = self._workplace.words
        if self.job is not None:
            percent = 100 * done // max(total, 1)
            self._notice.say(
                words("Making a backup… {percent} %", percent=percent),
                "info",
                (words("Stop"), self.job.cancel),
            )

    def _ended(self) -> None:
        self.job = None

    def _failed(self, error: BaseException) -> None:
        words = self._workplace.words
        text = sentence(error, words)
        if not text:
            self._workplace.jobs.failure.emit(error)
            return
        self._notice.say(
            text,
            "danger",
            (words("Back up now"), self.back_up),
            (words("Choose a place"), self.choose_place),
        )

    def _forget(self, _error: BaseException) -> None:
        """A study that closed while its backups were read has nothing to say any more."""
