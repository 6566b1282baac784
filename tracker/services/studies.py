"""Opening a study and looking after it: what happens before and after anybody sees a patient."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tracker.domain.change import Act
from tracker.domain.progress import Progress, silent
from tracker.domain.rights import Right
from tracker.domain.study import Setting, Site, Study, User
from tracker.services.new_study import Created, create_study
from tracker.services.opened import open_with_key
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.study_door import Clock, is_practice, key_file_of, local_now, people, seconds_to_wait
from tracker.store import attempts, keys
from tracker.store.health import Health
from tracker.store.lock import StudyLock
from tracker.store.passphrase import check_new as check_passphrase
from tracker.store.recovery_code import groups as code_groups
from tracker.store.recovery_code import read_code, same_group
from tracker.store.refusals import PersonNeeded, SecretNeeded, TooSoon, WrongPassphrase, WrongRecoveryCode
from tracker.store.study_file import StudyFile

__all__ = [
    "Created",
    "Info",
    "check_passphrase",
    "code_groups",
    "confirm_recovery",
    "create_study",
    "info",
    "is_practice",
    "local_now",
    "open_study",
    "people",
    "recovery_confirmed",
    "same_group",
    "seconds_to_wait",
    "verify",
]


RECOVERY_CONFIRMED = "recovery_confirmed"


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
    key_file = key_file_of(folder)
    if key_file.practice:
        slot = key_file.of_kind(keys.PRACTICE)[0]
        dek = keys.practice_key(slot)
        return open_with_key(
            folder, dek, UUID(slot.holder), practice=True, now=now, write=write, holder=holder
        )
    if not passphrase and not recovery_code:
        raise SecretNeeded
    if write:
        _refuse_if_held(folder, holder)
    wait = attempts.tries(key_file.database).left(now())
    if wait:
        raise TooSoon(wait)
    found = open_slot(key_file, user, passphrase or "", recovery_code or "")
    if found is None:
        wait = attempts.remember_wrong_try(key_file.database, now()).delay
        raise WrongPassphrase(wait) if passphrase else WrongRecoveryCode(wait)
    slot, dek = found
    recovered = () if passphrase else (Act.RECOVERED,)
    return open_with_key(
        folder, dek, UUID(slot.holder), practice=False, now=now, write=write, holder=holder, also=recovered
    )


def verify(session: Session, progress: Progress = silent) -> Health:
    """Check the whole file: pages, references, trail; it is only read.

    The trail has to reach as far as the newest backup says it did: that shows a cut end.
    """
    file = file_of(session)
    return file.check(progress, file.known_anchor())


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


@needs(Right.RECOVERY_KEY)
def confirm_recovery(session: Session) -> None:
    """The person has typed groups of the recovery code back from paper."""
    if not recovery_confirmed(session):
        setting = Setting(site=session.site.id, key=RECOVERY_CONFIRMED, value="yes")
        with session.office.work(session.user.id) as unit:
            unit.put(setting)


def recovery_confirmed(session: Session) -> bool:
    """Whether the recovery code is known to be on paper; a practice study has none."""
    return session.study.practice or bool(session.records.find(Setting, key=RECOVERY_CONFIRMED))


def open_slot(
    key_file: keys.KeyFile, user: str, passphrase: str, recovery_code: str
) -> tuple[keys.Slot, bytes] | None:
    """The slot that the one secret given opens, and the data key in it; None when it is wrong."""
    if passphrase:
        return _open_as(key_file, user, keys.from_passphrase(passphrase))
    return _first_open(key_file.of_kind(keys.RECOVERY), read_code(recovery_code))


def _open_as(key_file: keys.KeyFile, user: str, secret: bytes) -> tuple[keys.Slot, bytes] | None:
    """Try one person's slot. A name that nobody has takes as long: nobody learns who is known."""
    slots = key_file.of_kind(keys.PERSON)
    if not user:
        if len(slots) > 1:
            raise PersonNeeded
        return _first_open(slots, secret)
    named = tuple(slot for slot in slots if slot.name.casefold() == user.strip().casefold())
    found = _first_open(named or slots[:1], secret)
    return found if named else None


def _first_open(slots: Sequence[keys.Slot], secret: bytes) -> tuple[keys.Slot, bytes] | None:
    for slot in slots:
        dek = keys.unseal(slot, secret)
        if dek is not None:
            return slot, dek
    return None


def _refuse_if_held(folder: Path, holder: str) -> None:
    """Say so before a second is spent on the passphrase."""
    lock = StudyLock(folder, holder)
    lock.take()
    lock.release()


def file_of(session: Session) -> StudyFile:
    """The open file behind `session`."""
    if not isinstance(session.file, StudyFile):
        raise TypeError("this session has no file")
    return session.file
