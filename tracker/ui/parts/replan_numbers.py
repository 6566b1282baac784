"""What a change of the plan does, in numbers that add up to all visits, and where the follow-up then ends."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from tracker.language import Words
from tracker.services.replan import Replan
from tracker.ui.parts.label import label, wrapped
from tracker.ui.tables.replan_rows import Bucket, buckets, moved_by
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens


class ReplanNumbers(QWidget):
    """One line for each group of the preview that has visits."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self._words = words
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        self._lines = {}
        for at, bucket in enumerate(Bucket):
            figure, text = label("", "card"), wrapped("", "body", "text2")
            grid.addWidget(figure, at, 0)
            grid.addWidget(text, at, 1)
            self._lines[bucket] = (figure, text)
        mark(self._lines[Bucket.DECIDE][0], ink="warn")
        self.sum = wrapped("", "hint", "text2")
        self.end = wrapped("", "value", "text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s8)
        column.addLayout(grid)
        column.addWidget(self.sum)
        column.addWidget(self.end)

    def show_replan(self, found: Replan | None) -> None:
        """Print the numbers; None empties them."""
        words = self._words
        rows = buckets(found) if found else dict.fromkeys(Bucket, ())
        for bucket, (figure, text) in self._lines.items():
            count = len(rows[bucket])
            for part in (figure, text):
                part.setVisible(count > 0)
            figure.setText(words.number(count))
            text.setText(self._said(bucket, count, moved_by(rows[bucket])))
        total = len(found.rows) if found else 0
        self.sum.setText(words.plural("{n} visit in all.", "{n} visits in all.", total) if total else "")
        self.end.setText(words("Follow-up ends on {day}", day=words.day(found.end)) if found else "")

    def _said(self, bucket: Bucket, count: int, by: int | None) -> str:
        words = self._words
        if bucket is Bucket.MOVE and by:
            later = words.plural("move {n} day later", "move {n} days later", by) if by > 0 else ""
            return later or words.plural("move {n} day earlier", "move {n} days earlier", -by)
        return {
            Bucket.DECIDE: words.plural("needs a decision", "need a decision", count),
            Bucket.MOVE: words.plural("moves", "move", count),
            Bucket.KEEP: words.plural("done visit keeps its date", "done visits keep their date", count),
            Bucket.NEW: words.plural("visit is new", "visits are new", count),
            Bucket.GONE: words.plural("is not planned any more", "are not planned any more", count),
            Bucket.CLOSED: words.plural("is closed", "are closed", count),
            Bucket.SAME: words.plural("stays", "stay", count),
        }[bucket]
