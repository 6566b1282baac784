"""The worklist of a day: what is overdue, due, awaited, to be checked, incomplete or asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tracker.domain.diseases import Disease
from tracker.domain.patient import Patient
from tracker.domain.planned_visit import PlannedVisit
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.text import N_, Said
from tracker.domain.visit import Visit

AHEAD = 7
"""Days after today that "next 7 days" reaches."""


class Group(StrEnum):
    """The headings of the list, in their order. A row stands under one."""

    OVERDUE = "overdue"
    TODAY = "today"
    NEXT_7 = "next_7"
    DECIDE = "decide"
    UNFINISHED = "unfinished"
    LATER = "later"


GROUP_TITLES: Mapping[Group, str] = {
    Group.OVERDUE: N_("Overdue"),
    Group.TODAY: N_("Today"),
    Group.NEXT_7: N_("Next 7 days"),
    Group.DECIDE: N_("Needs a decision"),
    Group.UNFINISHED: N_("Held, not finished"),
    Group.LATER: N_("Later, window open"),
}


class Kind(StrEnum):
    """What a to-do is about, the most urgent first."""

    TO_CHECK = "to_check"
    QUERY = "query"
    DECIDE = "decide"
    """What stands against its planned day, until another day is agreed or it is noted as not held."""
    AWAITED = "awaited"
    MISSING = "missing"
    DUE = "due"


class Tile(StrEnum):
    """The filters above the list. A row may belong to several."""

    ALL = "all"
    OVERDUE = "overdue"
    TODAY = "today"
    NEXT_7 = "next_7"
    AWAITED = "awaited"
    TO_CHECK = "to_check"
    INCOMPLETE = "incomplete"
    QUERIES = "queries"


TILE_TITLES: Mapping[Tile, str] = {
    Tile.ALL: N_("All open"),
    Tile.OVERDUE: N_("Overdue"),
    Tile.TODAY: N_("Today"),
    Tile.NEXT_7: N_("Next 7 days"),
    Tile.AWAITED: N_("Results awaited"),
    Tile.TO_CHECK: N_("Value to check"),
    Tile.INCOMPLETE: N_("Incomplete"),
    Tile.QUERIES: N_("Queries"),
}

_BY_GROUP = {Group.OVERDUE: Tile.OVERDUE, Group.TODAY: Tile.TODAY, Group.NEXT_7: Tile.NEXT_7}
_BY_KIND = {
    Kind.TO_CHECK: Tile.TO_CHECK,
    Kind.AWAITED: Tile.AWAITED,
    Kind.MISSING: Tile.INCOMPLETE,
    Kind.QUERY: Tile.QUERIES,
}


@dataclass(frozen=True)
class ToDo:
    """One chip: a phrase to print. `code` is an analyte, an assessment id, or ""."""

    kind: Kind
    said: Said
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkRow:
    """One line: a patient and one visit, planned or held, or what hangs about without a visit.

    `due` is the day of the appointment, else the planned day; `late` the days since then where it is over,
    and `closed` the days since the window closed. `day` is today as days since the last infusion.
    """

    patient: Patient
    disease: Disease
    detail: str
    site: UUID
    group: Group
    planned: PlannedVisit | None = None
    visit: Visit | None = None
    day: int | None = None
    due: date | None = None
    time: str = ""
    place: str = ""
    late: int = 0
    closed: int = 0
    todo: tuple[ToDo, ...] = ()
    order: str = ""
    """What rows of one day are sorted by: the family name, folded."""

    @property
    def title(self) -> str:
        """The name of the visit, a phrase; "" for what hangs about without one."""
        if self.planned:
            return self.planned.title
        return (self.visit.title or N_("Unplanned visit")) if self.visit else ""

    @property
    def tiles(self) -> frozenset[Tile]:
        """The filters this row passes."""
        found = {Tile.ALL} | {_BY_KIND[each.kind] for each in self.todo if each.kind in _BY_KIND}
        return frozenset(found | ({_BY_GROUP[self.group]} if self.group in _BY_GROUP else set()))

    @property
    def due_words(self) -> tuple[Said, ...]:
        """One or two lines for the column Due: the fact, and the deadline."""
        if self.planned is None or self.due is None or self.visit is not None:
            return ()
        window = self.planned.window
        lines: list[Said] = []
        if self.late:
            lines.append(_days(self.late, N_("1 day late"), N_("{n} days late")))
        if self.closed:
            lines.append(Said(N_("window closed {day}"), {"day": window.close}))
        elif self.late:
            lines.append(_closes((window.close - self.due).days - self.late, window.close))
        return tuple(lines)


@dataclass(frozen=True, kw_only=True)
class FirstDays:
    """A patient in the first 30 days: the last safety check, how long ago, and when the next is due.

    `next_due` is a moment while checks are daily, and None after that: the next planned visit then counts.
    """

    patient: Patient
    day: int
    last: SafetyCheck | None
    next_due: datetime | None
    next_visit: PlannedVisit | None

    def age(self, now: datetime) -> timedelta | None:
        """How old the last check is."""
        return now - self.last.at if self.last else None

    def overdue(self, now: datetime) -> bool:
        return self.next_due is not None and self.next_due < now


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the chips ask for; "" and None are "all"."""

    tile: Tile = Tile.ALL
    disease: str = ""
    site: UUID | None = None
    coordinator: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Worklist:
    """The rows of one day, in the order they are shown, and the patients of the first 30 days."""

    today: date
    rows: tuple[WorkRow, ...]
    first_days: tuple[FirstDays, ...] = ()

    def counts(self) -> Mapping[Tile, int]:
        """How many rows each tile has."""
        found = Counter(tile for row in self.rows for tile in row.tiles)
        return {tile: found[tile] for tile in Tile}

    def chosen(self, wanted: Wanted) -> tuple[WorkRow, ...]:
        """The rows that pass every chip."""
        return tuple(
            row
            for row in self.rows
            if wanted.tile in row.tiles
            and (not wanted.disease or row.disease.code == wanted.disease)
            and (wanted.site is None or row.site == wanted.site)
            and (wanted.coordinator is None or row.patient.coordinator == wanted.coordinator)
        )


def placed(planned: PlannedVisit, due: date, today: date) -> Group | None:
    """The heading of an open visit; None for one that is neither near nor in its window."""
    if due < today:
        return Group.OVERDUE
    if due == today:
        return Group.TODAY
    if due <= today + timedelta(days=AHEAD):
        return Group.NEXT_7
    return Group.LATER if planned.window.open <= today else None


def sorted_rows(rows: Sequence[WorkRow]) -> tuple[WorkRow, ...]:
    """By heading, then day and time, then name."""
    order = {group: at for at, group in enumerate(Group)}
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                order[row.group],
                row.due or (row.visit.day if row.visit else date.max),
                row.time,
                row.order,
                row.patient.study_id,
                row.planned.day if row.planned else 0,
            ),
        )
    )


def _closes(left: int, day: date) -> Said:
    if left == 0:
        return Said(N_("window closes today"))
    if left > AHEAD:
        return Said(N_("window closes {day}"), {"day": day})
    return _days(left, N_("window closes in 1 day"), N_("window closes in {n} days"))


def _days(count: int, one: str, many: str) -> Said:
    return Said(one if count == 1 else many, {"n": count})
