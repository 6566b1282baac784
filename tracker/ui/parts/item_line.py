"""One item of a form as a line: name, editor, the answer before, and what is allowed or what is wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from tracker.domain.item_words import allowed, said
from tracker.domain.items import Group, Item, Many, Number, Tick
from tracker.language import Words
from tracker.ui.accessible import announce
from tracker.ui.parts.item_editor import Editor
from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens

LARGEST_HINT = 1000
"""A range that ends above this guards against slips of the hand only and is not printed beside the box."""

SHOWN_INSIDE = (Tick, Many, Group)
"""Kinds of item whose editor shows the answer before at each of its parts."""

STEP = 3
"""Rows of a grid for one line: the line, what is wrong with it, and what its item means."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ItemLine:
    """`roomy` lines have room beside the box; in others what is wrong stands below it."""

    def __init__(
        self, item: Item, name: str, each: Editor, words: Words, tokens: Tokens, *, roomy: bool = False
    ) -> None:
        self.item, self.title, self.editor = item, name, each
        self._words, self._tokens, self._roomy = words, tokens, roomy
        self._last, self._problem = "", ""
        self._range = _range(item, words) if roomy else ""
        self._aside: QLabel | None = None
        self._below: QLabel | None = None
        self._place: tuple[QGridLayout, int, int, int] | None = None

    @property
    def problem(self) -> str:
        """What is said to be wrong now."""
        return self._problem

    def stand(self, grid: QGridLayout, line: int, column: int, width: int, *, span: int = 3) -> None:
        """Stand in `grid`: a name of `width` pixels in `column`, the editor, what is beside."""
        row = line * STEP
        name = wrapped(self.title, "body", "text")
        name.setFixedWidth(width)
        name.setBuddy(self.editor.stops[0])
        grid.setRowMinimumHeight(row, self._tokens.px(32))
        grid.addWidget(name, row, column)
        self._aside = wrapped("", "hint", "text2")
        if self._roomy:
            cell = QHBoxLayout()
            cell.setSpacing(self._tokens.s12)
            cell.addWidget(self.editor)
            cell.addWidget(self._aside, 1)
            grid.addLayout(cell, row, column + 1)
            grid.setColumnStretch(column + 1, 1)
        else:
            grid.addWidget(self.editor, row, column + 1, _LEFT)
            grid.addWidget(self._aside, row, column + 2)
            grid.setColumnStretch(column + 2, 1)
        self._settle(grid, row, column, span)

    def stand_bare(self, grid: QGridLayout, line: int, column: int, *, aside: int = 0, span: int = 1) -> None:
        """Stand in `grid` as a box only: names and units are printed for a whole column, or for a pair."""
        row = line * STEP
        grid.setRowMinimumHeight(row, self._tokens.px(32))
        grid.addWidget(self.editor, row, column, 1, span)
        if aside:
            self._aside = wrapped("", "hint", "text2")
            grid.addWidget(self._aside, row, aside)
            grid.setColumnStretch(aside, 1)
        self._settle(grid, row, column, span)

    def stand_whole(self, grid: QGridLayout, line: int, column: int, *, heading: bool = True) -> None:
        """Stand in `grid` over two lines: the name as a heading, the editor below it."""
        row = line * STEP
        if heading:
            head = QHBoxLayout()
            head.setSpacing(self._tokens.s12)
            head.addWidget(label(self.title, "value"))
            self._aside = wrapped("", "hint", "text2")
            head.addWidget(self._aside, 1)
            grid.addLayout(head, row, column)
            grid.setRowMinimumHeight(row, self._tokens.px(26))
        grid.addWidget(self.editor, row + STEP, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(column, 1)
        self._settle(grid, row + STEP, column, 1)

    def _settle(self, grid: QGridLayout, row: int, column: int, span: int) -> None:
        self._place = (grid, row, column, span)
        self.editor.name(self.title)
        self._show()

    def stand_below(self, more: QWidget) -> None:
        """Put a question that follows from the answer right below this line."""
        if self._place:
            grid, row, column, span = self._place
            grid.addWidget(more, row + 1, column, 1, span)

    def define(self, definition: QWidget) -> None:
        """Put the label that says what an item means right below this line."""
        if self._place:
            grid, row, _, _ = self._place
            grid.addWidget(definition, row + 2, 0, 1, -1)

    def show_previous(self, answer: object, day: str) -> None:
        """Print the answer of the last visit; None takes it away."""
        w = self._words
        short = "" if answer is None else w.say(said(self.item, answer))
        inside = isinstance(self.item, SHOWN_INSIDE)
        self._last = w("last {answer}", answer=short) if short and not inside else ""
        spoken = w("Last, {day}: {answer}", day=day, answer=short) if short else ""
        self.editor.show_previous(answer, spoken)
        if self._aside:
            self._aside.setToolTip(spoken)
        self._show()

    def say(self, problem: str) -> None:
        """Say what is wrong with the answer; an empty text takes it away."""
        if problem == self._problem:
            return
        self._problem = problem
        for stop in self.editor.stops:
            stop.setAccessibleDescription(problem)
            mark(stop, state="error" if problem else "")
        if problem:
            announce(self.editor, problem)
        self._show()

    def _show(self) -> None:
        beside = self._roomy and self._aside is not None
        if self._aside is not None:
            wrong = beside and bool(self._problem)
            shown = self._problem if wrong else self.beside
            if shown != self._aside.text():
                self._aside.setText(shown)
                mark(self._aside, ink="danger" if wrong else "text2")
        if not beside and (self._problem or self._below):
            self._show_below()

    @property
    def beside(self) -> str:
        """The answer before and the allowed range, as far as they are printed."""
        if self._last and self._range:
            return self._words("{last}, allowed {range}", last=self._last, range=self._range)
        return self._last or self._range

    def _show_below(self) -> None:
        if self._below is None and self._place:
            grid, row, column, span = self._place
            self._below = wrapped("", "hint", "danger")
            grid.addWidget(self._below, row + 1, column, 1, span)
        if self._below is not None:
            self._below.setText(self._problem)
            self._below.setVisible(bool(self._problem))


def _range(item: Item, words: Words) -> str:
    if not isinstance(item, Number) or (item.high is not None and item.ceiling > LARGEST_HINT):
        return ""
    hint = allowed(item) if item.high is not None else None
    return words.say(hint) if hint else ""
