"""What a printer of charts has to be able to draw: four marks, an ink per role, and the room there is."""

from dataclasses import dataclass
from enum import StrEnum

Place = tuple[float, float]
"""A day, and a height in the panel from 0 (foot) to 1 (head)."""


class Role(StrEnum):
    """What a mark speaks of; a printer has one ink for each."""

    B_CELLS = "b_cells"
    SCORE = "score"
    SCORE_PART = "score_part"
    STEROID = "steroid"
    TREATMENT = "treatment"
    TOXICITY = "toxicity"
    INFECTION = "infection"
    SUPPORT = "support"
    RANGE = "range"
    LIMIT = "limit"
    APLASIA = "aplasia"
    REMISSION = "remission"
    AXIS = "axis"
    TEXT = "text"
    PUBLISHED = "published"


class Shape(StrEnum):
    """How a point looks; shape carries the meaning where there is no colour."""

    CIRCLE = "circle"
    SQUARE = "square"
    UP = "up"
    DOWN = "down"
    DIAMOND = "diamond"


class Dash(StrEnum):
    """How a line looks. Dotted is kept for joins with a value that was not seen, and for today."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


class Anchor(StrEnum):
    """Which end of the words stands at the place; up and down they are always centred."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Path:
    """A line; `width` in hairlines: 1 thin, 2 data."""

    points: tuple[Place, ...]
    role: Role
    dash: Dash = Dash.SOLID
    width: float = 2


@dataclass(frozen=True, slots=True)
class Fill:
    """A closed area. `strength` is how much of the ink it takes, 0 to 1."""

    points: tuple[Place, ...]
    role: Role
    strength: float = 0.1
    outline: bool = False


@dataclass(frozen=True, slots=True)
class Dots:
    """Points of one look; hollow ones are filled with the paper."""

    points: tuple[Place, ...]
    role: Role
    shape: Shape = Shape.CIRCLE
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words, in the size of the axis labels."""

    at: Place
    text: str
    role: Role = Role.TEXT
    anchor: Anchor = Anchor.START
    strong: bool = False


Mark = Path | Fill | Dots | Words


@dataclass(frozen=True, slots=True)
class Room:
    """How large a panel is drawn, in heights of its letters: 900 x 130 px with 11 px text is 82 x 12."""

    width: float = 82
    height: float = 12


_WIDE, _NARROW = frozenset("mwMW@%–—"), frozenset("iljtfrI.,;:!|'()[]/ ’")


def text_width(text: str) -> float:
    """About how many letter-heights `text` is wide; on the safe side, so that labels stay apart."""
    return sum(0.92 if c in _WIDE else 0.36 if c in _NARROW else 0.7 if c.isupper() else 0.6 for c in text)


def shortened(text: str, room: float) -> str:
    """`text`, or its beginning and an ellipsis, or nothing where fewer than four letters would be left."""
    if text_width(text) <= room:
        return text
    for end in range(len(text) - 1, 3, -1):
        cut = text[:end].rstrip(" ,;:(–-") + "…"
        if text_width(cut) <= room:
            return cut
    return ""
