"""How a phone number sounds, digit by digit, so that a wrong one is heard before a patient dials it."""

from collections.abc import Mapping
from types import MappingProxyType

from tracker.domain.text import N_

DIGITS: Mapping[str, str] = MappingProxyType(
    {
        "0": N_("zero"),
        "1": N_("one"),
        "2": N_("two"),
        "3": N_("three"),
        "4": N_("four"),
        "5": N_("five"),
        "6": N_("six"),
        "7": N_("seven"),
        "8": N_("eight"),
        "9": N_("nine"),
        "+": N_("plus"),
    }
)


def spoken_number(number: str) -> tuple[str, ...]:
    """One marked word for each digit and a leading +; spaces, brackets and strokes are silent."""
    return tuple(DIGITS[sign] for sign in number if sign in DIGITS)
