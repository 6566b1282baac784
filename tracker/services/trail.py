"""The whole trail as rows with names in place of ids, and its export, which is itself an entry of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tracker.domain.change import Act, Change, Event, Ref
from tracker.domain.patient import Patient
from tracker.domain.progress import Progress, silent
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.sheet import Cell
from tracker.domain.study import User
from tracker.domain.text import N_
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.store.json_text import write_json

COLUMNS = (
    *("number", "time", "clock_back", "person", "role", "act", "kind", "patient"),
    *("record", "field", "old", "new", "reason"),
)
"""`time` carries its offset to UTC. `old` and `new` are JSON, so that a text is told from a number."""

_STEP = 1000

Writer = Callable[[Path, Sequence[str], Iterable[Sequence[Cell]]], None]
"""Writes one new file and syncs it."""


@dataclass(frozen=True, kw_only=True)
class TrailExported:
    """What was written: where, and how many entries of the trail."""

    path: Path
    entries: int
    touched: frozenset[Ref]


def trail_rows(
    session: Session, events: Sequence[Event], progress: Progress = silent
) -> Iterator[tuple[Cell, ...]]:
    """One row for each changed field, and one for an entry that changed none; in the order of the trail."""
    people = {each.id: each for each in session.records.find(User)}
    patients = {each.id: each.study_id for each in session.records.find(Patient)}
    for done, event in enumerate(events):
        if done % _STEP == 0:
            progress(done, len(events), N_("Writing the trail"))
        head = _head(event, people, patients)
        for change in event.changes or (None,):
            yield (*head, *_change(change), event.why)
    progress(len(events), len(events), N_("Writing the trail"))


@needs(Right.EXPORT)
def export_trail(
    session: Session, path: Path, *, write: Writer, progress: Progress = silent
) -> TrailExported:
    """Write every entry up to now into a new file and note it in the trail: both happen, or neither."""
    if path.exists() or path.is_symlink():
        raise Refusal(N_("“{path}” is there already. Name a new file."), path=str(path))
    part = path.with_name(f".{path.name}.part")
    events = session.records.trail()
    placed = False
    try:
        write(part, COLUMNS, trail_rows(session, events, progress))
        with session.office.work(session.user.id, N_("The whole trail")) as unit:
            unit.show(Ref("Study", session.study.id), Act.EXPORTED)
            part.replace(path)
            placed = True
    except BaseException:
        with suppress(OSError):
            (path if placed else part).unlink(missing_ok=True)
        raise
    return TrailExported(path=path, entries=len(events), touched=unit.touched)


def _head(event: Event, people: dict[UUID, User], patients: dict[UUID, str]) -> tuple[Cell, ...]:
    who = people.get(event.who)
    patient = patients.get(event.what.patient, "") if event.what.patient else ""
    return (
        event.seq,
        event.at.isoformat(),
        int(event.clock_back),
        who.name if who else str(event.who),
        who.role.value if who else "",
        event.act.value,
        event.what.kind,
        patient,
        str(event.what.id),
    )


def _change(change: Change | None) -> tuple[Cell, ...]:
    if change is None:
        return ("", "", "")
    return (change.path, write_json(change.old), write_json(change.new))
