"""The backups that the door can offer without a key: beside a study, in its second place, in any folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.services.backups import REASONS
from tracker.store import keys, laptop
from tracker.store.key_copies import read_keys
from tracker.store.package import Package, packages, read_package
from tracker.store.study_file import BACKUPS


def found_backups(folder: Path) -> tuple[dict[str, Any], ...]:
    """The fields of each line to choose from, the newest first; what cannot be restored is left out."""
    seen: dict[Path, Package] = {}
    for package in _all(folder):
        if package.whole:
            seen.setdefault(package.folder.resolve(), package)
    lines = (_line(package) for package in seen.values())
    whole = [line for line in lines if line is not None]
    return tuple(sorted(whole, key=lambda line: (not line["superseded"], line["made"]), reverse=True))


def _all(folder: Path) -> Iterator[Package]:
    yield read_package(folder)
    yield from packages(folder / BACKUPS)
    yield from packages(folder)
    for inner in sorted(folder.glob("tracker-*")) if folder.is_dir() else ():
        yield from packages(inner)
    try:
        study = read_keys(folder).database
    except Refusal:
        return
    place = laptop.remembered(study).place
    if place is not None:
        yield from packages(place / f"tracker-{study.hex[:8]}")


def _line(package: Package) -> dict[str, Any] | None:
    try:
        key_file = keys.read_own_keys(package.folder)
    except Refusal:
        return None
    if package.manifest is None:
        return None
    return {
        "folder": package.folder,
        "made": package.manifest.made.astimezone(),
        "reason": REASONS.get(package.manifest.reason, N_("by the program")),
        "entries": package.manifest.anchor.seq,
        "size": package.size,
        "people": tuple(slot.name for slot in key_file.of_kind(keys.PERSON)),
        "practice": key_file.practice,
        "superseded": package.superseded,
    }
