"""Every item of every declaration says what it means, in our own words and not by its range alone."""

from collections.abc import Iterator

import pytest

from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.item_words import allowed
from tracker.domain.items import Group, Item, Number, Rows
from tracker.language import words

EVERY = pytest.mark.parametrize("known", CATALOGUE, ids=lambda known: known.code)
LEAST = 3
"""A definition of fewer words than this would be a label."""


def asked(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, Group | Rows):
            yield from asked(item.items)


@EVERY
def test_that_every_item_is_defined_in_a_sentence_that_says_more_than_its_title(known: Instrument) -> None:
    for item in asked(known.items):
        assert len(item.hint.split()) >= LEAST, item.key
        assert item.hint.endswith("."), item.key
        assert item.hint.rstrip(".").casefold() != item.title.casefold(), item.key


@EVERY
def test_that_a_definition_is_not_the_range_once_more(known: Instrument) -> None:
    say = words()
    for item in asked(known.items):
        span = allowed(item) if isinstance(item, Number) else None
        if span is not None:
            rest = item.hint.replace(say.say(span), "").strip(" .")
            assert len(rest.split()) >= LEAST, item.key


def test_that_items_of_one_score_with_one_meaning_are_told_apart_by_their_titles() -> None:
    for known in CATALOGUE:
        said = {(item.title, item.hint, item.at) for item in known.items}
        assert len(said) == len(known.items), known.code
