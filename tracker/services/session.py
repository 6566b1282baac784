"""An opened study: who works in it, how it is read, how it is changed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tracker.domain.change import Office, Records
from tracker.domain.refusal import Refusal
from tracker.domain.study import Site, Study, User
from tracker.domain.text import N_, Said


class Entered(StrEnum):
    """How somebody came in."""

    PASSPHRASE = "passphrase"
    CODE = "code"
    """With a one-time code: nothing is allowed before a passphrase was chosen."""
    RECOVERY = "recovery"
    PRACTICE = "practice"


def _proves_nothing(_passphrase: str) -> None:
    raise Refusal(N_("Nobody can prove who he is here. Open the study again."))


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
    prove: Callable[[str], None] = _proves_nothing
    """Refuses a passphrase that is not this person's, later and later; practice accepts anything."""
    entered: Entered = Entered.PASSPHRASE
    told: tuple[Said, ...] = ()
    """What the person has to hear on opening: a key file that was replaced, a renewal that was finished."""
    file: object = None
    """The open file behind it, for services/studies alone; a session in memory has none."""
