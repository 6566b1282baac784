"""Text in a CSV file: a spreadsheet must not take it for a formula, and a reader gets it back as it was."""

import re
from decimal import Decimal

from tracker.domain.sheet import Cell

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
GUARD = "'"


def written(cell: Cell) -> str:
    """The cell as it stands in the file: text that could start a formula gets a quote in front, no number."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, int) or not cell.startswith(_DANGEROUS) or _NUMBER.fullmatch(cell):
        return str(cell)
    return GUARD + cell


def as_it_was(text: str) -> str:
    """The text behind the guard: exactly one ' in front of a dangerous sign is taken away."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith(_DANGEROUS) else text
