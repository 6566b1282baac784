"""Making a study: built beside its place and moved there whole, so that no half study is ever left."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4
from zoneinfo import available_timezones

from tracker.domain.entity import Entity
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role, Site, Study, User
from tracker.domain.text import N_
from tracker.services.opened import open_with_key
from tracker.services.session import Session
from tracker.services.shared_folders import refuse_shared
from tracker.services.study_door import Clock, local_now
from tracker.store import keys, recovery_code, study_file
from tracker.store.files import replace, sync_folder
from tracker.store.lock import StudyLock
from tracker.store.passphrase import check_new
from tracker.store.refusals import FolderTaken, FolderUnusable
from tracker.store.study_file import StudyFile


@dataclass(frozen=True)
class Created:
    """A new study, opened, and its recovery code, which is shown once and never saved; "" for practice."""

    session: Session
    recovery_code: str


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
    role: Role = Role.ADMIN,
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
        check_new(passphrase)
        refuse_shared(folder)
    _check_free(folder)
    site_id = uuid4()
    study = Study(site=site_id, name=name, time_zone=time_zone, created=now().date(), practice=practice)
    user = User(site=site_id, name=user_name, short=user_short.strip() or short_name(user_name), role=role)
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
    return Created(
        open_with_key(folder, dek, user.id, practice=practice, now=now, write=True, holder=holder), code
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
    secret, paper = keys.from_passphrase(passphrase), recovery_code.read_code(code)
    return (
        keys.seal(dek, secret, database=study.id, holder=user.id, kind=keys.PERSON, name=user.name),
        keys.seal(dek, paper, database=study.id, holder=user.id, kind=keys.RECOVERY),
    )


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


def short_name(name: str) -> str:
    """ "Kemi Abara" becomes "K. Abara"."""
    first, _, rest = name.partition(" ")
    return f"{first[0]}. {rest}" if rest else name
