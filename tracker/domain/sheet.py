"""A table for a file: columns that say what they hold, and rows of plain cells."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

Cell = str | int | Decimal | None
"""What stands in a file; None is an empty cell: not answered, not known."""

RowsWriter = Callable[[Path, Sequence[str], Iterable[Sequence[Cell]]], None]
"""(file, head, rows): writes one new file and syncs it; how services and window reach exchange."""


@dataclass(frozen=True, kw_only=True)
class SheetColumn:
    """A column and its line in the codebook."""

    key: str
    title: str
    kind: str
    unit: str = ""
    options: str = ""
    range: str = ""
    found_in: str = ""
    definition: str = ""
    checked: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One file: `name` without its ending, the publication its columns come from, and the version."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str = ""
    version: int | None = None
