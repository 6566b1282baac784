"""How long work tells how far it is, and how it learns that nobody wants it any more."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called as progress(done, total, what). It raises `Cancelled` between two steps, never inside one."""


class Cancelled(Exception):
    """The person asked for the work to stop; everything half-made has to be undone by the caller."""


def part(progress: Progress, start: int, end: int) -> Progress:
    """The progress of one stretch of longer work, told on the scale from 0 to 100."""

    def told(done: int, total: int, what: str) -> None:
        progress(start + (end - start) * done // max(total, 1), 100, what)

    return told


def silent(done: int, total: int, what: str) -> None:
    """The progress of work that nobody watches."""
