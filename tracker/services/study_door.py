"""What can be known of a study before it is opened; light, so that the window is there at once."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tracker.store import keys
from tracker.store.files import DATA
from tracker.store.key_copies import Copies, copies
from tracker.store.refusals import NoStudy

Clock = Callable[[], datetime]


def local_now() -> datetime:
    """This moment, with the offset of this computer's time zone."""
    return datetime.now(UTC).astimezone()


def is_practice(folder: Path) -> bool:
    """Whether the study opens without a secret and prints PRACTICE."""
    return key_file_of(folder).practice


def people(folder: Path) -> tuple[str, ...]:
    """The names of those who can open the study, for the unlock box."""
    files = copies_of(folder).files
    return tuple(dict.fromkeys(slot.name for file in files for slot in file.of_kind(keys.PERSON, keys.ONCE)))


def newcomers(folder: Path) -> tuple[str, ...]:
    """Those of them who come with a one-time code and have no passphrase yet."""
    return tuple(slot.name for file in copies_of(folder).files for slot in file.of_kind(keys.ONCE))


def seconds_to_wait(folder: Path, now: Clock = local_now) -> int:
    """How long the next try has to wait after wrong ones."""
    from tracker.store import attempts

    return attempts.tries(key_file_of(folder).database).left(now())


def key_file_of(folder: Path) -> keys.KeyFile:
    """The slots of the study in `folder`, which has to be one."""
    return copies_of(folder).files[0]


def copies_of(folder: Path) -> Copies:
    """The key file of the study in `folder`, and what stands in for it."""
    if not folder.is_dir() or not (keys.has_keys(folder) or (folder / DATA).exists()):
        raise NoStudy(folder)
    return copies(folder)
