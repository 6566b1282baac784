"""The trail as a file: a table that reads back as the database holds it, or pages; each is an entry."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tracker.domain.change import Act, Change, Event, Ref
from tracker.domain.letter import Letter
from tracker.domain.patient import Patient
from tracker.domain.progress import Progress, silent
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.sheet import Cell, RowsWriter
from tracker.domain.study import User
from tracker.domain.text import N_
from tracker.domain.trail import ACT_GROUPS
from tracker.language import Words
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.trail import TrailFilter, wanted, zone_of
from tracker.services.trail_paper import trail_letter
from tracker.services.trail_words import TrailRow, TrailWords
from tracker.store.json_text import write_json

COLUMNS = (
    *("number", "time", "clock_back", "person", "role", "act", "kind", "patient", "record", "field"),
    *("old", "new", "reason", "act_words", "record_words", "about_words", "field_words"),
    *("old_words", "new_words"),
)
"""`time` carries its offset to UTC. `old` and `new` are JSON, so that a text is told from a number; the
columns in words say the same for a reader.
"""

Printer = Callable[[Letter, str], bytes]

_AT_ONCE = 1000
_READING = N_("Reading the trail")
_PRINTING = N_("Printing the trail")


@dataclass(frozen=True, kw_only=True)
class TrailExported:
    """What was written: where, and how many entries of the trail."""

    path: Path
    entries: int
    touched: frozenset[Ref]


@needs(Right.EXPORT)
def export_trail(
    session: Session,
    path: Path,
    asked: TrailFilter,
    words: Words,
    *,
    write: RowsWriter,
    progress: Progress = silent,
) -> TrailExported:
    """Write the entries asked for into a new file, and note it in the trail: both happen, or neither."""

    def make(part: Path) -> int:
        rows = tuple(_rows(session, asked, words, progress))
        write(part, COLUMNS, (line for row in rows for line in _lines(row)))
        return len(rows)

    return _place(session, path, asked, words, make)


@needs(Right.PRINT)
def print_trail(
    session: Session,
    path: Path,
    asked: TrailFilter,
    words: Words,
    *,
    print_letter: Printer,
    paper: str = "a4",
    progress: Progress = silent,
) -> TrailExported:
    """The same as pages, with the filters and the code of the chain on each."""

    def make(part: Path) -> int:
        rows = tuple(_rows(session, asked, words, progress))
        letter = trail_letter(session, rows, filter_words(session, asked, words), words)
        progress(0, 0, _PRINTING)
        part.write_bytes(print_letter(letter, paper))
        return len(rows)

    return _place(session, path, asked, words, make)


def filter_words(session: Session, asked: TrailFilter, words: Words) -> tuple[str, ...]:
    """What was asked for, each filter as a sentence; a patient by study ID. Nothing asked is all of it."""
    said: list[str] = []
    if asked.patient:
        said.append(words("Patient {id}", id=session.records.get(Patient, asked.patient).study_id))
    if asked.who:
        said.append(words("By {name}", name=session.records.get(User, asked.who).name))
    if asked.acts:
        said.append(words(ACT_GROUPS[asked.acts].title))
    if asked.first:
        said.append(words("From {day}", day=words.day(asked.first)))
    if asked.last:
        said.append(words("To {day}", day=words.day(asked.last)))
    if asked.text.strip():
        said.append(words("With “{text}”", text=asked.text.strip()))
    return tuple(said) or (words("The whole trail"),)


def _rows(session: Session, asked: TrailFilter, words: Words, progress: Progress) -> Iterator[TrailRow]:
    """In the order of the trail."""
    reader = TrailWords(session.records, words, zone_of(session))
    of_store, text, after = wanted(session, asked), asked.text.strip().casefold(), 0
    newest = session.records.entries(of_store, 1)
    total = newest[0].seq if newest else 0
    while after < total:
        progress(after, total, _READING)
        events = session.records.entries(of_store, _AT_ONCE, after=after)
        for row in reader.rows(event for event in events if event.seq <= total):
            if not text or text in row.text:
                yield row
        after = events[-1].seq
    progress(total, total, _READING)


def _place(
    session: Session, path: Path, asked: TrailFilter, words: Words, make: Callable[[Path], int]
) -> TrailExported:
    if path.exists() or path.is_symlink():
        raise Refusal(N_("“{path}” is there already. Name a new file."), path=str(path))
    part, placed = path.with_name(f".{path.name}.part"), False
    about = Ref("Patient", asked.patient, asked.patient) if asked.patient else Ref("Study", session.study.id)
    why = words("Audit log: {filters}", filters="; ".join(filter_words(session, asked, words)))
    try:
        entries = make(part)
        with session.office.work(session.user.id, why) as unit:
            unit.show(about, Act.EXPORTED)
            part.replace(path)
            placed = True
    except BaseException:
        with suppress(OSError):
            (path if placed else part).unlink(missing_ok=True)
        raise
    return TrailExported(path=path, entries=entries, touched=unit.touched)


def _lines(row: TrailRow) -> Iterator[tuple[Cell, ...]]:
    """One for each changed field, and one for an entry that changed none."""
    for change in row.event.changes or (None,):
        yield (*_head(row, row.event), *_change(change), row.event.why, *_words(row, change))


def _head(row: TrailRow, event: Event) -> tuple[Cell, ...]:
    return (
        event.seq,
        event.at.isoformat(),
        int(event.clock_back),
        row.name,
        row.role,
        event.act.value,
        event.what.kind,
        row.patient,
        str(event.what.id),
    )


def _change(change: Change | None) -> tuple[Cell, ...]:
    return (change.path, write_json(change.old), write_json(change.new)) if change else ("", "", "")


def _words(row: TrailRow, change: Change | None) -> tuple[Cell, ...]:
    """The same in words; answers of a score that were written together stand in one cell."""
    told = row.told(change.path) if change else ()
    if len(told) == 1:
        return (row.act, row.what, row.about, told[0].title, told[0].old, told[0].new)
    old = "; ".join(f"{each.title}: {each.old}" for each in told if each.old)
    new = "; ".join(f"{each.title}: {each.new}" for each in told if each.new)
    return (row.act, row.what, row.about, "", old, new)
