"""Whether the file is sound: pages, references, triggers, the chain, and each row beside its event."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from tracker.domain.progress import Progress, silent
from tracker.domain.text import N_
from tracker.paths import state_folder
from tracker.store._driver import Connection, Database, DatabaseError
from tracker.store.audit import Anchor, anchor, blanked, first_broken
from tracker.store.database import connect, is_about_the_folder, pending
from tracker.store.files import has_log, log_of
from tracker.store.mapping import KINDS, table_name
from tracker.store.refusals import Damaged, FolderUnusable
from tracker.store.triggers import triggers_stand

PAGES = N_("Pages of study.db are damaged.")
REFERENCES = N_("Some rows point at rows that are not there.")
TRIGGERS = N_("The guards of the trail are not in place.")
CHAIN = N_("The trail is not as it was written, from entry {n} on.")
EVENTS = N_("Some rows are not those that the trail tells of.")


@dataclass(frozen=True)
class Problem:
    """One thing that is not sound, as a phrase and its values."""

    phrase: str
    n: int = 0


@dataclass(frozen=True)
class Health:
    """What a check found; no problem means sound."""

    problems: tuple[Problem, ...]
    events: int
    anchor: Anchor
    redacted: tuple[int, ...] = ()
    """Entries of the trail whose content was taken out: the chain is whole, and the numbers are told."""

    @property
    def sound(self) -> bool:
        return not self.problems


def check(
    path: Path,
    dek: bytes,
    progress: Progress = silent,
    kept: Anchor | None = None,
    *,
    frozen: bool = False,
) -> Health:
    """Read the whole file through connections of its own; it changes nothing. A `frozen` file is a backup."""
    progress(0, 5, N_("Checking the pages"))
    if not _whole(path, dek, frozen=frozen):
        return Health((Problem(PAGES),), 0, Anchor(0, ""))
    db = connect(path, dek, frozen=frozen)
    try:
        db.conn.execute("PRAGMA query_only=ON")
        problems = tuple(_problems(db, dek, progress, kept))
        events = db.conn.execute("SELECT count(*) FROM audit_event").fetchone()[0]
        return Health(problems, events, anchor(db.conn), blanked(db.conn))
    finally:
        db.conn.close()


def sound_with_its_log(path: Path, dek: bytes) -> bool:
    """Whether the file is sound once SQLite's log is written into it; tried on a copy.

    A power cut while the log is written back leaves torn pages in the file. The log still has them whole, but
    `cipher_integrity_check` reads the file alone and would call the study damaged. The copy, encrypted like
    the file, lies beside it; where that disk is full, with what this computer keeps.
    """
    try:
        return _sound_in(path.parent, path, dek)
    except OSError:
        state_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        return _sound_in(state_folder(), path, dek)


def _sound_in(place: Path, path: Path, dek: bytes) -> bool:
    trial = place / f".trial-{uuid4().hex[:8]}"
    try:
        trial.mkdir(mode=0o700)
        for each in (path, log_of(path)):
            shutil.copyfile(each, trial / each.name)
        db = connect(trial / path.name, dek)
        try:
            db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return _pages_sound(db.conn)
        finally:
            db.conn.close()
    except FolderUnusable:
        raise OSError from None
    except DatabaseError as error:
        if is_about_the_folder(error):
            raise OSError from None
        return False
    except Damaged:
        return False
    finally:
        shutil.rmtree(trial, ignore_errors=True)


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each kind has, removed ones too."""
    there = _tables(connection)
    tables = (*(table_name(kind.__name__) for kind in KINDS), "audit_event")
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in tables
        if table in there
    }


def _problems(db: Database, dek: bytes, progress: Progress, kept: Anchor | None) -> Iterator[Problem]:
    progress(1, 5, N_("Checking the references"))
    if db.conn.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(REFERENCES)
    progress(2, 5, N_("Checking the guards"))
    if not pending(db) and not triggers_stand(db):
        yield Problem(TRIGGERS)
    progress(3, 5, N_("Checking the trail"))
    broken = first_broken(db.conn, dek, kept)
    if broken is not None:
        yield Problem(CHAIN, broken)
    progress(4, 5, N_("Checking each row"))
    there = _tables(db.conn)
    kinds = [kind.__name__ for kind in KINDS if kind.kept_in_trail]
    if not all(_rows_match(db.conn, kind, there) for kind in kinds):
        yield Problem(EVENTS)
    progress(5, 5, "")


def _whole(path: Path, dek: bytes, *, frozen: bool) -> bool:
    db = connect(path, dek, frozen=frozen)
    try:
        sound = _pages_sound(db.conn)
    finally:
        db.conn.close()
    return sound or (not frozen and has_log(path) and sound_with_its_log(path, dek))


def _pages_sound(connection: Connection) -> bool:
    try:
        whole = not connection.execute("PRAGMA cipher_integrity_check").fetchall()
        return whole and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except DatabaseError:
        return False


def _tables(connection: Connection) -> frozenset[str]:
    """The tables of the file; one written by an earlier version has fewer of them."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return frozenset(name for (name,) in rows)


def _rows_match(connection: Connection, kind: str, there: frozenset[str]) -> bool:
    """Each row carries the last event of its record, and each record of the trail has its row."""
    table = table_name(kind)
    if table not in there:
        told = connection.execute("SELECT 1 FROM audit_event WHERE kind = ? LIMIT 1", (kind,)).fetchall()
        return not told
    missing = connection.execute(
        f"SELECT 1 FROM {table} r LEFT JOIN audit_event e ON e.seq = r.event AND e.record = r.id"
        " AND e.revision = r.revision WHERE e.seq IS NULL LIMIT 1"
    ).fetchall()
    newest = connection.execute(
        "SELECT 1 FROM (SELECT record, max(revision) AS revision FROM audit_event"
        f" WHERE kind = ? AND revision > 0 GROUP BY record) e LEFT JOIN {table} r ON r.id = e.record"
        " AND r.revision = e.revision WHERE r.id IS NULL LIMIT 1",
        (kind,),
    ).fetchall()
    return not missing and not newest
