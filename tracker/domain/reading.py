"""How hard a sentence is to read: words, and the school grade of the Flesch-Kincaid formula."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HIGHEST_GRADE = 6
"""What patients are given to read stays at or below it: Weiss BD, Health literacy and patient safety
(American Medical Association Foundation, 2nd ed. 2007), which asks for the fifth or sixth grade."""

SOURCE = (
    "Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability formulas for Navy "
    "enlisted personnel. Research Branch Report 8-75, 1975"
)

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_END = re.compile(r"[.!?]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouysxz]es)$")


@dataclass(frozen=True)
class Reading:
    """`grade` is a school grade of the United States, one decimal, never below 0."""

    words: int
    grade: Decimal

    @property
    def hard(self) -> bool:
        """Above what patients are given to read."""
        return self.grade > HIGHEST_GRADE


def reading(text: str) -> Reading:
    """0.39 words per sentence + 11.8 syllables per word - 15.59 (see SOURCE), for English.

    Syllables are counted by rule (groups of vowels, less a silent e), so the grade of one short
    sentence can be off by about one. A text without words has grade 0.
    """
    words = _WORD.findall(text)
    if not words:
        return Reading(0, Decimal(0))
    sentences = max(len(_END.findall(text)), 1)
    count = Decimal(len(words))
    spoken = sum(_syllables(word) for word in words)
    grade = Decimal("0.39") * count / sentences + Decimal("11.8") * Decimal(spoken) / count - Decimal("15.59")
    return Reading(len(words), max(grade, Decimal(0)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _syllables(word: str) -> int:
    low = word.casefold()
    found = len(_VOWELS.findall(low))
    if found > 1 and _SILENT.search(low):
        found -= 1
    return max(found, 1)
