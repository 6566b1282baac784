"""A verified copy of the study: encrypted like it, checked before it gets its name, with its keys."""

import hashlib
import json
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

from tracker import __version__
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.store._driver import DatabaseError
from tracker.store.audit import anchor
from tracker.store.database import connect
from tracker.store.files import DATA, replace, sync_folder, write_whole
from tracker.store.health import check, counts
from tracker.store.keys import KEYS

MANIFEST = "manifest.json"
_PAGES_AT_ONCE, _LONGEST = 500, 600.0


class BackupFailed(Refusal):
    """No backup was made; older ones are whole."""

    def __init__(self) -> None:
        super().__init__(
            N_("The backup could not be made, older ones are whole. Check the free space of the disk.")
        )


def back_up(folder: Path, dek: bytes, target: Path, now: datetime, reason: str) -> Path:
    """Make a backup of the study in `folder` below `target`; the folder that holds it.

    It appears under its name only after it was opened with the key, checked and compared with its source.
    """
    name = f"{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}-{reason}"
    made, final = target / f"{name}.tmp", target / name
    number = 1
    while final.exists():
        number += 1
        final = target / f"{name}-{number}"
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(mode=0o700)
        _copy(folder / DATA, made / DATA, dek)
        _describe(folder, made, dek, now, reason)
        replace(made, final)
        sync_folder(target)
    except (OSError, DatabaseError):
        shutil.rmtree(made, ignore_errors=True)
        raise BackupFailed from None
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return final


def _copy(source: Path, target: Path, dek: bytes) -> None:
    """SQLite's own backup through private connections, with a deadline: it waits for ever behind a lock."""
    deadline = time.monotonic() + _LONGEST

    def hurry(_status: int, _left: int, _total: int) -> None:
        if time.monotonic() > deadline:
            raise BackupFailed

    target.touch(mode=0o600)
    reader, writer = connect(source, dek), connect(target, dek, new=True)
    try:
        reader.conn.backup(writer.conn, pages=_PAGES_AT_ONCE, progress=hurry)
        writer.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        writer.conn.close()
        reader.conn.close()


def _describe(folder: Path, made: Path, dek: bytes, now: datetime, reason: str) -> None:
    """Check the copy, then write down what it holds; no name and no value."""
    health = check(made / DATA, dek)
    copy = connect(made / DATA, dek)
    try:
        held, stands = counts(copy.conn), anchor(copy.conn)
        schema = copy.conn.execute("PRAGMA user_version").fetchone()[0]
    finally:
        copy.conn.close()
    if not health.sound:
        raise BackupFailed
    write_whole(made / KEYS, (folder / KEYS).read_bytes())
    manifest = {
        "format": 1,
        "app": __version__,
        "schema": schema,
        "made": now.astimezone(UTC).isoformat(timespec="seconds"),
        "reason": reason,
        "counts": held,
        "sha256": hashlib.sha256((made / DATA).read_bytes()).hexdigest(),
        "anchor": {"seq": stands.seq, "hash": stands.hash},
    }
    write_whole(made / MANIFEST, json.dumps(manifest, indent=1).encode())
