"""What this program is, and what it is not."""

from PySide6.QtWidgets import QWidget

from tracker import __version__
from tracker.language import Words
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.tokens import Tokens


class AboutDialog(Dialog):
    """Version, purpose, licence, and that it gives no advice."""

    def __init__(self, tokens: Tokens, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(tokens, words, words("About this program"), cancel=words("Close"), parent=parent)
        self.body.addWidget(label(words("Version {version}", version=__version__), "value"))
        for text in (
            words("Follow-up of patients after CD19 CAR T-cell therapy for severe autoimmune disease."),
            words("It keeps records and does published arithmetic in the open."),
            words("It is no medical device and gives no advice."),
            words("Nothing leaves this laptop: the program has no network."),
            words("Apache License 2.0. Typeface Inter under the SIL Open Font License 1.1."),
        ):
            self.body.addWidget(wrapped(text))
        self.body.addStretch(1)
        self.cancel.setFocus()
