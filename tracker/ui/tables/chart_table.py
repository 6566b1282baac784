"""The chart as a table: the same value, row by row, for those who read numbers or hear them."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tracker.domain.chart import Chart, Row
from tracker.language import Words

Index = QModelIndex | QPersistentModelIndex


class ChartTable(QAbstractTableModel):
    """Day, date, then a column for each series, dose and lane of events."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._titles: tuple[str, ...] = ()
        self._rows: tuple[Row, ...] = ()

    def show_chart(self, chart: Chart) -> None:
        """Read `chart` again."""
        self.beginResetModel()
        self._titles = (self._words("Day"), self._words("Date"), *chart.columns())
        self._rows = chart.rows()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            row = self._rows[index.row()]
            match index.column():
                case 0:
                    return self._words.number(row.day)
                case 1:
                    return self._words.day(row.date) if row.date else ""
                case column:
                    return row.cells[column - 2]
        return self._beside(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return self._beside(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _beside(self, column: int) -> int:
        """Days end in one line; a heading stands over its cells."""
        side = Qt.AlignmentFlag.AlignLeft if column else Qt.AlignmentFlag.AlignRight
        return int(side | Qt.AlignmentFlag.AlignVCenter)
