"""How a backup is opened: with its own keys or those of today, by passphrase or recovery code."""

from dataclasses import dataclass
from pathlib import Path

from tracker.domain.progress import Progress, silent
from tracker.domain.refusal import Refusal
from tracker.services.study_door import Clock, local_now
from tracker.services.unlocking import open_slot
from tracker.store import attempts, keys
from tracker.store.database import connect
from tracker.store.files import DATA
from tracker.store.package import (
    NO_MANIFEST,
    NOT_SOUND,
    OTHER_KEYS,
    Manifest,
    PackageDamaged,
    check_keys,
    read_package,
    verify_package,
)
from tracker.store.refusals import (
    KeysMissing,
    SecretNeeded,
    TooSoon,
    WrongPassphrase,
    WrongRecoveryCode,
)


@dataclass(frozen=True, kw_only=True)
class Secret:
    """What the person types to open the backup; a practice study needs nothing."""

    passphrase: str = ""
    recovery_code: str = ""
    user: str = ""


def verify_with(
    package: Path, secret: Secret, progress: Progress = silent, now: Clock = local_now
) -> Manifest:
    """Read a backup from end to end with a secret of its own; refuses one that cannot be restored."""
    readable(package)
    _, dek, _ = key_of(package, own_keys(package), None, secret, now)
    return verify_package(package, dek, progress)


def readable(package: Path) -> Manifest:
    """What the backup says about itself, or a refusal."""
    manifest = read_package(package).manifest
    if manifest is None:
        raise PackageDamaged(package.name, NO_MANIFEST)
    return manifest


def own_keys(package: Path) -> keys.KeyFile:
    """The key file that lies in the backup, or a refusal."""
    manifest = readable(package)
    try:
        found = keys.read_own_keys(package)
    except KeysMissing:
        raise PackageDamaged(package.name, OTHER_KEYS) from None
    check_keys(package, manifest)
    return found


def key_of(
    package: Path, own: keys.KeyFile, current: keys.KeyFile | None, secret: Secret, now: Clock
) -> tuple[keys.Slot, bytes, bool]:
    """The slot that the secret opens, the data key in it, and whether the keys of today hold that key too."""
    if own.practice:
        slot = own.of_kind(keys.PRACTICE)[0]
        return slot, keys.practice_key(slot), False
    if not secret.passphrase and not secret.recovery_code:
        raise SecretNeeded
    wait = attempts.tries(own.database).left(now())
    if wait:
        raise TooSoon(wait)
    opened = [
        (each, found)
        for each in (current, own)
        if each is not None
        and (found := open_slot(each, secret.user, secret.passphrase, secret.recovery_code))
    ]
    for key_file, (slot, dek) in opened:
        if _opens(package / DATA, dek):
            return slot, dek, key_file is current
    if opened:
        raise PackageDamaged(package.name, NOT_SOUND)
    wait = attempts.remember_wrong_try(own.database, now()).delay
    raise WrongPassphrase(wait) if secret.passphrase else WrongRecoveryCode(wait)


def _opens(path: Path, dek: bytes) -> bool:
    try:
        connect(path, dek, frozen=True).conn.close()
    except Refusal:
        return False
    return True
