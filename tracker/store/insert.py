"""Many rows in few statements: each statement costs locked memory, each row hardly any."""

from collections.abc import Sequence
from typing import Any

from tracker.store._driver import Connection

_TOGETHER = 50


def insert(connection: Connection, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert `rows` in their order, inside the caller's transaction."""
    row = f"({', '.join('?' * len(names))})"
    for start in range(0, len(rows), _TOGETHER):
        part = rows[start : start + _TOGETHER]
        connection.execute(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([row] * len(part))}",
            [cell for cells in part for cell in cells],
        )
