"""How the meaning of a panel becomes marks: lanes, gaps, dotted joins and label places are decided here."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.domain.chart import Chart
from tracker.domain.chart_names import (
    height_of,
    name_ends,
    name_limits,
    name_notes,
    name_spans,
    name_steps,
    name_zones,
    stretches,
    within,
)
from tracker.domain.chart_parts import Bar, Event, Lane, Panel, Point, Scale, Series, lane_height
from tracker.domain.chart_words import LINE, Sheet
from tracker.domain.marks import (
    Anchor,
    Dash,
    Dots,
    Fill,
    Mark,
    Path,
    Place,
    Role,
    Room,
    Shape,
    shortened,
    text_width,
)

_NARROWEST = 0.6
"""Letter-heights below which a bar could not be seen."""

START, MIDDLE, END = Anchor.START, Anchor.MIDDLE, Anchor.END


def marks_of(chart: Chart, panel: Panel, room: Room) -> tuple[Mark, ...]:
    """Fills first, then lines, points, and the words on top."""
    sheet = Sheet(chart.days, room)
    low, high = chart.days
    marks: list[Mark] = [*_spans(chart), *_zones(panel, chart.days)]
    grid = () if panel.bare else chart.axis_ticks(room.width)
    marks += [Path(((tick.at, 0), (tick.at, 1)), Role.AXIS, width=0.5) for tick in grid]
    marks += [
        Path(((m.day, 0), (m.day, 1)), m.role, m.dash, 1) for m in chart.markers if low <= m.day <= high
    ]
    if panel.scale:
        marks += [*_limits(panel, panel.scale, chart.days)]
        marks += [*_breaks(panel, chart.days)]
        marks += [*_steps(panel, panel.scale, chart.days, sheet)]
        _keep_clear(chart, panel, panel.scale, sheet)
        for series in panel.series:
            marks += [*_series(series, panel.scale, chart.days, sheet)]
        name_ends(panel, panel.scale, chart.days, sheet)
        name_notes(panel, chart.days, sheet)
        marks += [*_bars(panel.bars, chart.days, sheet)]
        name_steps(panel, panel.scale, chart.days, sheet)
        name_limits(panel, panel.scale, chart.days, sheet)
        name_zones(panel, panel.scale, chart.days, sheet)
    for index, lane in enumerate(panel.lanes):
        marks += [*_lane(lane, lane_height(index, len(panel.lanes)), chart.days, sheet)]
    if panel.spans_named:
        name_spans(chart, sheet)
    if panel.remark:
        middle = (low + high) / 2
        sheet.put((panel.remark,), Role.TEXT, [((middle, y), MIDDLE) for y in (0.5, 0.7, 0.3, 0.85)])
    return (*marks, *sheet.words)


def _rectangle(left: float, right: float, foot: float, head: float) -> tuple[Place, ...]:
    return ((left, foot), (right, foot), (right, head), (left, head))


def _spans(chart: Chart) -> Iterator[Mark]:
    for span in chart.spans:
        if seen := within(span.start, span.end, chart.days):
            yield Fill(_rectangle(*seen, 0, 1), span.role, 0.09)


def _zones(panel: Panel, days: tuple[float, float]) -> Iterator[Mark]:
    if panel.scale:
        for zone in panel.zones:
            foot, head = panel.scale.place(zone.low), panel.scale.place(zone.high)
            yield Fill(_rectangle(*days, foot, head), zone.role, 0.1)


def _limits(panel: Panel, scale: Scale, days: tuple[float, float]) -> Iterator[Mark]:
    for limit in panel.limits:
        for start, end, value in stretches(limit, days):
            height = scale.place(value)
            yield Path(((start, height), (end, height)), limit.role, Dash.DASHED, 1)


def _breaks(panel: Panel, days: tuple[float, float]) -> Iterator[Mark]:
    """A dotted upright where a line is broken."""
    for note in panel.notes:
        if days[0] <= note.day <= days[1]:
            yield Path(((note.day, 0), (note.day, 1)), panel.role, Dash.DOTTED, 1)


def _steps(panel: Panel, scale: Scale, days: tuple[float, float], sheet: Sheet) -> Iterator[Mark]:
    """An area for each unbroken run of known amounts, with its upper edge as a line; a plan is dashed."""
    floor, plan = scale.place(0), panel.planned_from
    runs: list[tuple[bool, list[Place]]] = [(False, [])]
    ends = [step.day for step in panel.steps[1:]] + [panel.steps_end]
    for step, end in zip(panel.steps, ends, strict=False):
        for start, stop in _cut(step.day, end, plan):
            seen, planned = within(start, stop, days), plan is not None and start >= plan
            if step.value is None or seen is None:
                runs.append((planned, []))
                continue
            if runs[-1][0] != planned:
                before = runs[-1][1][-1:]
                runs.append((planned, [(seen[0], before[0][1])] if before else []))
            height = scale.place(step.value)
            runs[-1][1].extend([(seen[0], height), (seen[1], height)])
    for planned, edge in runs:
        if edge:
            area = ((edge[0][0], floor), *edge, (edge[-1][0], floor))
            yield Fill(area, panel.role, 0.07 if planned else 0.18)
    for planned, edge in runs:
        if edge:
            sheet.take_line(edge)
            yield Path(tuple(edge), panel.role, Dash.DASHED if planned else Dash.SOLID)


def _cut(start: float, end: float, at: float | None) -> tuple[tuple[float, float], ...]:
    return ((start, at), (at, end)) if at is not None and start < at < end else ((start, end),)


def _keep_clear(chart: Chart, panel: Panel, scale: Scale, sheet: Sheet) -> None:
    """Words do not stand on the lines of limits and markers."""
    for marker in chart.markers:
        if chart.days[0] <= marker.day <= chart.days[1]:
            sheet.take_line(((marker.day, 0), (marker.day, 1)))
    for limit in panel.limits:
        for start, end, value in stretches(limit, chart.days):
            sheet.take_line(((start, scale.place(value)), (end, scale.place(value))))


def _series(series: Series, scale: Scale, days: tuple[float, float], sheet: Sheet) -> Iterator[Mark]:
    for path in _joins(series, scale, days):
        sheet.take_line(path.points)
        yield path
    looks: dict[tuple[Shape, bool], list[Place]] = {}
    for point in series.points:
        if days[0] <= point.day <= days[1]:
            at = (point.day, height_of(point, scale))
            sheet.take(at, 0.9, 0.9)
            looks.setdefault(_look(point, series), []).append(at)
    for (shape, hollow), places in looks.items():
        yield Dots(tuple(places), series.role, shape, hollow)


def _look(point: Point, series: Series) -> tuple[Shape, bool]:
    if point.unseen:
        return Shape.DOWN, True
    if point.beyond:
        return Shape.UP, True
    return series.shape, series.hollow or point.open


def _joins(series: Series, scale: Scale, days: tuple[float, float]) -> Iterator[Path]:
    """Runs of joined points; a join with a value that was not measured is dotted."""
    run: list[Place] = []
    dash = series.dash
    for before, after in pairwise(series.points):
        looks = Dash.DOTTED if before.censored or after.censored else series.dash
        ends = (before.day, height_of(before, scale)), (after.day, height_of(after, scale))
        piece = _clipped(*ends, days) if series.bridges(before, after) else None
        if run and (piece is None or looks is not dash or run[-1] != piece[0]):
            yield Path(tuple(run), series.role, dash, _weight(series))
            run = []
        if piece:
            run = [*run, piece[1]] if run else [*piece]
            dash = looks
    if run:
        yield Path(tuple(run), series.role, dash, _weight(series))


def _weight(series: Series) -> float:
    return 2 if series.dash is Dash.SOLID else 1.4


def _clipped(start: Place, end: Place, days: tuple[float, float]) -> tuple[Place, Place] | None:
    if end[0] < days[0] or start[0] > days[1]:
        return None

    def at(day: float) -> Place:
        share = (day - start[0]) / (end[0] - start[0]) if end[0] > start[0] else 0.0
        return day, start[1] + share * (end[1] - start[1])

    return (
        start if start[0] >= days[0] else at(days[0]),
        end if end[0] <= days[1] else at(days[1]),
    )


def _bars(bars: Sequence[Bar], days: tuple[float, float], sheet: Sheet) -> Iterator[Mark]:
    tall = min(1.9 * sheet.height_per_letter, 0.4)
    for index, bar in enumerate(bars):
        seen = within(bar.start, bar.end, days)
        if seen is None:
            continue
        left, right = sheet.x(seen[0]), sheet.x(seen[1])
        feet = [1 - tall - 0.02, 0.75 - tall / 2, 0.5 - tall / 2, 0.3 - tall / 2]
        inner = (left + 0.4, max(right - 0.4, left + 0.4))
        foot = min(feet, key=lambda f: (round(sheet.covered((*inner, sheet.y(f), sheet.y(f + tall))), 3), -f))
        yield Fill(_rectangle(*seen, foot, foot + tall), bar.role, 0.2, outline=True)
        middle, inside = foot + tall / 2, right - left - 0.6
        if text_width(bar.label) * 1.06 <= inside:
            sheet.put((bar.label,), bar.role, [(((seen[0] + seen[1]) / 2, middle), MIDDLE)], strong=True)
        else:
            aside = 0.5 * sheet.day_per_letter
            places: list[tuple[Place, Anchor]] = [
                ((seen[1] + aside, middle), START),
                ((seen[0] - aside, middle), END),
            ]
            sheet.put((bar.label,), bar.role, places, strong=True, always=index == 0)
        sheet.taken.append((left, right, sheet.y(foot), sheet.y(foot + tall)))


def _lane(lane: Lane, height: float, days: tuple[float, float], sheet: Sheet) -> Iterator[Mark]:
    """Bars and shapes; the words right of them, else left, else shortened, else left to the read-out."""
    tall = 0.8 * LINE * sheet.height_per_letter
    seen = [(event, _extent(event, days, sheet)) for event in lane.events]
    placed = [(event, extent) for event, extent in seen if extent]
    dots: dict[tuple[Shape, bool], list[Place]] = {}
    for event, (left, right) in placed:
        if event.end is not None:
            box = _rectangle(_day(left, sheet), _day(right, sheet), height - tall / 2, height + tall / 2)
            yield Fill(box, lane.role, 0.22, outline=True)
        else:
            dots.setdefault((event.shape, event.hollow), []).append((event.start, height))
    for (shape, hollow), places in dots.items():
        yield Dots(tuple(places), lane.role, shape, hollow)
    up = sheet.y(height)
    sheet.taken += [(left, right, up - 0.5, up + 0.5) for _, (left, right) in placed]
    for event, (left, right) in sorted(placed, key=lambda each: each[0].shape is not Shape.UP):
        after = min((x for _, (x, end) in placed if x > left and end > right), default=sheet.room.width)
        after -= right + 0.8
        after = min(after, sheet.room.width - right - 0.4)
        text = event.text
        if text_width(text) > after:
            if sheet.write_inside(text, (left, right, up - 0.5, up + 0.5), Role.TEXT):
                continue
            if sheet.covered((left - 0.4 - text_width(text), left - 0.4, up - 0.5, up + 0.5)) == 0:
                sheet.put((text,), Role.TEXT, [((_day(left - 0.4, sheet), height), END)])
                continue
            text = shortened(text, after)
        if text:
            place = ((_day(right + 0.4, sheet), height), START)
            sheet.put((text,), Role.TEXT, [place], always=False)


def _extent(event: Event, days: tuple[float, float], sheet: Sheet) -> tuple[float, float] | None:
    """Left and right edge of the shape in letter-heights; a bar is never thinner than can be seen."""
    seen = within(event.start, event.start if event.end is None else event.end, days)
    if seen is None:
        return None
    left, right = sheet.x(seen[0]), sheet.x(seen[1])
    if event.end is None:
        return left - 0.45, left + 0.45
    if right - left < _NARROWEST:
        left, right = (left + right - _NARROWEST) / 2, (left + right + _NARROWEST) / 2
    return max(left, 0.0), min(right, sheet.room.width)


def _day(x: float, sheet: Sheet) -> float:
    return sheet.days[0] + x * sheet.day_per_letter
