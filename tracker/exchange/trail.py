"""Writes rows as one CSV file and reads them back as they were."""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from tracker.domain.sheet import Cell
from tracker.exchange.csv_text import as_it_was, written


def write_rows(path: Path, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """A new file in the UTF-8 that spreadsheets recognise, synced; nothing in it starts a formula."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(head)
        for row in rows:
            lines.writerow([written(cell) for cell in row])
        file.flush()
        os.fsync(file.fileno())


def read_rows(path: Path) -> tuple[dict[str, str], ...]:
    """Every row by the names of its columns, each cell as it was before it was guarded."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple({key: as_it_was(cell) for key, cell in row.items()} for row in csv.DictReader(file))
