"""B cells: gone, how long, back since when; censored results on either side of the cut-off."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.courses import DAY0, lab, on
from tracker.language import words
from tracker.services.aplasia import BCells, aplasia, sentence

ME = uuid4()


def course(results, **more):
    return [lab(ME, "cd19", day, text, "cells/uL", **more) for day, text in results.items()]


def state(results, cutoff="10", **more):
    return aplasia(course(results), DAY0, Decimal(cutoff), **more)


def test_that_b_cells_come_back_with_the_first_of_two_results_above():
    found = state({-7: "86", 7: "<1", 70: "<1", 84: "12", 98: "15"})
    assert (found.state, found.start, found.back, found.last_gone, found.sure) == (
        BCells.BACK,
        7,
        84,
        70,
        True,
    )


def test_that_one_result_above_followed_by_one_below_is_no_return():
    found = state({7: "<1", 84: "12", 98: "<1"})
    assert (found.state, found.back, found.last_gone) == (BCells.NOT_SEEN, None, 98)


def test_that_the_very_last_result_may_stand_alone_but_is_not_sure():
    found = state({7: "<1", 84: "12"})
    assert (found.back, found.sure) == (84, False)


def test_that_a_limit_above_the_cutoff_says_nothing():
    assert state({7: "<20"}).start is None
    assert state({7: "<10"}).start == 7


def test_that_a_measured_value_below_the_cutoff_is_low_and_not_unseen():
    assert state({7: "4"}).state is BCells.LOW


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ({}, BCells.NO_RESULT),
        ({-7: "86"}, BCells.BEFORE),
        ({-7: "86", 3: "40"}, BCells.FALLING),
        ({-7: "86", 60: "80"}, BCells.STAYED),
        ({7: "<1"}, BCells.NOT_SEEN),
        ({7: "nd"}, BCells.NO_RESULT),
    ],
)
def test_that_each_course_has_its_word(results, expected):
    assert state(results).state is expected


def test_that_reaching_the_lab_range_is_told():
    labs = course({7: "<1", 84: "40", 98: "120"}, low="100", high="500")
    assert aplasia(labs, DAY0, Decimal(10)).state is BCells.IN_RANGE


def test_that_other_units_are_converted_before_they_are_compared():
    labs = [lab(ME, "cd19", 7, "0.005", "10^9/L"), lab(ME, "cd19", 84, "0.05", "10^9/L")]
    assert aplasia(labs, DAY0, Decimal(10)).back == 84


def test_that_results_after_the_next_infusion_belong_to_it():
    labs = course({7: "<1", 84: "40", 98: "45", 610: "<1"})
    assert aplasia(labs, DAY0, Decimal(10), until=on(600)).back == 84
    second = aplasia(labs, DAY0 + timedelta(days=600), Decimal(10))
    assert (second.state, second.start) == (BCells.NOT_SEEN, 10)


def test_that_a_removed_unit_is_read_as_the_house_unit():
    labs = [replace(each, unit="") for each in course({7: "<1"})]
    assert aplasia(labs, DAY0, Decimal(10)).start == 7


def test_that_the_chip_says_since_when():
    assert sentence(state({7: "<1", 84: "12", 98: "15"}), words()) == "B cells back since Day 84"
    assert sentence(state({7: "<1"}), words()) == "B cells not seen since Day 7"
