"""Writes planned visits as a calendar file (RFC 5545): study ID and visit only, names where somebody asks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from tracker.language import Words
from tracker.services.appointments import Booked, start_of

_SPACE = UUID("6f1c3a52-7d0b-4a0e-9d62-0f6f3ed1a9c4")
_OCTETS = 75


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a calendar. `start` is local time at the clinic, or None for the whole day.

    `patient` and `infusion` only make the identity of the entry, so that a second file moves it and does not
    add another. `name` is written only where it was asked for.
    """

    patient: UUID
    infusion: UUID | None
    study_id: str
    code: str
    title: str
    day: date
    start: time | None = None
    minutes: int = 30
    place: str = ""
    provisional: bool = False
    name: str = ""


def entry_of(row: Booked, speak: Words) -> Entry:
    """A visit to come as a line of a file that leaves the clinic: no name, no birth date."""
    return Entry(
        patient=row.patient.id,
        infusion=row.planned.infusion,
        study_id=row.patient.study_id,
        code=row.planned.code,
        title=speak(row.planned.title),
        day=row.day,
        start=start_of(row),
        place=row.place,
        provisional=row.planned.provisional,
    )


def calendar_text(entries: Iterable[Entry], *, zone: str, now: datetime) -> str:
    """The whole file, lines ended by CR LF and folded at 75 octets. Times are written in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tracker//Visits//EN", "CALSCALE:GREGORIAN"]
    lines.append("METHOD:PUBLISH")
    for entry in entries:
        lines += _event(entry, ZoneInfo(zone), now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(entry: Entry, zone: ZoneInfo, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(_SPACE, f'{entry.patient} {entry.infusion} {entry.code}')}"
    yield f"DTSTAMP:{_utc(now)}"
    if entry.start is None:
        yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    else:
        begin = datetime.combine(entry.day, entry.start, zone)
        yield f"DTSTART:{_utc(begin)}"
        yield f"DURATION:PT{entry.minutes}M"
    whom = f"{entry.study_id} {entry.name}".strip()
    yield f"SUMMARY:{_text(f'{whom}: {entry.title} ({entry.code})')}"
    if entry.place:
        yield f"LOCATION:{_text(entry.place)}"
    yield f"STATUS:{'TENTATIVE' if entry.provisional else 'CONFIRMED'}"
    yield f"CLASS:{'CONFIDENTIAL' if entry.name else 'PRIVATE'}"
    yield "TRANSP:OPAQUE" if entry.start else "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """Backslash, semicolon, comma and line ends are written as RFC 5545 3.3.11 says; controls are dropped."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        value = value.replace(plain, written)
    return "".join(letter for letter in value if letter >= " " and letter != "\x7f")


def _folded(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets, the later ones with a space in front; no letter is cut in two."""
    piece, room = "", _OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield piece
            piece, room = " ", _OCTETS - 1
        piece += letter
        room -= size
    yield piece
