"""From a secret to the data key: whose slot it opens, in which key file, and whether that fits the data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.domain.text import N_, Said
from tracker.services.session import Entered
from tracker.store import keys
from tracker.store.database import connect
from tracker.store.files import DATA
from tracker.store.key_copies import Copies
from tracker.store.once_code import NoOnceCode, read_once_code
from tracker.store.recovery_code import read_code
from tracker.store.refusals import Damaged, KeyRenewed, PersonNeeded

KEY_KEPT = Said(N_("Renewing the data key was interrupted before it was done. The old key stays."))
KEY_TAKEN = Said(
    N_(
        "Renewing the data key was interrupted after it was done. Make a new recovery key, "
        "and a one-time code for everybody else."
    )
)


@dataclass(frozen=True)
class Opening:
    """What a secret opened: the data key, whose slot, and the key file as it shall be from now on."""

    slot: keys.Slot
    dek: bytes
    keys_now: keys.KeyFile
    told: tuple[Said, ...] = ()

    @property
    def entered(self) -> Entered:
        return _ENTERED[self.slot.kind]


_ENTERED = {
    keys.PERSON: Entered.PASSPHRASE,
    keys.ONCE: Entered.CODE,
    keys.RECOVERY: Entered.RECOVERY,
    keys.PRACTICE: Entered.PRACTICE,
}


def find_key(folder: Path, known: Copies, user: str, passphrase: str, recovery_code: str) -> Opening | None:
    """Try the secret on each key file in turn; None when it opens no slot.

    Several files, or two data keys in one, are told apart by which key opens the data.
    """
    unsure = len(known.files) > 1 or any(file.next for file in known.files)
    misfit = False
    for file in known.files:
        for opening in _openings(file, user, passphrase, recovery_code):
            if not unsure or opens(folder / DATA, opening.dek):
                return opening
            misfit = True
    if misfit:
        raise KeyRenewed if any(file.next for file in known.files) else Damaged
    return None


def open_slot(
    key_file: keys.KeyFile, user: str, passphrase: str, recovery_code: str
) -> tuple[keys.Slot, bytes] | None:
    """The slot that the one secret given opens, and the data key in it; None when it is wrong."""
    if passphrase:
        return _open_as(key_file.of_kind(keys.PERSON, keys.ONCE), user, passphrase)
    return _first_open(key_file.of_kind(keys.RECOVERY), read_code(recovery_code))


def opens(path: Path, dek: bytes) -> bool:
    """Whether `dek` is the key of this file; nothing is written, also not beside it."""
    try:
        connect(path, dek, frozen=True).conn.close()
    except Damaged:
        return False
    return True


def _openings(file: keys.KeyFile, user: str, passphrase: str, recovery_code: str) -> Iterator[Opening]:
    old = replace(file, next=())
    found = open_slot(old, user, passphrase, recovery_code)
    if found:
        yield Opening(*found, old, (KEY_KEPT,) if file.next else ())
    if file.next:
        found = open_slot(file.taken_over, user, passphrase, recovery_code)
        if found:
            yield Opening(*found, file.taken_over, (KEY_TAKEN,))


def _open_as(slots: Sequence[keys.Slot], user: str, typed: str) -> tuple[keys.Slot, bytes] | None:
    """Try one person's slot. A name that nobody has takes as long: nobody learns who is known."""
    if not user:
        if len({slot.holder for slot in slots}) > 1:
            raise PersonNeeded
        return _try(slots, typed)
    named = tuple(slot for slot in slots if slot.name.casefold() == user.strip().casefold())
    found = _try(named or slots[:1], typed)
    return found if named else None


def _try(slots: Sequence[keys.Slot], typed: str) -> tuple[keys.Slot, bytes] | None:
    found = _first_open([slot for slot in slots if slot.kind == keys.PERSON], keys.from_passphrase(typed))
    waiting = [slot for slot in slots if slot.kind == keys.ONCE]
    if found or not waiting:
        return found
    try:
        return _first_open(waiting, read_once_code(typed))
    except NoOnceCode:
        if len(waiting) == len(slots):
            raise
        return None


def _first_open(slots: Sequence[keys.Slot], secret: bytes) -> tuple[keys.Slot, bytes] | None:
    for slot in slots:
        dek = keys.unseal(slot, secret)
        if dek is not None:
            return slot, dek
    return None
