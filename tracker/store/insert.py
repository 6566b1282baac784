"""Many rows in few statements: each piece of memory that is locked and wiped costs two system calls."""

from collections.abc import Sequence
from typing import Any

from tracker.store._driver import Connection

_TOGETHER = 50


def insert(connection: Connection, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert `rows` in their order where no trigger watches: one row's cells fit in memory at hand."""
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows
    )


def insert_watched(
    connection: Connection, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert `rows` in their order where a trigger watches: it is set up once for each statement."""
    for start in range(0, len(rows), _TOGETHER):
        values, cells = _values(rows[start : start + _TOGETHER])
        connection.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES {values}", cells)


def _values(rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """The places of the rows and their cells; what stands in a whole column is handed over once."""
    alike = [all(cell == column[0] for cell in column) for column in zip(*rows, strict=True)]
    cells = list(rows[0])
    places = []
    for row in rows:
        numbers = []
        for column, cell in enumerate(row):
            if alike[column] or row is rows[0]:
                numbers.append(column + 1)
            else:
                cells.append(cell)
                numbers.append(len(cells))
        places.append(f"({', '.join(f'?{number}' for number in numbers)})")
    return ", ".join(places), cells
