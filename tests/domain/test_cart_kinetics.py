"""CAR T kinetics: highest value, its day, area by the stated rule, last day seen; never a guessed zero."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.cart_kinetics import AREA_UNTIL, Kinetics, Seen, kinetics


def seen(**values):
    """d7="10", d14="<1": one sample for each day."""
    return [
        Seen(int(day[1:]), Decimal(text.lstrip("<>")), text[0] if text[0] in "<>" else "")
        for day, text in values.items()
    ]


def test_that_highest_its_day_and_last_seen_are_of_quantified_samples():
    found = kinetics(seen(d3="<1", d7="60", d9="160", d14="62", d60="1.4", d90="<500"))
    assert (found.highest, found.highest_day, found.last_seen) == (Decimal(160), 9, 60)


def test_that_the_area_takes_zero_before_the_first_and_half_the_limit_after_it():
    found = kinetics(seen(d0="<2", d7="10", d14="<2", d28="<2"))
    assert found.area == Decimal(7 * 5) + Decimal("38.5") + Decimal(14)
    assert found.between == (0, 28)


def test_that_a_day_without_a_sample_is_not_filled_in():
    found = kinetics(seen(d7="10", d14="20", d60="4"))
    assert (found.area, found.between) == (Decimal(105), (7, 14))


def test_that_one_sample_has_no_area():
    assert kinetics(seen(d7="10")).area is None


def test_that_cells_never_quantified_give_nothing_and_no_zero():
    assert kinetics(seen(d7="<1", d14="<1")) == Kinetics()


def test_that_before_day_0_says_nothing_of_the_infusion():
    assert kinetics([Seen(-5, Decimal(50)), *seen(d7="10", d14="5")]).highest == 10


def test_that_more_than_could_be_counted_is_at_least():
    found = kinetics(seen(d7=">500", d14="60"))
    assert (found.highest, found.at_least) == (Decimal(500), True)


@given(st.lists(st.tuples(st.integers(0, 120), st.integers(1, 900), st.sampled_from(["", "<"])), max_size=9))
def test_that_the_area_is_never_below_nothing_nor_above_its_rectangle(rows):
    found = kinetics([Seen(day, Decimal(value), sign) for day, value, sign in rows])
    if found.area is not None:
        first, last = found.between
        assert 0 <= first < last <= AREA_UNTIL
        assert 0 <= found.area <= max(Decimal(value) for _, value, _ in rows) * (last - first)
