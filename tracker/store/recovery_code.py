"""The recovery code: 160 random bits as letters for paper, with two check letters and forgiving typing."""

import secrets

from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.store.code_letters import CHECK_LETTERS, checked, clean, groups, strange_letter, with_check

__all__ = ["NoRecoveryCode", "groups", "new_code", "read_code", "same_group", "written"]

_BITS, _SECRET_LETTERS = 160, 32


class NoRecoveryCode(Refusal):
    """What was typed cannot be a recovery code; nothing was tried."""


def new_code() -> str:
    """A fresh code, in groups as it is printed."""
    return written(secrets.randbits(_BITS).to_bytes(_BITS // 8, "big"))


def written(secret: bytes) -> str:
    """The printed form of 160 bits: six groups of five letters and one of four."""
    return with_check(int.from_bytes(secret, "big"), _SECRET_LETTERS)


def read_code(typed: str) -> bytes:
    """The 160 bits of a typed code; case, spaces, dashes and look-alike letters do not matter."""
    letters = clean(typed)
    if len(letters) != _SECRET_LETTERS + CHECK_LETTERS:
        raise NoRecoveryCode(
            N_("A recovery code has {wanted} letters and digits; this one has {found}."),
            wanted=_SECRET_LETTERS + CHECK_LETTERS,
            found=len(letters),
        )
    strange = strange_letter(letters)
    if strange:
        raise NoRecoveryCode(
            N_("“{letter}” is in no recovery code. Compare it with the paper."), letter=strange
        )
    number = checked(letters)
    if number is None:
        raise NoRecoveryCode(N_("A letter of the recovery code is wrong. Compare each group with the paper."))
    return number.to_bytes(_BITS // 8, "big")


def same_group(typed: str, printed: str) -> bool:
    """Whether a group that was typed back is the printed one."""
    return clean(typed) == clean(printed)
