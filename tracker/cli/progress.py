"""How far a long command is: a bar on a terminal, nothing in a pipe."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from tracker.domain.progress import Progress, silent
from tracker.language import Words

_WIDTH = 24


@contextmanager
def progress_bar(words: Words, stream: TextIO | None = None) -> Iterator[Progress]:
    """Give the `progress` to pass on; the bar's line is wiped when the block is left."""
    out = stream or sys.stderr
    if not out.isatty():
        yield silent
        return

    def draw(done: int, total: int, what: str) -> None:
        full = _WIDTH * done // max(total, 1)
        line = f"{'█' * full}{'░' * (_WIDTH - full)} {done}/{total} {words(what)}"
        out.write(f"\r\x1b[2K{line[:79]}")
        out.flush()

    try:
        yield draw
    finally:
        out.write("\r\x1b[2K")
        out.flush()
