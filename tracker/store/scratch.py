"""The one place for temporary files: a private folder for each use, gone afterwards, swept after a crash."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tracker.domain.refusal import Refusal
from tracker.paths import state_folder
from tracker.store.lock import StudyLock

_HOLDER = "scratch"


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder that its owner alone can read, as long as the block lasts."""
    root = _root()
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = Path(tempfile.mkdtemp(dir=root))
    lock = StudyLock(own, _HOLDER)
    lock.take()
    try:
        files = own / "files"
        files.mkdir(mode=0o700)
        yield files
    finally:
        lock.release()
        shutil.rmtree(own, ignore_errors=True)


def sweep() -> None:
    """Remove what a killed program left; folders that a running one holds stay."""
    root = _root()
    for own in root.iterdir() if root.is_dir() else ():
        lock = StudyLock(own, _HOLDER)
        with suppress(Refusal, OSError):
            lock.take()
            lock.release()
            shutil.rmtree(own, ignore_errors=True)


def _root() -> Path:
    return state_folder() / "scratch"
