"""Which key does what, on one card (Ctrl+/)."""

from PySide6.QtWidgets import QGridLayout, QWidget

from tracker.domain.text import N_
from tracker.language import Words
from tracker.ui.dialogs.about import AboutDialog
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.parts.button import Button
from tracker.ui.parts.label import label
from tracker.ui.theme.tokens import Tokens

KEYS = (
    ("Ctrl+K", N_("Find patient")),
    ("Ctrl+2", N_("Patients")),
    ("Ctrl+5", N_("Audit log")),
    ("Ctrl+Tab", N_("Next tab of the patient")),
    ("Ctrl+N", N_("Enrol patient")),
    ("Ctrl+Shift+N", N_("New visit")),
    ("Ctrl+G", N_("Safety check of the patient")),
    ("Ctrl+D", N_("Answers of the last safety check")),
    ("Ctrl+S", N_("Save draft")),
    ("Ctrl+Enter", N_("The act named on the blue button")),
    ("Ctrl+P", N_("Handout")),
    ("Ctrl+T", N_("Table for the chart")),
    ("Ctrl+L", N_("Lock")),
    ("Ctrl+,", N_("Settings")),
    ("Enter", N_("Next box, or open the row")),
    ("Shift+Enter", N_("Previous box")),
    ("Space", N_("Tick")),
    ("Ctrl+PgUp, Ctrl+PgDn", N_("Previous or next section")),
    ("F1", N_("Definition of the item in focus")),
    ("Shift+F1", N_("Definition of a score")),
    ("F2", N_("Correct, or keep with a note")),
    ("Shift+F2", N_("Wrong patient: move the row in hand")),
    ("Alt+Q", N_("Query about the field in focus")),
    ("F3, Alt+H", N_("History of the field in focus")),
    ("F4", N_("Side panel")),
    ("F6", N_("Next region or problem")),
    ("Esc", N_("Cancel, close, back")),
    ("Ctrl+/", N_("This map")),
)


class KeyMapDialog(Dialog):
    """Two columns of keys and what they do."""

    def __init__(self, tokens: Tokens, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(tokens, words, words("Keys"), cancel=words("Close"), width=780, parent=parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.s16)
        grid.setVerticalSpacing(tokens.s4)
        half = (len(KEYS) + 1) // 2
        for index, (key, act) in enumerate(KEYS):
            row, column = index % half, index // half * 2
            grid.addWidget(label(key, "value"), row, column)
            grid.addWidget(label(words(act), "body", "text2"), row, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.body.addLayout(grid)
        about = Button(words("About this program"), tokens, look="link")
        about.clicked.connect(lambda: AboutDialog(tokens, words, self).exec())
        self.foot.insertWidget(0, about)
        self.cancel.setFocus()
