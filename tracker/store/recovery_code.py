"""The recovery code: 160 random bits as letters for paper, with two check letters and forgiving typing."""

import secrets

from tracker.domain.refusal import Refusal
from tracker.domain.text import N_

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BITS, _SECRET_LETTERS, _CHECK_LETTERS, _GROUP = 160, 32, 2, 5
_PRIME = 1021
"""The largest prime that two letters can hold: every single wrong letter and every swap changes the rest."""


class NoRecoveryCode(Refusal):
    """What was typed cannot be a recovery code; nothing was tried."""


def new_code() -> str:
    """A fresh code, in groups as it is printed."""
    return written(secrets.randbits(_BITS).to_bytes(_BITS // 8, "big"))


def written(secret: bytes) -> str:
    """The printed form of 160 bits: six groups of five letters and one of four."""
    number = int.from_bytes(secret, "big")
    text = _letters(number, _SECRET_LETTERS) + _letters(number % _PRIME, _CHECK_LETTERS)
    return "-".join(groups(text))


def groups(code: str) -> tuple[str, ...]:
    """The numbered groups of a code, for printing and for typing some of them back."""
    letters = _clean(code)
    return tuple(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def read_code(typed: str) -> bytes:
    """The 160 bits of a typed code; case, spaces, dashes and look-alike letters do not matter."""
    letters = _clean(typed)
    if len(letters) != _SECRET_LETTERS + _CHECK_LETTERS:
        raise NoRecoveryCode(
            N_("A recovery code has {wanted} letters and digits; this one has {found}."),
            wanted=_SECRET_LETTERS + _CHECK_LETTERS,
            found=len(letters),
        )
    strange = next((letter for letter in letters if letter not in _LETTERS), None)
    if strange:
        raise NoRecoveryCode(
            N_("“{letter}” is in no recovery code. Compare it with the paper."), letter=strange
        )
    number = _number(letters[:_SECRET_LETTERS])
    if number % _PRIME != _number(letters[_SECRET_LETTERS:]):
        raise NoRecoveryCode(N_("A letter of the recovery code is wrong. Compare each group with the paper."))
    return number.to_bytes(_BITS // 8, "big")


def same_group(typed: str, printed: str) -> bool:
    """Whether a group that was typed back is the printed one."""
    return _clean(typed) == _clean(printed)


def _clean(text: str) -> str:
    return "".join(letter for letter in text.upper() if not (letter.isspace() or letter in "-–—")).translate(
        _ALIKE
    )


def _letters(number: int, count: int) -> str:
    return "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(count)))


def _number(letters: str) -> int:
    return sum(_LETTERS.index(letter) << 5 * place for place, letter in enumerate(reversed(letters)))
