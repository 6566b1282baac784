"""Who sits there now: the passphrase again before a signature, later and later after wrong tries."""

from collections.abc import Callable
from pathlib import Path

from tracker.domain.change import Act
from tracker.domain.refusal import Refusal
from tracker.domain.study import User
from tracker.domain.text import N_
from tracker.services.study_door import Clock
from tracker.store import attempts, keys
from tracker.store.key_copies import read_keys
from tracker.store.refusals import TooSoon
from tracker.store.study_file import StudyFile

WRONG_HERE = N_("a wrong passphrase in the open study")
"""Why a failed try stands in the trail although nobody logged in."""


class NotYours(Refusal):
    """The passphrase is not that of the person who works here; `seconds` is the wait before the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(N_("That is not your passphrase. Wait {seconds} s."), seconds=seconds)
        self.seconds = seconds


class ProofNeeded(Refusal):
    """Nothing was typed; that is no try."""

    def __init__(self) -> None:
        super().__init__(N_("Type your passphrase to sign."))


def prover(folder: Path, file: StudyFile, user: User, now: Clock) -> Callable[[str], None]:
    """Refuses any passphrase but that of `user`. Each wrong one is in the trail at once, and costs a wait."""

    def prove(passphrase: str) -> None:
        if not passphrase:
            raise ProofNeeded
        wait = attempts.tries(user.id).left(now())
        if wait:
            raise TooSoon(wait)
        secret = keys.from_passphrase(passphrase)
        mine = (slot for slot in read_keys(folder).of_kind(keys.PERSON) if slot.holder == str(user.id))
        if any(keys.unseal(slot, secret) for slot in mine):
            attempts.forget(user.id)
            return
        seconds = attempts.remember_wrong_try(user.id, now()).delay
        file.note(user.id, [Act.FAILED_LOGIN], WRONG_HERE)
        raise NotYours(seconds)

    return prove


def accept_anything(_passphrase: str) -> None:
    """A practice study has no passphrase to prove anything with."""
