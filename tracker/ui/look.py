"""How the window looks on this computer: its theme and the size of its text. It says nothing of a study."""

from dataclasses import dataclass

from tracker.ui.theme.tokens import TEXT_SCALES, THEMES, Tokens

SYSTEM = "system"
"""The theme that the computer itself prefers."""


@dataclass(frozen=True)
class Look:
    """`theme` is a key of THEMES, or "system"; `text_scale` one of TEXT_SCALES, in per cent."""

    theme: str = SYSTEM
    text_scale: int = TEXT_SCALES[0]

    @classmethod
    def read(cls, theme: object, text_scale: object) -> "Look":
        """From what was kept; what nobody knows any more becomes the default."""
        sizes = {str(each): each for each in TEXT_SCALES}
        known = str(theme) if str(theme) in THEMES else SYSTEM
        return cls(known, sizes.get(str(text_scale), TEXT_SCALES[0]))

    def tokens(self, *, dark: bool) -> Tokens:
        """The tokens of it; `dark` is what the computer prefers."""
        own = self.theme if self.theme in THEMES else "dark" if dark else "light"
        return THEMES[own].scaled(self.text_scale)
