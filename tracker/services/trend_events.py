"""The lanes of a course: treatment, toxicity, infection, support."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.chart import Event, Lane, Panel, Role, Shape
from tracker.domain.drugs import DrugClass, DrugLane, drug
from tracker.domain.event_answers import seriousness
from tracker.domain.partial_date import PartialDate
from tracker.domain.text import N_
from tracker.language import Words
from tracker.services.course import Course
from tracker.services.episodes import all_events
from tracker.services.steroids import TOXICITY
from tracker.services.trend_toxicity import day_lanes, icaht_events

OTHERS = (
    (N_("Flare, LICATS"), frozenset({EventKind.FLARE, EventKind.LICATS}), Role.TOXICITY),
    (
        N_("Other"),
        frozenset({EventKind.OTHER, EventKind.MALIGNANCY, EventKind.PREGNANCY}),
        Role.INFECTION,
    ),
)
"""Lanes that are there only where they have something to show."""


@dataclass(frozen=True, slots=True)
class _Days:
    """Turns dates into days since the infusion; `last` is the day up to which something ongoing is drawn."""

    day0: date
    last: int

    def of(self, when: PartialDate) -> float:
        """The day; the middle of the stretch where only the month or year is known."""
        return ((when.earliest - self.day0).days + (when.latest - self.day0).days) / 2


def events_panel(course: Course, words: Words, day0: date, last: int, *, daily: bool = False) -> Panel:
    """What was done and what went wrong, in lanes; those of OTHERS only where there are any.

    `daily` gives CRS and ICANS lanes of their own with the grade of each day, instead of one bar an episode.
    """
    days = _Days(day0, last)
    events = all_events(course)
    own = day_lanes(course, words, day0) if daily else ()
    if own:
        shown = {lane.title for lane in own}
        events = tuple(event for event in events if words(event.term) not in shown)
    low = tuple(icaht_events(course, words, day0, day0 + timedelta(days=last)))
    wrong = {kind: [event for event in events if event.kind is kind] for kind in EventKind}
    lanes = [
        Lane(words("Treatment"), tuple(_treatment(course, words, days)), Role.TREATMENT),
        *own,
        Lane(words("Toxicity"), (*_wrong(wrong[EventKind.TOXICITY], words, days), *low), Role.TOXICITY),
        Lane(words("Infection"), tuple(_wrong(wrong[EventKind.INFECTION], words, days)), Role.INFECTION),
        Lane(words("Support"), tuple(_given(course, DrugLane.SUPPORT, words, days)), Role.SUPPORT),
    ]
    for title, kinds, role in OTHERS:
        found = [event for event in events if event.kind in kinds]
        if found:
            lanes.append(Lane(words(title), tuple(_wrong(found, words, days)), role))
    return Panel(lanes=tuple(lanes), height=0.17 * len(lanes))


def _treatment(course: Course, words: Words, days: _Days) -> Iterator[Event]:
    for infusion in course.infusions:
        drugs = [each for each in course.conditionings if each.infusion == infusion.id and each.start]
        if drugs:
            starts = [days.of(each.start) for each in drugs if each.start]
            ends = [days.of(each.end or each.start) for each in drugs if each.start]
            names = ", ".join(words(drug(each.drug).title) for each in drugs)
            yield Event(
                min(starts), words("LD"), max(ends), detail=words("Lymphodepletion: {drugs}", drugs=names)
            )
        if infusion.day0:
            day = days.of(infusion.day0)
            text = words("CAR T infusion, Day {day}", day=words.number(round(day)))
            yield Event(day, text, shape=Shape.UP, hollow=infusion.day0.exact is None)
    yield from _given(course, DrugLane.TREATMENT, words, days)


def _given(course: Course, lane: DrugLane, words: Words, days: _Days) -> Iterator[Event]:
    """Courses of drugs that belong to `lane`; what lasted a day or less is a point."""
    for each in course.medications:
        declared = drug(each.drug)
        pulse = declared.drug_class is DrugClass.STEROID and each.purpose == TOXICITY
        if (DrugLane.SUPPORT if pulse else declared.lane) is not lane or each.start is None:
            continue
        start = days.of(each.start)
        end = days.of(each.end) if each.end else float(days.last)
        shape = Shape.SQUARE if declared.drug_class is DrugClass.VACCINE else Shape.CIRCLE
        text = each.name or words(declared.title)
        detail = words("{what}, from {start}", what=text, start=words.day(each.start))
        lasts = end > start + 1 and declared.drug_class is not DrugClass.VACCINE
        yield Event(
            start,
            text,
            end if lasts else None,
            shape,
            ongoing=lasts and not each.end,
            detail=detail if lasts else text,
        )


def _wrong(events: list[AdverseEvent], words: Words, days: _Days) -> Iterator[Event]:
    for event in events:
        if event.start is None:
            continue
        start = days.of(event.start)
        end = days.of(event.end) if event.end else float(days.last) if event.ongoing else None
        text = event_text(event, words)
        places = {"what": text, "start": words.number(round(start)), "end": words.number(round(end or start))}
        detail = text
        if end is not None and end > start:
            detail = words(N_("{what} (Day {start}–{end})"), **places)
        yield Event(
            start,
            text,
            end if end is not None and end > start else None,
            Shape.DIAMOND,
            ongoing=bool(event.ongoing) and event.end is None,
            hollow=event.start.exact is None,
            detail=detail,
        )


def event_text(event: AdverseEvent, words: Words) -> str:
    """ "CRS, grade 1", "Pneumonia, grade 3, serious"; the grade only where it is known."""
    serious = seriousness(event) is True
    if event.grade is None:
        return words("{term}, serious", term=event.term) if serious else event.term
    places = {"term": event.term, "grade": words.number(event.grade)}
    if serious:
        return words("{term}, grade {grade}, serious", **places)
    return words("{term}, grade {grade}", **places)
