"""What a chart of one patient's course means: panels of series, steps and lanes over one axis of days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.domain.chart_parts import (
    Bar,
    Event,
    Lane,
    Limit,
    Marker,
    Note,
    Panel,
    Point,
    Scale,
    Series,
    Span,
    Step,
    Tick,
    Zone,
)
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
    Words,
    shortened,
    text_width,
)

__all__ = [
    "Anchor", "Bar", "Chart", "Dash", "Dots", "Event", "Fill", "Lane", "Limit", "Mark", "Marker", "Note",
    "Panel", "Path", "Place", "Point", "ReadOut", "ReadRow", "Role", "Room", "Row", "Scale", "Series",
    "Shape", "Span", "Step", "Tick", "Words", "Zone", "shortened", "text_width",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One value of the read-out; `day` is its own day, which may be earlier than the one asked for."""

    title: str
    text: str
    role: Role
    day: float


@dataclass(frozen=True, slots=True)
class ReadOut:
    """Everything the chart knows for one day."""

    day: int
    date: date | None
    rows: tuple[ReadRow, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table that says the same as the chart."""

    day: int
    date: date | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Panels over the same days. `summary` is the chart in a few sentences, for those who cannot see it."""

    panels: tuple[Panel, ...]
    days: tuple[float, float]
    ticks: tuple[Tick, ...] = ()
    axis: tuple[str, str] = ("", "")
    """What the two lines of the axis are: ("Day", "Date")."""
    day0: date | None = None
    spans: tuple[Span, ...] = ()
    markers: tuple[Marker, ...] = ()
    summary: str = ""
    visits: tuple[int, ...] = field(default=())
    """Days the cursor stops on besides those of the points."""

    def axis_ticks(self, width: float = 82) -> tuple[Tick, ...]:
        """The ticks of the day axis that have room beside each other in `width` letter-heights."""
        return thinned(self.ticks, self.days, width)

    def stops(self) -> tuple[int, ...]:
        """The days on which the cursor rests: every day in view that has a result, and every visit."""
        low, high = self.days
        days = {
            round(point.day) for panel in self.panels for series in panel.series for point in series.points
        }
        return tuple(sorted(day for day in days | set(self.visits) if low <= day <= high))

    def date_of(self, day: float) -> date | None:
        """The date of a day; None where the date of Day 0 is not known."""
        return self.day0 + timedelta(days=round(day)) if self.day0 else None

    def at(self, day: float) -> ReadOut:
        """The newest result of each series up to `day`, the dose of that day, the events that touch it."""
        return ReadOut(round(day), self.date_of(day), tuple(self._read(day)))

    def _read(self, day: float) -> Iterator[ReadRow]:
        for panel in self.panels:
            for series in panel.series:
                index = bisect_right([point.day for point in series.points], day)
                if index:
                    point = series.points[index - 1]
                    yield ReadRow(series.title, _with_unit(point.text, series.unit), series.role, point.day)
            step = _step_at(panel, day)
            if step and step.text:
                yield ReadRow(panel.title, _with_unit(step.text, panel.steps_unit), panel.role, step.day)
        for lane in (lane for panel in self.panels for lane in panel.lanes):
            for event in lane.events:
                if event.start <= day <= _event_end(event, day):
                    yield ReadRow(lane.title, event.detail or event.text, lane.role, event.start)

    def columns(self) -> tuple[str, ...]:
        """Titles of `rows()` after day and date: what was measured first, then each lane of events."""
        return tuple(title for title, _ in self._told())

    def rows(self) -> tuple[Row, ...]:
        """The chart as a table: a row for each day in view on which something was found or happened."""
        low, high = self.days
        found: dict[int, dict[int, list[str]]] = {}
        for column, (_, cells) in enumerate(self._told()):
            for day, text in cells:
                if low <= day <= high:
                    found.setdefault(round(day), {}).setdefault(column, []).append(text)
        width = len(self.columns())
        return tuple(
            Row(
                day,
                self.date_of(day),
                tuple("; ".join(found[day].get(column, ())) for column in range(width)),
            )
            for day in sorted(found)
        )

    def _told(self) -> Iterator[tuple[str, list[tuple[float, str]]]]:
        for panel in self.panels:
            for series in panel.series:
                title = f"{series.title} ({series.unit})" if series.unit else series.title
                told = [(note.day, note.text) for note in panel.notes] if series is panel.series[0] else []
                yield title, [*((point.day, point.text) for point in series.points), *told]
            if panel.steps:
                title = f"{panel.title} ({panel.steps_unit})" if panel.steps_unit else panel.title
                yield title, [(step.day, step.text) for step in panel.steps if step.text]
        for lane in (lane for panel in self.panels for lane in panel.lanes):
            yield lane.title, [(event.start, event.detail or event.text) for event in lane.events]


def thinned(ticks: Sequence[Tick], days: tuple[float, float], width: float) -> tuple[Tick, ...]:
    """Every tick, every second, every third ... from Day 0: the first choice whose words do not touch."""
    seen = [tick for tick in ticks if days[0] <= tick.at <= days[1]]
    if not seen:
        return ()
    scale = width / max(days[1] - days[0], 1e-9)
    anchor = bisect_left([tick.at for tick in seen], 0)
    anchor = anchor if anchor < len(seen) and seen[anchor].at == 0 else 0
    for every in range(1, len(seen) + 1):
        kept = [tick for index, tick in enumerate(seen) if (index - anchor) % every == 0]
        widths = [max(text_width(tick.text), text_width(tick.under)) for tick in kept]
        apart = [
            (kept[i + 1].at - kept[i].at) * scale - (widths[i] + widths[i + 1]) / 2
            for i in range(len(kept) - 1)
        ]
        if all(room >= 1 for room in apart):
            return tuple(kept)
    return ()


def _step_at(panel: Panel, day: float) -> Step | None:
    if not panel.steps or day > panel.steps_end:
        return None
    index = bisect_right([step.day for step in panel.steps], day)
    return panel.steps[index - 1] if index else None


def _event_end(event: Event, day: float) -> float:
    if event.ongoing:
        return day
    return event.start if event.end is None else event.end


def _with_unit(text: str, unit: str) -> str:
    return f"{text} {unit}" if unit else text
