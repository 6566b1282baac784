"""How the backups of the open study stand, and what can be done: make one, choose a place, restore."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.services.backups import BackupState
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.parts.button import Button
from tracker.ui.parts.label import breakable, label, wrapped
from tracker.ui.workplace import Workplace


class BackupsDialog(Dialog):
    """Accepted to back up now; the two signals are the other ways out. It does nothing by itself."""

    place_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, workplace: Workplace, state: BackupState, parent: QWidget | None = None) -> None:
        words, tokens = workplace.words, workplace.tokens
        super().__init__(
            tokens,
            words,
            words("Backups"),
            act=words("Back up now"),
            cancel=words("Close"),
            width=560,
            parent=parent,
        )
        self.setObjectName("BackupsDialog")
        self.body.addWidget(wrapped(words.say(state.verdict), ink="text"))
        place = str(state.place) if state.place else words("None chosen")
        if state.place and not state.place_there:
            place = words("{place}, not there now", place=state.place)
        for name, text in (
            (words("In the folder of the study"), str(Path(workplace.session.folder, "backups"))),
            (words("Second place"), place),
        ):
            self.body.addWidget(label(name, "hint", "text2"))
            self.body.addWidget(wrapped(breakable(text), ink="text"))
        self.body.addWidget(
            wrapped(
                words("To restore, the study is locked and a backup chosen. What stands there now is kept."),
                "hint",
            )
        )
        self.place = Button(words("Choose a second place"), tokens)
        self.restore = Button(words("Lock and restore"), tokens)
        ways = QHBoxLayout()
        for button, wanted in ((self.place, self.place_wanted), (self.restore, self.restore_wanted)):
            button.clicked.connect(self.reject)
            button.clicked.connect(wanted)
            ways.addWidget(button)
        ways.addStretch(1)
        self.body.addLayout(ways)
        self.act.setFocus()
