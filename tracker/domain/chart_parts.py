"""The parts of a chart, as what they mean: points and series, doses, bands, limits, events, panels."""

from dataclasses import dataclass
from math import inf, log10

from tracker.domain.marks import Dash, Role, Shape

GAPS: tuple[tuple[float, int], ...] = ((365, 120), (3.1 * 365.25, 274), (inf, 548))
"""Most days a line may bridge, by the day it ends on: 1.5 times the usual distance of visits."""

LANE = 0.2
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
    apart: bool = False
    """Made in another way than the one before it, and not joined to it."""

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
        if before.open or after.open or after.apart:
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
class Note:
    """What a reader has to know of the curve at a day: why it is not joined to what stood before."""

    day: float
    text: str


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
    steps_named: bool = False
    """Whether each step carries its amount."""
    planned_from: float | None = None
    """From this day on the steps are a plan: dashed, and paler."""
    zones: tuple[Zone, ...] = ()
    limits: tuple[Limit, ...] = ()
    bars: tuple[Bar, ...] = ()
    lanes: tuple[Lane, ...] = ()
    spans_named: bool = False
    remark: str = ""
    """What stands in a panel that holds nothing or little: "No B-cell results yet.", "One result so far."."""
    notes: tuple[Note, ...] = ()
    """What a reader has to know of the curve: where and why its line is broken."""
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


def lane_height(index: int, count: int) -> float:
    """The middle of the lane number `index`, counted from the head."""
    return 1 - (index + 0.5) / count
