"""From the right key to a session: hold the study, check it, migrate it, write the login into the trail."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from uuid import UUID

from tracker.domain.change import Act
from tracker.domain.rights import Right, may, why_not
from tracker.domain.study import Role, Site, Study, User
from tracker.domain.text import N_, Said
from tracker.services.proof import accept_anything, prover
from tracker.services.rights import NotAllowed
from tracker.services.session import Session
from tracker.services.shared_folders import told_of_copies
from tracker.services.study_door import Clock
from tracker.services.unlocking import KEY_TAKEN, Opening
from tracker.store import attempts, damage, keys, renewal, study_file
from tracker.store.files import DATA
from tracker.store.key_copies import copies, mend, read_keys
from tracker.store.lock import StudyLock
from tracker.store.process import leave_no_core
from tracker.store.refusals import Damaged, FoundDamaged, InUse, NoLonger
from tracker.store.study_file import StudyFile

KEYS_DAMAGED = Said(
    N_(
        "The key file keys.json is damaged or missing; a copy of it was used. "
        "Open the study once in the window to put it back."
    )
)
KEYS_REPLACED = Said(
    N_(
        "The key file keys.json was damaged or missing and was put back from a copy. "
        "Whoever cannot unlock any more gets a one-time code from an administrator."
    )
)


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
    opening: Opening | None = None,
    named: str = "",
) -> Session:
    """From the right key on: hold, check, migrate, read who is who, write the login into the trail.

    `named` is who came in with the recovery code, which belongs to nobody.
    """
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
        raise FoundDamaged(finding) from None
    except BaseException:
        if lock:
            lock.release()
        raise
    try:
        users = file.records.find(User)
        user = _who(users, user_id, named) if Act.RECOVERED in also else _by_id(users, user_id)
        key_file = opening.keys_now if opening else read_keys(folder)
        session = _session(file, folder, now, user, database=key_file.database, practice=practice)
        told = (*_settle_keys(folder, opening, write=write), *told_of_copies(folder))
        if write:
            _write_login(session, file, now, also)
        return replace(session, told=told, entered=opening.entered if opening else session.entered)
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


def _settle_keys(folder: Path, opening: Opening | None, *, write: bool) -> tuple[Said, ...]:
    """Keep the key file that opened the data, and end an interrupted renewal; what has to be told of it."""
    if opening is None:
        return ()
    if not write:
        return () if copies(folder).sound else (KEYS_DAMAGED,)
    renewal.clear(folder)
    replaced = mend(folder, opening.keys_now)
    if KEY_TAKEN in opening.told:
        keys.forget_previous(folder)
    return (*opening.told, *((KEYS_REPLACED,) if replaced else ()))


def _session(
    file: StudyFile, folder: Path, now: Clock, user: User, *, database: UUID, practice: bool
) -> Session:
    studies = file.records.find(Study)
    if len(studies) != 1 or studies[0].id != database or studies[0].practice != practice:
        raise Damaged
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


def _by_id(users: Sequence[User], user_id: UUID) -> User:
    user = next((each for each in users if each.id == user_id), None)
    if user is None:
        raise Damaged
    if not user.active:
        raise NoLonger
    return user


def _who(users: Sequence[User], user_id: UUID, named: str) -> User:
    """Who works on after the recovery code: the person named, who made it, or an administrator."""
    active = [each for each in users if each.active]
    chosen = [each for each in active if named and each.name.casefold() == named.strip().casefold()]
    made = [each for each in active if each.id == user_id]
    keepers = [each for each in active if each.role is Role.ADMIN]
    user = next(iter((*chosen, *made, *keepers)), None)
    if user is None:
        raise NoLonger
    if not may(user.role, Right.RECOVERY_KEY):
        raise NotAllowed(why_not(user.role, Right.RECOVERY_KEY))
    return user


def _write_login(session: Session, file: StudyFile, now: Clock, also: Sequence[Act]) -> None:
    """Wrong tries since the last right one, each with its moment, then how this one came in."""
    wrong = attempts.tries(session.study.id)
    for moment in wrong.at:
        file.note(session.user.id, [Act.FAILED_LOGIN], f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC")
    if not any(each.active and each.role is Role.ADMIN for each in session.records.find(User)):
        _name_keeper(session)
    file.note(session.user.id, [*also, Act.LOGIN])
    attempts.forget(session.study.id)


def _name_keeper(session: Session) -> None:
    """A study of an earlier version has nobody who manages it: whoever made it does."""
    first = next(each for each in session.records.find(User) if each.active)
    if first.id == session.user.id:
        with session.office.work(first.id, "the study had no administrator") as unit:
            unit.put(replace(unit.get(User, first.id), role=Role.ADMIN), Act.RIGHTS)


def file_of(session: Session) -> StudyFile:
    """The open file behind `session`."""
    if not isinstance(session.file, StudyFile):
        raise TypeError("this session has no file")
    return session.file
