"""Opening a study and looking after it: what happens before and after anybody sees a patient."""

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from tracker.domain.change import Act
from tracker.domain.progress import Progress, silent
from tracker.domain.refusal import Refusal
from tracker.domain.study import Site, Study, User
from tracker.domain.text import N_
from tracker.services.anchor import holds, read_code
from tracker.services.new_study import Created, create_study
from tracker.services.opened import file_of, open_with_key
from tracker.services.recovery import confirm_recovery, recovery_confirmed
from tracker.services.session import Session
from tracker.services.shared_folders import refuse_shared
from tracker.services.study_door import (
    Clock,
    copies_of,
    is_practice,
    local_now,
    newcomers,
    people,
    seconds_to_wait,
)
from tracker.services.unlocking import Opening, find_key
from tracker.store import attempts, keys
from tracker.store.health import Health, Problem
from tracker.store.key_copies import Copies
from tracker.store.lock import StudyLock
from tracker.store.passphrase import check_new as check_passphrase
from tracker.store.recovery_code import groups as code_groups
from tracker.store.recovery_code import same_group
from tracker.store.refusals import (
    SecretNeeded,
    TooSoon,
    WrongOrDamaged,
    WrongPassphrase,
    WrongRecoveryCode,
)

__all__ = [
    "Created",
    "Info",
    "check_passphrase",
    "code_groups",
    "confirm_recovery",
    "create_study",
    "file_of",
    "info",
    "is_practice",
    "local_now",
    "newcomers",
    "open_study",
    "people",
    "recovery_confirmed",
    "same_group",
    "seconds_to_wait",
    "verify",
]

NOT_HELD = N_("The trail does not hold the entry {n} of that code: its end was cut, or it was written anew.")


@dataclass(frozen=True, kw_only=True)
class Info:
    """What a study says about itself."""

    study: Study
    site: Site
    people: tuple[User, ...]
    rows: dict[str, int]
    last_entry: int
    last_hash: str


def open_study(
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    user: str = "",
    now: Clock = local_now,
    write: bool = True,
    holder: str = "tracker",
) -> Session:
    """Open a study with one secret; a practice study needs none.

    With `write` the study is held until the session is closed. Without, nothing in its folder changes.
    """
    known = copies_of(folder)
    practice = known.files[0].of_kind(keys.PRACTICE)
    if practice:
        opening = Opening(practice[0], keys.practice_key(practice[0]), known.files[0])
        return open_with_key(
            folder,
            opening.dek,
            UUID(opening.slot.holder),
            practice=True,
            now=now,
            write=write,
            holder=holder,
            opening=opening,
        )
    refuse_shared(folder)
    if not passphrase and not recovery_code:
        raise SecretNeeded
    if write:
        _refuse_if_held(folder, holder)
    _refuse_haste(known, now)
    found = find_key(folder, known, user, passphrase or "", recovery_code or "")
    if found is None:
        raise _wrong(known, now, recovery=not passphrase)
    return open_with_key(
        folder,
        found.dek,
        UUID(found.slot.holder),
        practice=False,
        now=now,
        write=write,
        holder=holder,
        also=() if passphrase else (Act.RECOVERED,),
        opening=found,
        named=user,
    )


def verify(session: Session, progress: Progress = silent, code: str = "") -> Health:
    """Check the whole file: pages, references, trail; it is only read.

    The trail has to reach as far as the newest backup says it did, and to hold the entry of a `code` that
    was typed from paper: that shows a cut end.
    """
    file, kept = file_of(session), read_code(code) if code else None
    found = file.check(progress, file.known_anchor())
    if kept is None or found.anchor.seq == 0 or holds(session, kept):
        return found
    return replace(found, problems=(*found.problems, Problem(NOT_HELD, kept.seq)))


def info(session: Session) -> Info:
    """What the study holds, in numbers."""
    file = file_of(session)
    stands = file.anchor()
    return Info(
        study=session.study,
        site=session.site,
        people=session.records.find(User),
        rows=file.counts(),
        last_entry=stands.seq,
        last_hash=stands.hash,
    )


def _refuse_haste(known: Copies, now: Clock) -> None:
    wait = max(attempts.tries(file.database).left(now()) for file in known.files)
    if wait:
        raise TooSoon(wait)


def _wrong(known: Copies, now: Clock, *, recovery: bool) -> Refusal:
    """One more wrong try, and what to say of it."""
    seconds = max(
        attempts.remember_wrong_try(database, now()).delay
        for database in {file.database for file in known.files}
    )
    if recovery:
        return WrongRecoveryCode(seconds)
    return WrongPassphrase(seconds) if known.sound else WrongOrDamaged(seconds)


def _refuse_if_held(folder: Path, holder: str) -> None:
    """Say so before a second is spent on the passphrase."""
    lock = StudyLock(folder, holder)
    lock.take()
    lock.release()
