"""Small files written so that a power cut leaves the old one or the new one, never half of either."""

import os
import shutil
import time
from pathlib import Path

DATA = "study.db"
"""The encrypted file of a study, beside its keys."""

_TRIES = 3


def log_of(data: Path) -> Path:
    """Where SQLite keeps what is not yet written into `data`."""
    return data.with_name(f"{data.name}-wal")


def has_log(data: Path) -> bool:
    """Whether SQLite's log lies beside the file with something in it."""
    log = log_of(data)
    return log.exists() and log.stat().st_size > 0


def write_whole(path: Path, content: bytes) -> None:
    """Write under a temporary name, make it durable, and put it in the place of `path`; owner only."""
    temporary = path.with_name(path.name + ".new")
    handle = os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def copy_file(source: Path, target: Path) -> None:
    """A new file with the same bytes, its owner's alone, on the disk when this returns."""
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with source.open("rb") as read, os.fdopen(handle, "wb") as write:
        shutil.copyfileobj(read, write, 1 << 20)
        write.flush()
        os.fsync(write.fileno())


def replace(source: Path, target: Path) -> None:
    """`os.replace`, patient with programs that hold a new file open for a moment (Windows, sync clients)."""
    for left in reversed(range(_TRIES)):
        try:
            source.replace(target)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(0.1)


def sync_folder(folder: Path) -> None:
    """Make names in `folder` durable; Windows does that by itself and cannot open a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
