"""What the window says when something failed that nobody foresaw: what is safe, and a report to send on."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tracker.language import Words
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.parts.button import Button
from tracker.ui.parts.label import wrapped
from tracker.ui.theme.tokens import Tokens


class CrashDialog(Dialog):
    """The report names places in the program, never a patient or a value."""

    def __init__(self, tokens: Tokens, words: Words, report: str, parent: QWidget | None = None) -> None:
        super().__init__(
            tokens,
            words,
            words("Something failed that should not"),
            act=words("Keep working"),
            cancel=words("Close"),
            width=560,
            parent=parent,
        )
        self.cancel.hide()
        self.body.addWidget(
            wrapped(
                words(
                    "What was saved is safe. What you were typing is kept as a draft. "
                    "Send the report below to whoever looks after this program: it holds no patient data."
                )
            )
        )
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(words("Report"))
        self.report.setMinimumHeight(tokens.px(160))
        self.body.addWidget(self.report)
        self.copy = Button(words("Copy report"), tokens)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        self.foot.insertWidget(0, self.copy)
        self.act.setFocus()
