"""The rows of the list of visits: planned, window, actual, difference and status in a column each."""

from collections.abc import Mapping
from datetime import date

from tracker.domain.planned_visit import STATE_TITLES, PlannedVisit, State
from tracker.domain.text import N_
from tracker.domain.visit_codes import visit_code
from tracker.language import Words
from tracker.services.visit_view import Part, VisitLine, VisitView, Wanted
from tracker.ui.tables.grouped import Cell, ChipText, Column, Group, Row

_NONE = "–"
_HEADINGS: Mapping[Part, tuple[str, str]] = {
    Part.OVERDUE: (N_("Overdue"), "danger"),
    Part.NEXT: (N_("Next"), ""),
    Part.OUTSIDE: (N_("Done outside the window"), "warn"),
    Part.UNPLANNED: (N_("Outside any plan"), "warn"),
    Part.DONE: (N_("Done"), ""),
    Part.NOT_HELD: (N_("Not held"), ""),
    Part.LATER: (N_("Later"), ""),
    Part.LEFT: (N_("Not applicable any more"), ""),
}
"""Each group of the list: its heading and tone."""


def visit_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("Visit")),
        Column(words("Day"), 78, fold=760),
        Column(words("Planned"), 108),
        Column(words("Window"), 172, fold=640),
        Column(words("Actual"), 110),
        Column(words("Difference"), 90, fold=700),
        Column(words("Status"), 166),
        Column(words("Score"), 64, fold=860),
        Column(words("Signed"), 104, fold=1000),
    )


def visit_groups(view: VisitView, wanted: Wanted, words: Words) -> tuple[Group, ...]:
    """The groups of the list, headings with their counts."""
    found = []
    for part, lines in view.parts(wanted):
        title, tone = _HEADINGS[part]
        rows = tuple(_row(view, line, words) for line in lines)
        found.append(Group(words(title), rows, _hint(view, part, len(rows), words), tone))
    return tuple(found)


def _hint(view: VisitView, part: Part, count: int, words: Words) -> str:
    if part is Part.NEXT:
        return words("{n} of {all} planned", n=words.number(count), all=words.number(view.coming))
    if part is Part.DONE:
        return words("{n}, newest first", n=words.number(count))
    if part is Part.LEFT:
        return words("{n}, kept as they were planned", n=words.number(count))
    return words.number(count)


def title_of(line: VisitLine, words: Words) -> str:
    """The name of a visit, with its infusion where there is more than one."""
    if line.planned is None:
        visit = line.visit
        return words(visit.title or visit_code(visit.code).title) if visit else ""
    title = words(line.planned.title)
    if not line.infusion:
        return title
    return words("{title}, infusion {n}", title=title, n=words.number(line.infusion))


def open_words(line: VisitLine, words: Words) -> str:
    """The verb that opens a visit."""
    return words("Open {visit}", visit=title_of(line, words))


def window_text(planned: PlannedVisit, words: Words) -> str:
    """ "08-Nov to 06-Dec-2026"; a window of one day in words."""
    window = planned.window
    if window.open == window.close:
        return words("that day only")
    return words("{first} to {last}", first=words.short_day(window.open), last=words.day(window.close))


def difference_text(days: int | None, words: Words) -> str:
    """ "+3 days", "−1 day", "on the day"; "" while the visit was not held."""
    if days is None:
        return ""
    if days == 0:
        return words("on the day")
    sign = "+" if days > 0 else "−"
    count = words.plural("{n} day", "{n} days", abs(days))
    return words("{sign}{count}", sign=sign, count=count)


def status(line: VisitLine, today: date, words: Words) -> ChipText:
    """What became of a visit, as one chip: where it lies outside its window, by how much."""
    planned = line.planned
    if planned is None:
        return ChipText(words("Unplanned"), "warn" if line.adoptable else "neutral")
    if planned.held and planned.state is State.DONE:
        return _held(planned.outside or 0, words)
    if planned.state is State.OVERDUE:
        late = (today - planned.window.close).days
        return ChipText(words.plural("{n} day overdue", "{n} days overdue", late), "danger")
    if planned.state is State.DUE:
        return ChipText(words("Due now"), "info", "clock")
    if line.part is Part.LEFT or (planned.provisional and planned.is_open):
        text = words("Not applicable") if line.part is Part.LEFT else words("Provisional")
        return ChipText(text, "neutral", "")
    tone = "warn" if planned.state in {State.MISSED, State.NOT_RECOVERABLE} else "neutral"
    return ChipText(words(STATE_TITLES[planned.state]), tone, None if tone == "warn" else "")


def _held(outside: int, words: Words) -> ChipText:
    if outside == 0:
        return ChipText(words("In window"), "ok")
    if outside > 0:
        return ChipText(words.plural("{n} day after window", "{n} days after window", outside), "warn")
    return ChipText(words.plural("{n} day before window", "{n} days before window", -outside), "warn")


def _row(view: VisitView, line: VisitLine, words: Words) -> Row:
    planned, visit = line.planned, line.visit
    day = planned.day if planned else _day_number(view, line)
    actual = visit.day if visit else None
    over = line.part is Part.LEFT
    chips = (status(line, view.today, words),)
    held = view.course.signed(visit.id) if visit else None
    void = held is not None and held.void
    signed = line.signer or (words("void, sign again") if void else words("not signed") if visit else "")
    return Row(
        line.key,
        (
            Cell(title_of(line, words), strong=not over, whole=False),
            Cell("" if day is None else words("Day {day}", day=words.number(day))),
            Cell(words.day(planned.window.target) if planned else _NONE),
            Cell(window_text(planned, words) if planned else _NONE),
            Cell(words.day(actual) if actual else _NONE, strong=bool(actual)),
            Cell(difference_text(planned.difference if planned else None, words)),
            Cell(chips=chips),
            Cell(line.score),
            Cell(signed, whole=False, tone="warn" if void else ""),
        ),
        quiet=over,
    )


def _day_number(view: VisitView, line: VisitLine) -> int | None:
    on = view.axis_of(line)
    return (line.visit.day - on.day0).days if on and line.visit else None
