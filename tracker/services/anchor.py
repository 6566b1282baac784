"""The short code of the trail: where the chain stands, for paper, and whether the file still holds it."""

import re
from dataclasses import dataclass

from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.services.opened import file_of
from tracker.services.session import Session

_CODE = re.compile(r"(\d{1,12})\s*-\s*([0-9a-f]{8,64})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Code:
    """The number of an entry, and the first eight or more digits of its hash."""

    seq: int
    start: str

    def __str__(self) -> str:
        return f"{self.seq}-{self.start}"


def anchor_code(session: Session) -> str:
    """ "4812-3f9a0b7c", to be printed; "" for a session without a file."""
    if session.file is None:
        return ""
    stands = file_of(session).anchor()
    return str(Code(stands.seq, stands.hash[:8]))


def read_code(text: str) -> Code:
    """The code as typed from paper."""
    found = _CODE.fullmatch(text.strip())
    if not found:
        raise Refusal(
            N_("“{text}” is no code of the trail. Type it as on paper, such as 4812-3f9a0b7c."), text=text
        )
    return Code(int(found[1]), found[2].lower())


def holds(session: Session, code: Code) -> bool:
    """Whether the trail still has that entry. The chain itself is what `verify` checks."""
    return file_of(session).holds(code.seq, code.start)
