"""What the list of events shows: each event with its clock, in the order of the list, and the filters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.change import Records
from tracker.domain.event_answers import (
    CAUSES,
    LIKELIHOODS,
    SCALES,
    is_open,
    likeliest,
    seriousness,
    special_interest,
)
from tracker.domain.event_clocks import Expedited, SiteClock, Urgency, expedited, site_clock
from tracker.domain.followup import Inquiry
from tracker.domain.instruments.licats_onset_class import LICATS_ONSET_CLASS
from tracker.domain.letter import Cell
from tracker.domain.outputs import Category
from tracker.domain.text import N_, Said
from tracker.language import Words
from tracker.services.course import Course, course
from tracker.services.episodes import as_events
from tracker.services.event_checks import remarks
from tracker.services.event_reading import (
    RELAPSES,
    order,
    relapse_class,
    times_asked,
)
from tracker.services.lab_grades import Suggestion, lab_grades, suggestions, versions
from tracker.services.licats import Question, question
from tracker.services.settings import number_setting, setting

HOUR, MINUTE = 3600, 60

VERSIONS = {"ctcae_v5_lab": "CTCAE v5", "ctcae_v6_lab": "CTCAE v6"}
"""Setting -> the scale that a new event is graded on."""

KIND_TITLES: Mapping[EventKind, str] = {
    EventKind.OTHER: N_("Other event"),
    EventKind.INFECTION: N_("Infection"),
    EventKind.TOXICITY: N_("Toxicity"),
    EventKind.LICATS: N_("Local reaction (LICATS)"),
    EventKind.FLARE: N_("Flare of the disease"),
    EventKind.MALIGNANCY: N_("Malignancy"),
    EventKind.PREGNANCY: N_("Pregnancy"),
}

LOCAL = {EventKind.LICATS: "licats", EventKind.FLARE: "flare"}
"""Kinds between which a person decides -> what the question proposes."""


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """One event. `own` is False for what the safety checks show: it is read here, not changed."""

    event: AdverseEvent
    own: bool
    open: bool
    serious: bool | None
    clock: SiteClock | None = None
    reports: tuple[Expedited, ...] = ()
    special: tuple[str, ...] = ()
    question: Question | None = None
    remarks: tuple[Said, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EventView:
    """Everything about the events of one patient at `now`."""

    course: Course
    now: datetime
    lines: tuple[EventLine, ...]
    suggested: tuple[Suggestion, ...]
    asked: int
    hours: int
    scale: str
    """The scale of a new event: the study's version of CTCAE."""

    def shown(self, key: str) -> tuple[EventLine, ...]:
        """The lines of a filter, open ones first, each by grade and start."""
        return tuple(line for line in self.lines if FILTERS[key].holds(line))

    def line(self, event: UUID) -> EventLine | None:
        return next((line for line in self.lines if line.event.id == event), None)


@dataclass(frozen=True)
class Filter:
    """Which lines a chip above the list shows."""

    title: str
    holds: Callable[[EventLine], bool]


FILTERS: Mapping[str, Filter] = {
    "all": Filter(N_("All"), lambda line: True),
    "open": Filter(N_("Open"), lambda line: line.open),
    "serious": Filter(N_("Serious"), lambda line: line.serious is True),
    "severe": Filter(N_("Grade 3 and up"), lambda line: (line.event.grade or 0) >= 3),
    "infections": Filter(N_("Infections"), lambda line: line.event.kind is EventKind.INFECTION),
}


def event_view(records: Records, patient: UUID, now: datetime) -> EventView:
    """Read everything about the events of `patient`; `now` is the instant at the clinic."""
    whole = course(records, patient)
    hours, version = int(number_setting(records, "tell_sponsor_hours")), setting(records, "ctcae")
    own = [_line(whole, each, now, hours, own=True) for each in whole.events]
    read = [_line(whole, each, now, hours, own=False) for each in as_events(whole)]
    lines = sorted((*own, *read), key=lambda line: (not line.open, *order(line.event)))
    return EventView(
        course=whole,
        now=now,
        lines=tuple(lines),
        suggested=suggestions(whole, lab_grades(whole, versions(records))),
        asked=times_asked(records.find(Inquiry, patient=patient)),
        hours=hours,
        scale=VERSIONS[version],
    )


