"""Everything that happened to one field, newest first: for the panel that opens beside it."""

from dataclasses import dataclass, field
from uuid import UUID

from tracker.domain.change import Records
from tracker.domain.visit import Assessment, LabResult
from tracker.language import Words
from tracker.services.session import Session
from tracker.services.trail import zone_of
from tracker.services.trail_words import ChangeRow, TrailRow, TrailWords
from tracker.services.visit_checks import LABORATORY


@dataclass(frozen=True)
class FieldPlace:
    """A field of a record; no path means all of them, and of several the first that an entry changed counts.

    A value that was removed and entered anew has several records.
    """

    records: tuple[UUID, ...]
    paths: tuple[str, ...] = ()
    title: str = ""
    """A marked phrase for a field that has no entry yet."""


@dataclass(frozen=True)
class FieldStep:
    """One entry about the field, with what it changed; nothing for a print of the whole record and such."""

    row: TrailRow
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True)
class FieldHistory:
    """`title` is the field, `about` the record; no step means that nothing was ever entered."""

    title: str
    about: str
    steps: tuple[FieldStep, ...] = field(default=())


def field_history(session: Session, place: FieldPlace, words: Words) -> FieldHistory:
    """The entries in which one of the paths changed, newest first."""
    reader = TrailWords(session.records, words, zone_of(session))
    events = sorted(
        (event for record in place.records for event in session.records.history(record)),
        key=lambda event: event.seq,
        reverse=True,
    )
    steps: list[FieldStep] = []
    for row in reader.rows(events):
        changes = _about(row, place.paths)
        if changes or not place.paths:
            steps.append(FieldStep(row, changes))
    title, about = words(place.title), ""
    if steps:
        row, single = steps[0].row, len(place.paths) == 1
        title = steps[0].changes[0].title if single else row.what
        about = ", ".join(filter(None, (row.what if single else "", row.about)))
    return FieldHistory(title, about, tuple(steps))


def visit_field(records: Records, visit: UUID, section: str, key: str) -> FieldPlace:
    """Where a box of a visit form is kept: a section is the laboratory or the code of a score."""
    if section == LABORATORY:
        return FieldPlace(_found(records, LabResult, visit=visit, analyte=key), LAB_VALUE)
    return FieldPlace(_found(records, Assessment, visit=visit, instrument=section), (f"answers.{key}",))


LAB_VALUE = ("value", "state")


def _found(records: Records, kind: type[LabResult] | type[Assessment], **equal: object) -> tuple[UUID, ...]:
    """Removed ones too: their values stay in the history of the box."""
    return tuple(
        each.id for removed in (False, True) for each in records.find(kind, removed=removed, **equal)
    )


def _about(row: TrailRow, paths: tuple[str, ...]) -> tuple[ChangeRow, ...]:
    told = (row.told(path) for path in paths)
    return next((each for each in told if each), ()) if paths else row.changes
