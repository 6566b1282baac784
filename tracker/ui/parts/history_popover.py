"""A panel beside a field with everything that happened to it, newest first; Esc closes it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tracker.language import Words
from tracker.services.field_history import FieldHistory, FieldStep
from tracker.services.trail_paper import offset
from tracker.services.trail_words import ChangeRow
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import rule
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.tables.trail_rows import LOOKS
from tracker.ui.theme.tokens import Tokens

WIDTH, HEIGHT, EDGE = 460, 400, 8


class HistoryPopover(QDialog):
    """Stands under what asked for it, or above where there is no room; the keyboard goes back there."""

    def __init__(
        self, tokens: Tokens, words: Words, history: FieldHistory, window: QWidget, beside: QWidget
    ) -> None:
        super().__init__(window)
        self._tokens, self._words, self._beside = tokens, words, beside
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("part", "card")
        self.setAccessibleName(words("History of {field}", field=history.title))
        self.title = wrapped(history.title or words("This field"), "card", "text")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        close = Button(words("Close"), tokens, look="quiet", key="Esc")
        close.clicked.connect(self.reject)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.about = wrapped(history.about, "hint", "text2")
        self.steps = ScrollPage(0, tokens.s12)
        self.steps.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.steps.setAccessibleName(words("All its values, newest first"))
        self.steps.body.setContentsMargins(0, 0, tokens.s16, 0)
        for number, step in enumerate(history.steps):
            self.steps.body.addWidget(self._step(step, current=number == 0))
        if not history.steps:
            self.steps.body.addWidget(wrapped(words("Nothing was ever entered here."), "body", "text2"))
        self.steps.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s16, tokens.s12, tokens.s12, tokens.s12)
        column.setSpacing(tokens.s4)
        column.addLayout(head)
        column.addWidget(self.about)
        self.about.setVisible(bool(history.about))
        column.addWidget(rule())
        column.addWidget(self.steps, 1)
        self.finished.connect(lambda _result: beside.setFocus())
        self._place(window)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.steps.setFocus()

    def _step(self, step: FieldStep, *, current: bool) -> QWidget:
        words, row, made = self._words, step.row, QWidget()
        tone, shape = LOOKS[row.event.act]
        chip = Chip(self._tokens, row.act, tone, shape)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for change in step.changes:
            column.addWidget(self._value(change, current=current, alone=len(step.changes) == 1))
        at = f"{words.day(row.event.at)} {row.event.at:%H:%M:%S} {offset(row)}"
        line = QHBoxLayout()
        line.setSpacing(self._tokens.s8)
        line.addWidget(wrapped(f"{at}  {row.name}", "hint", "text2"), 1)
        line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        if row.event.why:
            column.addWidget(wrapped(row.event.why, "label", "text"))
        if row.event.clock_back:
            column.addWidget(wrapped(words("Clock was set back"), "hint", "warn"))
        return made

    def _value(self, change: ChangeRow, *, current: bool, alone: bool) -> QWidget:
        words = self._words
        value = change.new or words("empty")
        said = value if alone else words("{field}: {value}", field=change.title, value=value)
        made = wrapped(said, "value" if alone else "body", "text" if current else "text3")
        if not current and alone:
            struck = made.font()
            struck.setStrikeOut(True)
            made.setFont(struck)
        return made

    def _place(self, window: QWidget) -> None:
        px, room = self._tokens.px, window.rect()
        self.setFixedSize(min(px(WIDTH), room.width() - 2 * EDGE), min(px(HEIGHT), room.height() - 2 * EDGE))
        top = self._beside.mapTo(window, QPoint(0, 0))
        below = top.y() + self._beside.height() + EDGE
        fits = below + self.height() <= room.height() - EDGE
        y = below if fits else max(EDGE, top.y() - self.height() - EDGE)
        x = min(max(EDGE, top.x()), room.width() - self.width() - EDGE)
        self.move(window.mapToGlobal(QPoint(x, y)))
