"""Restoring a study from a backup: refused for another study, damage, or an older state without a reason."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from tracker.domain.change import Act, Ref
from tracker.domain.progress import Progress, part, silent
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right, may, why_not
from tracker.domain.text import N_
from tracker.services.opened import open_with_key
from tracker.services.package_key import Secret, key_of, own_keys, readable
from tracker.services.rights import NotAllowed
from tracker.services.session import Session
from tracker.services.shared_folders import refuse_shared
from tracker.services.study_door import Clock, local_now
from tracker.store import backup, keys
from tracker.store import restore as on_disk
from tracker.store.audit import Anchor
from tracker.store.files import DATA
from tracker.store.key_copies import read_keys
from tracker.store.lock import StudyLock
from tracker.store.package import Manifest, known_anchor, supersede
from tracker.store.refusals import FolderUnusable, KeysMissing
from tracker.store.study_file import BACKUPS
from tracker.store.who import active_roles, known_people


class OtherStudy(Refusal):
    """The backup's keys name another study than the folder's."""

    def __init__(self) -> None:
        super().__init__(
            N_("This backup is of another study. Nothing was changed. Choose a backup of this study.")
        )


class WouldLose(Refusal):
    """The study as it stands, or a newer backup, holds entries that this backup lacks; a reason is needed."""

    def __init__(self, entries: int) -> None:
        super().__init__(
            N_("Entries that this backup does not hold: {n}. Say why it is restored all the same."),
            n=entries,
        )
        self.entries = entries


@dataclass(frozen=True, kw_only=True)
class Restored:
    """The study, open again, and where the file lies that stood there before (None in a new folder)."""

    session: Session
    aside: Path | None
    recovered: bool = False
    """Whether the recovery code opened it: then passphrase and code are made anew."""


def restore(
    package: Path,
    folder: Path,
    secret: Secret,
    *,
    reason: str = "",
    now: Clock = local_now,
    progress: Progress = silent,
    holder: str = "tracker",
) -> Restored:
    """Put the study in `folder` back as the backup in `package` has it, and open it.

    Everything is checked on a copy first: a refusal leaves the current study as it is. The file that stood
    there stays beside it as study.db.before-restore-... `folder` may be new. Passphrase or recovery code may
    be the backup's own or the study's of today.
    """
    manifest = readable(package)
    own = own_keys(package)
    current = _current_keys(folder)
    if current is not None and current.database != own.database:
        raise OtherStudy
    if not own.practice:
        refuse_shared(folder)
    slot, dek, same_key = key_of(package, own, current, secret, now)
    new = not folder.exists()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise FolderUnusable(folder) from None
    lock = StudyLock(folder, holder)
    lock.take()
    try:
        trial = on_disk.try_package(package, manifest, folder, dek, part(progress, 0, 70))
        try:
            stands = on_disk.standing(folder, dek, manifest.anchor)
            lost = _entries_lost(folder, manifest.anchor, stands)
            if lost:
                _ask_for_right(trial, dek, slot)
            if lost and not reason.strip():
                raise WouldLose(lost)
            progress(70, 100, N_("Keeping the study as it is aside"))
            if stands is not None:
                with suppress(Refusal):
                    backup.back_up(folder, dek, folder / BACKUPS, now(), "before-restore")
            kept = same_key or stands is not None
            with _both_keys(folder, own, None if kept else current):
                aside = on_disk.swap_in(trial, folder, dek if stands else None, now())
        finally:
            shutil.rmtree(trial, ignore_errors=True)
        supersede(folder / BACKUPS, manifest.anchor.seq)
        _set_keys(folder, dek, own, current, kept=kept)
    except BaseException:
        lock.release()
        if new:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    lock.release()
    recovered = not secret.passphrase and not own.practice
    session = open_with_key(
        folder,
        dek,
        UUID(slot.holder),
        practice=own.practice,
        now=now,
        write=True,
        holder=holder,
        also=(Act.RECOVERED,) if recovered else (),
    )
    _note(session, manifest, reason)
    return Restored(session=session, aside=aside, recovered=recovered)


def _current_keys(folder: Path) -> keys.KeyFile | None:
    """The keys of the study that stands in `folder`; None where there is none, or none that can be read."""
    try:
        return read_keys(folder)
    except KeysMissing:
        return None


def _entries_lost(folder: Path, ends: Anchor, stands: on_disk.Standing | None) -> int:
    """How many entries the study, or else its newest backup, has that a backup ending at `ends` lacks."""
    if stands is not None and stands.end.seq >= ends.seq and not stands.goes_on:
        return stands.end.seq
    newest = known_anchor(folder / BACKUPS)
    reached = (ends, newest, stands.end if stands else None)
    return max(each.seq for each in reached if each) - ends.seq


def _ask_for_right(trial: Path, dek: bytes, slot: keys.Slot) -> None:
    """Where entries would be lost, an administrator restores, if the study has one; so does the paper key."""
    roles = active_roles(trial / DATA, dek)
    role = roles.get(slot.holder)
    if (
        slot.kind != keys.PERSON
        or role is None
        or not any(may(each, Right.RESTORE) for each in roles.values())
    ):
        return
    if not may(role, Right.RESTORE):
        raise NotAllowed(why_not(role, Right.RESTORE))


@contextmanager
def _both_keys(folder: Path, own: keys.KeyFile, current: keys.KeyFile | None) -> Iterator[None]:
    """While one file takes the place of another under another key: a power cut leaves a key that fits."""
    if current is None:
        yield
        return
    keys.write_keys(folder, replace(current, next=own.slots))
    try:
        yield
    except BaseException:
        keys.write_keys(folder, current)
        raise


def _set_keys(
    folder: Path, dek: bytes, own: keys.KeyFile, current: keys.KeyFile | None, *, kept: bool
) -> None:
    """Keep the keys of today where they fit the data, without slots of people the backup does not know."""
    known = known_people(folder / DATA, dek)
    chosen = current if current is not None and kept else own
    slots = tuple(
        slot for slot in chosen.slots if slot.kind not in {keys.PERSON, keys.ONCE} or slot.holder in known
    )
    if chosen is not current or slots != chosen.slots:
        keys.write_keys(folder, replace(chosen, slots=slots))


def _note(session: Session, manifest: Manifest, reason: str) -> None:
    made = f"{manifest.made:%Y-%m-%d %H:%M} UTC"
    why = f"backup of {made}, entry {manifest.anchor.seq}: {reason.strip()}".rstrip(": ")
    with session.office.work(session.user.id, why) as unit:
        unit.show(Ref("Study", session.study.id), Act.RESTORED)
