"""Putting a backup in the place of study.db: tried on a copy, the current file kept aside, then swapped."""

import errno
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from tracker.domain.progress import Progress, part
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.store import database
from tracker.store._driver import DatabaseError
from tracker.store.audit import Anchor, anchor
from tracker.store.files import DATA, copy_file, replace, sync_folder
from tracker.store.package import OTHER_BYTES, Manifest, PackageDamaged, check_content, digest
from tracker.store.refusals import FolderUnusable

ASIDE = f"{DATA}.before-restore-"
_LOG, _INDEX = f"{DATA}-wal", f"{DATA}-shm"


def try_package(package: Path, manifest: Manifest, folder: Path, dek: bytes, progress: Progress) -> Path:
    """A checked copy of the backup's data inside `folder`, under a name of its own; the caller removes it."""
    trial = folder / f".restore-{uuid4().hex[:8]}"
    try:
        trial.mkdir(mode=0o700, parents=True)
        progress(0, 100, N_("Copying the backup"))
        copy_file(package / DATA, trial / DATA)
        if digest(trial / DATA) != manifest.sha256:
            raise PackageDamaged(package.name, OTHER_BYTES)
        check_content(trial / DATA, dek, manifest, package.name, part(progress, 20, 100))
    except OSError:
        shutil.rmtree(trial, ignore_errors=True)
        raise FolderUnusable(folder) from None
    except BaseException:
        shutil.rmtree(trial, ignore_errors=True)
        raise
    return trial


def swap_in(trial: Path, folder: Path, dek: bytes | None, now: datetime) -> Path | None:
    """Put the tried copy in the place of study.db; where the file lies that stood there, None if none did.

    `dek` opens the current file, so that its log is written into it first; None where nothing opens it.
    A power cut leaves the old study.db or the new one under that name, and what is kept aside is whole.
    """
    current = folder / DATA
    try:
        aside = _keep_aside(folder, dek, now) if current.exists() else None
        for name in (_LOG, _INDEX):
            (folder / name).unlink(missing_ok=True)
        sync_folder(folder)  # the old log is gone for good before another file has its name
        replace(trial / DATA, current)
        sync_folder(folder)
    except OSError:
        raise FolderUnusable(folder) from None
    shutil.rmtree(trial, ignore_errors=True)
    return aside


@dataclass(frozen=True)
class Standing:
    """The trail of the study.db that stands there: where it ends, and whether it goes on from `before`."""

    end: Anchor
    goes_on: bool


def standing(folder: Path, dek: bytes, before: Anchor) -> Standing | None:
    """How the current study.db relates to a backup that ends at `before`; None where it cannot be read.

    A log beside it is read in a copy: SQLite would throw a strange one away.
    """
    look = folder
    if (folder / _LOG).exists() and (folder / _LOG).stat().st_size:
        look = folder / f".trial-{uuid4().hex[:8]}"
        look.mkdir(mode=0o700)
    try:
        if look != folder:
            for name in (DATA, _LOG):
                shutil.copyfile(folder / name, look / name)
        return _read_standing(look / DATA, dek, before)
    except (Refusal, DatabaseError, OSError):
        return None
    finally:
        if look != folder:
            shutil.rmtree(look, ignore_errors=True)


def _read_standing(path: Path, dek: bytes, before: Anchor) -> Standing:
    db = database.connect(path, dek)
    try:
        row = db.conn.execute("SELECT hash FROM audit_event WHERE seq = ?", (before.seq,)).fetchone()
        return Standing(anchor(db.conn), row is not None and row[0] == before.hash)
    finally:
        db.conn.close()


def _keep_aside(folder: Path, dek: bytes | None, now: datetime) -> Path:
    """A whole copy of what stands there now, with its log; renamed where the disk no longer reads it all."""
    with suppress(Refusal, DatabaseError):
        if dek is not None:
            database.close(database.connect(folder / DATA, dek))
    aside = folder / f"{ASIDE}{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
    number = 1
    while aside.exists():
        number += 1
        aside = folder / f"{ASIDE}{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}-{number}"
    for name, kept in ((DATA, aside), (_LOG, aside.with_name(f"{aside.name}-wal"))):
        source = folder / name
        if not source.exists() or (name == _LOG and not source.stat().st_size):
            continue
        try:
            copy_file(source, kept)
        except OSError as error:
            kept.unlink(missing_ok=True)
            if error.errno != errno.EIO:
                raise
            os.replace(source, kept)  # noqa: PTH105 - a disk that cannot read a file can still rename it
    sync_folder(folder)
    return aside
