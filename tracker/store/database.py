"""The one place where a database is opened: keyed first, checked next, guarded last."""

import os
from pathlib import Path
from typing import Any

from tracker.domain.refusal import Refusal
from tracker.store._driver import Connection, Database, DatabaseError, sqlcipher
from tracker.store.guard import guard
from tracker.store.keys import DEK_BYTES
from tracker.store.migrations import NEWEST, migrate, migrations
from tracker.store.migrations.m0001_first import APPLICATION_ID
from tracker.store.refusals import Damaged, DataMissing, FolderUnusable, Outdated, TooNew
from tracker.store.triggers import triggers_stand

_MEMORY = "cipher_memory_security=ON"
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "wal_autocheckpoint=200",
)


class NotEncrypted(RuntimeError):
    """The library under us is not SQLCipher, or it wrote a file that anybody can read: never go on."""


def create_file(path: Path, dek: bytes) -> None:
    """Make a new database: its owner's alone, encrypted from its first byte, all tables in place."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    db = connect(path, dek, new=True)
    try:
        try:
            migrate(db)
        finally:
            close(db)
    except DatabaseError as error:
        raise _refusal(error, path) from None
    refuse_plaintext(path)


def open_store(path: Path, dek: bytes, *, read_only: bool = False) -> Database:
    """Open an existing, current database for the running program; it never creates one."""
    db = connect(path, dek)
    try:
        _refuse_strangers(db)
        if pending(db):
            raise Outdated
        if not triggers_stand(db):
            raise Damaged
        if read_only:
            db.conn.execute("PRAGMA query_only=ON")
        db.conn.set_authorizer(guard)
    except DatabaseError as error:
        db.conn.close()
        raise _refusal(error, path) from None
    except BaseException:
        db.conn.close()
        raise
    return db


def connect(path: Path, dek: bytes, *, new: bool = False, frozen: bool = False) -> Database:
    """A private connection without the guard, for migrations, backups and checks; close it soon.

    Only a `new` file may be empty: an emptied one is damaged, never begun again. A `frozen` one is a backup
    at rest: nothing is written, also not beside it, so that it may lie on read-only media.
    """
    if len(dek) != DEK_BYTES:
        raise ValueError("the data key has 32 bytes")
    if not path.is_file():
        raise DataMissing
    if path.stat().st_size == 0 and not new:
        raise Damaged
    connection = _keyed(path, dek, frozen=frozen)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in () if frozen else _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return Database(connection, execute_plugins=False, strict=True)
    except DatabaseError as error:
        connection.close()
        raise _refusal(error, path) from None
    except BaseException:
        connection.close()
        raise


def bad_pages(path: Path, dek: bytes) -> int:
    """How many pages of a file at rest are not as the key wrote them; pages cut from its end are not seen."""
    connection = _keyed(path, dek, frozen=True)
    try:
        return len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    except DatabaseError:
        raise Damaged from None
    finally:
        connection.close()


def inspect(path: Path, dek: bytes) -> int:
    """Refuse a stranger's or a newer file; the number of migrations that are still to be done."""
    db = connect(path, dek)
    try:
        _refuse_strangers(db)
        return pending(db)
    except DatabaseError as error:
        raise _refusal(error, path) from None
    finally:
        db.conn.close()


def pending(db: Database) -> int:
    """How many of our migrations the file lacks."""
    return len(migrations().pending(db))


def close(db: Database) -> None:
    """Write the log back into the file, so that study.db alone is whole, and close."""
    try:
        if db.conn.in_transaction:
            db.conn.rollback()
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        db.conn.close()


def refuse_plaintext(path: Path) -> None:
    """Stop the program if the file starts like any SQLite file: then it was written without a key."""
    with path.open("rb") as file:
        if file.read(16) == b"SQLite format 3\0":
            raise NotEncrypted("the study was written without encryption")


def _keyed(path: Path, dek: bytes, *, frozen: bool = False) -> Connection:
    place = f"{path.resolve().as_uri()}?mode=ro&immutable=1" if frozen else str(path)
    try:
        connection = sqlcipher.connect(
            place, timeout=5.0, cached_statements=256, check_same_thread=False, uri=frozen
        )
    except DatabaseError:
        raise FolderUnusable(path.parent) from None
    try:
        connection.execute(f"PRAGMA {_MEMORY}")
        connection.set_key(f"x'{dek.hex()}'")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            raise NotEncrypted("this build of SQLite knows no encryption")
        connection.execute("PRAGMA cipher_log_level=NONE")
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_strangers(db: Database) -> None:
    if _number(db, "application_id") != APPLICATION_ID:
        raise Damaged
    known = {step.name for step in migrations()._migrations}  # noqa: SLF001 - no public list of the steps
    done = {step.name for step in migrations().applied(db)}
    if _number(db, "user_version") > NEWEST or done - known:
        raise TooNew


def _number(db: Database, pragma: str) -> Any:
    return db.conn.execute(f"PRAGMA {pragma}").fetchone()[0]


def _refusal(error: Exception, path: Path) -> Refusal:
    return FolderUnusable(path.parent) if is_about_the_folder(error) else Damaged()


def is_about_the_folder(error: Exception) -> bool:
    """Whether the folder refused, rather than the content of the file being wrong."""
    return any(part in str(error) for part in ("unable to open", "readonly", "disk I/O", "disk is full"))
