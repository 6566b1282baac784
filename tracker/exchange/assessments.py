"""Writes sheets as a folder of CSV files with a codebook, in the UTF-8 that spreadsheets recognise."""

import csv
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import uuid4

from tracker.domain.progress import Progress, silent
from tracker.domain.sheet import Cell, Sheet
from tracker.domain.text import N_
from tracker.exchange.csv_text import written

CODEBOOK = "codebook"
CODEBOOK_COLUMNS = (
    *("file", "column", "title", "unit", "kind", "options", "range", "source", "version"),
    *("found_in", "definition", "checked"),
)


def write_part(folder: Path, sheets: Sequence[Sheet], progress: Progress = silent) -> Path:
    """All files in a new folder beside `folder`, ready to be given its name; that folder is returned."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = folder.with_name(f".{folder.name}-{uuid4().hex[:8]}.part")
    part.mkdir(mode=0o700)
    try:
        for done, sheet in enumerate(sheets):
            progress(done, len(sheets) + 1, N_("Writing files"))
            _write(part / f"{sheet.name}.csv", [column.key for column in sheet.columns], sheet.rows)
        progress(len(sheets), len(sheets) + 1, N_("Writing files"))
        _write(part / f"{CODEBOOK}.csv", CODEBOOK_COLUMNS, codebook(sheets))
        progress(len(sheets) + 1, len(sheets) + 1, N_("Writing files"))
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return part


def codebook(sheets: Iterable[Sheet]) -> Iterable[tuple[Cell, ...]]:
    """One row for each column of each file."""
    for sheet in sheets:
        for column in sheet.columns:
            yield (
                *(f"{sheet.name}.csv", column.key, column.title, column.unit, column.kind),
                *(column.options, column.range, sheet.source, sheet.version),
                *(column.found_in, column.definition, column.checked),
            )


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(head)
        for row in rows:
            lines.writerow([written(cell) for cell in row])
        file.flush()
        os.fsync(file.fileno())
