"""Removing a person: what stays, and why it is done."""

from PySide6.QtWidgets import QWidget

from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.text_field import TextField
from tracker.ui.workplace import Workplace


class RemoveDialog(Dialog):
    """Accepted with a reason in `reason`."""

    def __init__(self, workplace: Workplace, name: str, parent: QWidget | None = None) -> None:
        words = workplace.words
        super().__init__(
            workplace.tokens,
            words,
            words("Remove {name}", name=name),
            act=words("Remove"),
            look="danger",
            width=520,
            parent=parent,
        )
        self.setObjectName("RemoveDialog")
        self.body.addWidget(
            wrapped(words("The passphrase opens nothing any more. Entries and signatures stay as they are."))
        )
        self.body.addWidget(
            wrapped(words("If this person may have a copy of the study, renew the data key afterwards."))
        )
        self.reason = TextField(words("Reason, for the trail"))
        self.reason.changed.connect(lambda _text: self._judge())
        self.body.addWidget(self.reason)
        self._judge()
        self.reason.line.setFocus()

    def _judge(self) -> None:
        self.act.setEnabled(bool(self.reason.text.strip()))
