"""What in a panel has a name, and the places where the name may stand."""

from collections.abc import Iterator
from textwrap import wrap

from tracker.domain.chart import Chart
from tracker.domain.chart_parts import Limit, Panel, Point, Scale
from tracker.domain.chart_words import LINE, Sheet
from tracker.domain.marks import Anchor, Place, text_width

NOTE = 34
"""Signs in a line of a note beside the curve."""

START, MIDDLE, END = Anchor.START, Anchor.MIDDLE, Anchor.END


def within(start: float, end: float, days: tuple[float, float]) -> tuple[float, float] | None:
    left, right = max(start, days[0]), min(end, days[1])
    return (left, right) if left <= right else None


def stretches(limit: Limit, days: tuple[float, float]) -> Iterator[tuple[float, float, float]]:
    """The days on which the limit had one value, as far as they are in view."""
    ends = [day for day, _ in limit.steps[1:]] + [days[1]]
    for (start, value), end in zip(limit.steps, ends, strict=True):
        if value is not None and (seen := within(start, end, days)) and seen[0] < seen[1]:
            yield (*seen, value)


def height_of(point: Point, scale: Scale) -> float:
    """Where a point stands: in the lane when it was not seen and there is one."""
    return scale.lane if point.unseen and scale.unseen else scale.place(point.value)


def name_ends(panel: Panel, scale: Scale, days: tuple[float, float], sheet: Sheet) -> None:
    """The last value stands right of its point, else over or under it; the first words likewise."""
    for series in panel.series:
        seen = [point for point in series.points if days[0] <= point.day <= days[1]]
        if not seen:
            continue
        if series.last and seen[-1] is series.points[-1]:
            around = _around(seen[-1].day, height_of(seen[-1], scale), sheet)
            sheet.put((series.last,), series.role, around, strong=True)
        if series.first and seen[0] is series.points[0]:
            around = _around(seen[0].day, height_of(seen[0], scale), sheet)
            sheet.put((series.first,), series.role, around, strong=True)


def _around(day: float, height: float, sheet: Sheet) -> list[tuple[Place, Anchor]]:
    beside, over = 0.85 * sheet.day_per_letter, 1.25 * sheet.height_per_letter
    places: list[tuple[Place, Anchor]] = [
        ((day + beside, height), START),
        ((day + beside, height + over / 2), START),
    ]
    for lines in (1, 1.6, 2.3, 3):
        for up in (height + lines * over, height - lines * over):
            places += [((day, up), MIDDLE), ((day + beside, up), END)]
    return places


def name_steps(panel: Panel, scale: Scale, days: tuple[float, float], sheet: Sheet) -> None:
    """The amount over the head of each step, and the words at the end of them."""
    for step in panel.steps if panel.steps_named else ():
        if step.value and days[0] <= step.day <= days[1]:
            at = (step.day + 0.5 * sheet.day_per_letter, scale.place(step.value))
            over = [((at[0], at[1] + lines * sheet.height_per_letter), START) for lines in (0.85, 1.3)]
            sheet.put((step.text,), panel.role, over, strong=True, always=False)
    if not panel.steps_words or not days[0] <= panel.steps_words_at <= days[1]:
        return
    day, foot = panel.steps_words_at + 0.8 * sheet.day_per_letter, scale.place(0)
    places: list[tuple[Place, Anchor]] = [
        ((day, min(foot + lines * sheet.height_per_letter, 0.9)), START) for lines in (1.9, 1.2, 2.6, 3.4)
    ]
    places += [((days[1], at[1]), END) for at, _ in places]
    sheet.put((panel.steps_words,), panel.role, places, strong=True)


def name_limits(panel: Panel, scale: Scale, days: tuple[float, float], sheet: Sheet) -> None:
    """Words stand over their line, or under it: the lowest of several under, so neighbours stay apart.

    A limit alone is always named; of several each only where there is room.
    """
    named = [
        (scale.place(stretch[2]), stretch, limit)
        for limit in panel.limits
        if limit.label and (stretch := max(stretches(limit, days), key=lambda s: s[1], default=None))
    ]
    off = (LINE / 2 + 0.3) * sheet.height_per_letter
    for index, (height, (start, end, _), limit) in enumerate(sorted(named, key=lambda n: n[0])):
        under_first = bool(scale.unseen) or (len(named) > 1 and index == 0)
        sides = (height - off, height + off) if under_first else (height + off, height - off)
        edge = 0.6 * sheet.day_per_letter
        places: list[tuple[Place, Anchor]] = [
            (((end - edge) - share * (end - start), side), END)
            for share in (0, 0.1, 0.2, 0.3, 0.4, 0.55)
            for side in sides
        ]
        places += [((start + edge, side), START) for side in sides]
        sheet.put((limit.label,), limit.role, places, always=len(named) == 1)


def name_zones(panel: Panel, scale: Scale, days: tuple[float, float], sheet: Sheet) -> None:
    """In the emptiest part of the band."""
    for zone in panel.zones:
        if not zone.label:
            continue
        middle = (scale.place(zone.low) + scale.place(zone.high)) / 2
        edge, width = 0.8 * sheet.day_per_letter, days[1] - days[0]
        places: list[tuple[Place, Anchor]] = [
            ((days[0] + edge + share * width, middle), START) for share in (0.55, 0.08, 0.3, 0.7, 0)
        ]
        sheet.put((zone.label,), zone.role, places, always=False)


def name_spans(chart: Chart, sheet: Sheet) -> None:
    for span in chart.spans:
        seen = within(span.start, span.end, chart.days)
        if seen is None or not span.label:
            continue
        middle, inside = (seen[0] + seen[1]) / 2, sheet.x(seen[1]) - sheet.x(seen[0])
        lines = tuple(line for line in (span.label, span.under) if line)
        if max(text_width(line) for line in lines) > inside:
            lines = lines[:1]
        places = [((middle, y), MIDDLE) for y in (0.62, 0.5, 0.75, 0.4, 0.86)]
        sheet.put(lines, span.role, places, strong=True, always=text_width(lines[0]) <= inside)


def name_notes(panel: Panel, days: tuple[float, float], sheet: Sheet) -> None:
    """Say beside its upright why a line is broken, in as many lines as it takes."""
    for note in panel.notes:
        if not days[0] <= note.day <= days[1]:
            continue
        sheet.take_line(((note.day, 0), (note.day, 1)))
        aside = 0.5 * sheet.day_per_letter
        lines = wrap(note.text, NOTE)
        heights = (0.85, 0.7, 0.5, 0.3, 0.15)
        places = [((note.day - aside, y), Anchor.END) for y in heights]
        places += [((note.day + aside, y), Anchor.START) for y in heights]
        sheet.put(lines, panel.role, places)
