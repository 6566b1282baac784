"""Every score of a study as tables, one for each instrument that has answers, and the note in the trail."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.domain.change import Act, Ref
from tracker.domain.instruments import CATALOGUE, find
from tracker.domain.patient import Patient
from tracker.domain.progress import Progress, silent
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.sheet import Cell, Sheet
from tracker.domain.text import N_
from tracker.language import Words
from tracker.services.course import course
from tracker.services.export_columns import Reader, cells, columns
from tracker.services.export_profile import PROFILES, Profile
from tracker.services.rights import needs
from tracker.services.session import Session

Writer = Callable[[Path, Sequence[Sheet], Progress], Path]
"""Writes the files of a folder under a temporary name beside it, and says where."""


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What was written: how many files besides the codebook, how many assessments, and where."""

    folder: Path
    files: int
    assessments: int
    touched: frozenset[Ref]


def assessment_sheets(
    session: Session, profile: Profile, words: Words, progress: Progress = silent
) -> tuple[Sheet, ...]:
    """One sheet for each instrument that was answered, in the order of the catalogue."""
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    patients = sorted(session.records.find(Patient), key=lambda patient: patient.study_id)
    for done, patient in enumerate(patients):
        progress(done, len(patients), N_("Reading patients"))
        read = course(session.records, patient.id)
        visits = {visit.id: visit for visit in read.visits}
        for saved in read.assessments:
            known = find(saved.instrument)
            if known is not None and saved.visit in visits:
                visit = visits[saved.visit]
                who = tuple(each.read(read, visit) for each in profile.who)
                rows.setdefault(known.code, []).append((*who, *cells(known, saved, Reader(profile, read))))
    progress(len(patients), len(patients), N_("Reading patients"))
    return tuple(
        Sheet(
            name=known.code,
            columns=(*profile.columns(words), *columns(known, words)),
            rows=tuple(rows[known.code]),
            source=known.source,
            version=known.version,
        )
        for known in CATALOGUE
        if known.code in rows
    )


@needs(Right.EXPORT)
def export_assessments(
    session: Session,
    folder: Path,
    profile: str,
    *,
    write: Writer,
    words: Words,
    progress: Progress = silent,
) -> Exported:
    """Write `folder` whole and note it in the trail: both happen, or neither. Nothing is overwritten."""
    chosen = PROFILES[profile]
    if folder.exists() or folder.is_symlink():
        raise Refusal(N_("“{folder}” is there already. Name a new folder."), folder=str(folder))
    sheets = assessment_sheets(session, chosen, words, progress)
    if not sheets:
        raise Refusal(N_("No score was entered in this study yet. There is nothing to export."))
    part = write(folder, sheets, progress)
    placed = False
    try:
        with session.office.work(
            session.user.id, words("Assessments. {profile}", profile=words(chosen.title))
        ) as unit:
            unit.show(Ref("Study", session.study.id), Act.EXPORTED)
            part.rename(folder)
            placed = True
    except BaseException:
        shutil.rmtree(folder if placed else part, ignore_errors=True)
        raise
    return Exported(
        folder=folder,
        files=len(sheets),
        assessments=sum(len(sheet.rows) for sheet in sheets),
        touched=unit.touched,
    )
