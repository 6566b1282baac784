"""What this computer remembers about the backups of one study: a folder and four moments, and no name."""

import json
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from uuid import UUID

from tracker.paths import state_folder
from tracker.store.files import write_whole


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """`place` is the second place; the moments are None until the thing happened here."""

    place: Path | None = None
    placed: datetime | None = None
    """When a backup was last written to the second place and read back there."""
    failed: datetime | None = None
    """When the last backup failed; None again after one that did not."""
    later: datetime | None = None
    """When somebody chose to be asked about the second place another time."""
    drill_later: datetime | None = None


def remembered(study: UUID) -> Remembered:
    """What is known here; nothing where the note cannot be read."""
    try:
        found = json.loads(_path(study).read_bytes())
        place = found.get("place")
        moments = {
            each.name: datetime.fromisoformat(found[each.name])
            for each in fields(Remembered)
            if each.name != "place" and found.get(each.name)
        }
        return Remembered(place=Path(place) if place else None, **moments)
    except (OSError, ValueError, TypeError, AttributeError):
        return Remembered()


def remember(study: UUID, what: Remembered) -> None:
    """Keep it; where nothing can be written the program only asks more often."""
    content = {each.name: getattr(what, each.name) for each in fields(what)}
    text = {
        name: str(value) if isinstance(value, Path) else value.isoformat()
        for name, value in content.items()
        if value is not None
    }
    with suppress(OSError):
        _path(study).parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        write_whole(_path(study), json.dumps(text).encode())


def _path(study: UUID) -> Path:
    return state_folder() / "backups" / f"{study}.json"
