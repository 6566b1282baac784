"""The list itself: rows of 48 px, one of them in focus, opened by Enter."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from tracker.language import Words
from tracker.services.patients import PatientRow
from tracker.ui.parts.patient_delegate import HEIGHT, PatientDelegate, needed
from tracker.ui.tables.patients_table import COLUMNS, PatientsTable
from tracker.ui.theme.tokens import Tokens

FOLDS = ("visit", "score", "disease", "remission", "score", "due")
"""What gives way, in this order, until no identifier is cut: the score loses its drawing before it goes."""

NARROW_SCORE = 102
"""Pixels of the score without its drawing."""


class PatientsView(QTableView):
    """`opened` carries the row; `typed` a letter somebody types to search; Space asks for a peek."""

    opened = Signal(object)
    typed = Signal(str)
    peeked = Signal()

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self._tokens = tokens
        self.table = PatientsTable(words, self)
        self.setModel(self.table)
        self.setItemDelegate(PatientDelegate(tokens, self.table))
        self.setAccessibleName(words("Patients"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(tokens.px(HEIGHT))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setFixedHeight(tokens.px(30))
        for index, column in enumerate(COLUMNS):
            mode = QHeaderView.ResizeMode.Stretch if index == 0 else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(index, mode)
            head.resizeSection(index, tokens.px(column.width))
        self.doubleClicked.connect(lambda index: self.opened.emit(self.table.rows[index.row()]))

    @property
    def row(self) -> PatientRow | None:
        """The row in focus."""
        index = self.currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def show_rows(self, rows: tuple[PatientRow, ...], *, wanted: str = "", sites: bool = False) -> None:
        """Show these; the focus stays with its patient where that one is still here."""
        kept = self.row.patient.id if self.row else None
        self.table.show_rows(rows, wanted=wanted, sites=sites)
        self._fold()
        at = next((index for index, row in enumerate(rows) if row.patient.id == kept), 0)
        if rows:
            self.selectRow(at)

    def keyboardSearch(self, search: str) -> None:
        """A letter begins a search in the box above."""
        if search.strip():
            self.typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.row
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row and not event.modifiers():
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Space:
            self.peeked.emit()
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.table.rows:
            at = 0 if event.key() == Qt.Key.Key_Home else len(self.table.rows) - 1
            self.setCurrentIndex(self.table.index(at, 0, QModelIndex()))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Leave out what there is no room for; identifiers always have theirs."""
        keys = [column.key for column in COLUMNS]
        widths = {column.key: self._tokens.px(column.width) for column in COLUMNS}
        for key in ("patient", "day"):
            lines = [self.table.lines(row, key) for row in self.table.rows]
            widths[key] = max([widths[key], *(needed(each, self._tokens) for each in lines)])
        room = self.viewport().width()
        for key in FOLDS:
            if sum(widths.values()) <= room:
                break
            narrow = self._tokens.px(NARROW_SCORE)
            widths[key] = narrow if key == "score" and widths[key] > narrow else 0
        for index, key in enumerate(keys):
            self.setColumnHidden(index, not widths[key])
            if index and widths[key]:
                self.horizontalHeader().resizeSection(index, widths[key])
