"""Asking before what cannot be undone; nothing else asks."""

from PySide6.QtWidgets import QDialog, QWidget

from tracker.language import Words
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.parts.label import wrapped
from tracker.ui.theme.tokens import Tokens


def confirm(
    parent: QWidget | None,
    tokens: Tokens,
    words: Words,
    *,
    title: str,
    text: str,
    act: str,
    danger: bool = False,
) -> bool:
    """Whether the person chose the act; the keyboard starts on the way back."""
    asked = Dialog(tokens, words, title, act=act, look="danger" if danger else "primary", parent=parent)
    asked.body.addWidget(wrapped(text))
    asked.cancel.setFocus()
    return asked.exec() == QDialog.DialogCode.Accepted
