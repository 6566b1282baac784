"""Limits that rules share with charts, lasting states, ticks, months."""

from datetime import date

import pytest

from tracker.domain.instruments import CATALOGUE
from tracker.domain.trend import cut_offs, decades, lasting, months_later, rules_on, tick_values


def test_that_the_dose_limit_of_remission_is_read_from_its_rule():
    limits = cut_offs(CATALOGUE, "prednisone_equivalent", "prednisone_eq_mg_per_day")
    assert ("<=", 5) in {(limit.sign, limit.value) for limit in limits}


def test_that_a_rule_belongs_to_the_disease_whose_score_it_reads():
    assert "doris_2021" in {rule.code for rule in rules_on(CATALOGUE, "sledai_2k")}
    assert "doris_2021" not in {rule.code for rule in rules_on(CATALOGUE, "mrss")}


@pytest.mark.parametrize(
    ("results", "stretches"),
    [
        ([], []),
        ([(0, True)], [(0, 0)]),
        ([(0, False), (28, True), (56, True), (84, False)], [(28, 56)]),
        ([(0, True), (28, None), (56, True)], [(0, 0), (56, 56)]),
        ([(0, True), (28, True)], [(0, 28)]),
    ],
)
def test_that_unknown_ends_a_stretch_like_untrue(results, stretches):
    assert list(lasting(results)) == stretches


def test_that_ticks_are_round_and_inside():
    assert tick_values(0, 17.3, 5) == (0, 4, 8, 12, 16)
    assert tick_values(0, 20, 3) == (0, 10, 20)
    assert tick_values(3, 3) == (3,)


def test_that_decades_are_powers_of_ten_inside():
    assert decades(1, 500) == (1, 10, 100)
    assert decades(0.1, 1000) == (0.1, 1, 10, 100, 1000)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 24), 2, date(2027, 1, 24)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 3, 15), -3, date(2025, 12, 15)),
        (date(2011, 11, 13), 180, date(2026, 11, 13)),
    ],
)
def test_that_months_later_is_the_same_day_or_the_last(day, months, later):
    assert months_later(day, months) == later
