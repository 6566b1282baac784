"""How the domain marks a sentence for the translators without knowing any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:
    """Mark `text` for the catalogue of phrases; it is translated where it is printed."""
    return text


@dataclass(frozen=True)
class Said:
    """A marked phrase and the values for its {places}, printed by `Words.say`.

    There a Decimal becomes a number of the reader's language, a date a day, another `Said` its own words;
    a plain text stays as it is.
    """

    phrase: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The untranslated sentence, for what no person reads: a log, the message of an exception."""
        return self.phrase.format_map(dict(self.values)) if self.values else self.phrase
