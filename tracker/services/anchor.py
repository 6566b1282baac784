"""The short code of the trail: where the chain stands, for paper, and whether the file still holds it."""

import re
from dataclasses import dataclass, replace

from tracker.domain.letter import Letter, Reader
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.language import Words
from tracker.services.opened import file_of
from tracker.services.session import Session
from tracker.store.audit import Anchor

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
    return code_of(file_of(session).anchor())


def code_of(stands: Anchor) -> str:
    """The code of where a chain stands: that of the open study, or of a backup."""
    return str(Code(stands.seq, stands.hash[:8]))


def with_code(letter: Letter, session: Session, words: Words) -> Letter:
    """A paper for the clinic with the code in its foot; what the patient takes home stays as it is."""
    code = anchor_code(session)
    if letter.reader is not Reader.CLINICIAN or not code:
        return letter
    return replace(letter, foot=" ".join(filter(None, (letter.foot, words("Trail {code}.", code=code)))))


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
