"""One's own passphrase: changed with the old one, or chosen after a code opened the study."""

from dataclasses import replace

from tracker.domain.change import Act, ref
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_
from tracker.services.opened import file_of
from tracker.services.rights import needs
from tracker.services.session import Entered, Session
from tracker.store import keys
from tracker.store.key_copies import read_keys
from tracker.store.passphrase import check_new
from tracker.store.refusals import FolderUnusable


@needs(Right.OWN_ACCESS)
def change_passphrase(session: Session, old: str, new: str) -> None:
    """From now on the person of this session opens the study with `new`; `old` proves who it is."""
    check_new(new)
    session.prove(old)
    _keep(session, new, "passphrase changed")


@needs(Right.OWN_ACCESS)
def set_passphrase(session: Session, new: str) -> Session:
    """A passphrase for whoever came in with a one-time code or the recovery code; both ask for a new one.

    The session with which the person works on. A one-time code opens nothing after it.
    """
    if session.entered not in {Entered.CODE, Entered.RECOVERY}:
        raise Refusal(N_("Type the passphrase of now before the new one."))
    check_new(new)
    _keep(session, new, "passphrase chosen")
    return replace(session, entered=Entered.PASSPHRASE)


def _keep(session: Session, passphrase: str, why: str) -> None:
    """The event and the new key file belong together: a key file that cannot be written leaves neither."""
    if session.study.practice:
        raise Refusal(N_("A practice study opens without a secret."))
    user, secret, old = session.user, keys.from_passphrase(passphrase), read_keys(session.folder)
    slot = file_of(session).wrap(
        lambda dek: keys.seal(
            dek, secret, database=old.database, holder=user.id, kind=keys.PERSON, name=user.name
        )
    )
    with session.office.work(user.id, why) as unit:
        unit.show(ref(user), Act.RIGHTS)
        write_slots(session, old, (*without(old, str(user.id)), slot))


def without(key_file: keys.KeyFile, holder: str) -> tuple[keys.Slot, ...]:
    """All slots but those that one person opens with passphrase or one-time code."""
    own = {keys.PERSON, keys.ONCE}
    return tuple(slot for slot in key_file.slots if slot.kind not in own or slot.holder != holder)


def write_slots(session: Session, key_file: keys.KeyFile, slots: tuple[keys.Slot, ...]) -> None:
    """Replace the slots of the study; inside a unit of work, so that a full disk leaves neither."""
    try:
        keys.write_keys(session.folder, replace(key_file, slots=slots))
    except OSError:
        raise FolderUnusable(session.folder) from None
