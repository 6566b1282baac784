"""A chart as a value: what it says for a day, its table twin, its axis."""

from datetime import date
from itertools import pairwise

import pytest

from tracker.domain.chart import (
    Chart,
    Event,
    Lane,
    Panel,
    Point,
    Role,
    Scale,
    Series,
    Step,
    Tick,
    thinned,
)

CELLS = Series(
    "B cells",
    (Point(-7, 86, "86"), Point(7, 1, "<1", unseen=True), Point(112, 9, "9")),
    Role.B_CELLS,
    "cells/µL",
)
STEPS = (Step(-14, 20, "20"), Step(0, 5, "5"), Step(84, 0, "0"))
CHART = Chart(
    panels=(
        Panel(lanes=(Lane("Infection", (Event(103, "Shingles", 117),), Role.INFECTION),)),
        Panel("B cells", scale=Scale(1, 500, log=True, unseen="Not seen"), series=(CELLS,)),
        Panel("Prednisone", scale=Scale(0, 20), steps=STEPS, steps_end=185, steps_unit="mg/day"),
    ),
    days=(-16, 200),
    day0=date(2026, 5, 22),
    visits=(0, 300),
)


def read(day):
    return {row.title: row for row in CHART.at(day).rows}


def test_that_a_day_reads_the_newest_value_with_its_own_day():
    assert read(112)["B cells"].text == "9 cells/µL"
    assert read(60)["B cells"].text == "<1 cells/µL"
    assert read(60)["B cells"].day == 7


def test_that_a_day_before_the_first_result_reads_nothing():
    assert "B cells" not in read(-10)


def test_that_a_dose_is_read_only_while_it_is_known():
    assert read(30)["Prednisone"].text == "5 mg/day"
    assert "Prednisone" not in read(186)


def test_that_events_are_read_only_on_the_days_they_touch():
    assert read(110)["Infection"].text == "Shingles"
    assert "Infection" not in read(118)


def test_that_the_date_follows_from_day_zero_and_is_unknown_without_it():
    assert CHART.at(112).date == date(2026, 9, 11)
    assert Chart(panels=(), days=(0, 1)).at(0).date is None


def test_that_the_table_holds_every_value_of_the_chart():
    cells = {(row.day, cell) for row in CHART.rows() for cell in row.cells if cell}
    assert cells == {
        (-14, "20"), (-7, "86"), (0, "5"), (7, "<1"), (84, "0"), (103, "Shingles"), (112, "9"),
    }  # fmt: skip
    assert all(len(row.cells) == len(CHART.columns()) for row in CHART.rows())


def test_that_the_table_and_the_cursor_stay_in_the_window():
    near = Chart(CHART.panels, days=(0, 100), visits=CHART.visits)
    assert {row.day for row in near.rows()} == {0, 7, 84}
    assert near.stops() == (0, 7)


def test_that_the_cursor_stops_at_results_and_visits():
    assert CHART.stops() == (-7, 0, 7, 112)


@pytest.mark.parametrize("width", [12, 20, 40, 80])
def test_that_ticks_never_touch_and_keep_day_zero(width):
    ticks = tuple(Tick(day, str(day), "22-May") for day in range(-28, 200, 7))
    kept = thinned(ticks, (-28, 200), width)
    assert Tick(0, "0", "22-May") in kept
    places = [tick.at * width / 228 for tick in kept]
    assert all(after - before > 3.5 for before, after in pairwise(places))


def test_that_values_below_the_log_axis_stay_inside_it():
    scale = Scale(1, 500, log=True, unseen="Not seen")
    assert 0 < scale.lane < scale.place(0.01) == scale.place(1) < scale.place(500) < 1


def test_that_a_scale_of_one_value_is_drawn_in_the_middle():
    assert 0.3 < Scale(5, 5).place(5) < 0.7
