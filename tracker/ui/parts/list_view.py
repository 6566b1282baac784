"""A table one reads and opens rows of: whole rows, no grid, Enter opens."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from tracker.ui.tables.listing import Listing
from tracker.ui.theme.tokens import Tokens


class ListView(QTableView):
    """`opened` carries the key of the row. `stretch` is the column that takes what is left."""

    opened = Signal(object)

    def __init__(self, tokens: Tokens, name: str, titles: Sequence[str], *, stretch: int = 0) -> None:
        super().__init__()
        self.listing = Listing(titles, self)
        self.setModel(self.listing)
        self._stretch = stretch
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens.px(34))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def show_rows(self, rows: Sequence[Sequence[str]], keys: Sequence[object] = ()) -> None:
        """Show these, columns as wide as their words; the first row has the focus."""
        at = self.currentIndex().row()
        self.listing.show_rows(rows, keys)
        self.resizeColumnsToContents()
        head = self.horizontalHeader()
        for column in range(self.listing.columnCount()):
            mode = QHeaderView.ResizeMode.Interactive
            head.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if column == self._stretch else mode
            )
            if column != self._stretch:
                head.resizeSection(column, min(head.sectionSize(column) + 20, 340))
        if rows:
            self.selectRow(min(max(at, 0), len(rows) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.listing.keys):
            self.opened.emit(self.listing.keys[row])
