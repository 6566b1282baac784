"""Making a study, opening it and looking after it: what happens before and after anybody sees a patient."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import available_timezones

from tracker.domain.change import Act
from tracker.domain.entity import Entity
from tracker.domain.progress import Progress, silent
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role, Setting, Site, Study, User
from tracker.domain.text import N_
from tracker.services.session import Session
from tracker.services.study_door import Clock, is_practice, key_file_of, local_now, people, seconds_to_wait
from tracker.store import attempts, keys, recovery_code, study_file
from tracker.store.files import replace, sync_folder
from tracker.store.health import Health
from tracker.store.lock import StudyLock
from tracker.store.passphrase import check_new as check_passphrase
from tracker.store.recovery_code import groups as code_groups
from tracker.store.recovery_code import same_group
from tracker.store.refusals import (
    Damaged,
    FolderTaken,
    FolderUnusable,
    PersonNeeded,
    SecretNeeded,
    TooSoon,
    WrongPassphrase,
    WrongRecoveryCode,
)
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
_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Created:
    """A new study, opened, and its recovery code, which is shown once and never saved; "" for practice."""

    session: Session
    recovery_code: str


@dataclass(frozen=True, kw_only=True)
class Info:
    """What a study says about itself."""

    study: Study
    site: Site
    people: tuple[User, ...]
    rows: dict[str, int]
    last_entry: int
    last_hash: str


class StudyIncomplete(Refusal):
    """Something that a new study needs was not given, or is not possible."""


def create_study(
    folder: Path,
    *,
    name: str,
    clinic: str,
    hospital: str = "",
    time_zone: str = "Europe/Berlin",
    user_name: str,
    user_short: str = "",
    role: Role = Role.COORDINATOR,
    passphrase: str = "",
    now: Clock = local_now,
    practice: bool = False,
    holder: str = "tracker",
) -> Created:
    """Make an encrypted study in a new or empty folder, and open it.

    It is built beside its place and moved there whole: a refusal or a power cut leaves no half study.
    """
    name, clinic, user_name = name.strip(), clinic.strip(), user_name.strip()
    _check_choices(name, clinic, user_name, time_zone)
    if not practice:
        check_passphrase(passphrase)
    _check_free(folder)
    site_id = uuid4()
    study = Study(site=site_id, name=name, time_zone=time_zone, created=now().date(), practice=practice)
    user = User(site=site_id, name=user_name, short=user_short.strip() or _short(user_name), role=role)
    site = Site(id=site_id, site=site_id, clinic=clinic, hospital=hospital.strip())
    dek, code = keys.new_dek(), "" if practice else recovery_code.new_code()
    slots = _slots(dek, study, user, passphrase, code)
    building = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}.new")
    try:
        building.mkdir(parents=True, mode=0o700)
        _build(building, dek, keys.KeyFile(study.id, slots), (study, site, user), now)
        if folder.exists():
            folder.rmdir()
        replace(building, folder)
        sync_folder(folder.parent)
    except OSError:
        shutil.rmtree(building, ignore_errors=True)
        raise FolderUnusable(folder) from None
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return Created(_open(folder, dek, user.id, practice=practice, now=now, write=True, holder=holder), code)


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
        dek = bytes.fromhex(slot.sealed)
        return _open(folder, dek, UUID(slot.holder), practice=True, now=now, write=write, holder=holder)
    if not passphrase and not recovery_code:
        raise SecretNeeded
    if write:
        _refuse_if_held(folder, holder)
    wait = attempts.tries(key_file.database).left(now())
    if wait:
        raise TooSoon(wait)
    if passphrase:
        slots = _slots_of(key_file, user)
        found = _first_open(slots, keys.from_passphrase(passphrase))
    else:
        secret = recovery_code_bits(recovery_code or "")
        found = _first_open(key_file.of_kind(keys.RECOVERY), secret)
    if found is None:
        wait = attempts.remember_wrong_try(key_file.database, now()).delay
        raise WrongPassphrase(wait) if passphrase else WrongRecoveryCode(wait)
    slot, dek = found
    recovered = () if passphrase else (Act.RECOVERED,)
    return _open(
        folder, dek, UUID(slot.holder), practice=False, now=now, write=write, holder=holder, also=recovered
    )


def recovery_code_bits(typed: str) -> bytes:
    """The bits of a typed recovery code; a typing slip is refused before anything is tried."""
    return recovery_code.read_code(typed)


def verify(session: Session, progress: Progress = silent) -> Health:
    """Check the whole file: pages, references, trail; it is only read."""
    return _file(session).check(progress)


def info(session: Session) -> Info:
    """What the study holds, in numbers."""
    file = _file(session)
    stands = file.anchor()
    return Info(
        study=session.study,
        site=session.site,
        people=session.records.find(User),
        rows=file.counts(),
        last_entry=stands.seq,
        last_hash=stands.hash,
    )


def confirm_recovery(session: Session) -> None:
    """The person has typed groups of the recovery code back from paper."""
    if not recovery_confirmed(session):
        setting = Setting(site=session.site.id, key=RECOVERY_CONFIRMED, value="yes")
        with session.office.work(session.user.id) as unit:
            unit.put(setting)


def recovery_confirmed(session: Session) -> bool:
    """Whether the recovery code is known to be on paper; a practice study has none."""
    return session.study.practice or bool(session.records.find(Setting, key=RECOVERY_CONFIRMED))


def _open(
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
    lock = StudyLock(folder, holder) if write else None
    if lock:
        lock.take()
    try:
        if write:
            study_file.bring_up_to_date(folder, dek, now())
        file = StudyFile(folder, dek, now, lock)
    except BaseException:
        if lock:
            lock.release()
        raise
    try:
        return _session(file, folder, user_id, practice=practice, also=also if write else None)
    except BaseException:
        file.close()
        raise


def _session(
    file: StudyFile, folder: Path, user_id: UUID, *, practice: bool, also: Sequence[Act] | None
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
    )


def _build(folder: Path, dek: bytes, key_file: keys.KeyFile, rows: Sequence[Entity], now: Clock) -> None:
    """Fill an empty folder: the data, its first rows, the lock's file, the keys."""
    study_file.make(folder, dek)
    lock = StudyLock(folder, "tracker")
    lock.take()
    file = StudyFile(folder, dek, now, lock)
    try:
        with file.office.work(rows[-1].id) as unit:
            for row in rows:
                unit.put(row)
    finally:
        file.close()
    keys.write_keys(folder, key_file)


