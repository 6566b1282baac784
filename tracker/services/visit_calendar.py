"""A patient's visits to come, taken away: as a paper, or as a calendar file that names nobody."""

import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import UUID

from tracker.domain.change import Act, Ref
from tracker.domain.letter import Letter
from tracker.domain.patient import Patient
from tracker.domain.rights import Right
from tracker.language import Words
from tracker.services.appointments import Booked, to_come
from tracker.services.printed_lists import calendar_letter
from tracker.services.rights import needs
from tracker.services.session import Session


def visits_to_come(session: Session, patient: UUID, today: date) -> tuple[Booked, ...]:
    """Everything that is expected in the years to come, by day and time."""
    return to_come(session.records, patient, today, days=16 * 366)


def calendar_paper(session: Session, patient: UUID, words: Words, today: date) -> Letter:
    """The visits to come as a letter, with day, time, place and window."""
    person = session.records.get(Patient, patient)
    return calendar_letter(session, person, visits_to_come(session, patient, today), words, today)


def calendar_name(session: Session, patient: UUID, today: date, ending: str) -> str:
    """ "CAR-SLE-07_2026-11-23_visits.pdf": without the patient's name."""
    study_id = session.records.get(Patient, patient).study_id
    safe = re.sub(r"[^A-Za-z0-9-]+", "-", study_id).strip("-") or "patient"
    return f"{safe}_{today.isoformat()}_visits.{ending}"


@needs(Right.PRINT)
def note_calendar_printed(session: Session, patient: UUID) -> None:
    """Write into the trail that the visits to come were printed."""
    with session.office.work(session.user.id) as unit:
        unit.show(Ref("Patient", patient, patient), Act.PRINTED)


@needs(Right.PRINT)
def save_calendar_paper(session: Session, patient: UUID, target: Path, pdf: bytes) -> Path:
    """Write the paper to `target` and note it in the trail: both happen, or neither."""
    return _save(session, patient, target, pdf, Act.PRINTED)


@needs(Right.EXPORT)
def save_calendar_file(session: Session, patient: UUID, target: Path, text: str) -> Path:
    """Write the calendar file to `target` and note it in the trail: both happen, or neither."""
    return _save(session, patient, target, text.encode("utf-8"), Act.EXPORTED)


def _save(session: Session, patient: UUID, target: Path, content: bytes, act: Act) -> Path:
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        with session.office.work(session.user.id) as unit:
            unit.show(Ref("Patient", patient, patient), act)
            part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return target
