"""A letter on screen as a page that scrolls: headings, paragraphs, and tables of wrapped words."""

from functools import singledispatch

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from tracker.domain.letter import Cell, Letter, Section, Table, Text
from tracker.ui.parts.card import rule
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.theme.tokens import Tokens


class LetterPage(ScrollPage):
    """Arrows and Page keys move it once it has the keyboard; every text can be marked and copied."""

    def __init__(self, tokens: Tokens, name: str) -> None:
        super().__init__(tokens.s16, tokens.s8)
        self._tokens = tokens
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._shown: QWidget | None = None
        self.body.addStretch(1)

    def show_letter(self, letter: Letter) -> None:
        """Show this one from its top."""
        if self._shown is not None:
            self.body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tokens.s8)
        column.addWidget(wrapped(letter.title, "title", "text"))
        column.addWidget(wrapped(letter.subtitle, "hint", "text3"))
        for block in letter.blocks:
            column.addWidget(block_widget(block, self._tokens))
        if letter.foot:
            column.addSpacing(self._tokens.s8)
            column.addWidget(wrapped(letter.foot, "hint", "text3"))
        self._shown = page
        self.body.insertWidget(0, page)
        self.verticalScrollBar().setValue(0)
        QApplication.sendPostedEvents(page)


@singledispatch
def block_widget(block: object, tokens: Tokens) -> QWidget:
    """The widget that shows one block."""
    raise TypeError(f"no way to show {type(block).__name__}")


@block_widget.register
def _(block: Text, tokens: Tokens) -> QWidget:
    if not block.lead:
        return wrapped(block.text, "body", "text")
    made, grid = _grid(tokens)
    grid.addWidget(label(block.lead, "value", "text3"), 0, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(wrapped(block.text, "body", "text"), 0, 1)
    grid.setColumnMinimumWidth(0, tokens.px(72))
    grid.setColumnStretch(1, 1)
    return made


@block_widget.register
def _(block: Section, tokens: Tokens) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, tokens.s12, 0, 0)
    column.setSpacing(tokens.s4)
    column.addWidget(wrapped(block.title, "card", "text"))
    for inner in block.blocks:
        column.addWidget(block_widget(inner, tokens))
    return made


@block_widget.register
def _(block: Table, tokens: Tokens) -> QWidget:
    made, grid = _grid(tokens)
    for at, column in enumerate(block.columns):
        grid.addWidget(wrapped(column.title, "label", "text3"), 0, at)
        grid.setColumnStretch(at, round(column.share * 10))
    if not block.rows and block.empty:
        grid.addWidget(wrapped(block.empty), 1, 0, 1, len(block.columns))
    for index, row in enumerate(block.rows):
        grid.addWidget(rule(), 2 * index + 1, 0, 1, len(block.columns))
        for at, cell in enumerate(row):
            grid.addWidget(_cell(cell), 2 * index + 2, at, Qt.AlignmentFlag.AlignTop)
    return made


def _cell(cell: str | Cell) -> QWidget:
    if isinstance(cell, str):
        return wrapped(cell, "body", "text2")
    strong = wrapped(cell.text, "value" if cell.strong else "body", "text")
    if not cell.under:
        return strong
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(strong)
    column.addWidget(wrapped(cell.under, "hint", "text2"))
    return made


def _grid(tokens: Tokens) -> tuple[QWidget, QGridLayout]:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.s16)
    grid.setVerticalSpacing(tokens.s4)
    return made, grid
