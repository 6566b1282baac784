"""An opened study: who works in it, how it is read, how it is changed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tracker.domain.change import Office, Records
from tracker.domain.study import Site, Study, User


@dataclass(frozen=True, kw_only=True)
class Session:
    """`records` and `office` may be used from any thread (each serialises its own connection)."""

    folder: Path
    study: Study
    site: Site
    user: User
    records: Records
    office: Office
    close: Callable[[], None]
    file: object = None
    """The open file behind it, for services/studies alone; a session in memory has none."""
