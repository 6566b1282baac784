"""The one-time code: 90 random bits on a note, exchanged for one's own passphrase at the first unlock."""

import secrets

from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.store.code_letters import CHECK_LETTERS, checked, clean, strange_letter, with_check

_BITS, _SECRET_LETTERS = 90, 18


class NoOnceCode(Refusal):
    """What was typed cannot be a one-time code; nothing was tried."""


def new_once_code() -> str:
    """A fresh code: four groups of five letters."""
    return with_check(secrets.randbits(_BITS), _SECRET_LETTERS)


def read_once_code(typed: str) -> bytes:
    """The bits of a typed code; case, spaces, dashes and look-alike letters do not matter."""
    letters = clean(typed)
    number = None if strange_letter(letters) else checked(letters)
    if len(letters) != _SECRET_LETTERS + CHECK_LETTERS or number is None:
        raise NoOnceCode(
            N_("That is no one-time code. It has {wanted} letters and digits; compare them with the note."),
            wanted=_SECRET_LETTERS + CHECK_LETTERS,
        )
    return number.to_bytes(12, "big")
