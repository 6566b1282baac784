"""Who may write: one program at a time holds a study, and the next one is told which."""

import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from tracker.store.files import write_whole
from tracker.store.refusals import FolderUnusable, InUse

LOCK, HOLDER = "study.lock", "study.lock.json"


@dataclass(frozen=True)
class Holder:
    """What holds the study: the window or a command, its process, its computer. No person is named."""

    program: str
    process: int
    host: str


class StudyLock:
    """A file lock that the system releases when the program dies; beside it a note that says who holds it."""

    def __init__(self, folder: Path, program: str) -> None:
        self._folder, self._program = folder, program
        self._lock = FileLock(folder / LOCK, timeout=0, thread_local=False, mode=0o600)

    def take(self) -> None:
        """Hold the study, or refuse and name who does."""
        try:
            self._lock.acquire()
        except Timeout:
            raise _refusal(self._folder) from None
        except OSError:
            raise FolderUnusable(self._folder) from None
        try:
            me = Holder(self._program, os.getpid(), socket.gethostname())
            write_whole(self._folder / HOLDER, json.dumps(asdict(me)).encode())
        except OSError:
            self._lock.release()
            raise FolderUnusable(self._folder) from None

    def release(self) -> None:
        """Let the next one in."""
        if self._lock.is_locked:
            (self._folder / HOLDER).unlink(missing_ok=True)
            self._lock.release()


def _refusal(folder: Path) -> InUse:
    try:
        found = Holder(**json.loads((folder / HOLDER).read_bytes()))
    except (OSError, ValueError, TypeError):
        found = Holder("tracker", 0, "?")
    return InUse(str(found.program), str(found.host), int(found.process))
