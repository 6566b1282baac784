"""Another data key for a study: a checked copy under the new key, ready to take the place of the file."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tracker.domain.progress import Progress
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.store._driver import Connection, DatabaseError
from tracker.store.audit import anchor, keep_chain_key
from tracker.store.database import close, connect
from tracker.store.files import DATA
from tracker.store.health import check, counts

UNFINISHED = ".renewal"
"""The folder beside study.db in which its copy is made; what is left of it after a crash is nobody's."""

_PAGES_AT_ONCE, _PARTS = 500, 100


class RenewalFailed(Refusal):
    """The copy could not be made or is not the same; the study and its keys are as they were."""

    def __init__(self) -> None:
        super().__init__(
            N_("The data key could not be renewed; the old one stays. Check the free space of the disk.")
        )


def copy_under(
    folder: Path, old: bytes, new: bytes, write_down: Callable[[Path], None], progress: Progress
) -> Path:
    """A copy of study.db under `new`, in which `write_down` has noted the renewal, checked from end to end.

    Nobody may write into the study until it has taken its place. A refusal or a stop leaves nothing behind.
    """
    clear(folder)
    made = folder / UNFINISHED / DATA
    try:
        made.parent.mkdir(mode=0o700)
        made.touch(mode=0o600)
        _copy(folder / DATA, old, made, new, progress)
        write_down(made)
        progress(_PARTS, _PARTS + 5, N_("Checking the copy"))
        if not check(made, new).sound:
            raise RenewalFailed
        progress(_PARTS + 5, _PARTS + 5, "")
    except (OSError, DatabaseError):
        clear(folder)
        raise RenewalFailed from None
    except BaseException:
        clear(folder)
        raise
    return made


def clear(folder: Path) -> None:
    """Remove what an interrupted renewal left; the study itself is not touched."""
    shutil.rmtree(folder / UNFINISHED, ignore_errors=True)


def _copy(source: Path, old: bytes, target: Path, new: bytes, progress: Progress) -> None:
    def tell(_status: int, left: int, total: int) -> None:
        progress((total - left) * _PARTS // max(total, 1), _PARTS + 5, N_("Copying under the new key"))

    reader = connect(source, old)
    try:
        writer = connect(target, new, new=True)
        try:
            reader.conn.backup(writer.conn, pages=_PAGES_AT_ONCE, progress=tell)
            _refuse_difference(reader.conn, writer.conn)
            with writer.atomic():
                keep_chain_key(writer.conn, old)
        finally:
            close(writer)
    finally:
        reader.conn.close()


def _refuse_difference(one: Connection, other: Connection) -> None:
    if counts(one) != counts(other) or anchor(one) != anchor(other):
        raise RenewalFailed
