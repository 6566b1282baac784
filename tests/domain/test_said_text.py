"""A note that is kept with a result is said years later in the reader's own words, days and numbers."""

import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.partial_date import PartialDate
from tracker.domain.said_text import kept, kept_said
from tracker.domain.text import Said
from tracker.language import words

SIMPLE = st.one_of(
    st.text(max_size=8),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(1900, 2100).map(PartialDate),
)
NESTED = st.recursive(
    st.builds(Said, st.just("{a} and {b}"), st.fixed_dictionaries({"a": SIMPLE, "b": SIMPLE})),
    lambda inner: st.builds(Said, st.just("{a}, then {b}"), st.fixed_dictionaries({"a": inner, "b": SIMPLE})),
    max_leaves=4,
)


@given(NESTED)
def test_that_a_phrase_survives_json_and_says_the_same(said):
    again = kept_said(json.loads(json.dumps(kept(said))))
    assert words().say(again) == words().say(said)


def test_that_a_day_is_printed_as_a_day_and_not_as_it_was_stored():
    said = Said(
        "Compared with {day}, before infusion {number}", {"day": date(2026, 11, 23), "number": Decimal(1)}
    )
    stored = kept(said)
    assert stored["values"] == {"day": {"day": "2026-11-23"}, "number": {"number": "1"}}
    assert words().say(kept_said(stored)) == "Compared with 23-Nov-2026, before infusion 1"


def test_that_a_sentence_of_an_older_record_says_itself_even_with_braces():
    assert words().say(kept_said("At least {4}.")) == "At least {4}."
    assert words().say(kept_said("Box 1 says not met.")) == "Box 1 says not met."