def serious_open(whole: Course, day: date) -> int:
    """How many serious events are open: what the banner says."""
    return sum(1 for each in whole.events if seriousness(each) is True and is_open(each, day))


def related_text(event: AdverseEvent, words: Words) -> tuple[str, str]:
    """How likely, and from which cause: of the likeliest; what older entries said stays as it is."""
    found = likeliest(event)
    if found is None:
        return (words(event.related) if event.related else "", "")
    cause, likelihood = found
    return words(LIKELIHOODS[likelihood]), words(CAUSES[cause].title)


def related_cell(event: AdverseEvent, words: Words) -> Cell:
    """For paper: how likely, with the cause below where that is not the CAR T cells."""
    found = likeliest(event)
    how, cause = related_text(event, words)
    first = found is None or found[0] == next(iter(CAUSES))
    return Cell(how or "–", under="" if first else cause)


def scale_title(event: AdverseEvent, words: Words) -> str:
    """The name of its scale; as it was stored where nobody declares it."""
    return words(SCALES[event.scale].title) if event.scale in SCALES else event.scale


def left_text(clock: SiteClock, words: Words) -> str:
    """ "21 h 12 min left", "3 h late"; for a told sponsor when that was, and how late."""
    text = _span(clock, words)
    if clock.urgency is Urgency.TOLD:
        return words("Sponsor told")
    if clock.urgency is Urgency.TOLD_LATE:
        return words("Sponsor told {span} late", span=text)
    return (
        words("{span} late", span=text) if clock.urgency is Urgency.LATE else words("{span} left", span=text)
    )


def _span(clock: SiteClock, words: Words) -> str:
    late = clock.left.total_seconds() < 0
    seconds = abs(int(clock.left.total_seconds()))
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    if late and hours:
        return words("{hours} h", hours=words.number(hours))
    if not hours:
        return words("{minutes} min", minutes=words.number(minutes))
    return words("{hours} h {minutes} min", hours=words.number(hours), minutes=words.number(minutes))


def said_of(line: EventLine, whole: Course, words: Words) -> list[str]:
    """What is worked out about an event, as sentences: what it belongs to, when it came, what is odd."""
    found = []
    relapse = relapse_class(whole, line.event)
    if relapse is not None:
        found.append(words("Flare {when}", when=words(RELAPSES[relapse])))
    asked = line.question
    if asked is not None and asked.onset_class:
        output = LICATS_ONSET_CLASS.output("onset_class")
        if isinstance(output, Category) and line.event.kind is EventKind.LICATS:
            found.append(words("Onset {onset}", onset=words(output.options[asked.onset_class])))
    if asked is not None and asked.proposal != LOCAL[line.event.kind]:
        found.append(words("{why} {asks}", why=words.say(asked.why), asks=words(asked.asks)))
    return [*found, *(words.say(each) for each in line.remarks)]


def _line(whole: Course, event: AdverseEvent, now: datetime, hours: int, *, own: bool) -> EventLine:
    return EventLine(
        event=event,
        own=own,
        open=is_open(event, now.date()),
        serious=seriousness(event),
        clock=site_clock(event, hours, now),
        reports=expedited(event),
        special=special_interest(event),
        question=question(whole, event) if own and event.kind in LOCAL else None,
        remarks=tuple(remarks(whole, event)) if own else (),
    )


MISSING = {
    "sponsor_awareness_date": N_("when the sponsor knew"),
    "fatal_or_life_threatening": N_("whether it is fatal or life-threatening"),
    "unexpected": N_("whether it was expected"),
    "related": N_("what it is related to"),
}


def report_text(report: Expedited, words: Words) -> str:
    """ "Report to the authority by 08-Dec-2026", or what decides whether there is one."""
    title = words(report.title)
    if report.due is None:
        open_ = ", ".join(words(MISSING[each]) for each in report.missing if each in MISSING)
        return words("{title}: not known yet, {open} is missing.", title=title, open=open_)
    places = {"title": title, "due": words.weekday(report.due)}
    if report.complete is not None:
        return words(
            "{title} by {due}, complete by {complete}.", **places, complete=words.weekday(report.complete)
        )
    return words("{title} by {due}.", **places)
