"""What this computer knows of a folder: its drive, what sync programs left there, what was confirmed."""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tracker.domain.shared_folders import FolderFacts, is_marker
from tracker.paths import state_folder
from tracker.store.files import write_whole

MOUNTS = Path("/proc/mounts")


def facts_of(
    folder: Path, environment: Mapping[str, str] | None = None, mounts: Path | None = None
) -> FolderFacts:
    """Ask the system; `folder` need not exist yet. On macOS the kind of drive is not asked."""
    whole = folder.resolve()
    return FolderFacts(
        names=tuple(part for part in whole.parts if part != whole.anchor),
        synced=_synced(whole, os.environ if environment is None else environment),
        markers=frozenset(_markers(whole)),
        file_system=_file_system(whole, MOUNTS if mounts is None else mounts),
        drive=whole.drive,
    )


def names_in(folder: Path) -> tuple[str, ...]:
    """What lies in a folder; nothing where it cannot be read."""
    try:
        return tuple(each.name for each in folder.iterdir())
    except OSError:
        return ()


def free_bytes(folder: Path) -> int | None:
    """Room left on the disk of `folder`; None where the system does not say."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def is_confirmed(folder: Path) -> bool:
    """Whether somebody on this computer typed that this folder may be used."""
    return _mark(folder) in _confirmed()


def remember_confirmed(folder: Path) -> None:
    """Keep it, as a sum that does not name the folder; where nothing can be kept one is asked again."""
    with suppress(OSError):
        _note().parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        write_whole(_note(), json.dumps(sorted({*_confirmed(), _mark(folder)})).encode())


def _confirmed() -> frozenset[str]:
    try:
        return frozenset(str(each) for each in json.loads(_note().read_bytes()))
    except (OSError, ValueError, TypeError):
        return frozenset()


def _mark(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()


def _note() -> Path:
    return state_folder() / "folders.json"


def _synced(folder: Path, environment: Mapping[str, str]) -> str:
    for name, value in environment.items():
        if name.casefold().startswith("onedrive") and value:
            root = Path(value)
            if root.is_absolute() and folder.is_relative_to(root.resolve()):
                return "OneDrive"
    return ""


def _markers(folder: Path) -> list[str]:
    """Files of sync programs here and above. `.dropbox` as a folder is a mere setting in a Linux home."""
    found = []
    for place in (folder, *folder.parents):
        found += [
            name
            for name in names_in(place)
            if is_marker(name) and (name != ".dropbox" or (place / name).is_file())
        ]
    return found


def _file_system(folder: Path, mounts: Path) -> str:
    """The kind of the drive that is mounted nearest above; "" where the system keeps no such list."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) > 2:
            point = Path(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), fields[1]))
            if folder.is_relative_to(point) and len(point.parts) >= best:
                best, kind = len(point.parts), fields[2]
    return kind
