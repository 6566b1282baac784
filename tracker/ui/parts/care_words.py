"""The precautions of a day in one text: what a source backs apart from what is only a rule of the house."""

from collections.abc import Iterable

from tracker.domain.precautions import HOUSE_RULE, Holding
from tracker.language import Words


def sourced_words(held: Iterable[Holding], words: Words) -> str:
    """Those that hold now and have a source; "" for none."""
    found = [each for each in held if each.active and each.precaution.mark != HOUSE_RULE]
    return words("Precautions: {list}.", list=_listed(found, words)) if found else ""


def care_words(held: Iterable[Holding], words: Words) -> str:
    """All that hold now, the rules of the house named as such; "" for none."""
    held = tuple(held)
    house = [each for each in held if each.active and each.precaution.mark == HOUSE_RULE]
    said = [sourced_words(held, words)]
    if house:
        said.append(words("House rules: {list}.", list=_listed(house, words)))
    return " ".join(part for part in said if part)


def _listed(held: Iterable[Holding], words: Words) -> str:
    return "; ".join(words(each.precaution.title) for each in held)
