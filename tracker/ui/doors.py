"""How a study is reached from the window: opened, made, filled with practice patients."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from tracker.domain.progress import Progress
from tracker.language import Words
from tracker.ui.jobs import Jobs
from tracker.ui.theme.tokens import Tokens

if TYPE_CHECKING:
    from tracker.domain.letter import Letter
    from tracker.domain.sheet import RowsWriter
    from tracker.services.restore import Restored
    from tracker.services.session import Session
    from tracker.ui.routes import Route
    from tracker.ui.workplace import CalendarWriter


@dataclass(frozen=True)
class Left:
    """Who was where when the study was locked, and the name of the box that had the keyboard."""

    user: UUID
    way: "tuple[Route, ...]"
    box: str


@dataclass(frozen=True, kw_only=True)
class NewStudy:
    """What the first run asks before a study is made."""

    folder: Path
    name: str
    clinic: str
    hospital: str
    time_zone: str
    user_name: str
    user_short: str
    passphrase: str


@dataclass(frozen=True, kw_only=True)
class BackupLine:
    """One backup as the door knows it, without a key; `made` is in this computer's time zone."""

    folder: Path
    made: datetime
    reason: str
    entries: int
    size: int
    people: tuple[str, ...]
    practice: bool = False
    superseded: bool = False


@dataclass(frozen=True, kw_only=True)
class RestoreAsked:
    """What the restore screen asks for; one of the two secrets is ""."""

    package: Path
    folder: Path
    passphrase: str
    recovery_code: str
    person: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Doors:
    """Given by the composition root; each call may take a second and runs off the GUI thread."""

    home: Path
    """Where new studies are kept unless the person says otherwise."""
    open_study: "Callable[[Path, str, str, str], Session]"
    """(folder, passphrase, recovery code, person) -> session; what is not given is ""."""
    create_study: "Callable[[NewStudy], tuple[Session, str]]"
    """-> the open session and the recovery code."""
    create_practice: "Callable[[Path, Progress], Session]"
    backups_of: Callable[[Path], tuple[BackupLine, ...]]
    """The backups of the study in a folder, those in the folder itself, or the folder as one backup."""
    restore: "Callable[[RestoreAsked, Progress], Restored]"
    confirm_recovery: "Callable[[Session], object]"
    """The person has typed the groups back."""
    renew: "Callable[[Session, str], str]"
    """A new passphrase after the recovery key was used -> the new recovery code."""
    welcome: "Callable[[Session, str], Session]"
    """The first passphrase of whoever came in with a one-time code -> the session to work on with."""
    people: Callable[[Path], tuple[str, ...]]
    newcomers: Callable[[Path], tuple[str, ...]]
    """Those of them who have a one-time code and no passphrase yet."""
    is_practice: Callable[[Path], bool]
    check_passphrase: Callable[[str], object]
    """Refuses a passphrase that is too short or too common."""
    key_groups: Callable[[str], tuple[str, ...]]
    same_group: Callable[[str, str], bool]
    clock: Callable[[], datetime]
    print_letter: "Callable[[Letter, str], bytes]"
    write_calendar: "CalendarWriter"
    write_rows: "RowsWriter"


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """What the screens before the study need."""

    words: Words
    tokens: Tokens
    jobs: Jobs
    doors: Doors
