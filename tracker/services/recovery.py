"""Proving that the recovery code is on paper: it is typed back and has to open this study."""

from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.services.session import Session
from tracker.services.studies import confirm_recovery
from tracker.services.study_door import key_file_of
from tracker.store import keys
from tracker.store.recovery_code import read_code


class OtherCode(Refusal):
    """The code is well formed, and is not this study's."""

    def __init__(self) -> None:
        super().__init__(N_("That is not the recovery key of this study. Compare it with the paper."))


def prove_recovery(session: Session, typed: str) -> None:
    """Confirm the recovery code, or refuse one that does not open this study."""
    secret = read_code(typed)
    slots = key_file_of(session.folder).of_kind(keys.RECOVERY)
    if not any(keys.unseal(slot, secret) for slot in slots):
        raise OtherCode
    confirm_recovery(session)
