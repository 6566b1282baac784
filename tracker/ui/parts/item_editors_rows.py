"""The widget for an item that is a table: rows of cells as wide as their headings."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.items import Day, Item, Number, Rows, Text
from tracker.domain.labs import unit_title
from tracker.language import Words
from tracker.ui.parts.button import Button
from tracker.ui.parts.item_editor import Editor, Today, editor
from tracker.ui.parts.item_editors_nested import GroupEditor
from tracker.ui.parts.label import wrapped
from tracker.ui.theme.tokens import Tokens


class _RowsEditor(Editor):
    """A small table; a row without any answer is left out."""

    def __init__(self, item: Rows, words: Words, tokens: Tokens, today: Today) -> None:
        super().__init__()
        self._item, self._words, self._tokens, self._today = item, words, tokens, today
        self._rows: list[_Row] = []
        self._other: object = None
        self._locked = False
        self._widths = [tokens.px(_column(each)) for each in item.items]
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(tokens.s8)
        for each, width in zip(item.items, self._widths, strict=True):
            name = wrapped(_heading(each, words), "label", "text2")
            name.setFixedWidth(width)
            head.addWidget(name, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        self._head.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.s4)
        self._more = Button(words("Add a row"), tokens, look="link", icon="plus")
        self._more.setAccessibleName(words("{item}: add a row", item=words(item.title)))
        self._more.clicked.connect(self._add_one)
        self._column.addWidget(self._head)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def answer(self) -> object:
        if self._other is not None:
            return self._other
        given = [row.answer for row in self._rows if row.answer is not None]
        return given or None

    @property
    def stops(self) -> list[QWidget]:
        inside = [stop for row in self._rows for stop in row.stops]
        return inside if self._locked and inside else [*inside, self._more]

    def inner(self, widget: QWidget) -> Item | None:
        return next((found for row in self._rows if (found := row.inner(widget))), None)

    def show_answer(self, answer: object) -> None:
        while self._rows:
            self._take(self._rows[-1])
        listed = isinstance(answer, list | tuple) and all(isinstance(row, Mapping) for row in answer)
        self._other = None if listed else answer
        for each in answer if listed and isinstance(answer, list | tuple) else ():
            self._add().show_answer(each)
        self.grown.emit()

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self._more.setVisible(not locked)
        for row in self._rows:
            row.set_locked(locked)

    def _add_one(self) -> None:
        row = self._add()
        self.grown.emit()
        row.stops[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self) -> "_Row":
        row = _Row(
            self._item.items, self._widths, self._words, self._tokens, self._today, len(self._rows) + 1
        )
        row.changed.connect(self._changed)
        row.locked_pressed.connect(self.locked_pressed)
        row.gone.clicked.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        self._head.show()
        return row

    def _remove(self, row: "_Row") -> None:
        answered = row.answer is not None
        self._take(row)
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grown.emit()
        if answered:
            self._changed()

    def _take(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._head.setVisible(bool(self._rows))

    def _changed(self) -> None:
        self._other = None
        self.changed.emit()


class _Row(GroupEditor):
    """One row of the table, its cells as wide as the headings."""

    def __init__(  # noqa: PLR0917 (what the table has)
        self,
        items: tuple[Item, ...],
        widths: list[int],
        words: Words,
        tokens: Tokens,
        today: Today,
        number: int,
    ) -> None:
        self._widths, self._number = widths, number
        super().__init__(items, words, tokens, today, flat=True)

    def set_locked(self, locked: bool) -> None:
        super().set_locked(locked)
        self.gone.setVisible(not locked)

    def in_one_line(self, items: tuple[Item, ...], words: Words, tokens: Tokens) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.s8)
        for each, width in zip(items, self._widths, strict=True):
            part = self.parts[each.key]
            part.bare()
            part.stops[0].setFixedWidth(width)
            part.setFixedWidth(width)
            part.name(words("{item}, row {row}", item=words(each.title), row=self._number))
            row.addWidget(part)
        self.gone = Button(words("Remove"), tokens, look="link")
        self.gone.setAccessibleName(words("Remove row {row}", row=self._number))
        row.addWidget(self.gone)
        row.addStretch(1)


def _heading(item: Item, words: Words) -> str:
    unit = item.unit if isinstance(item, Number) else ""
    title = words(item.title)
    return words("{item}, {unit}", item=title, unit=words(unit_title(unit))) if unit else title


def _column(item: Item) -> int:
    if isinstance(item, Number):
        return 72
    return 122 if isinstance(item, Day) else 104 if isinstance(item, Text) else 130


@editor.register
def _(item: Rows, words: Words, tokens: Tokens, today: Today) -> Editor:
    return _RowsEditor(item, words, tokens, today)
