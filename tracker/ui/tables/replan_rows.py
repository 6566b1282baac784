"""The rows of a preview: what needs a decision, what moves, what keeps its date, each visit in one group."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from tracker.domain.planned_visit import PlannedVisit, State
from tracker.domain.text import N_
from tracker.language import Words
from tracker.services.replan import Effect, Replan, Shift
from tracker.ui.tables.grouped import Cell, ChipText, Column, Group, Row
from tracker.ui.tables.visit_rows import window_text

WEEK = "first week"
"""The key of the folded line: held visits of Day 1 to Day 7, most of them allowed on one day only."""

_FIRST, _LAST = 1, 7


class Bucket(StrEnum):
    """Where a visit of a preview stands; every visit is in exactly one."""

    DECIDE = "decide"
    MOVE = "move"
    KEEP = "keep"
    NEW = "new"
    GONE = "gone"
    CLOSED = "closed"
    SAME = "same"


BUCKET_TITLES: Mapping[Bucket, tuple[str, str]] = {
    Bucket.DECIDE: (N_("Needs a decision"), "warn"),
    Bucket.MOVE: (N_("Move without conflict"), ""),
    Bucket.KEEP: (N_("Done, keep their date"), ""),
    Bucket.NEW: (N_("New in the plan"), ""),
    Bucket.GONE: (N_("No longer planned"), ""),
    Bucket.CLOSED: (N_("Closed by the further infusion"), ""),
    Bucket.SAME: (N_("Stay where they are"), ""),
}
_OF = {
    Effect.MOVES: Bucket.MOVE,
    Effect.KEEPS: Bucket.KEEP,
    Effect.FLIPS_IN: Bucket.KEEP,
    Effect.FLIPS_OUT: Bucket.KEEP,
    Effect.NEW: Bucket.NEW,
    Effect.GONE: Bucket.GONE,
    Effect.CLOSED: Bucket.CLOSED,
    Effect.SAME: Bucket.SAME,
}


def buckets(found: Replan) -> Mapping[Bucket, tuple[Shift, ...]]:
    """Every row once; one with a conflict needs a decision whatever else happens to it."""
    sorted_in: dict[Bucket, list[Shift]] = {bucket: [] for bucket in Bucket}
    for row in found.rows:
        sorted_in[Bucket.DECIDE if row.conflicts else _OF[row.effect]].append(row)
    return {bucket: tuple(rows) for bucket, rows in sorted_in.items()}


def replan_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("Visit")),
        Column(words("Planned: now → new"), 262),
        Column(words("New window"), 172, fold=700),
        Column(words("What happens")),
    )


def replan_groups(found: Replan, words: Words, *, everything: bool) -> tuple[Group, ...]:
    """The groups of a preview; without `everything` only what changes or needs somebody."""
    shown = []
    sorted_in = buckets(found)
    first = (Bucket.DECIDE, Bucket.KEEP) if found.correction else ()
    for bucket in dict.fromkeys((*first, *sorted_in)):
        rows = sorted_in[bucket]
        if not rows or (bucket is Bucket.SAME and not everything):
            continue
        title, tone = BUCKET_TITLES[bucket]
        heading = words(title)
        if bucket is Bucket.KEEP and found.correction:
            heading = words("Were these visits on the dates shown?")
        shown.append(Group(heading, _rows(bucket, rows, words), words.number(len(rows)), tone))
    return tuple(shown)


def _rows(bucket: Bucket, rows: Sequence[Shift], words: Words) -> tuple[Row, ...]:
    if bucket is not Bucket.KEEP:
        return tuple(_row(row, words) for row in rows)
    week = [row for row in rows if _FIRST <= row.planned.day <= _LAST]
    if len(week) < 2:
        return tuple(_row(row, words) for row in rows)
    folded = _folded(week, words)
    found, placed = [], False
    for row in rows:
        if row in week:
            if not placed:
                found.append(folded)
            placed = True
        else:
            found.append(_row(row, words))
    return tuple(found)


def _folded(week: Sequence[Shift], words: Words) -> Row:
    days = [row.planned.actual for row in week if row.planned.actual]
    first, last = min(days), max(days)
    dates = words("{first} to {last}", first=words.short_day(first), last=words.day(last))
    out = sum(row.effect is Effect.FLIPS_OUT for row in week)
    kept = words.plural("{n} visit keeps its date", "{n} visits keep their date", len(week))
    said = words.plural("{n} now outside its window", "{n} now outside their window", out) if out else ""
    chips = (ChipText(said, "warn"),) if said else ()
    return Row(
        WEEK,
        (
            Cell(words("Day 1 to Day 7"), strong=True, whole=False),
            Cell(dates),
            Cell(words("that day only")),
            Cell("" if chips else kept, chips=chips, whole=False),
        ),
    )


def _row(row: Shift, words: Words) -> Row:
    planned = row.planned
    return Row(
        (planned.infusion, planned.code),
        (
            Cell(words(planned.title), strong=True, whole=False),
            _dates(row, words),
            Cell(window_text(row.new, words) if row.new else ""),
            _what(row, words),
        ),
        quiet=row.effect in {Effect.GONE, Effect.CLOSED},
    )


def _dates(row: Shift, words: Words) -> Cell:
    old, new = row.old, row.new
    if new and new.actual:
        return Cell(words("on {day}", day=words.weekday(new.actual)))
    if new is None:
        assert old is not None
        return Cell(words.weekday(old.window.target))
    was = "" if old is None or not row.by else words.day(old.window.target)
    return Cell(words.weekday(new.window.target), was=was, strong=bool(was))


def _what(row: Shift, words: Words) -> Cell:
    if row.conflicts:
        return Cell(chips=tuple(ChipText(words.say(each.said), "warn") for each in row.conflicts))
    if row.effect is Effect.MOVES:
        said = _moves(row.by, words)
    elif row.effect is Effect.FLIPS_OUT:
        return Cell(chips=(ChipText(outside_text(row.planned, words), "warn"),))
    elif row.effect is Effect.NEW and row.planned.state is State.OVERDUE:
        return Cell(chips=(ChipText(words("is new, its window is over"), "warn"),))
    elif row.effect is Effect.FLIPS_IN:
        return Cell(chips=(ChipText(words("now in its window"), "ok"),))
    else:
        said = words(_SAID[row.effect])
    return Cell(said, whole=False)


def outside_text(planned: PlannedVisit, words: Words) -> str:
    """By how much a held visit would lie outside its window."""
    outside = planned.outside or 0
    if outside > 0:
        return words.plural("would be {n} day late", "would be {n} days late", outside)
    return words.plural("would be {n} day early", "would be {n} days early", -outside)


_SAID = {
    Effect.KEEPS: N_("keeps its date"),
    Effect.NEW: N_("is new"),
    Effect.GONE: N_("is not asked any more"),
    Effect.CLOSED: N_("belongs to the infusion before"),
    Effect.SAME: N_("stays"),
}


def _moves(by: int, words: Words) -> str:
    if by > 0:
        return words.plural("moves {n} day later", "moves {n} days later", by)
    return words.plural("moves {n} day earlier", "moves {n} days earlier", -by)


def moved_by(rows: Iterable[Shift]) -> int | None:
    """The days by which most of these move; None where none does."""
    found = [row.by for row in rows if row.by]
    return max(set(found), key=found.count) if found else None
