"""Back to a backup: which one, what opens it, why where entries would be lost; reached from the door."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.refusal import Refusal
from tracker.ui.dialogs.shared_folder import ask_for_folder
from tracker.ui.doors import BackupLine, Entrance, RestoreAsked
from tracker.ui.errors import sentence
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import rule
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.list_view import ListView
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.progress_strip import ProgressStrip
from tracker.ui.parts.text_field import TextField

if TYPE_CHECKING:
    from tracker.services.restore import Restored

CARD = (820, 500)


class RestoreScreen(QWidget):
    """`opened` and `recovered` carry the session of the restored study, `back` leads to the door again."""

    opened = Signal(object)
    recovered = Signal(object)
    back = Signal()

    def __init__(self, entrance: Entrance, folder: Path, known: Sequence[str] = ()) -> None:
        super().__init__()
        self.setObjectName("RestoreScreen")
        self._words, self._tokens = entrance.words, entrance.tokens
        self._jobs, self._doors = entrance.jobs, entrance.doors
        self._folder = folder
        self._lines: list[BackupLine] = []
        self._busy = False
        self._paper = False
        self._build(known)
        for key, act in (("Ctrl+Return", self.restore), ("Ctrl+Enter", self.restore), ("Esc", self._leave)):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        self._show_lines(self._doors.backups_of(folder))

    def first_focus(self) -> QWidget:
        """The list, or where there is nothing to choose the way to another folder."""
        return self.list if self._lines else self.elsewhere

    @property
    def chosen(self) -> BackupLine | None:
        row = self.list.currentIndex().row()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def add_folder(self, folder: Path) -> None:
        """Offer the backup, or the backups, in another folder."""
        found = [line for line in self._doors.backups_of(folder) if line not in self._lines]
        if not found:
            self.problem.say(self._words("There is no backup in that folder."), "warn")
            return
        self.problem.say("")
        self._show_lines([*found, *self._lines])
        self.list.selectRow(0)

    def restore(self) -> None:
        """Check the chosen backup, put it in place, and open the study."""
        chosen = self.chosen
        if chosen is None or self._busy:
            return
        if not self.secret.text and not chosen.practice:
            self.secret.say(
                self._words("Type the recovery key.") if self._paper else self._words("Type the passphrase.")
            )
            self.secret.line.setFocus()
            return
        asked = RestoreAsked(
            package=chosen.folder,
            folder=self._folder,
            passphrase="" if self._paper else self.secret.text,
            recovery_code=self.secret.text if self._paper else "",
            person=str(self.person.key or ""),
            reason=self.reason.text.strip(),
        )
        self._set_busy(True)
        job = self._jobs.long(lambda progress: self._doors.restore(asked, progress), self._done, self._refuse)
        job.stopped.connect(lambda: self._set_busy(False))
        self.progress.watch(job, self._words("Checking the backup"))

    def _done(self, restored: "Restored") -> None:
        self._set_busy(False)
        self.secret.set_text("")
        (self.recovered if restored.recovered else self.opened).emit(restored.session)

    def _refuse(self, error: BaseException) -> None:
        self._set_busy(False)
        if ask_for_folder(self, self._tokens, self._words, error):
            self.restore()
            return
        text = sentence(error, self._words)
        if not text:
            self._jobs.failure.emit(error)
            return
        if getattr(error, "entries", 0):
            self.reason.show()
            self.problem.say(text, "warn")
            self.reason.line.setFocus()
        elif isinstance(error, Refusal) and hasattr(error, "seconds"):
            self.secret.say(text)
            self.secret.line.setFocus()
        else:
            self.problem.say(text, "danger")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for part in (
            self.list,
            self.elsewhere,
            self.secret,
            self.person,
            self.reason,
            self.backward,
            self.other,
        ):
            part.setEnabled(not busy)
        self._show_state()

    def _show_lines(self, lines: Sequence[BackupLine]) -> None:
        words = self._words
        self._lines = list(lines)
        self.list.show_rows(
            [
                (
                    f"{words.day(line.made)}  {line.made:%H:%M}",
                    words("older than a restore") if line.superseded else words(line.reason),
                    str(line.entries),
                    words("{size} MB", size=words.number(f"{line.size / 1_000_000:.1f}")),
                    str(line.folder.parent),
                )
                for line in lines
            ],
            [line.folder for line in lines],
        )
        self.list.setVisible(bool(lines))
        self.none.setVisible(not lines)
        self._show_chosen()

    def _show_chosen(self, *_index: object) -> None:
        chosen = self.chosen
        people = chosen.people if chosen else ()
        self.person.offer((name, name) for name in people)
        self.person.setVisible(len(people) > 1 and not self._paper)
        secret = chosen is not None and not chosen.practice
        for part in (self.secret, self.other):
            part.setVisible(secret)
        self._show_state()

    def _show_state(self) -> None:
        self.forward.setEnabled(self.chosen is not None and not self._busy)
        self.backward.setEnabled(not self._busy)

    def _toggle_paper(self) -> None:
        words = self._words
        self._paper = not self._paper
        self.secret.title.setText(words("Recovery key") if self._paper else words("Passphrase"))
        self.secret.line.setAccessibleName(self.secret.title.text())
        mode = self.secret.line.EchoMode
        self.secret.line.setEchoMode(mode.Normal if self._paper else mode.Password)
        self.other.say(words("Use the passphrase") if self._paper else words("Use the recovery key"))
        self.secret.set_text("")
        self._show_chosen()
        self.secret.line.setFocus()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._words("Folder with backups"))
        if chosen:
            self.add_folder(Path(chosen))

    def _leave(self) -> None:
        if not self._busy:
            self.back.emit()

    def _build(self, known: Sequence[str]) -> None:
        words, tokens = self._words, self._tokens
        self.problem = Notice(tokens, "  ".join(known), "danger")
        self.list = ListView(
            tokens,
            words("Backups"),
            (words("Made"), words("Why"), words("Entries"), words("Size"), words("Where")),
            stretch=4,
        )
        self.list.selectionModel().currentRowChanged.connect(self._show_chosen)
        self.none = wrapped(
            words("No backup was found beside the study. Look on the stick or the other drive.")
        )
        self.elsewhere = Button(words("Look in another folder"), tokens)
        self.elsewhere.clicked.connect(lambda _checked: self._choose_folder())
        self.person = Choice(tokens, words("Who is working"))
        self.secret = TextField(words("Passphrase"), secret=True)
        self.secret.line.returnPressed.connect(self.restore)
        self.list.opened.connect(lambda _key: self.secret.line.setFocus())
        self.secret.changed.connect(lambda _text: self.secret.say(""))
        self.other = Button(words("Use the recovery key"), tokens, look="link", face="hint")
        self.other.clicked.connect(lambda _checked: self._toggle_paper())
        self.reason = TextField(words("Why this backup, although newer entries are lost"))
        self.reason.line.returnPressed.connect(self.restore)
        self.reason.hide()
        self.progress = ProgressStrip(tokens, words)
        self.backward = Button(words("Back"), tokens, key="Esc")
        self.backward.clicked.connect(lambda _checked: self._leave())
        self.forward = Button(words("Restore"), tokens, look="primary", key="Ctrl+Enter")
        self.forward.clicked.connect(lambda _checked: self.restore())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._card(), 0, Qt.AlignmentFlag.AlignCenter)

    def _card(self) -> QWidget:
        words, tokens = self._words, self._tokens
        card = QFrame()
        card.setProperty("part", "card")
        card.setFixedSize(*CARD)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 20, 24, 16)
        column.setSpacing(tokens.s8)
        head = QHBoxLayout()
        head.addWidget(label(words("Restore a backup"), "title"), 1)
        head.addWidget(self.elsewhere)
        column.addLayout(head)
        column.addWidget(
            wrapped(
                words("The backup is checked first. What stands there now is kept under another name."),
                "hint",
                "text2",
            )
        )
        column.addWidget(self.problem)
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1)
        key = QHBoxLayout()
        key.setSpacing(tokens.s12)
        key.addWidget(self.person, 0, Qt.AlignmentFlag.AlignBottom)
        key.addWidget(self.secret, 1)
        key.addWidget(self.reason, 1)
        column.addLayout(key)
        for part in (self.progress, rule()):
            column.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.other)
        foot.addStretch(1)
        foot.addWidget(self.backward)
        foot.addWidget(self.forward)
        column.addLayout(foot)
        return card
