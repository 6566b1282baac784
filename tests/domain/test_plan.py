"""Plans as text: what is read, and what is wrong with one, named by line and visit."""

from datetime import date

import pytest

from tracker.domain.calendar_days import months_after
from tracker.domain.default_visits import DEFAULT_VISITS
from tracker.domain.plan_text import read_plan
from tracker.paths import resource

DEFAULT = resource("plans", "car-t-follow-up.toml").read_text(encoding="utf-8")
SMALL = """key = "small"
version = 1
title = "Small"

[[visit]]
code = "d0"
title = "Infusion"
day = 0

[[visit]]
code = "d28"
title = "Day 28"
day = 28
window = [3, 3]

[[assessment]]
id = "cbc_diff"
at = ["d28"]
"""


def problems(text: str) -> list[tuple[str, int | None]]:
    return [
        (each.said.phrase.format(**{name: str(value) for name, value in each.said.values.items()}), each.line)
        for each in read_plan(text).problems
    ]


def test_that_the_shipped_plan_and_the_declared_visits_say_the_same():
    plan = read_plan(DEFAULT).plan
    assert plan is not None
    assert plan.visits == DEFAULT_VISITS
    assert len(plan.visits) == 45


@pytest.mark.parametrize("name", ["car-t-follow-up.toml", "short.toml"])
def test_that_every_shipped_plan_can_be_followed(name):
    assert problems(resource("plans", name).read_text(encoding="utf-8")) == []


def test_that_old_codes_of_visits_are_still_read():
    plan = read_plan(DEFAULT).plan
    assert [plan.visit(code).code for code in ("BL", "D7", "M1", "M3", "Y5", "Y15")] == [
        *("bl", "d7", "d28", "d90", "m60", "y15")
    ]


def test_that_lupus_is_asked_for_its_own_scores_at_a_core_visit():
    plan = read_plan(DEFAULT).plan
    asked = {each.id for each in plan.due_at(plan.visit("m6"), "sle")}
    assert {"sledai_2k", "pga", "complement", "cbc_diff", "rcl"} <= asked
    assert not {"mrss", "edss", "sdi"} & asked


@pytest.mark.parametrize(
    ("old", "new", "said", "line"),
    [
        ("window = [3, 3]", "window = [-3, 3]", "The window of “d28” has a negative number of days.", 11),
        ("day = 28", "day = 28\nmonth = 1", "Give either a day or a month, counted from the infusion.", 11),
        ('code = "d28"', 'code = "d0"', "The code “d0” stands 2 times.", 6),
        ("day = 0", "day = 1", "No visit is on day 0, the day of the infusion.", None),
        ('"cbc_diff"', '"cbc_dif"', "Nothing in the program records “cbc_dif”.", 17),
        ('at = ["d28"]', 'at = ["d82"]', "“cbc_diff” is asked at “d82”, which is no visit of the plan.", 17),
        ('at = ["d28"]', 'at = ["@late"]', "No group is called “late”.", 17),
        ('at = ["d28"]', 'at = ["d28"]\ndiseases = ["flu"]', "“flu” is no disease the program knows.", 17),
        ("version = 1", "version = 1.5", "“version” is missing, or is not a whole number.", None),
        ("window = [3, 3]", "windows = [3, 3]", "“windows” is not known here.", 11),
        ("day = 28", "day = ", "The text cannot be read as TOML.", 13),
    ],
)
def test_that_each_mistake_is_named_where_it_stands(old, new, said, line):
    assert (said, line) in problems(SMALL.replace(old, new))


def test_that_visits_waiting_for_each_other_are_named():
    circle = SMALL.replace("day = 0", 'day = 0\nfollows = ["d28"]').replace(
        "window = [3, 3]", 'window = [3, 3]\nfollows = ["d0"]'
    )
    assert ("These visits wait for each other: d0 → d28 → d0.", 6) in problems(circle)


def test_that_windows_that_share_days_are_named_unless_that_is_wanted():
    near = SMALL.replace("window = [3, 3]", "window = [28, 3]")
    found = [said for said, _ in problems(near)]
    assert any(said.startswith("The windows of “d0” and “d28” share days") for said in found)
    assert problems(near.replace("[28, 3]", '[28, 3]\nmay_overlap = ["d0"]')) == []


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(9999, 12, 1), 1, None),
    ],
)
def test_that_months_are_counted_on_the_calendar(start, months, day):
    assert months_after(start, months) == day
