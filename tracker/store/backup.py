"""A verified copy of the study: encrypted like it, checked before it gets its name, with its keys."""

import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tracker import __version__
from tracker.domain.backup_keeping import spare
from tracker.domain.progress import Progress, part, silent
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.store import health, keys
from tracker.store._driver import DatabaseError
from tracker.store.audit import anchor
from tracker.store.database import connect
from tracker.store.files import DATA, copy_file, replace, sync_folder, write_whole
from tracker.store.key_copies import read_keys
from tracker.store.package import (
    MANIFEST,
    Manifest,
    PackageDamaged,
    digest,
    packages,
    verify_package,
)

_PAGES_AT_ONCE, _LONGEST = 500, 600.0
STALLED = 20.0
"""Seconds without one more page after which a copy is given up: SQLite itself would wait for ever."""


class BackupFailed(Refusal):
    """No backup was made; older ones are whole."""

    def __init__(self) -> None:
        super().__init__(
            N_("The backup could not be made, older ones are whole. Check the free space of the disk.")
        )


class PlaceMissing(Refusal):
    """The second place is not there: a stick that was pulled out, a drive that is not connected."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            N_("“{place}” is not there. Put the stick in or connect the drive, then try again."),
            place=str(place),
        )


class CopyFailed(Refusal):
    """The backup on this computer is whole, the copy in the second place is not."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            N_(
                "The backup was made here, but could not be written to “{place}” and read back. "
                "Check its free space."
            ),
            place=str(place),
        )


def back_up(
    folder: Path, dek: bytes, target: Path, now: datetime, reason: str, *, progress: Progress = silent
) -> Path:
    """Make a backup of the study in `folder` below `target`; the folder that holds it.

    It appears under its name only after it was opened with the key, checked and compared with its source.
    """
    final = _free(target, f"{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}-{reason}")
    made = final.with_name(f"{final.name}.tmp")
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(mode=0o700)
        copy_pages(folder / DATA, made / DATA, dek, part(progress, 0, 50))
        _describe(folder, made, dek, now, reason)
        verify_package(made, dek, part(progress, 50, 100))
        sync_folder(made)
        replace(made, final)
        sync_folder(target)
    except (OSError, DatabaseError, PackageDamaged):
        shutil.rmtree(made, ignore_errors=True)
        raise BackupFailed from None
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return final


def copy_package(made: Path, place: Path, dek: bytes, progress: Progress = silent) -> Path:
    """Bring a backup to a second place and read it back there; it gets its name when it was found whole."""
    if not place.parent.is_dir():
        raise PlaceMissing(place.parent)
    final = place / made.name
    half = place / f"{made.name}.tmp"
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        for number, name in enumerate((DATA, keys.KEYS, MANIFEST)):
            progress(number * 10, 100, N_("Copying to the second place"))
            copy_file(made / name, half / name)
        sync_folder(half)
        verify_package(half, dek, part(progress, 30, 100))
        shutil.rmtree(final, ignore_errors=True)
        replace(half, final)
        sync_folder(place)
    except (OSError, PackageDamaged):
        shutil.rmtree(half, ignore_errors=True)
        if not place.parent.is_dir():
            raise PlaceMissing(place.parent) from None
        raise CopyFailed(place.parent) from None
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return final


def thin(place: Path, now: datetime) -> int:
    """Remove the backups that the rule can spare, and halves that a crash left; how many backups went."""
    for half in place.glob("*.tmp"):
        shutil.rmtree(half, ignore_errors=True)
    gone = spare([each.kept for each in packages(place)], now)
    for each in gone:
        (place / each.name / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(place / each.name, ignore_errors=True)
    return len(gone)


def copy_pages(source: Path, target: Path, dek: bytes, progress: Progress = silent) -> None:
    """SQLite's own backup through private connections, given up when it stalls behind somebody's lock."""
    target.touch(mode=0o600)
    reader, writer = connect(source, dek), connect(target, dek, new=True)
    try:
        if reader.conn.in_transaction or writer.conn.in_transaction:
            raise BackupFailed
        reader.conn.backup(writer.conn, pages=_PAGES_AT_ONCE, progress=_patient(progress))
        writer.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        writer.conn.close()
        reader.conn.close()


def _patient(progress: Progress) -> Callable[[int, int, int], None]:
    """Called between two steps of the copy: tells how far it is, ends it when it stalls or takes for ever."""
    start = time.monotonic()
    last = {"left": -1, "moved": start}

    def between(_status: int, left: int, total: int) -> None:
        now = time.monotonic()
        if left != last["left"]:
            last.update(left=left, moved=now)
        if now > min(last["moved"] + STALLED, start + _LONGEST):
            raise BackupFailed
        progress(total - left, total, N_("Copying the study"))

    return between


def _free(target: Path, name: str) -> Path:
    final, number = target / name, 1
    while final.exists():
        number += 1
        final = target / f"{name}-{number}"
    return final


def _describe(folder: Path, made: Path, dek: bytes, now: datetime, reason: str) -> None:
    """Write down what the copy holds; no name and no value."""
    copy = connect(made / DATA, dek, frozen=True)
    try:
        held, stands = health.counts(copy.conn), anchor(copy.conn)
        schema = copy.conn.execute("PRAGMA user_version").fetchone()[0]
    finally:
        copy.conn.close()
    key_file = read_keys(folder)
    write_whole(made / keys.KEYS, keys.file_content(key_file))
    manifest = Manifest(
        study=key_file.database,
        app=__version__,
        schema=schema,
        made=now.astimezone(UTC),
        reason=reason,
        counts=held,
        sha256=digest(made / DATA),
        keys_sha256=digest(made / keys.KEYS),
        anchor=stands,
    )
    write_whole(made / MANIFEST, manifest.written())
