"""What is drawn: every mark inside its panel, honest joins, words apart from each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.chart import (
    Bar,
    Chart,
    Event,
    Lane,
    Limit,
    Marker,
    Panel,
    Point,
    Scale,
    Series,
    Span,
    Step,
    Zone,
)
from tracker.domain.chart_marks import marks_of
from tracker.domain.marks import (
    Anchor,
    Dash,
    Dots,
    Fill,
    Path,
    Role,
    Room,
    Shape,
    Words,
    shortened,
    text_width,
)

LOG = Scale(1, 1000, log=True, unseen="Not seen")


def draw(panel, days=(-20, 200), room=None, **more):
    return marks_of(Chart(panels=(panel,), days=days, **more), panel, room or Room(82, 12))


def of(kind, marks, role=None):
    return [mark for mark in marks if isinstance(mark, kind) and role in {None, mark.role}]


def places(marks):
    for mark in marks:
        yield from (mark.at,) if isinstance(mark, Words) else mark.points


@st.composite
def series(draw_from):
    days = sorted(draw_from(st.lists(st.integers(-200, 3000), max_size=25, unique=True)))
    points = []
    for day in days:
        value = draw_from(st.floats(0.01, 5000))
        kind = draw_from(st.sampled_from(["", "", "", "unseen", "beyond", "open"]))
        points.append(Point(day, value, f"{value:.1f}", **({kind: True} if kind else {})))
    return Series("B cells", tuple(points), Role.B_CELLS, last=points[-1].text if points else "")


windows = st.sampled_from([(-10, 34), (-18, 214), (-24, 398), (-30, 5600)])
scales = st.sampled_from([LOG, Scale(0, 5000), Scale(0, 0)])
rooms = st.sampled_from([Room(82, 12), Room(30, 5), Room(130, 20), Room(8, 2)])


@given(series(), windows, scales, rooms)
def test_that_every_mark_stays_inside_the_panel(drawn, days, scale, room):
    panel = Panel(
        "B cells", scale=scale, series=(drawn,), zones=(Zone(100, 500, "Lab range"),), spans_named=True
    )
    marks = draw(
        panel, days, room, spans=(Span(7, 84, "Aplasia", "Day 7 to 84"),), markers=(Marker(0, "Infusion"),)
    )
    for mark in (mark for mark in marks if not isinstance(mark, Words)):
        for day, height in mark.points:
            assert days[0] <= day <= days[1]
            assert 0 <= height <= 1


@given(series(), windows)
def test_that_no_solid_line_touches_a_value_that_was_not_measured(drawn, days):
    marks = draw(Panel(scale=LOG, series=(drawn,)), days)
    solid = {
        place for path in of(Path, marks, Role.B_CELLS) if path.dash is Dash.SOLID for place in path.points
    }
    inside = [point for point in drawn.points if days[0] < point.day < days[1]]
    censored = {point.day for point in inside if point.censored}
    assert not {day for day, _ in solid} & censored


@given(series(), windows)
def test_that_no_line_crosses_a_gap_or_reaches_an_unfinished_score(drawn, days):
    marks = draw(Panel(scale=LOG, series=(drawn,)), days)
    joined = [
        (start[0], end[0])
        for path in of(Path, marks, Role.B_CELLS)
        for start, end in zip(path.points, path.points[1:], strict=False)
    ]
    for before, after in zip(drawn.points, drawn.points[1:], strict=False):
        crossed = any(start < after.day and end > before.day for start, end in joined)
        if not drawn.bridges(before, after):
            assert not crossed


def test_that_a_gap_of_121_days_in_the_first_year_is_left_open():
    near = Series("", (Point(0, 5, "5"), Point(120, 5, "5")), Role.SCORE)
    far = Series("", (Point(0, 5, "5"), Point(121, 5, "5")), Role.SCORE)
    assert of(Path, draw(Panel(scale=Scale(0, 10), series=(near,))), Role.SCORE)
    assert not of(Path, draw(Panel(scale=Scale(0, 10), series=(far,))), Role.SCORE)


def test_that_values_not_seen_are_hollow_triangles_in_the_lane_with_dotted_joins():
    cells = Series("", (Point(0, 4, "4"), Point(7, 1, "<1", unseen=True), Point(14, 2, "2")), Role.B_CELLS)
    marks = draw(Panel(scale=LOG, series=(cells,)))
    lane = next(dots for dots in of(Dots, marks) if dots.shape is Shape.DOWN)
    assert lane.hollow
    assert lane.points == ((7, LOG.lane),)
    assert {path.dash for path in of(Path, marks, Role.B_CELLS)} == {Dash.DOTTED}


def test_that_an_unfinished_score_is_hollow_and_joined_to_nothing():
    scores = Series(
        "", (Point(0, 8, "8"), Point(28, 4, "at least 4", open=True)), Role.SCORE, shape=Shape.SQUARE
    )
    marks = draw(Panel(scale=Scale(0, 10), series=(scores,)))
    assert not of(Path, marks, Role.SCORE)
    assert {dots.hollow for dots in of(Dots, marks)} == {True, False}


def test_that_a_single_point_has_its_value_and_no_line():
    marks = draw(Panel(scale=LOG, series=(Series("", (Point(0, 5, "5"),), Role.B_CELLS, last="5"),)))
    assert [word.text for word in of(Words, marks)] == ["5"]
    assert not of(Path, marks, Role.B_CELLS)


def test_that_the_last_value_is_named_only_while_it_is_in_view():
    cells = Series("", (Point(0, 5, "5"), Point(100, 9, "9")), Role.B_CELLS, last="9")
    assert not of(Words, draw(Panel(scale=LOG, series=(cells,)), days=(-10, 34)))


def test_that_an_unknown_dose_leaves_a_hole_in_the_area():
    steps = (Step(0, 20, "20"), Step(28, None, "not known"), Step(56, 5, "5"))
    marks = draw(Panel(scale=Scale(0, 20), role=Role.STEROID, steps=steps, steps_end=100))
    areas = of(Fill, marks, Role.STEROID)
    assert [(min(x for x, _ in a.points), max(x for x, _ in a.points)) for a in areas] == [(0, 28), (56, 100)]


def test_that_a_limit_that_changes_is_drawn_step_by_step():
    first, second = Limit(((-1e9, 5.0), (84, None)), "Limit 5"), Limit(((84, 1.0),), "Limit 1")
    lines = of(Path, draw(Panel(scale=LOG, limits=(first, second))), Role.LIMIT)
    assert [(line.points[0][0], line.points[1][0]) for line in lines] == [(-20, 84), (84, 200)]
    assert {line.dash for line in lines} == {Dash.DASHED}


def boxes(marks, days, room):
    for word in of(Words, marks):
        width = text_width(word.text)
        left = (word.at[0] - days[0]) / (days[1] - days[0]) * room.width
        left -= {Anchor.START: 0, Anchor.MIDDLE: width / 2, Anchor.END: width}[word.anchor]
        middle = word.at[1] * room.height
        yield left, left + width, middle - 0.5, middle + 0.5


def overlap(one, other):
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


@pytest.mark.parametrize("room", [Room(82, 9), Room(60, 7), Room(120, 14)])
def test_that_labels_of_close_limits_and_other_words_do_not_cover_each_other(room):
    panel = Panel(
        scale=Scale(0, 20),
        role=Role.STEROID,
        steps=(Step(-14, 20, "20"), Step(84, 0, "0")),
        steps_end=185,
        steps_words="Off since Day 84",
        steps_words_at=84,
        limits=(Limit(((-99, 5.0),), "DORIS: 5 mg/day"), Limit(((-99, 7.5),), "LLDAS: 7.5 mg/day")),
    )
    found = list(boxes(draw(panel, room=room), (-20, 200), room))
    assert len(found) == 3
    assert not [1 for i, one in enumerate(found) for other in found[i + 1 :] if overlap(one, other)]


@given(st.lists(st.tuples(st.integers(-20, 190), st.integers(0, 60)), max_size=12), rooms)
def test_that_words_in_a_lane_never_cover_each_other(spans, room):
    events = tuple(
        Event(start, "Shingles, grade 2", start + length or None) for start, length in sorted(spans)
    )
    panel = Panel(lanes=(Lane("Infection", events, Role.INFECTION),))
    outside = list(boxes(draw(panel, room=room), (-20, 200), room))
    assert not [1 for i, one in enumerate(outside) for other in outside[i + 1 :] if overlap(one, other)]


def test_that_words_give_way_to_the_left_where_the_right_is_taken():
    events = (Event(-5, "LD", -3), Event(0, "CAR T infusion, Day 0", shape=Shape.UP))
    words = of(Words, draw(Panel(lanes=(Lane("Treatment", events, Role.TREATMENT),))))
    assert {word.text: word.anchor for word in words} == {
        "LD": Anchor.END,
        "CAR T infusion, Day 0": Anchor.START,
    }


def test_that_remission_is_a_bar_with_its_words():
    marks = draw(Panel(scale=Scale(0, 16), bars=(Bar(112, 185, "DORIS met"),)))
    bar = next(fill for fill in of(Fill, marks, Role.REMISSION))
    assert bar.outline
    assert [word.text for word in of(Words, marks)] == ["DORIS met"]


def test_that_text_is_shortened_with_an_ellipsis_or_left_out():
    assert shortened("Shingles (herpes zoster)", 100) == "Shingles (herpes zoster)"
    assert shortened("Shingles (herpes zoster)", 8).endswith("…")
    assert text_width(shortened("Shingles (herpes zoster)", 8)) <= 8
    assert shortened("Shingles", 1) == ""
