"""A row of a form: what is asked and its consequence at the left, the answer at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.text_field import TextField
from tracker.ui.theme.tokens import Tokens

FIELD = 330
"""How wide a field is that stands alone in its row."""


class FormRow(QWidget):
    """Label and help in a column, the fields beside it; the help says the consequence, not the format."""

    def __init__(
        self, tokens: Tokens, title: str, help: str, *fields: QWidget, left: int = 280, stretch: bool = True
    ) -> None:
        super().__init__()
        self.title = label(title, "value")
        self.help = wrapped(help, "hint", "text3")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.help)
        column.addStretch(1)
        words = QWidget()
        words.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        words.setFixedWidth(left)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.s8)
        row.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(tokens.s8)
        alone = fields[0] if len(fields) == 1 else None
        if isinstance(alone, QLineEdit | QComboBox | TextField) and alone.minimumWidth() == 0:
            alone.setMinimumWidth(tokens.px(FIELD))
        for field in fields:
            row.addWidget(
                field,
                0,
                Qt.AlignmentFlag.AlignTop if not isinstance(field, QLabel) else Qt.AlignmentFlag.AlignVCenter,
            )
        if stretch:
            row.addStretch(1)
        if fields:
            self.title.setBuddy(fields[0])
