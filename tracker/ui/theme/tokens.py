"""Which colours, type and distances the window has, light and dark; nothing else names one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from tracker.domain.marks import Role

FAMILY = "Tracker Sans"
TEXT_SCALES = (100, 115, 130, 150)
"""Text sizes offered, in per cent."""


@dataclass(frozen=True, slots=True)
class Face:
    """A size of type: pixels at 100 %, line height, weight."""

    size: int
    line: int
    weight: int


FACES: Mapping[str, Face] = MappingProxyType(
    {
        "figure": Face(40, 46, 600),
        "hero": Face(26, 34, 600),
        "title": Face(18, 24, 600),
        "card": Face(15, 20, 600),
        "body": Face(13, 18, 400),
        "value": Face(13, 18, 600),
        "label": Face(12, 16, 400),
        "hint": Face(12, 16, 400),
        "chip": Face(12, 16, 500),
        "axis": Face(11, 14, 400),
        "overline": Face(11, 14, 600),
    }
)
"""The type scale. Weight and size make the hierarchy, not colour."""

TONES = ("danger", "warn", "ok", "info", "neutral")
"""What a chip or a notice can be about; each tone has an ink and a soft ground."""


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """One theme. Colours are "#rrggbb"; `fill` is how strongly (0 to 255) a data colour fills a span."""

    name: str
    dark: bool
    text_scale: int = 100
    bg: str
    surface: str
    raised: str
    sunken: str
    text: str
    text2: str
    text3: str
    line: str
    control: str
    primary: str
    on_primary: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str
    fill: int
    inks: Mapping[Role, str] = field(repr=False)

    radius: int = 6
    card_radius: int = 8
    ring: int = 2
    s2: int = 2
    s4: int = 4
    s8: int = 8
    s12: int = 12
    s16: int = 16
    s24: int = 24

    def px(self, length: float) -> int:
        """A length that grows with the text."""
        return round(length * self.text_scale / 100)

    def face(self, name: str) -> Face:
        """The face `name`, grown with the text scale."""
        face = FACES[name]
        return Face(self.px(face.size), self.px(face.line), face.weight)

    def ink(self, role: Role) -> str:
        """The colour a chart's marks of `role` are drawn in."""
        return self.inks[role]

    def tone(self, name: str) -> tuple[str, str]:
        """Ink and soft ground of a tone."""
        return getattr(self, name), getattr(self, f"{name}_soft")

    def scaled(self, text_scale: int) -> "Tokens":
        """The same theme with another text size."""
        return replace(self, text_scale=text_scale)


def _inks(data: tuple[str, str, str, str], ok: str, text: tuple[str, str, str]) -> Mapping[Role, str]:
    b_cells, score, steroid, events = data
    strong, middle, weak = text
    return MappingProxyType(
        {
            Role.B_CELLS: b_cells,
            Role.SCORE: score,
            Role.SCORE_PART: score,
            Role.STEROID: steroid,
            Role.TREATMENT: strong,
            Role.TOXICITY: score,
            Role.INFECTION: events,
            Role.SUPPORT: steroid,
            Role.RANGE: ok,
            Role.LIMIT: weak,
            Role.APLASIA: b_cells,
            Role.REMISSION: ok,
            Role.AXIS: middle,
            Role.TEXT: strong,
            Role.PUBLISHED: events,
        }
    )


LIGHT = Tokens(
    name="light",
    dark=False,
    bg="#F4F6F8",
    surface="#FFFFFF",
    raised="#FAFBFC",
    sunken="#EAEEF2",
    text="#17212B",
    text2="#465362",
    text3="#5C6876",
    line="#D9DFE6",
    control="#7C8896",
    primary="#0A5FA8",
    on_primary="#FFFFFF",
    danger="#B42318",
    danger_soft="#FDEBE9",
    warn="#8A4B00",
    warn_soft="#FFF1D6",
    ok="#176B3A",
    ok_soft="#E3F4E9",
    info="#0A5FA8",
    info_soft="#E4F0FA",
    neutral="#465362",
    neutral_soft="#EAEEF2",
    fill=22,
    inks=_inks(("#0072B2", "#C24A00", "#00795A", "#7A4A86"), "#176B3A", ("#17212B", "#465362", "#5C6876")),
)

DARK = Tokens(
    name="dark",
    dark=True,
    bg="#10161C",
    surface="#18212A",
    raised="#1C2630",
    sunken="#0C1116",
    text="#E8EDF2",
    text2="#B3BFCB",
    text3="#94A2B0",
    line="#2C3844",
    control="#6E7C8A",
    primary="#6CB6F5",
    on_primary="#06233D",
    danger="#FF8A7E",
    danger_soft="#41201D",
    warn="#F5B84A",
    warn_soft="#3D2E10",
    ok="#62CE8E",
    ok_soft="#15351F",
    info="#6CB6F5",
    info_soft="#173650",
    neutral="#B3BFCB",
    neutral_soft="#222D38",
    fill=30,
    inks=_inks(("#56B4E9", "#FF9A4D", "#3CC79B", "#D3A0DF"), "#62CE8E", ("#E8EDF2", "#B3BFCB", "#94A2B0")),
)

THEMES: Mapping[str, Tokens] = MappingProxyType({"light": LIGHT, "dark": DARK})
