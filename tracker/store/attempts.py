"""How long to wait after wrong tries, remembered across restarts without a word about patients."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from uuid import UUID

from tracker.paths import state_folder
from tracker.store.files import write_whole

LONGEST = 60
_KEPT = 100


@dataclass(frozen=True)
class Tries:
    """The moments of the wrong tries since the last right one."""

    at: tuple[datetime, ...] = ()

    @property
    def delay(self) -> int:
        """1, 2, 4, ... seconds, at most a minute; 0 before the first wrong try."""
        return min(2 ** (len(self.at) - 1), LONGEST) if self.at else 0

    def left(self, now: datetime) -> int:
        """Seconds still to wait. A clock set back cannot make it longer than the delay itself."""
        if not self.at:
            return 0
        passed = now - self.at[-1]
        wait = timedelta(seconds=self.delay) - max(passed, timedelta())
        return max(0, ceil(wait.total_seconds()))


def tries(database: UUID) -> Tries:
    """What this computer remembers about one study."""
    try:
        found = json.loads(_path(database).read_bytes())
        return Tries(tuple(datetime.fromisoformat(each) for each in found["wrong"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Tries()


def remember_wrong_try(database: UUID, now: datetime) -> Tries:
    """Note one more wrong try; where nothing can be written, the cost of each guess is the brake."""
    known = Tries((*tries(database).at, now)[-_KEPT:])
    content = json.dumps({"wrong": [each.isoformat() for each in known.at]}).encode()
    with suppress(OSError):
        _path(database).parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        write_whole(_path(database), content)
    return known


def forget(database: UUID) -> None:
    """After a right try, when the wrong ones stand in the trail."""
    with suppress(OSError):
        _path(database).unlink(missing_ok=True)


def _path(database: UUID) -> Path:
    return state_folder() / "attempts" / f"{database}.json"
