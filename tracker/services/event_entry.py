"""What stands in the form of an event, as it was typed: filled from the record or a draft, read into it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.day_text import read_day, read_exact_day
from tracker.domain.event_answers import CRITERIA, worst_grade
from tracker.domain.event_terms import term_named
from tracker.domain.moment_text import read_moment
from tracker.domain.partial_date import PartialDate
from tracker.language import Words
from tracker.services.events import NewEvent
from tracker.services.lab_grades import Suggestion

MOMENTS = ("site_aware", "sponsor_aware", "sponsor_told")


@dataclass(frozen=True, kw_only=True)
class EventEntry:
    """Dates and times are text until they are read; `visit` is the event that is changed, for the draft."""

    patient: UUID
    visit: UUID | None = None
    term: str = ""
    kind: EventKind = EventKind.OTHER
    scale: str = ""
    grade: int | None = None
    start: str = ""
    end: str = ""
    ongoing: bool | None = None
    site_aware: str = ""
    sponsor_aware: str = ""
    sponsor_told: str = ""
    worsened: str = ""
    criteria: Mapping[str, object] = field(default_factory=dict)
    relations: Mapping[str, object] = field(default_factory=dict)
    expected: bool | None = None
    outcome: str = ""
    verbatim: str = ""
    action: str = ""
    treatment: str = ""
    narrative: str = ""
    reporter: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    meddra_llt: str = ""
    meddra_pt: str = ""
    meddra_soc: str = ""
    meddra_version: str = ""

    def content(self) -> dict[str, object]:
        """As a draft keeps it."""
        kept = asdict(self)
        del kept["patient"], kept["visit"]
        return {**kept, "kind": str(self.kind)}


def entry_from(content: Mapping[str, object], patient: UUID, event: UUID | None) -> EventEntry:
    """What a draft kept; keys that nobody knows any more are left aside."""
    names = {each.name for each in fields(EventEntry)} - {"patient", "visit"}
    known = {key: value for key, value in content.items() if key in names}
    made = EventEntry(patient=patient, visit=event, **known)  # type: ignore[arg-type]
    return replace(made, kind=EventKind(str(made.kind)))


def new_entry(patient: UUID, words: Words, now: datetime, scale: str) -> EventEntry:
    """A form that is empty but for today and the time somebody knew of it: now."""
    return EventEntry(
        patient=patient,
        scale=scale,
        start=words.day(now.date()),
        ongoing=True,
        site_aware=moment_text(now, now, words),
    )


def entry_of(event: AdverseEvent, words: Words, now: datetime, *, worst: bool = False) -> EventEntry:
    """The form of an event in the record, with the grade it has now, or the worst for a correction."""
    last = max(event.grades, key=lambda step: step.day).grade if event.grades else event.grade
    same = {
        name: getattr(event, name)
        for name in (*_TEXTS, "kind", "scale", "ongoing", "criteria", "relations", "expected", "details")
    }
    moments: dict[str, Any] = {name: moment_text(getattr(event, name), now, words) for name in MOMENTS}
    return EventEntry(
        patient=event.patient,
        visit=event.id,
        grade=worst_grade(event) if worst else last,
        start=words.day(event.start) if event.start else "",
        end=words.day(event.end) if event.end else "",
        worsened=words.day(event.worsened) if event.worsened else "",
        **same,
        **moments,
    )


def entry_suggested(suggestion: Suggestion, base: EventEntry, words: Words, scale: str) -> EventEntry:
    """A form filled with what laboratory values suggest; a person still reads and saves it."""
    return replace(
        base,
        term=suggestion.term,
        scale=scale,
        grade=suggestion.grade,
        start=words.day(suggestion.first.lab.sampled),
        end="" if suggestion.ongoing else words.day(suggestion.last.lab.sampled),
        ongoing=suggestion.ongoing,
        site_aware="",
    )


def asked(entry: EventEntry, now: datetime, words: Words, old: AdverseEvent | None = None) -> NewEvent:
    """What the entry asks for; a `Refusal` names the first date or time that cannot be read."""
    today = now.date()
    moments: dict[str, Any] = {name: _moment(entry, name, now, words, old) for name in MOMENTS}
    end = _day(entry.end, now)
    same = {
        name: getattr(entry, name)
        for name in (*_TEXTS, "scale", "expected", "grade", "criteria", "relations", "details")
    }
    return NewEvent(
        kind=entry.kind,
        start=_day(entry.start, now),
        end=end,
        ongoing=False if end is not None else entry.ongoing,
        worsened=read_exact_day(entry.worsened, today),
        **same,
        **moments,
    )


def with_term(entry: EventEntry, text: str, scale: str) -> EventEntry:
    """Another term: kind and scale follow it; `scale` is the one of terms without their own."""
    term = term_named(text)
    if term is None:
        return replace(entry, term=text)
    return replace(entry, term=term.title, kind=term.kind, scale=term.scale or scale)


def ticked(criteria: Mapping[str, bool], none: bool) -> dict[str, object]:
    """The criteria as answers: one tick answers them all, as "none of these" does; no tick, nothing."""
    if not none and True not in criteria.values():
        return {}
    return {key: not none and criteria.get(key, False) for key in CRITERIA}


def moment_text(at: datetime | None, now: datetime, words: Words) -> str:
    """ "23-Nov-2026 07:30", in the time zone of `now`."""
    if at is None:
        return ""
    here = at.astimezone(now.tzinfo)
    return words("{day} {time}", day=words.day(here.date()), time=f"{here:%H:%M}")


_TEXTS = (
    *("term", "outcome", "verbatim", "action", "treatment", "narrative", "reporter"),
    *("meddra_llt", "meddra_pt", "meddra_soc", "meddra_version"),
)


def _day(text: str, now: datetime) -> PartialDate | None:
    return read_day(text, now.date())


def _moment(
    entry: EventEntry, name: str, now: datetime, words: Words, old: AdverseEvent | None
) -> datetime | None:
    """The moment typed; one that was only shown stays to the second."""
    typed, kept = getattr(entry, name), getattr(old, name) if old is not None else None
    if typed == moment_text(kept, now, words):
        return kept
    return read_moment(typed, now)
