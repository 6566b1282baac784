"""From the right key to a session: hold the study, check it, migrate it, write the login into the trail."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from tracker.domain.change import Act
from tracker.domain.study import Site, Study, User
from tracker.services.proof import accept_anything, prover
from tracker.services.session import Session
from tracker.services.study_door import Clock
from tracker.store import attempts, damage, keys, study_file
from tracker.store.files import DATA
from tracker.store.lock import StudyLock
from tracker.store.process import leave_no_core
from tracker.store.refusals import Damaged, InUse
from tracker.store.study_file import StudyFile


def open_with_key(
    folder: Path,
    dek: bytes,
    user_id: UUID,
    *,
    practice: bool,
    now: Clock,
    write: bool,
    holder: str,
    also: Sequence[Act] = (),
) -> Session:
    """From the right key on: hold, check, migrate, read who is who, write the login into the trail."""
    leave_no_core()
    lock = StudyLock(folder, holder) if write else None
    if lock:
        lock.take()
    try:
        if write:
            study_file.try_log_on_a_copy(folder, dek)
            study_file.take_log_in(folder, dek)
            study_file.bring_up_to_date(folder, dek, now())
        else:
            _try_log_unless_held(folder, dek, holder)
        damage.refuse_damaged_pages(folder / DATA, dek)
        file = StudyFile(folder, dek, now, lock)
    except Damaged:
        if lock is None:
            raise
        finding = damage.look_into(folder, dek, now())
        lock.release()
        raise damage.FoundDamaged(finding) from None
    except BaseException:
        if lock:
            lock.release()
        raise
    try:
        return _session(file, folder, user_id, now, practice=practice, also=also if write else None)
    except BaseException:
        file.close()
        raise


def _try_log_unless_held(folder: Path, dek: bytes, holder: str) -> None:
    """A log beside a study that nobody holds was left by a crash, or put there."""
    if not study_file.has_log(folder):
        return
    lock = StudyLock(folder, holder)
    try:
        lock.take()
    except InUse:
        return
    try:
        study_file.try_log_on_a_copy(folder, dek)
    finally:
        lock.release()


def _session(
    file: StudyFile, folder: Path, user_id: UUID, now: Clock, *, practice: bool, also: Sequence[Act] | None
) -> Session:
    key_file = keys.read_keys(folder)
    studies, users = file.records.find(Study), file.records.find(User)
    user = next((each for each in users if each.id == user_id), users[0] if users else None)
    if len(studies) != 1 or user is None or studies[0].id != key_file.database:
        raise Damaged
    if studies[0].practice != practice:
        raise Damaged
    if also is not None:
        wrong = attempts.tries(key_file.database)
        file.note(user.id, [*(Act.FAILED_LOGIN for _ in wrong.at), *also, Act.LOGIN])
        attempts.forget(key_file.database)
    return Session(
        folder=folder,
        study=studies[0],
        site=file.records.get(Site, user.site),
        user=user,
        records=file.records,
        office=file.office,
        close=file.close,
        file=file,
        prove=accept_anything if practice else prover(folder, file, user, now),
    )
