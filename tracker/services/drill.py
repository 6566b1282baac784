"""The restore drill: twice a year the newest backup is restored for trial and the result is signed."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from tracker.domain.change import Act, Ref
from tracker.domain.progress import Progress, silent
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_
from tracker.paths import state_folder
from tracker.services.anchor import code_of
from tracker.services.backups import list_backups
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.studies import file_of
from tracker.store.package import Manifest
from tracker.store.study_file import StudyFile

EVERY = timedelta(days=182)


class NothingToTry(Refusal):
    """There is no backup yet."""

    def __init__(self) -> None:
        super().__init__(N_("There is no backup to try. Make one first."))


@dataclass(frozen=True, kw_only=True)
class Drilled:
    """What the trial found; a backup that fails it is a refusal instead."""

    made: datetime
    entries: int
    rows: int


def drill_due(session: Session) -> bool:
    """Whether half a year passed since the last drill, or since the study was made, and there is a backup."""
    file = session.file
    if not isinstance(file, StudyFile) or session.study.practice:
        return False
    last = file.last_of(Act.DRILLED)
    since = last.date() if last else session.study.created
    return file.now().date() - since > EVERY and any(each.whole for each in list_backups(session))


@needs(Right.BACK_UP)
def drill(session: Session, progress: Progress = silent) -> Drilled:
    """Restore the newest backup into a private folder, compare it, delete it, and sign the result.

    A backup that cannot be restored is refused with the reason, and that is signed too.
    """
    file = file_of(session)
    newest = next((each for each in list_backups(session) if each.manifest and not each.superseded), None)
    if newest is None or newest.manifest is None:
        raise NothingToTry
    place = state_folder() / f"drill-{uuid4().hex[:8]}"
    try:
        place.mkdir(mode=0o700, parents=True)
        file.try_package(newest.folder, newest.manifest, place, progress)
    except Refusal as refusal:
        _sign(session, f"failed, {newest.folder.name}: {refusal.phrase}")
        raise
    finally:
        shutil.rmtree(place, ignore_errors=True)
    _sign(session, _result(newest.manifest))
    manifest = newest.manifest
    return Drilled(made=manifest.made, entries=manifest.anchor.seq, rows=sum(manifest.counts.values()))


def _result(manifest: Manifest) -> str:
    made = f"{manifest.made:%Y-%m-%d %H:%M} UTC"
    rows = sum(manifest.counts.values())
    return (
        f"restored, backup of {made}: {rows} rows, {manifest.anchor.seq} entries, {code_of(manifest.anchor)}"
    )


def _sign(session: Session, result: str) -> None:
    with session.office.work(session.user.id, result) as unit:
        unit.show(Ref("Study", session.study.id), Act.DRILLED)
