"""A taper is read line by line; what cannot be read is marked and takes nothing else with it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.medication import DoseStep
from tracker.domain.taper import cautions, read_taper

START = date(2026, 11, 23)


def test_that_each_line_gives_a_step_with_its_day():
    taper = read_taper("15 x 7 d\n10 × 2 w\n7,5 * 1 m\n2.5 x 7 d, stop", START)
    assert taper.problems == ()
    assert taper.steps() == (
        DoseStep(START, "15"),
        DoseStep(date(2026, 11, 30), "10"),
        DoseStep(date(2026, 12, 14), "7.5"),
        DoseStep(date(2027, 1, 14), "2.5"),
        DoseStep(date(2027, 1, 21), "0"),
    )
    assert taper.ends == date(2027, 1, 21)


def test_that_steps_may_stand_on_one_line_and_a_decimal_comma_is_no_break():
    taper = read_taper("15 x 7 d, 7,5 x 7 d, 5 alt", START)
    assert [line.dose for line in taper.lines] == ["15", "7.5", "5"]
    assert taper.steps()[-1] == DoseStep(date(2026, 12, 7), "5", "mg", 1, 2)
    assert taper.ends is None


@pytest.mark.parametrize(
    "line",
    [
        "reduce slowly",
        "x 7 d",
        "10 x",
        "-5 x 7 d",
        "10 x 7 y",
        "10 mg/kg x 7 d",
        "0 x 7 d",
        "5 x 0 d",
        "5 g x 7 d",
    ],
)
def test_that_a_line_that_cannot_be_read_is_marked_and_the_others_stay(line):
    taper = read_taper(f"15 x 7 d\n{line}\nstop", START)
    assert [bool(each.problem) for each in taper.lines] == [False, True, False]
    assert taper.steps() == (DoseStep(START, "15"),)


def test_that_a_dose_without_a_length_is_a_step_only_at_the_end():
    assert read_taper("10 x 7 d\n5", START).problems == ()
    assert [line.text for line in read_taper("10\n5 x 7 d", START).problems] == ["10"]


def test_that_nothing_follows_a_stop():
    assert [line.text for line in read_taper("5 x 7 d\nstop\n5 x 7 d", START).problems] == ["5 x 7 d"]


def test_that_a_month_ends_where_the_next_one_has_no_such_day():
    assert read_taper("5 x 1 m, stop", date(2027, 1, 31)).ends == date(2027, 2, 28)


@given(
    st.lists(st.tuples(st.integers(1, 80), st.integers(1, 60), st.sampled_from("dw")), min_size=1, max_size=8)
)
def test_that_steps_follow_one_another_without_gap_or_overlap(lines):
    taper = read_taper("\n".join(f"{dose} x {count} {span}" for dose, count, span in lines), START)
    days = sum(count * (7 if span == "w" else 1) for _, count, span in lines)
    assert taper.problems == ()
    assert taper.lines[-1].end.toordinal() == START.toordinal() + days
    assert all(a.end == b.start for a, b in zip(taper.lines, taper.lines[1:], strict=False))


@given(st.text(max_size=40))
def test_that_any_text_is_read_or_marked_and_never_raises(text):
    for line in read_taper(text, START).lines:
        assert line.problem or line.stops or Decimal(line.dose) > 0


def said(taper, before="20", limit="25", tablets="", today=START):
    return [each.step for each in cautions(taper, Decimal(before), today, Decimal(limit), tablets)]


def test_that_a_step_that_takes_off_too_much_is_said():
    taper = read_taper("15 x 7 d\n10 x 7 d\n7.5 x 7 d\nstop", START)
    assert said(taper) == [2]
    assert said(taper, before="30") == [1, 2]


def test_that_a_dose_that_no_tablet_makes_is_said():
    assert said(read_taper("7.5 x 7 d\n6 x 7 d", START), before="8", tablets="5") == [2]
    assert said(read_taper("7.5 x 7 d\n6 x 7 d", START), before="8", tablets="5, 1") == []


def test_that_a_step_that_is_over_is_said():
    assert said(read_taper("5 x 7 d", date(2026, 11, 1)), before="5") == [1]
