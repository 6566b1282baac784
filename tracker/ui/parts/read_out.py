"""The line above the plots that says what the cursor stands on: always in the same place, never a tooltip."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from tracker.domain.chart import ReadOut
from tracker.language import Words
from tracker.ui.accessible import announce
from tracker.ui.theme.tokens import Tokens


class ReadOutLine(QLabel):
    """Day and date, then each value in the ink of its curve. Values of an earlier day say which."""

    def __init__(self, tokens: Tokens, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._words = tokens, words
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setMinimumWidth(1)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(words("Read-out"))
        self.spoken = ""

    def show_read_out(self, read: ReadOut | None) -> None:
        """Print what is known on a day; None: how to begin."""
        words, tokens = self._words, self._tokens
        if read is None:
            self.spoken = words("Left and Right walk from result to result.")
            self.setText(f'<span style="color:{tokens.text3}">{escape(self.spoken)}</span>')
            return
        day = words("Day {day}", day=words.number(read.day))
        date = words.day(read.date) if read.date else ""
        parts = [f"<b>{_whole(day)}</b>&nbsp;&nbsp;{_whole(date)}" if date else f"<b>{_whole(day)}</b>"]
        spoken = [f"{day} {date}".strip()]
        for row in read.rows:
            earlier = (
                "" if round(row.day) == read.day else words(" (Day {day})", day=words.number(round(row.day)))
            )
            ink = tokens.ink(row.role)
            parts.append(
                f'<span style="color:{ink}">{_whole(row.title)}&nbsp;<b>{_whole(row.text)}</b>'
                f"{_whole(earlier) if row.role.value in _OWN_DAY else ''}</span>"
            )
            spoken.append(f"{row.title} {row.text}{earlier}")
        self.setText("&nbsp;&nbsp; &nbsp;".join(parts))
        self.spoken = "; ".join(spoken)
        self.setAccessibleDescription(self.spoken)
        announce(self, self.spoken)


def _whole(text: str) -> str:
    """As markup that is never broken over two lines."""
    return escape(text).replace(" ", "&nbsp;").replace("-", "&#8209;")


_OWN_DAY = frozenset({"b_cells", "score", "score_part"})
