"""The one door from data to paper: text is checked against the font, then made harmless as markup."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from xml.sax.saxutils import escape

from reportlab.pdfbase.ttfonts import TTFontFile

from tracker.domain.letter import Letter
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.paths import resource

LINE_END = "\n"


def plain(text: str) -> str:
    """`text` composed (NFC), without characters that control a printer or cannot be seen."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", LINE_END).replace("\t", " "))
    return "".join(c for c in composed if c == LINE_END or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})


def clean(text: str) -> str:
    """`text` for a paragraph: "R&D <b>" is printed as it was typed."""
    return escape(plain(text)).replace(LINE_END, "<br/>")


def check(letter: Letter) -> None:
    """Refuse, before anything is printed, a letter with a character that the font lacks; say which one."""
    for text in _texts(letter):
        for character in plain(text):
            if character != LINE_END and ord(character) not in _drawn():
                raise Refusal(
                    N_(
                        "Nothing was printed: the font has no sign for the character “{character}” ({code}). "
                        "Change it in the record, then print again."
                    ),
                    character=character,
                    code=f"U+{ord(character):04X}",
                )


@cache
def _drawn() -> frozenset[int]:
    """The characters that every face has a glyph for."""
    faces = [TTFontFile(str(path)) for path in sorted(resource("fonts").glob("*.ttf"))]
    return frozenset.intersection(*(frozenset(face.charToGlyph) for face in faces))


def _texts(value: object) -> Iterator[str]:
    """Every string that a letter holds, however deep."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
