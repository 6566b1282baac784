"""Asking for a typed word before a study or a backup goes into a cloud or network folder."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from tracker.domain.shared_folders import WORD, SharedFolder
from tracker.language import Words
from tracker.services.shared_folders import confirm_folder
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.errors import sentence
from tracker.ui.parts.label import breakable, wrapped
from tracker.ui.parts.text_field import TextField
from tracker.ui.theme.tokens import Tokens


class SharedFolderDialog(Dialog):
    """The act is possible once the word stands there; then this computer remembers the folder."""

    def __init__(self, parent: QWidget | None, tokens: Tokens, words: Words, refused: SharedFolder) -> None:
        super().__init__(
            tokens,
            words,
            words("This folder is shared"),
            act=words("Use this folder"),
            look="danger",
            parent=parent,
        )
        self._word, self._folder = words(WORD), Path(str(refused.folder))
        self.body.addWidget(wrapped(breakable(sentence(refused, words))))
        self.body.addWidget(
            wrapped(
                words(
                    "Two versions of a file copied at different moments do not fit together, and entries "
                    "can be lost. Backups stay whole. Type “{word}” to use the folder all the same.",
                    word=self._word,
                ),
                "hint",
                "text2",
            )
        )
        self.typed = TextField(words("Type “{word}”", word=self._word))
        self.typed.changed.connect(self._compare)
        self.body.addWidget(self.typed)
        self.act.setEnabled(False)
        self.typed.line.setFocus()

    def accept(self) -> None:
        """Remember it, then close."""
        confirm_folder(self._folder, self.typed.text, self._word)
        super().accept()

    def _compare(self, text: str) -> None:
        self.act.setEnabled(text.strip().casefold() == self._word.casefold())


def ask_for_folder(parent: QWidget, tokens: Tokens, words: Words, error: BaseException) -> bool:
    """Whether `error` was about a shared folder and the person confirmed it: then the work is tried again."""
    if not isinstance(error, SharedFolder):
        return False
    return SharedFolderDialog(parent, tokens, words, error).exec() == QDialog.DialogCode.Accepted
