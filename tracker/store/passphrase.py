"""What counts as a passphrase: long enough, and not on everybody's list."""

import unicodedata
from itertools import pairwise

from tracker.domain.text import N_
from tracker.store.refusals import PassphraseTooWeak

SHORTEST = 12

_COMMON = frozenset(
    """123456789012 1234567890123 12345678901234 123456123456 123123123123 111111111111 000000000000
    121212121212 qwertyuiop12 qwertyuiop123 qwertyuiopas qwertyuiopasdf qwerty123456 qwertyqwerty
    qwertzuiopue asdfghjklasd asdfghjkl123 asdfasdfasdf 1q2w3e4r5t6y 1qaz2wsx3edc qazwsxedcrfv
    zaq12wsxcde3 passwordpassword password1234 password12345 password123456 password2024 password2025
    password2026 passw0rd1234 p@ssw0rd1234 passphrase12 passphrase123 mypassphrase mypassword123
    changemechangeme changeme1234 letmeinletmein letmein12345 welcome12345 welcome123456 welcomewelcome
    administrator admin1234567 administrator1 adminadminadmin iloveyou1234 iloveyouiloveyou abcd1234abcd
    abc123abc123 abcabcabcabc trustno1trustno1 correcthorsebatterystaple correcthorsebattery hospital1234
    hospital2026 clinic123456 klinikum1234 krankenhaus1 krankenhaus123 rheumatology rheumatology1
    rheumatologie cartcellcartcell trackertracker tracker12345 tracker123456 passwort1234 passwort12345
    passwortpasswort geheimgeheim geheim123456 hallohallo12 sonnenschein sonnenschein1 schalke04schalke04
    motdepasse123 motdepasse1234 contrasena123 contraseña123""".split()  # noqa: SIM905 - a list to read
)


def normal(passphrase: str) -> str:
    """The same text whichever keyboard and system it was typed on."""
    return unicodedata.normalize("NFKC", passphrase)


def check_new(passphrase: str) -> None:
    """Refuse a new passphrase that is too short or too common; no rule about kinds of letters."""
    text = normal(passphrase)
    if len(text) < SHORTEST:
        raise PassphraseTooWeak(
            N_("A passphrase has at least {n} characters. Four unrelated words are easy to remember."),
            n=SHORTEST,
        )
    plain = "".join(text.casefold().split())
    if plain in _COMMON or len(set(plain)) < 4 or _counts_up(plain):
        raise PassphraseTooWeak(N_("Many people use this one. Choose another."))


def _counts_up(text: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return len(steps) == 1
