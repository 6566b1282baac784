"""Words to make a passphrase of: plain, short, easy to type."""

import secrets
from functools import cache

from tracker.paths import resource

COUNT = 5
"""Five of some six hundred words: about 46 bits, behind a slow key derivation."""


@cache
def _all() -> tuple[str, ...]:
    return tuple(resource("passphrase", "words.txt").read_text(encoding="utf-8").split())


def some_words(count: int = COUNT) -> tuple[str, ...]:
    """Words drawn anew, each with the same chance."""
    return tuple(secrets.choice(_all()) for _ in range(count))
