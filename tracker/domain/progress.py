"""How long work tells how far it is, and how it learns that nobody wants it any more."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called as progress(done, total, what). It raises `Cancelled` between two steps, never inside one."""


class Cancelled(Exception):
    """The person asked for the work to stop; everything half-made has to be undone by the caller."""


def silent(done: int, total: int, what: str) -> None:
    """The progress of work that nobody watches."""
