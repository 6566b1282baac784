"""What a backup is on disk: study.db, keys.json and a manifest, and what it takes to trust them."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from tracker.domain.backup_keeping import Kept
from tracker.domain.progress import Progress, part, silent
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.store import health, keys
from tracker.store.audit import Anchor
from tracker.store.database import connect
from tracker.store.files import DATA, write_whole
from tracker.store.migrations import NEWEST
from tracker.store.refusals import TooNew

MANIFEST, SUPERSEDED = "manifest.json", "superseded"
_CHUNK = 1 << 20


class PackageDamaged(Refusal):
    """A backup that does not hold what its manifest says; `what` is known in plain words."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(what, name=name)


NO_MANIFEST = N_("“{name}” is no backup of this program: its manifest is missing or cannot be read.")
OTHER_BYTES = N_("The backup “{name}” is damaged: study.db is not the file that was written. Choose another.")
OTHER_ROWS = N_("The backup “{name}” is damaged: it does not hold what its manifest says. Choose another.")
NOT_SOUND = N_("The backup “{name}” is damaged: its pages or its trail are not sound. Choose another.")
OTHER_KEYS = N_("The backup “{name}” is damaged: its key file is missing or not its own. Choose another.")


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says about itself; no name, no value. `study` is None in the oldest ones."""

    app: str
    schema: int
    made: datetime
    reason: str
    counts: Mapping[str, int]
    sha256: str
    keys_sha256: str = ""
    anchor: Anchor
    study: UUID | None = None

    def written(self) -> bytes:
        """The text of manifest.json."""
        return json.dumps(
            {
                "format": 1,
                "study": str(self.study) if self.study else None,
                "app": self.app,
                "schema": self.schema,
                "made": self.made.isoformat(timespec="seconds"),
                "reason": self.reason,
                "counts": dict(self.counts),
                "sha256": self.sha256,
                "keys_sha256": self.keys_sha256,
                "anchor": {"seq": self.anchor.seq, "hash": self.anchor.hash},
            },
            indent=1,
        ).encode()


@dataclass(frozen=True)
class Package:
    """One backup in a folder. Without a manifest that can be read it is not `whole`."""

    folder: Path
    manifest: Manifest | None
    size: int = 0
    superseded: bool = False
    """Newer than a backup that was restored later: kept, and no longer a measure of what is lost."""

    @property
    def whole(self) -> bool:
        return self.manifest is not None

    @property
    def kept(self) -> Kept:
        """For the rule that thins."""
        if self.manifest is None:
            return Kept(self.folder.name, datetime.max.replace(tzinfo=UTC), 0, verified=False)
        reach = 0 if self.superseded else self.manifest.anchor.seq
        return Kept(self.folder.name, self.manifest.made, reach)


def read_package(folder: Path) -> Package:
    """What lies in `folder`; nothing is opened with a key."""
    data = folder / DATA
    try:
        size = data.stat().st_size
        manifest = _manifest(json.loads((folder / MANIFEST).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Package(folder, None)
    return Package(folder, manifest, size, (folder / SUPERSEDED).exists())


def packages(place: Path) -> tuple[Package, ...]:
    """Every backup in `place`, the one that reaches furthest first; unreadable ones last."""
    try:
        inside = [each for each in place.iterdir() if each.is_dir() and not each.name.endswith(".tmp")]
    except OSError:
        return ()
    found = [read_package(each) for each in inside if (each / MANIFEST).exists() or (each / DATA).exists()]
    whole = sorted(
        (each for each in found if each.whole),
        key=lambda each: (each.kept.reach, each.kept.made, each.folder.name),
        reverse=True,
    )
    return (*whole, *(each for each in found if not each.whole))


def verify_package(folder: Path, dek: bytes, progress: Progress = silent) -> Manifest:
    """Read the whole backup where it lies, and compare it with its manifest; nothing in it changes."""
    package = read_package(folder)
    manifest, name = package.manifest, folder.name
    if manifest is None:
        raise PackageDamaged(name, NO_MANIFEST)
    progress(0, 100, N_("Reading the backup"))
    if digest(folder / DATA) != manifest.sha256:
        raise PackageDamaged(name, OTHER_BYTES)
    check_keys(folder, manifest)
    check_content(folder / DATA, dek, manifest, name, part(progress, 20, 100))
    return manifest


def check_keys(folder: Path, manifest: Manifest) -> None:
    """Whether the key file in a backup is the one that was written."""
    try:
        same = manifest.keys_sha256 in {"", digest(folder / keys.KEYS)}
        own = manifest.study in {None, keys.read_own_keys(folder).database}
    except (Refusal, OSError):
        same = own = False
    if not (same and own):
        raise PackageDamaged(folder.name, OTHER_KEYS)


def check_content(path: Path, dek: bytes, manifest: Manifest, name: str, progress: Progress = silent) -> None:
    """Open a file that is nobody's live study and compare it with what the manifest tells."""
    if manifest.schema > NEWEST:
        raise TooNew
    found = health.check(path, dek, progress, manifest.anchor, frozen=True)
    if not found.sound:
        raise PackageDamaged(name, NOT_SOUND)
    copy = connect(path, dek, frozen=True)
    try:
        held = health.counts(copy.conn)
        studies = {UUID(row[0]) for row in copy.conn.execute("SELECT id FROM study")}
    finally:
        copy.conn.close()
    if held != dict(manifest.counts) or found.anchor != manifest.anchor:
        raise PackageDamaged(name, OTHER_ROWS)
    if manifest.study is not None and studies != {manifest.study}:
        raise PackageDamaged(name, OTHER_ROWS)


def known_anchor(place: Path) -> Anchor | None:
    """Where the trail stood at the newest backup in `place` that no restore has left behind."""
    reached = [each.manifest.anchor for each in packages(place) if each.manifest and not each.superseded]
    return max(reached, key=lambda each: each.seq, default=None)


def digest(path: Path) -> str:
    """SHA-256 of a file as the disk has it; what the system holds in memory is dropped where it can be."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def supersede(place: Path, reach: int) -> None:
    """Mark the backups in `place` that reach further than one that was just restored."""
    for package in packages(place):
        if package.manifest is not None and package.manifest.anchor.seq > reach:
            write_whole(package.folder / SUPERSEDED, b"")


def _manifest(found: Mapping[str, Any]) -> Manifest:
    made = datetime.fromisoformat(found["made"])
    if made.tzinfo is None:
        raise ValueError("a moment without its offset")
    study = found.get("study")
    return Manifest(
        app=str(found["app"]),
        schema=int(found["schema"]),
        made=made,
        reason=str(found["reason"]),
        counts={str(table): int(count) for table, count in found["counts"].items()},
        sha256=str(found["sha256"]),
        keys_sha256=str(found.get("keys_sha256", "")),
        anchor=Anchor(int(found["anchor"]["seq"]), str(found["anchor"]["hash"])),
        study=UUID(study) if study else None,
    )
