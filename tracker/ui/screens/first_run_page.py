"""What the four pages of the first run have in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tracker.ui.doors import Entrance
from tracker.ui.parts.label import label, wrapped

WIDE, HALF = 330, 200


class Page(QWidget):
    """One step: a heading, a sentence, a body. `changed` when `missing()` may say something else."""

    changed = Signal()

    def __init__(self, entrance: Entrance, heading: str, under: str) -> None:
        super().__init__()
        self.words, self.tokens, self.doors = entrance.words, entrance.tokens, entrance.doors
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(self.tokens.s12)
        self.body.addWidget(label(heading, "title"))
        self.body.addWidget(wrapped(under, "hint", "text2"))

    def missing(self) -> str:
        """Why one cannot go on yet, in a few words; "" when one can."""
        return ""

    def first_focus(self) -> QWidget:
        raise NotImplementedError

    def leave(self) -> None:
        """Blank what must not stay in view."""

    def _onward(self) -> None:
        self.focusNextChild()

    def _line(self, name: str, text: str = "", width: int = WIDE, hint: str = "") -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        made.setFixedWidth(self.tokens.px(width))
        made.textChanged.connect(lambda _text: self.changed.emit())
        made.returnPressed.connect(self._onward)
        return made
