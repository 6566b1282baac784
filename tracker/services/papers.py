"""Makes a paper: the letter, its PDF in a folder under a name without a name, and the entry in the record."""

import hashlib
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID

from tracker.domain.change import Act
from tracker.domain.document import Document
from tracker.domain.letter import Letter
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.study import User
from tracker.domain.text import N_
from tracker.domain.visit import Visit
from tracker.language import Words
from tracker.services.anchor import with_code
from tracker.services.course import Course, course
from tracker.services.event_paper import event_paper
from tracker.services.event_view import event_view
from tracker.services.handout import handout
from tracker.services.handout_data import handout_data
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.summary import summary

HANDOUT, SUMMARY, EVENTS = "handout", "summary", "events"
KINDS = {
    HANDOUT: N_("Patient handout"),
    SUMMARY: N_("Clinician summary"),
    EVENTS: N_("List of adverse events"),
}
SHORT = {HANDOUT: N_("Handout"), SUMMARY: N_("Summary"), EVENTS: N_("Events")}
"""The papers there are, by the word that stands in the file name."""

Printer = Callable[[Letter, str], bytes]


def letter_for(
    session: Session,
    kind: str,
    patient: UUID,
    *,
    visit: UUID | None,
    words: Words,
    today: date,
    message: str = "",
) -> Letter:
    """The letter as it would be printed now; nothing is written. `visit` None is the last one.

    `message` stands on the handout in place of the one chosen in the visit, which keeps its signature.
    """
    found = course(session.records, patient)
    letter = _letter(session, kind, found, visit=_visit(found, visit, message), words=words, today=today)
    return with_code(letter, session, words)


@needs(Right.PRINT)
def make_paper(
    session: Session,
    kind: str,
    patient: UUID,
    *,
    visit: UUID | None,
    folder: Path,
    print_letter: Printer,
    words: Words,
    paper: str,
    now: datetime,
    message: str = "",
) -> Document:
    """Print into `folder` and note it in the record: both happen, or neither."""
    found = course(session.records, patient)
    seen = _visit(found, visit, message)
    letter = _letter(session, kind, found, visit=seen, words=words, today=now.date())
    pdf = print_letter(with_code(letter, session, words), paper)
    version = 1 + sum(
        each.kind == kind and each.visit == (seen.id if seen else None) for each in found.documents
    )
    name = file_name(found.patient.study_id, seen.day if seen else now.date(), kind, version)
    while (folder / name).exists():
        version += 1
        name = file_name(found.patient.study_id, seen.day if seen else now.date(), kind, version)
    target, part = folder / name, folder / f".{name}.part"
    document = Document(
        site=found.patient.site,
        patient=patient,
        visit=seen.id if seen else None,
        kind=kind,
        version=version,
        sha256=hashlib.sha256(pdf).hexdigest(),
        file_name=name,
        language=words.code,
        made_at=now,
        made_by=session.user.id,
    )
    placed = False
    try:
        part.write_bytes(pdf)
        with session.office.work(session.user.id) as unit:
            unit.put(document, Act.PRINTED)
            part.replace(target)
            placed = True
    except BaseException:
        with suppress(OSError):
            (target if placed else part).unlink(missing_ok=True)
        raise
    return document


def file_name(study_id: str, day: date, kind: str, version: int) -> str:
    """ "CAR-SLE-07_2026-11-23_handout_v3.pdf": safe on every disk, and without the patient's name."""
    safe = re.sub(r"[^A-Za-z0-9-]+", "-", study_id).strip("-") or "patient"
    return f"{safe}_{day.isoformat()}_{kind}_v{version}.pdf"


def _letter(
    session: Session, kind: str, found: Course, *, visit: Visit | None, words: Words, today: date
) -> Letter:
    practice = session.study.practice
    if kind == HANDOUT:
        data = handout_data(found, session.records, words, visit, site=session.site, practice=practice)
        return handout(data, words)
    if kind == EVENTS:
        view = event_view(session.records, found.patient.id, datetime.combine(today, time(), tzinfo=UTC))
        return event_paper(view, words, site=session.site, practice=practice)
    return summary(
        found,
        words,
        today,
        visit,
        site=session.site,
        people={user.id: user.short for user in session.records.find(User)},
        corrected=_corrected(session, found, visit, words),
        practice=practice,
    )


def _visit(found: Course, visit: UUID | None, message: str) -> Visit | None:
    if visit is None:
        seen = found.visits[-1] if found.visits else None
    else:
        seen = next((each for each in found.visits if each.id == visit), None)
        if seen is None:
            raise Refusal(N_("This visit is not in the record any more. Open the patient again."))
    return replace(seen, main_message=message) if seen and message else seen


def _corrected(session: Session, found: Course, visit: Visit | None, words: Words) -> Mapping[UUID, str]:
    """For each corrected result of the visit: when, from what, why and by whom."""
    notes = {}
    people = {user.id: user.short for user in session.records.find(User)}
    for lab in found.labs:
        if visit is None or lab.visit != visit.id or lab.revision < 2:
            continue
        for event in session.records.history(lab.id):
            old = next((change.old for change in event.changes if change.path == "value"), None)
            if event.act is Act.CORRECTED and old is not None:
                notes[lab.id] = words(
                    "corrected {day} from {old}: {why} ({who})",
                    day=words.day(event.at.date()),
                    old=old,
                    why=event.why or "–",
                    who=people.get(event.who, words("Not known")),
                )
    return notes
