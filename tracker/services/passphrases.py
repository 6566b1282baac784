"""Another passphrase or recovery code for a study that is open: one slot is rewritten, no record changes."""

from collections.abc import Callable
from dataclasses import replace

from tracker.domain.change import Act, ref
from tracker.domain.rights import Right
from tracker.domain.study import Setting
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.studies import RECOVERY_CONFIRMED, file_of
from tracker.store import keys, recovery_code
from tracker.store.passphrase import check_new
from tracker.store.refusals import FolderUnusable


@needs(Right.OWN_ACCESS)
def set_passphrase(session: Session, passphrase: str) -> None:
    """From now on the person of this session opens the study with `passphrase`."""
    check_new(passphrase)

    def renewed(dek: bytes, old: keys.KeyFile) -> keys.Slot:
        secret, user = keys.from_passphrase(passphrase), session.user
        return keys.seal(dek, secret, database=old.database, holder=user.id, kind=keys.PERSON, name=user.name)

    _replace_slot(session, keys.PERSON, renewed, "passphrase changed")


@needs(Right.RECOVERY_KEY)
def new_recovery_code(session: Session) -> str:
    """A new code, shown once; the old paper opens nothing any more, and the new one is not confirmed yet."""
    code = recovery_code.new_code()

    def renewed(dek: bytes, old: keys.KeyFile) -> keys.Slot:
        secret = recovery_code.read_code(code)
        return keys.seal(dek, secret, database=old.database, holder=session.user.id, kind=keys.RECOVERY)

    _replace_slot(session, keys.RECOVERY, renewed, "new recovery code")
    return code


def _replace_slot(
    session: Session, kind: str, renewed: Callable[[bytes, keys.KeyFile], keys.Slot], why: str
) -> None:
    """The event and the new key file belong together: a key file that cannot be written leaves neither."""
    old = keys.read_keys(session.folder)
    slot = file_of(session).wrap(lambda dek: renewed(dek, old))
    holder = str(session.user.id)
    kept = tuple(
        each for each in old.slots if each.kind != kind or (kind == keys.PERSON and each.holder != holder)
    )
    with session.office.work(session.user.id, why) as unit:
        unit.show(ref(session.user), Act.CHANGED)
        if kind == keys.RECOVERY:
            for setting in unit.find(Setting, key=RECOVERY_CONFIRMED):
                unit.put(replace(setting, removed=True))
        try:
            keys.write_keys(session.folder, replace(old, slots=(*kept, slot)))
        except OSError:
            raise FolderUnusable(session.folder) from None
