"""A table with headings between its rows: whole rows, arrows skip headings, Enter opens."""

from collections.abc import Iterator, Sequence
from math import ceil

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from tracker.ui.parts.grouped_delegate import HEAD, LOW, TALL, GroupedDelegate
from tracker.ui.tables.grouped import CELL, Cell, Column, Group, GroupedRows, Index, Row
from tracker.ui.theme.tokens import Tokens


class GroupedTable(QTableView):
    """`opened` carries the key of a row at Enter or double click, `stood` when the keyboard comes to it."""

    opened = Signal(object)
    stood = Signal(object)

    def __init__(self, tokens: Tokens, name: str, columns: Sequence[Column], *, low: bool = False) -> None:
        super().__init__()
        self._tokens = tokens
        self._height = tokens.px(LOW if low else TALL)
        self.rows = GroupedRows(columns, self)
        self.setModel(self.rows)
        self._delegate = GroupedDelegate(tokens, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumWidth(1)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these; the row in hand stays in hand where it is still there."""
        held = self.key
        self.rows.show_groups(groups)
        self.clearSpans()
        for at in range(self.rows.rowCount()):
            heading = isinstance(self.rows.line(at), Group)
            if heading and len(self.rows.columns) > 1:
                self.setSpan(at, 0, 1, len(self.rows.columns))
            self.setRowHeight(at, self._tokens.px(HEAD) if heading else self._height)
        self._fit()
        found = self.rows.row_of(held) if held is not None else -1
        self._stand(found if found >= 0 else self._next(-1, 1))

    @property
    def key(self) -> object | None:
        """What the row in hand stands for."""
        at = self.currentIndex().row()
        line = self.rows.line(at) if 0 <= at < self.rows.rowCount() else None
        return line.key if isinstance(line, Row) else None

    def choose(self, key: object) -> None:
        """Take the row of `key` in hand."""
        self._stand(self.rows.row_of(key))

    def cut_cells(self) -> Iterator[str]:
        """What does not fit its column although it must: for the tests of every screen."""
        for at in range(self.rows.rowCount()):
            line = self.rows.line(at)
            for column in range(len(self.rows.columns)) if isinstance(line, Row) else ():
                cell = self.rows.index(at, column).data(CELL)
                if self.isColumnHidden(column) or not isinstance(cell, Cell) or not cell.whole:
                    continue
                words = Cell(cell.text, cell.under, cell.strong, icon=cell.icon, was=cell.was, name=cell.name)
                wanted = self._delegate.needed(words)
                if wanted > self.columnWidth(column) + 1:
                    yield f"“{cell.said}”: {self.columnWidth(column)} of {round(wanted)} px"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed, at = Qt.Key(event.key()), self.currentIndex().row()
        if pressed in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open(at)
        elif pressed in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._stand(self._next(at, 1 if pressed is Qt.Key.Key_Down else -1))
        elif pressed is Qt.Key.Key_Home:
            self._stand(self._next(-1, 1))
        elif pressed is Qt.Key.Key_End:
            self._stand(self._next(self.rows.rowCount(), -1))
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and isinstance(self.rows.line(current.row()), Row):
            self.stood.emit(self.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width()
        for column, declared in enumerate(self.rows.columns):
            self.setColumnHidden(column, bool(declared.fold) and room < self._tokens.px(declared.fold))
        shown = [i for i in range(len(self.rows.columns)) if not self.isColumnHidden(i)]
        fixed = {i: max(self._tokens.px(self.rows.columns[i].width), self._widest(i)) for i in shown}
        free = [i for i, width in fixed.items() if not width]
        left = room - sum(fixed.values())
        for i, width in fixed.items():
            self.setColumnWidth(i, width or max(left // len(free), self._tokens.px(80)))

    def _widest(self, column: int) -> int:
        """What the cells of a column that `fits` ask for; 0 for any other."""
        if not self.rows.columns[column].fits:
            return 0
        cells = (self.rows.index(at, column).data(CELL) for at in range(self.rows.rowCount()))
        return max((ceil(self._delegate.needed(cell)) for cell in cells if isinstance(cell, Cell)), default=0)

    def _next(self, at: int, by: int) -> int:
        there = at + by
        while 0 <= there < self.rows.rowCount():
            if isinstance(self.rows.line(there), Row):
                return there
            there += by
        return at

    def _stand(self, at: int) -> None:
        if not 0 <= at < self.rows.rowCount():
            return
        index = self.rows.index(at, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        if self._next(at, -1) == at:
            self.scrollToTop()
        else:
            self.scrollTo(index)

    def _open(self, at: int) -> None:
        if 0 <= at < self.rows.rowCount() and isinstance(line := self.rows.line(at), Row):
            self.opened.emit(line.key)
