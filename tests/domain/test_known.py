"""How numbers behave of which only an interval is known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.items import Choice, Day, Many, Number, Rows, Tick, Unreadable
from tracker.domain.known import (
    INFINITY,
    Num,
    as_num,
    choose,
    exact,
    first_of,
    highest,
    lowest,
    steps,
    total,
    truth,
)

YES, NO, OPEN = truth(True, "a"), truth(False, "b"), truth(None, "c")
DOSE = Number("dose", "Dose", 0, 100, "mg")
edges = st.decimals(-1000, 1000, places=2)


@st.composite
def between(draw):
    """A number, and an interval that holds it."""
    low, value, high = sorted(draw(st.tuples(edges, edges, edges)))
    return value, Num(low, high, ("x",), ("x",) if low < high else ())


def holds(known: Num, value: Decimal) -> bool:
    slack = Decimal("1e-20")
    return known.low - slack <= value <= known.high + slack


@given(between(), between())
def test_that_arithmetic_never_loses_the_true_value(first, second):
    (a, x), (b, y) = first, second
    assert holds(x + y, a + b)
    assert holds(x - y, a - b)
    assert holds(x * y, a * b)
    if b:
        assert holds(x / y, a / b)
    assert holds(highest(x, y), max(a, b))
    assert holds(lowest(x, y), min(a, b))


@given(between(), between())
def test_that_a_decided_comparison_is_true_of_the_true_values(first, second):
    (a, x), (b, y) = first, second
    pairs = ((x < y, a < b), (x <= y, a <= b), (x > y, a > b), (x >= y, a >= b), (x.equals(y), a == b))
    for known, real in pairs:
        assert known.truth in {real, None}


def test_that_a_blank_item_leaves_the_sum_unknown_and_bounded():
    score = total([as_num(4), DOSE.unknown()])
    assert score.value is None
    assert (score.low, score.high) == (4, 104)
    assert score.gaps == ("dose",)


def test_that_a_sum_with_a_hole_has_no_value_even_where_the_hole_cannot_change_it():
    assert (as_num(1) + OPEN * 0).value is None


def test_that_a_comparison_is_decided_while_a_part_is_missing():
    assert (total([as_num(8), truth(None, "fever") * 4]) > 4).truth is True
    assert (total([as_num(2), truth(None, "fever") * 4]) > 4).truth is None


def test_that_kleene_logic_is_interval_arithmetic():
    assert [(YES & each).truth for each in (YES, NO, OPEN)] == [True, False, None]
    assert [(NO & each).truth for each in (YES, NO, OPEN)] == [False, False, False]
    assert [(YES | each).truth for each in (YES, NO, OPEN)] == [True, True, True]
    assert [(NO | each).truth for each in (YES, NO, OPEN)] == [True, False, None]
    assert [(~each).truth for each in (YES, NO, OPEN)] == [False, True, None]


def test_that_a_maximum_rests_on_what_decides_it():
    grade = highest(Num(exact(4), exact(4), ("motor",)), Num(exact(2), exact(2), ("ice",)), DOSE.unknown())
    assert grade.of == ("motor", "dose")
    assert highest(Num(exact(4), exact(4), ("motor",)), Num(exact(0), exact(4), ("ice",), ("ice",))).of == (
        "motor",
    )


def test_that_python_truth_of_an_unknown_fails_loudly():
    with pytest.raises(TypeError):
        bool(YES)
    with pytest.raises(TypeError):
        _ = 0 < OPEN < 5


def test_that_an_unknown_condition_leaves_both_ways_open():
    assert (choose(OPEN, 5, 7).low, choose(OPEN, 5, 7).high) == (5, 7)
    assert choose(YES, 5, 7).value == 5


def test_that_a_ladder_of_cases_gives_the_codes_still_possible():
    assert set(first_of((NO, "a"), (OPEN, "b"), otherwise="c").options) == {"b", "c"}
    assert first_of((YES, "a"), (OPEN, "b"), otherwise="c").value == "a"


def test_that_upper_limits_of_a_step_table_belong_to_the_lower_step():
    table = ((5, 15), (0, 1, 2))
    assert [steps(exact(x), *table).value for x in ("5", "5.0001", "15", "15.0001")] == [0, 1, 1, 2]
    assert steps(Num(exact(4), exact(6), ("x",), ("x",)), *table).high == 1


@pytest.mark.parametrize(("a", "b"), [("1.3", "1.0"), ("2.3", "2.0")])
def test_that_differences_at_a_published_edge_are_exact(a, b):
    assert (as_num(exact(a)) - exact(b) < exact("0.3")).truth is False
    assert float(a) - float(b) != 0.3


def test_that_below_detection_is_a_value_under_its_limit():
    low = DOSE.read("<10")
    assert (low < 10).truth is True
    assert (low < 5).truth is None
    assert low.gaps == ()
    assert (DOSE.read("> 50") > 50).truth is True


def test_that_unknown_is_not_zero_and_an_absent_answer_takes_the_default():
    assert DOSE.read(None).value is None
    assert DOSE.read("0").value == 0


@pytest.mark.parametrize(
    "raw", [True, "NaN", "Infinity", "<0", "1,5", "", [], {}, "101", -1, "1e400", Decimal("NaN")]
)
def test_that_a_number_refuses_what_is_none(raw):
    with pytest.raises(Unreadable):
        DOSE.read(raw)


def test_that_a_step_is_kept():
    count = Number("n", "Count", 0, None, step=1)
    assert count.read("12").value == 12
    with pytest.raises(Unreadable):
        count.read("1.5")
    with pytest.raises(Unreadable):
        count.read("1e400")


@pytest.mark.parametrize("raw", [0, 1, "yes", "true", [], "x"])
def test_that_a_tick_is_true_or_false_and_nothing_else(raw):
    with pytest.raises(Unreadable):
        Tick("t", "T").read(raw)


def test_that_a_choice_keeps_every_code_while_it_is_open():
    pick = Choice("c", "C", {"low": ("Low", 1), "high": ("High", 3)})
    assert pick.read(None).points.high == 3
    assert pick.read("low").is_("low").truth is True
    assert pick.unknown().is_("low").truth is None
    assert pick.unknown().is_("low", "high").truth is True


def test_that_days_apart_are_a_subtraction():
    day = Day("d", "D")
    assert (day.read("2026-03-01") - day.read("2026-02-28")).value == 1
    for raw in ("2026-02-30", "2026-2-1", 20260201, "20260201"):
        with pytest.raises(Unreadable):
            day.read(raw)


def test_that_not_listed_is_no_and_no_list_is_unknown():
    many = Many("m", "M", {"a": "A", "b": "B"})
    assert many.read(["a"])["b"].truth is False
    assert many.read(None)["b"].truth is None


def test_that_a_table_of_rows_is_read_whole_or_not_at_all():
    rows = Rows("r", "R", items=(DOSE,))
    assert [row.dose.value for row in rows.read([{"dose": 1}, {"dose": "2.5"}])] == [1, Decimal("2.5")]
    with pytest.raises(Unreadable):
        rows.read([{"dose": 1}, {"dose": "many"}])


def test_that_dividing_by_what_may_be_zero_is_unknown():
    assert (as_num(1) / as_num(0)).value is None
    assert (as_num(1) / Num(exact(0), INFINITY, ("x",), ("x",))).value is None
