"""How the shipped type family gets into Qt, and which QFont a face is."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from tracker.paths import resource
from tracker.ui.theme.tokens import FAMILY, Tokens


@cache
def load_fonts() -> str:
    """Register the shipped fonts once and give the family to ask for; "" is the system's own."""
    families: set[str] = set()
    for path in sorted(resource("fonts").glob("*.ttf")):
        families.update(QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path))))
    return FAMILY if FAMILY in families else next(iter(sorted(families)), "")


def font(tokens: Tokens, face: str = "body") -> QFont:
    """The font of a face of the type scale, for painted parts and plots."""
    asked = tokens.face(face)
    made = QFont(load_fonts())
    made.setPixelSize(asked.size)
    made.setWeight(QFont.Weight(asked.weight))
    return made