def _slots(dek: bytes, study: Study, user: User, passphrase: str, code: str) -> tuple[keys.Slot, ...]:
    if study.practice:
        return (keys.practice_slot(dek, database=study.id, holder=user.id),)
    secret, paper = keys.from_passphrase(passphrase), recovery_code_bits(code)
    return (
        keys.seal(dek, secret, database=study.id, holder=user.id, kind=keys.PERSON, name=user.name),
        keys.seal(dek, paper, database=study.id, holder=user.id, kind=keys.RECOVERY),
    )


def _slots_of(key_file: keys.KeyFile, user: str) -> tuple[keys.Slot, ...]:
    """The slots to try: one person's. Nobody is told whether a name is known."""
    slots = key_file.of_kind(keys.PERSON)
    if user:
        return tuple(slot for slot in slots if slot.name.casefold() == user.strip().casefold())
    if len(slots) > 1:
        raise PersonNeeded
    return slots


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


def _file(session: Session) -> StudyFile:
    if not isinstance(session.file, StudyFile):
        raise TypeError("this session has no file")
    return session.file


def _check_choices(name: str, clinic: str, user_name: str, time_zone: str) -> None:
    if not name:
        raise StudyIncomplete(N_("Give the study a name."))
    if not clinic:
        raise StudyIncomplete(N_("Say which clinic the study belongs to."))
    if not user_name:
        raise StudyIncomplete(N_("Say who you are."))
    if time_zone not in available_timezones():
        raise StudyIncomplete(
            N_("“{time_zone}” is no time zone. Write it like Europe/Berlin."), time_zone=time_zone
        )


def _check_free(folder: Path) -> None:
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FolderTaken(folder)
    except OSError:
        raise FolderUnusable(folder) from None


def _short(name: str) -> str:
    """ "Kemi Abara" becomes "K. Abara"."""
    first, _, rest = name.partition(" ")
    return f"{first[0]}. {rest}" if rest else name
