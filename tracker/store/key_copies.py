"""Which key file counts: keys.json, or one of its copies where it is missing, damaged or of another study."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tracker.store.files import write_whole
from tracker.store.keys import (
    COPY,
    KEYS,
    PREVIOUS,
    KeyFile,
    Reading,
    copy_keys,
    read_content,
    write_keys,
)
from tracker.store.refusals import KeysMissing, KeysTooNew

DAMAGED = "keys.json.damaged"
"""Where a damaged key file is kept: it is never erased."""

_BACKUPS_TRIED = 3


@dataclass(frozen=True)
class Copies:
    """The key files to try, in order; `sound` when keys.json itself is as it was written."""

    files: tuple[KeyFile, ...]
    sound: bool


def copies(folder: Path) -> Copies:
    """Read keys.json and what may stand in for it.

    A sound one is tried alone, but for copies that name another study. Only where none is sound do
    damaged ones count, and then those in the newest backups: each slot is sealed by itself.
    """
    places = [_read(folder / name) for name in (KEYS, COPY, PREVIOUS)]
    main, copy, _ = places
    if main.newer and (copy.newer or not copy.sound):
        raise KeysTooNew
    chosen: list[KeyFile] = []
    for each in places:
        if each.sound and each.file and all(each.file.database != file.database for file in chosen):
            chosen.append(each.file)
    if not (main.sound or copy.sound):
        damaged = [each.file for each in places if each.file and not each.sound]
        chosen = [*damaged, *chosen, *_in_backups(folder)]
    if not chosen:
        raise KeysMissing
    return Copies(tuple(dict.fromkeys(chosen)), main.sound)


def read_keys(folder: Path) -> KeyFile:
    """keys.json, or the first of its copies that can be read."""
    return copies(folder).files[0]


def mend(folder: Path, used: KeyFile) -> bool:
    """Make `used`, which opened the data, the key file and its copy; whether keys.json had to be put back."""
    main = _bytes(folder / KEYS)
    found = Reading() if main is None else read_content(main)
    if main is not None and found == Reading(used, sound=True):
        if _bytes(folder / COPY) != main:
            with suppress(OSError):
                copy_keys(folder, main)
        return False
    ours = found.sound and found.file is not None and found.file.database == used.database
    if main is not None and not ours:
        write_whole(folder / DAMAGED, main)
        (folder / KEYS).unlink()
    write_keys(folder, used)
    return not ours


def _in_backups(folder: Path) -> list[KeyFile]:
    found = sorted(folder.glob(f"backups/*/{KEYS}"), reverse=True)[:_BACKUPS_TRIED]
    return [reading.file for reading in map(_read, found) if reading.file]


def _read(place: Path) -> Reading:
    content = _bytes(place)
    return Reading() if content is None else read_content(content)


def _bytes(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except OSError:
        return None
