"""The course of a published patient: what papers printed, hollow and named as such, over days only."""

from collections.abc import Iterator, Sequence

from tracker.domain.adverse_event import EventKind
from tracker.domain.chart import Chart, Dash, Event, Lane, Marker, Panel, Point, Role, Series, Shape
from tracker.domain.instruments import CATALOGUE
from tracker.domain.labs import analyte, unit_title
from tracker.domain.outputs import Score
from tracker.domain.published import PublishedFact
from tracker.domain.published_variables import (
    Meaning,
    Variable,
    chart_day,
    comparator,
    figure,
    lab_unit,
    unseen,
    variable,
)
from tracker.domain.text import N_
from tracker.domain.visit import Comparator
from tracker.language import Words
from tracker.services.aplasia import CD19
from tracker.services.course import Course
from tracker.services.trend_axis import day_ticks
from tracker.services.trend_panels import cells_scale
from tracker.services.trend_scores import score_scale

_NONE = frozenset({"none", "no", "0", "not reported", ""})
_LANES = (
    (N_("Treatment"), Role.TREATMENT, None),
    (N_("Toxicity"), Role.TOXICITY, EventKind.TOXICITY),
    (N_("Infection"), Role.INFECTION, EventKind.INFECTION),
    (N_("Other"), Role.SUPPORT, EventKind.OTHER),
)


def published_chart(course: Course, words: Words) -> Chart:
    """Panels for what was printed with a number; facts without a day stand in the list of facts, not here."""
    placed = [(day, fact) for fact in course.facts if (day := chart_day(fact)) is not None]
    placed.sort(key=lambda each: each[0])
    by_variable: dict[str, list[tuple[int, PublishedFact]]] = {}
    for day, fact in placed:
        by_variable.setdefault(fact.variable, []).append((day, fact))
    panels = [_events(placed, words)]
    panels += [
        panel
        for code, facts in by_variable.items()
        if (panel := _curve(variable(code), facts, words)) is not None
    ]
    if len(panels) == 1:
        panels.append(Panel(remark=words("No number with a day was published for this patient.")))
    high = max([28, *(day for day, _ in placed)])
    low = min([-14, *(day for day, _ in placed)])
    days = (low - (high - low) * 0.03, high + (high - low) * 0.09)
    axis, ticks = day_ticks(days, words, None)
    return Chart(
        panels=tuple(panels),
        days=days,
        ticks=ticks,
        axis=axis,
        markers=(Marker(0, words("Infusion")),),
        summary=_summary(panels, words),
        visits=tuple(sorted({day for day, _ in placed})),
    )


def fact_text(fact: PublishedFact) -> str:
    """What was printed, with its relation unless the text says it already."""
    shown = fact.text or fact.number
    return (
        shown if fact.relation in {"", "="} or shown.startswith(fact.relation) else f"{fact.relation}{shown}"
    )


def _curve(meant: Variable, facts: Sequence[tuple[int, PublishedFact]], words: Words) -> Panel | None:
    if meant.meaning is Meaning.ANALYTE:
        return _analyte(meant, facts, words)
    if meant.meaning is not Meaning.SCORE:
        return None
    points = tuple(
        Point(day, float(value), words.number(value), unseen=unseen(fact), beyond=_above(fact))
        for day, fact in facts
        if (value := figure(fact)) is not None
    )
    if not points:
        return None
    return Panel(
        title=words(meant.title),
        hint=words("as published; “baseline” stands at Day 0"),
        scale=score_scale([point.value for point in points], _score_axis(meant, points), words),
        role=Role.SCORE,
        series=(_hollow(words(meant.title), points, Role.SCORE, Shape.SQUARE),),
    )


def _analyte(meant: Variable, facts: Sequence[tuple[int, PublishedFact]], words: Words) -> Panel | None:
    declared = analyte(meant.analyte)
    points = tuple(_results(meant, facts, words))
    if not points:
        return None
    cells = meant.analyte == CD19
    role = Role.B_CELLS if cells else Role.PUBLISHED
    values = [point.value for point in points]
    unit = words(unit_title(declared.house_unit))
    return Panel(
        title=words(declared.title),
        hint=words("{unit}, as published; “baseline” stands at Day 0", unit=unit),
        scale=cells_scale(points, (), words) if cells else score_scale(values, (0, max(values)), words),
        role=role,
        series=(_hollow(words(declared.short), points, role, Shape.CIRCLE),),
    )


def _results(meant: Variable, facts: Sequence[tuple[int, PublishedFact]], words: Words) -> Iterator[Point]:
    declared = analyte(meant.analyte)
    for day, fact in facts:
        unit, value = lab_unit(fact), figure(fact)
        if unit is None or not declared.converts(unit, declared.house_unit):
            continue
        if value is None and not unseen(fact):
            continue
        house = declared.convert(value, unit, declared.house_unit) if value is not None else None
        text = fact.text if house is None else f"{comparator(fact)}{words.number(house)}"
        yield Point(day, float(house or 1), text, unseen=unseen(fact), beyond=_above(fact))


def _hollow(title: str, points: tuple[Point, ...], role: Role, shape: Shape) -> Series:
    return Series(title, points, role, shape=shape, hollow=True, dash=Dash.DASHED, last=points[-1].text)


def _above(fact: PublishedFact) -> bool:
    return comparator(fact) is Comparator.ABOVE


def _score_axis(meant: Variable, points: Sequence[Point]) -> tuple[float, float]:
    declared = next((i for i in CATALOGUE if i.code == meant.instrument), None)
    for output in declared.outputs if declared else ():
        if isinstance(output, Score) and output.key == meant.output:
            return float(output.axis[0]), float(output.axis[1])
    return 0.0, max(point.value for point in points)


def _events(placed: Sequence[tuple[int, PublishedFact]], words: Words) -> Panel:
    lanes = []
    for title, role, kind in _LANES:
        events = [Event(0, words("CAR T infusion, Day 0"), shape=Shape.UP)] if kind is None else []
        for day, fact in placed:
            meant = variable(fact.variable)
            wanted = meant.meaning is Meaning.TREATMENT if kind is None else meant.event is kind
            if wanted and day != 0 and fact.text.strip().casefold() not in _NONE:
                text = f"{words(meant.title)} {fact_text(fact)}"
                events.append(Event(day, text, hollow=True, shape=Shape.DIAMOND if kind else Shape.CIRCLE))
        if events or kind in {EventKind.TOXICITY, EventKind.INFECTION}:
            events.sort(key=lambda event: event.start)
            lanes.append(Lane(words(title), tuple(events), role))
    return Panel(lanes=tuple(lanes), height=0.17 * len(lanes))


def _summary(panels: Sequence[Panel], words: Words) -> str:
    said = []
    for series in (series for panel in panels for series in panel.series):
        for point in series.points:
            places = {"title": series.title, "value": point.text, "day": words.number(int(point.day))}
            said.append(words("{title}: {value} on Day {day}, as published.", **places))
    return " ".join(said)
