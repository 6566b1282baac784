"""Names and values in two columns that are rebuilt only when they say something else."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.tokens import Tokens

Line = tuple[str, str]


class ResultLines(QWidget):
    """A line without a value is a note over the whole width."""

    def __init__(self, tokens: Tokens, face: str = "value", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._face = tokens, face
        self._page = QWidget()
        self._lines: list[Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._page)
        self.hide()

    @property
    def lines(self) -> list[Line]:
        return self._lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Print `lines`; none of them hides the part."""
        self.setVisible(bool(lines))
        if list(lines) == self._lines:
            return
        self._lines = list(lines)
        old, self._page = self._page, QWidget()
        grid = QGridLayout(self._page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._tokens.s8)
        grid.setVerticalSpacing(self._tokens.s4)
        grid.setColumnStretch(0, 1)
        for at, (name, value) in enumerate(lines):
            if value:
                grid.addWidget(wrapped(name, "label", "text2"), at, 0)
                grid.addWidget(label(value, self._face), at, 1, _TOP_RIGHT)
            else:
                grid.addWidget(wrapped(name, "hint", "text3"), at, 0, 1, 2)
        self._column.replaceWidget(old, self._page)
        old.hide()
        old.deleteLater()


_TOP_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
