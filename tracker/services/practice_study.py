"""A whole practice study from nothing: invented patients in a folder of their own, or no folder at all."""

import shutil
from pathlib import Path

from tracker.domain.progress import Progress, silent
from tracker.domain.text import N_
from tracker.services.practice import CLINIC, HOSPITAL, generate, write_practice
from tracker.services.session import Session
from tracker.services.studies import create_study, local_now, open_study
from tracker.services.study_door import Clock

SEED = 7
"""Practice patients are the same everywhere; only their dates move with today."""


def create_practice_study(
    folder: Path, progress: Progress = silent, now: Clock = local_now, user: str = "Kemi Abara"
) -> Session:
    """Fill a folder beside `folder`, then give it that name: a stop half-way leaves no study."""
    half_made = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(half_made, ignore_errors=True)
    try:
        made = create_study(
            half_made,
            name=N_("Practice study"),
            clinic=CLINIC,
            hospital=HOSPITAL,
            user_name=user,
            now=now,
            practice=True,
        )
        try:
            write_practice(made.session, generate(SEED, now().date()), progress)
        finally:
            made.session.close()
        half_made.replace(folder)
    except BaseException:
        shutil.rmtree(half_made, ignore_errors=True)
        raise
    return open_study(folder, now=now)
