"""Secrets for paper: random bits as letters with two check letters, in groups of five, typed forgivingly."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GROUP = 5
CHECK_LETTERS = 2
_PRIME = 1021
"""The largest prime that two letters can hold: every single wrong letter and every swap changes the rest."""


def clean(typed: str) -> str:
    """Capital letters and digits without spaces and dashes; look-alikes become what is printed."""
    kept = (letter for letter in typed.upper() if not (letter.isspace() or letter in "-–—"))
    return "".join(kept).translate(_ALIKE)


def groups(code: str) -> tuple[str, ...]:
    """The numbered groups of a code, for printing and for typing some of them back."""
    letters = clean(code)
    return tuple(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def strange_letter(letters: str) -> str:
    """The first letter that is in no code; "" when all may be."""
    return next((letter for letter in letters if letter not in _LETTERS), "")


def with_check(number: int, count: int) -> str:
    """`count` letters of a number and its check letters, in groups as they are printed."""
    return "-".join(groups(_letters(number, count) + _letters(number % _PRIME, CHECK_LETTERS)))


def checked(letters: str) -> int | None:
    """The number behind clean letters, or None when one of them is wrong."""
    number = _number(letters[:-CHECK_LETTERS])
    return number if number % _PRIME == _number(letters[-CHECK_LETTERS:]) else None


def _letters(number: int, count: int) -> str:
    return "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(count)))


def _number(letters: str) -> int:
    return sum(_LETTERS.index(letter) << 5 * place for place, letter in enumerate(reversed(letters)))
