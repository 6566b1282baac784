"""The trail for reading: page by page, newest first, with filters, in words."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tracker.domain.change import Act, Ref, Wanted
from tracker.domain.rights import VIEWS_LOGGED, Right, may
from tracker.domain.text import N_
from tracker.domain.trail import ACT_GROUPS
from tracker.language import Words
from tracker.services.rights import note_view
from tracker.services.session import Session
from tracker.services.trail_words import TrailRow, TrailWords

PAGE = 200
SCANNED = 2000
"""So many entries are looked through for a text before a page is handed back, be it full or not."""

_AT_ONCE = 500
_WHOLE = N_("The audit log")


@dataclass(frozen=True, kw_only=True)
class TrailFilter:
    """What a person asks for; "" and None ask for everything. `first` and `last` are days at the clinic."""

    patient: UUID | None = None
    who: UUID | None = None
    acts: str = ""
    """A key of domain/trail.py ACT_GROUPS."""
    first: date | None = None
    last: date | None = None
    text: str = ""
    """Stands in the title of the record or of a field, in a value or in the reason."""


@dataclass(frozen=True)
class TrailPage:
    """Entries, newest first. `older` is the number to go on before; None at the very first entry."""

    rows: tuple[TrailRow, ...]
    older: int | None


def zone_of(session: Session) -> ZoneInfo:
    """The time zone that days are counted in."""
    return ZoneInfo(session.study.time_zone)


def wanted(session: Session, asked: TrailFilter) -> Wanted:
    """The part of a filter that the database answers. Who may not read the whole trail reads his own."""
    zone = zone_of(session)
    own = None if may(session.user.role, Right.TRAIL) else session.user.id
    return Wanted(
        patient=asked.patient,
        who=own or asked.who,
        acts=ACT_GROUPS[asked.acts].acts if asked.acts else frozenset(),
        since=datetime.combine(asked.first, time(), tzinfo=zone) if asked.first else None,
        until=datetime.combine(asked.last + timedelta(days=1), time(), tzinfo=zone) if asked.last else None,
    )


def trail_page(
    session: Session, asked: TrailFilter, words: Words, *, before: int | None = None, size: int = PAGE
) -> TrailPage:
    """The newest `size` entries before one. With a text it may hold fewer and still have `older` ones."""
    reader = TrailWords(session.records, words, zone_of(session))
    asked_of_store, text = wanted(session, asked), asked.text.strip().casefold()
    rows: list[TrailRow] = []
    scanned = 0
    while len(rows) < size and scanned < SCANNED:
        count = _AT_ONCE if text else size - len(rows)
        events = session.records.entries(asked_of_store, count, before=before)
        scanned += len(events)
        for event in events:
            before = event.seq
            row = reader.row(event)
            if not text or text in row.text:
                rows.append(row)
            if len(rows) == size:
                break
        if len(events) < count:
            return TrailPage(tuple(rows), None if not events or before == events[-1].seq else before)
    more = session.records.entries(asked_of_store, 1, before=before)
    return TrailPage(tuple(rows), before if more else None)


def entry(session: Session, number: int, words: Words) -> TrailRow | None:
    """One entry by its number: the one that a check names."""
    found = session.records.entries(wanted(session, TrailFilter()), 1, before=number + 1)
    at = found[0] if found and found[0].seq == number else None
    return TrailWords(session.records, words, zone_of(session)).row(at) if at else None


def note_trail_read(session: Session, patient: UUID | None = None) -> None:
    """Write into the trail that it was read, for whom views are logged."""
    if patient is not None:
        note_view(session, patient)
    elif session.user.role in VIEWS_LOGGED:
        with session.office.work(session.user.id, _WHOLE) as unit:
            unit.show(Ref("Study", session.study.id), Act.OPENED)
