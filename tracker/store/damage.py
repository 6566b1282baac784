"""A damaged study.db: kept aside as it is, and what can still be said about it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tracker.domain.refusal import Refusal
from tracker.domain.text import N_, Said
from tracker.store._driver import DatabaseError
from tracker.store.audit import first_broken
from tracker.store.database import bad_pages, connect
from tracker.store.files import DATA, copy_file, has_log, log_of, sync_folder
from tracker.store.keys import KEYS
from tracker.store.package import digest
from tracker.store.refusals import Damaged, Finding

ASIDE = "damaged-"
PAGE = 4096
LOOKED_AT_ONCE = 64 * 1024 * 1024
"""Up to this size every page is checked before a study opens (about 0.15 s)."""


def refuse_damaged_pages(path: Path, dek: bytes) -> None:
    """Refuse a file with a page that the key did not write.

    SQLite reads a page when it is needed: without this a damaged page is met in the middle of the work.
    """
    if not path.is_file() or has_log(path) or path.stat().st_size > LOOKED_AT_ONCE:
        return
    if bad_pages(path, dek):
        raise Damaged


def look_into(folder: Path, dek: bytes, now: datetime) -> Finding:
    """Copy study.db aside, once for each state of it, and read what can be read in the copy."""
    try:
        aside = _copy_aside(folder, now)
    except OSError:
        aside = None
    where = (aside or folder) / DATA
    return Finding(aside, tuple(_known(where, dek)))


def _known(path: Path, dek: bytes) -> Iterator[Said]:
    if not path.is_file() or not path.stat().st_size:
        yield Said(N_("study.db is empty."))
        return
    pages = -(-path.stat().st_size // PAGE)
    bad = bad_pages(path, dek)
    if bad:
        yield Said(N_("Damaged pages: {bad} of {pages}."), {"bad": str(bad), "pages": str(pages)})
    try:
        connect(path, dek, frozen=True).conn.close()
    except Refusal:
        if bad:
            yield Said(N_("Its table of contents cannot be read, so nothing else can be."))
        else:
            yield Said(
                N_("It was cut: {pages} pages are there, the others are missing."), {"pages": str(pages)}
            )
        return
    yield from _trail(path, dek, whole=not bad)


def _trail(path: Path, dek: bytes, *, whole: bool) -> Iterator[Said]:
    """The first bad entry, or how far the trail can be read; on a connection of its own: an error stays."""
    db, read = connect(path, dek, frozen=True), 0
    try:
        if whole:
            broken = first_broken(db.conn, dek)
            if broken is not None:
                yield Said(N_("The trail is not as it was written, from entry {n} on."), {"n": str(broken)})
                return
        for (seq,) in db.conn.execute("SELECT seq FROM audit_event ORDER BY seq"):
            read = seq
    except DatabaseError:
        pass
    finally:
        db.conn.close()
    if read:
        yield Said(N_("Its trail can be read up to entry {n}."), {"n": str(read)})
    else:
        yield Said(N_("Its trail cannot be read."))


def _copy_aside(folder: Path, now: datetime) -> Path:
    print_of = digest(folder / DATA)
    for known in sorted(folder.glob(f"{ASIDE}*")):
        if (known / DATA).is_file() and digest(known / DATA) == print_of:
            return known
    aside = folder / f"{ASIDE}{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
    number = 1
    while aside.exists():
        number += 1
        aside = folder / f"{ASIDE}{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}-{number}"
    half = aside.with_name(f"{aside.name}.tmp")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    for source in (folder / DATA, log_of(folder / DATA), folder / KEYS):
        if source.exists():
            copy_file(source, half / source.name)
    half.rename(aside)
    sync_folder(folder)
    return aside
