"""Items that are asked only where they matter, as a generated form in two columns."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from tracker.domain.items import Item, Many, Tick
from tracker.language import Words
from tracker.services.bedside_found import Found
from tracker.ui.parts import item_editors, item_editors_nested, item_editors_picks
from tracker.ui.parts.item_editor import Editor, editor
from tracker.ui.parts.label import wrapped
from tracker.ui.theme.tokens import Tokens

KINDS = (item_editors, item_editors_picks, item_editors_nested)
"""Registers the widgets of the kinds of item."""


class AskedItems(QWidget):
    """Each item keeps its place; those that do not matter now are hidden."""

    changed = Signal(str, object)
    """(item key, answer)."""

    def __init__(
        self,
        items: Sequence[Item],
        words: Words,
        tokens: Tokens,
        today: Callable[[], date],
        *,
        columns: int = 2,
    ) -> None:
        super().__init__()
        self._words = words
        self.editors: dict[str, Editor] = {}
        self._rows: dict[str, QWidget] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.s16)
        grid.setVerticalSpacing(tokens.s4)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        for index, item in enumerate(items):
            made = editor(item, words, tokens, today)
            made.changed.connect(lambda key=item.key: self.changed.emit(key, self.editors[key].answer))
            self.editors[item.key] = made
            self._rows[item.key] = self._row(item, made, tokens)
            grid.addWidget(self._rows[item.key], index // columns, index % columns)

    def show_answers(
        self, answers: Mapping[str, object], found: Mapping[str, Found], wanted: Sequence[str]
    ) -> None:
        """Show answers, and where the record had them from; `wanted` are the items that matter now."""
        for key, made in self.editors.items():
            answer, known = answers.get(key), found.get(key)
            answer = list(answer) if isinstance(answer, tuple) else answer
            if made.answer != answer:
                made.show_answer(answer)
            source = self._words.say(known.source) if known is not None and known.value == answer else ""
            made.setToolTip(self._words("Known: {source}", source=source) if source else "")
            self._rows[key].setVisible(key in wanted)
        self.setVisible(any(key in wanted for key in self.editors))

    def _row(self, item: Item, made: Editor, tokens: Tokens) -> QWidget:
        if isinstance(item, Tick):
            return made
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.s8)
        line.addWidget(wrapped(self._words(item.title), "label", "text2"), 0 if isinstance(item, Many) else 1)
        line.addWidget(made, 1 if isinstance(item, Many) else 0)
        return row
