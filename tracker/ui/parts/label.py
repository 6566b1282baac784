"""Labels that print text as it is: plain, wrapped, or cut with dots where cutting is harmless."""

import re
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def label(text: str = "", face: str = "body", ink: str = "text", parent: QWidget | None = None) -> QLabel:
    """One line that is never cut: for identifiers and values. Markup in `text` is printed, not obeyed."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("face", face)
    made.setProperty("ink", ink)
    return made


def wrapped(text: str = "", face: str = "body", ink: str = "text2") -> QLabel:
    """Text over several lines; give it a stretch of 1 inside a row."""
    made = label(text, face, ink)
    made.setWordWrap(True)
    made.setMinimumWidth(1)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def breakable(text: str) -> str:
    """`text` for a wrapped label, where a long run without spaces breaks anywhere: the path of a folder."""
    return re.sub(r"\S{30,}", lambda run: "\u200b".join(run[0]), text)


def in_tooltip(text: str) -> str:
    """`text` for a tooltip, which would obey the markup that a person typed."""
    lines = escape(text).replace("\n", "<br>")
    return f"<qt>{lines}</qt>"


class ElidedLabel(QLabel):
    """One line that may lose its end; the whole text stays in the tooltip and for the screen reader.

    Never for a number, a date or an identifier: use `label`. `may_cut` declares that losing the end is
    harmless: a given name beside its family name, a path. `whole` shows all of the text or nothing.
    """

    def __init__(
        self,
        text: str = "",
        face: str = "body",
        ink: str = "text",
        *,
        may_cut: bool = False,
        whole: bool = False,
    ) -> None:
        super().__init__()
        self.may_cut, self._whole = may_cut or whole, whole
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("face", face)
        self.setProperty("ink", ink)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        shortest = QFontMetrics(self.font()).horizontalAdvance("Mmmm…")
        return QSize(min(shortest, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    @property
    def elides(self) -> bool:
        """Whether the end of the text is lost at the present width."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if shown == self.text() else in_tooltip(self.text()))
        if self._whole and shown != self.text():
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
