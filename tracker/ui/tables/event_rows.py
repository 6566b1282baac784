"""The rows of the list of events: open, closed, and what laboratory values suggest."""

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.event_answers import AESI, OUTCOMES
from tracker.domain.event_clocks import Urgency
from tracker.language import Words
from tracker.services.event_view import EventLine, EventView, left_text, related_text
from tracker.services.lab_grades import Suggestion
from tracker.ui.tables.grouped import Cell, ChipText, Column, Group, Row

CLOCK_TONES = {Urgency.SOON: "warn", Urgency.LAST_DAY: "danger", Urgency.LATE: "danger"}
OUTCOME_TONES = {"recovered": "ok", "fatal": "danger", "sequelae": "warn", "not_recovered": "warn"}


def event_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("Event")),
        Column(words("Grade"), 58),
        Column(words("Serious"), 106),
        Column(words("Start, end"), 176, fold=640),
        Column(words("Related"), 112, fold=760),
        Column(words("Clock, state"), 142),
    )


def event_groups(view: EventView, words: Words, key: str) -> tuple[Group, ...]:
    """Groups of the filter `key`; one that is empty is left out. Suggestions stand under "all" and "open"."""
    shown = view.shown(key)
    groups = []
    for title, lines in (
        (words("Open"), [line for line in shown if line.open]),
        (words("Closed"), [line for line in shown if not line.open]),
    ):
        if lines:
            rows = tuple(_row(view, line, words) for line in lines)
            groups.append(Group(title, rows, words.number(len(rows))))
    if view.suggested and key in {"all", "open"}:
        rows = tuple(_suggestion(each, view, words) for each in view.suggested)
        groups.append(
            Group(words("Laboratory values suggest"), rows, words("Enter records one, if it is one"))
        )
    return tuple(groups)


def _row(view: EventView, line: EventLine, words: Words) -> Row:
    event = line.event
    how, cause = related_text(event, words)
    return Row(
        event.id,
        (
            Cell(event.term, _under(line, words), strong=True, whole=False),
            _grade(event.grade, words),
            _serious(line, words),
            _days(view, event, words, line.open),
            Cell(how or (words("Not answered") if line.own else "–"), cause),
            _state(line, words),
        ),
        quiet=False,
    )


def _under(line: EventLine, words: Words) -> str:
    event = line.event
    if not line.own:
        return words("from the safety checks")
    if event.verbatim and event.verbatim != event.term:
        return words("reported as “{text}”", text=event.verbatim)
    if event.action:
        return event.action
    return ", ".join(words(AESI[key].title) for key in line.special)


def _grade(grade: int | None, words: Words) -> Cell:
    if grade is None:
        return Cell("–")
    return Cell(badge=words.number(grade), weight=max(0, min(4, grade - 1)))


def _serious(line: EventLine, words: Words) -> Cell:
    if line.serious is True:
        return Cell(chips=(ChipText(words("Serious"), "danger"),))
    if not line.own:
        return Cell("–")
    text = words("Not serious") if line.serious is False else words("Not answered")
    return Cell(text, tone="neutral" if line.serious is False else "warn")


def _days(view: EventView, event: AdverseEvent, words: Words, going_on: bool) -> Cell:
    start, end = event.start, event.end
    if start is None:
        return Cell(words("Not known"), words("ongoing") if going_on else "")
    day0 = view.course.day0
    first = (start.exact - day0).days if day0 and start.exact else None
    if end is None:
        state = words("ongoing") if going_on else words("end not known")
        under = state if first is None else words("Day {day}, {state}", day=words.number(first), state=state)
        return Cell(words.day(start), under)
    if start.exact is None or end.exact is None:
        return Cell(words.day(start), words("to {day}", day=words.day(end)))
    shown = words("{start} to {end}", start=words.short_day(start.exact), end=words.day(end))
    if start.exact.year != end.exact.year:
        shown = words.day(start)
    length = words.plural("{n} day", "{n} days", (end.exact - start.exact).days + 1)
    if first is None or day0 is None:
        return Cell(shown, length)
    places = {"first": words.number(first), "last": words.number((end.exact - day0).days), "length": length}
    return Cell(shown, words("Day {first} to {last}, {length}", **places))


def _state(line: EventLine, words: Words) -> Cell:
    clock, event = line.clock, line.event
    if clock is not None and clock.runs:
        tone = CLOCK_TONES.get(clock.urgency, "")
        return Cell(left_text(clock, words), words("to tell the sponsor"), strong=True, tone=tone)
    if line.open:
        told = left_text(clock, words) if clock is not None else ""
        return Cell(words("Ask at each visit"), told, tone="neutral")
    if not line.own:
        return Cell(chips=(ChipText(words("Resolved"), "ok"),))
    tone = OUTCOME_TONES.get(event.outcome, "neutral")
    title = words(OUTCOMES[event.outcome]) if event.outcome in OUTCOMES else words("Over")
    short = words("With effects") if event.outcome == "sequelae" else title
    return Cell(chips=(ChipText(short, tone),))


def _suggestion(each: Suggestion, view: EventView, words: Words) -> Row:
    lab, day0 = each.first.lab, view.course.day0
    day = words("Day {day}", day=words.number((lab.sampled - day0).days)) if day0 else ""
    return Row(
        each,
        (
            Cell(words(each.term), words("not recorded, from laboratory values"), whole=False),
            _grade(each.grade, words),
            Cell("–"),
            Cell(words.day(lab.sampled), day),
            Cell("–"),
            Cell(words("An event?"), words("you decide")),
        ),
        quiet=True,
    )
