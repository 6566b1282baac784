"""Rows under headings as a model: each cell has a line, a quiet line below it, and chips."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex

CELL = Qt.ItemDataRole.UserRole
HEADING = Qt.ItemDataRole.UserRole + 1
QUIET = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class ChipText:
    """A word on the soft ground of its tone; `icon` None takes the shape of the tone."""

    text: str
    tone: str = "neutral"
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says. `tone` colours the line; `whole` is for what may never lose its end.

    `was` stands struck out before the line, as in a change from old to new.
    """

    text: str = ""
    under: str = ""
    strong: bool = False
    tone: str = ""
    icon: str = ""
    chips: tuple[ChipText, ...] = ()
    whole: bool = True
    was: str = ""
    name: bool = False
    """ "FAMILY, Given": the given names may lose their end, the family name never does."""
    badge: str = ""
    """A number in a box, alone in its cell."""
    weight: int = 0
    """How full the box is, from 0 to 4; the upper half has a frame in the colour of danger."""

    @property
    def said(self) -> str:
        """Everything in it, for the screen reader and for tests."""
        arrow = "→" if self.was else ""
        parts = (self.badge, self.was, arrow, self.text, self.under, *(chip.text for chip in self.chips))
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Row:
    """`key` is what it stands for; a `quiet` row is over and only kept."""

    key: object
    cells: tuple[Cell, ...]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, under a heading with a count or a remark."""

    title: str
    rows: tuple[Row, ...]
    hint: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in pixels at 100 %; 0 takes what is left. Below `fold` pixels of table it is left out.

    One that `fits` grows to hold its widest cell: for names and identifiers.
    """

    title: str
    width: int = 0
    fold: int = 0
    fits: bool = False


class GroupedRows(QAbstractTableModel):
    """Headings are rows that can be neither chosen nor opened."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._lines: tuple[Group | Row, ...] = ()

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these; a group without a title has no heading."""
        self.beginResetModel()
        lines: list[Group | Row] = []
        for group in groups:
            if group.title:
                lines.append(group)
            lines.extend(group.rows)
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> Group | Row:
        return self._lines[row]

    def row_of(self, key: object) -> int:
        """Where the row that stands for `key` is; -1 where it is not."""
        found = (i for i, line in enumerate(self._lines) if isinstance(line, Row) and line.key == key)
        return next(found, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._lines[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if isinstance(line, Group):
            if role == HEADING:
                return line
            spoken = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            return f"{line.title} {line.hint}".strip() if spoken and index.column() == 0 else None
        cell = line.cells[index.column()] if index.column() < len(line.cells) else Cell()
        if role == CELL:
            return cell
        if role == QUIET:
            return line.quiet
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return cell.said
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.columns[section].title
        return None
