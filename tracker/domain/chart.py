"""What a chart of one patient's course means: panels of series, steps and lanes over one axis of days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import log10

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
    "Anchor", "Bar", "Chart", "Dash", "Dots", "Event", "Fill", "Lane", "Limit", "Mark", "Marker", "Panel",
    "Path", "Place", "Point", "ReadOut", "ReadRow", "Role", "Room", "Row", "Scale", "Series", "Shape", "Span",
    "Step", "Tick", "Words", "Zone", "shortened", "text_width",
]  # fmt: skip

GAPS: tuple[tuple[float, int], ...] = ((365, 120), (3.1 * 365.25, 274), (float("inf"), 548))
"""Most days a line may bridge, by the day it ends on: 1.5 times the usual distance of visits."""

LANE = 0.16
"""The share of a panel's height that belongs to values which were not seen."""

_MARGIN = 0.07


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis: a day (or a value), what is written there, and a second line (the date)."""

    at: float
    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The upright axis. With `unseen` words, the foot of the panel is a lane for values below detection."""

    low: float
    high: float
    ticks: tuple[Tick, ...] = ()
    log: bool = False
    unseen: str = ""

    def place(self, value: float) -> float:
        """The height of `value` between 0 and 1; nothing is ever drawn outside the panel."""
        foot = LANE + 0.02 if self.unseen else _MARGIN
        if self.log:
            low, high, at = log10(self.low), log10(self.high), log10(max(value, self.low))
        else:
            low, high, at = self.low, self.high, value
        share = (at - low) / (high - low) if high > low else 0.5
        return foot + min(max(share, 0.0), 1.0) * (1 - _MARGIN - foot)

    @property
    def lane(self) -> float:
        """The height of the "Not seen" lane."""
        return LANE / 2

    def marked(self) -> tuple[Tick, ...]:
        """The ticks as heights, the lane's words among them."""
        lane = (Tick(self.lane, self.unseen),) if self.unseen else ()
        return lane + tuple(Tick(self.place(tick.at), tick.text) for tick in self.ticks)


@dataclass(frozen=True, slots=True)
class Point:
    """A result on a day. `text` is what is printed for it ("88", "<1").

    `unseen`: below what the assay can see. `beyond`: above what it can measure. `open`: an unfinished score,
    which is drawn hollow and joined to nothing.
    """

    day: float
    value: float
    text: str
    unseen: bool = False
    beyond: bool = False
    open: bool = False

    @property
    def censored(self) -> bool:
        return self.unseen or self.beyond


@dataclass(frozen=True, slots=True)
class Series:
    """Results of one kind by day; `first` and `last` are words beside the outermost points."""

    title: str
    points: tuple[Point, ...]
    role: Role
    unit: str = ""
    shape: Shape = Shape.CIRCLE
    hollow: bool = False
    dash: Dash = Dash.SOLID
    gaps: tuple[tuple[float, int], ...] = GAPS
    first: str = ""
    last: str = ""

    def bridges(self, before: Point, after: Point) -> bool:
        """Whether a line may join the two: both finished, and no longer apart than the series allows."""
        if before.open or after.open:
            return False
        allowed = next(days for until, days in self.gaps if after.day <= until)
        return after.day - before.day <= allowed


@dataclass(frozen=True, slots=True)
class Step:
    """From `day` on the amount is `value`; None where nobody knows it."""

    day: float
    value: float | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Zone:
    """A band of values with a name: a laboratory's range, low activity."""

    low: float
    high: float
    label: str
    role: Role = Role.RANGE


@dataclass(frozen=True, slots=True)
class Limit:
    """A line at a value that may change with time: (day, value) from the first day on; None ends it."""

    steps: tuple[tuple[float, float | None], ...]
    label: str
    role: Role = Role.LIMIT


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days for which something held: remission."""

    start: float
    end: float
    label: str
    role: Role = Role.REMISSION


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, or from `start` to `end`. `ongoing`: no end yet."""

    start: float
    text: str
    end: float | None = None
    shape: Shape = Shape.CIRCLE
    ongoing: bool = False
    hollow: bool = False
    detail: str = ""
    """All that is known of it, for the read-out and the table; `text` where empty."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of events."""

    title: str
    events: tuple[Event, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days shaded through all panels; its words stand in the panel that shows them."""

    start: float
    end: float
    label: str
    under: str = ""
    role: Role = Role.APLASIA


@dataclass(frozen=True, slots=True)
class Marker:
    """A line through all panels on one day: Day 0, today."""

    day: float
    label: str
    dash: Dash = Dash.SOLID
    role: Role = Role.TEXT


@dataclass(frozen=True, slots=True)
class Panel:
    """One strip of the chart. `height` is its share of the whole."""

    title: str = ""
    hint: str = ""
    scale: Scale | None = None
    role: Role = Role.TEXT
    series: tuple[Series, ...] = ()
    steps: tuple[Step, ...] = ()
    steps_end: float = 0
    steps_unit: str = ""
    steps_words: str = ""
    """Words at the end of the steps: "Off since Day 84"."""
    steps_words_at: float = 0
    zones: tuple[Zone, ...] = ()
    limits: tuple[Limit, ...] = ()
    bars: tuple[Bar, ...] = ()
    lanes: tuple[Lane, ...] = ()
    spans_named: bool = False
    remark: str = ""
    """What stands in a panel that holds nothing or little: "No B-cell results yet.", "One result so far."."""
    bare: bool = False
    """Without an upright axis: the words in the panel say what there is to say."""
    height: float = 1

    def ticks(self) -> tuple[Tick, ...]:
        """The upright axis as heights and words: lanes by name, or values."""
        if self.bare:
            return ()
        if self.lanes:
            return tuple(
                Tick(lane_height(i, len(self.lanes)), lane.title) for i, lane in enumerate(self.lanes)
            )
        return self.scale.marked() if self.scale else ()


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

    def marks(self, panel: Panel, room: Room | None = None) -> tuple[Mark, ...]:
        """What to draw for `panel`, from back to front."""
        from tracker.domain.chart_marks import marks_of

        return marks_of(self, panel, room or Room())

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
        """Titles of `rows()` after day and date: each series, each dose, each lane of events."""
        titles: list[str] = []
        for panel in self.panels:
            titles += [
                f"{series.title} ({series.unit})" if series.unit else series.title for series in panel.series
            ]
            if panel.steps:
                titles.append(f"{panel.title} ({panel.steps_unit})" if panel.steps_unit else panel.title)
            titles += [lane.title for lane in panel.lanes]
        return tuple(titles)

    def rows(self) -> tuple[Row, ...]:
        """The chart as a table: a row for each day in view on which something was found or happened."""
        low, high = self.days
        found: dict[int, dict[int, list[str]]] = {}
        for column, (day, text) in self._cells():
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

    def _cells(self) -> Iterator[tuple[int, tuple[float, str]]]:
        column = 0
        for panel in self.panels:
            for series in panel.series:
                yield from ((column, (point.day, point.text)) for point in series.points)
                column += 1
            if panel.steps:
                yield from ((column, (step.day, step.text)) for step in panel.steps if step.text)
                column += 1
            for lane in panel.lanes:
                yield from ((column, (event.start, event.detail or event.text)) for event in lane.events)
                column += 1


def lane_height(index: int, count: int) -> float:
    """The middle of the lane number `index`, counted from the head."""
    return 1 - (index + 0.5) / count


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
