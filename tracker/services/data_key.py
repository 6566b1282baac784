"""Another data key for the whole study: whoever kept the old one is kept out from here on."""

from dataclasses import dataclass, replace
from uuid import UUID

from tracker.domain.change import Act, Ref
from tracker.domain.progress import Progress, silent
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.study import Setting, User
from tracker.domain.text import N_
from tracker.services.opened import file_of
from tracker.services.recovery import RECOVERY_CONFIRMED
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.store import keys
from tracker.store.key_copies import read_keys
from tracker.store.office import StoredOffice
from tracker.store.once_code import new_once_code, read_once_code
from tracker.store.recovery_code import new_code, read_code


@dataclass(frozen=True, kw_only=True)
class Renewed:
    """What is shown once and saved nowhere: the new recovery code, and a one-time code for everybody else."""

    recovery_code: str
    codes: tuple[tuple[User, str], ...] = ()


@needs(Right.PEOPLE)
def renew_data_key(session: Session, passphrase: str, progress: Progress = silent) -> Renewed:
    """Copy the study under a new key, check the copy, and put it in the place of the old file.

    Until then it can be stopped, and nothing has changed. A crash at any moment leaves the old key or the
    new one, and this person's passphrase opens either. Backups made before keep the keys of their time.
    """
    if session.study.practice:
        raise Refusal(N_("A practice study opens without a secret."))
    session.prove(passphrase)
    old, dek = read_keys(session.folder), keys.new_dek()
    made = Renewed(recovery_code=new_code(), codes=_codes(session, old))
    slots = _slots(session, old.database, dek, passphrase, made)

    def write_down(office: StoredOffice) -> None:
        with office.work(session.user.id, "data key renewed") as unit:
            unit.show(Ref("Study", session.study.id), Act.RIGHTS)
            for setting in unit.find(Setting, key=RECOVERY_CONFIRMED):
                unit.put(replace(setting, removed=True))

    def keep_keys(done: bool) -> None:
        keys.write_keys(
            session.folder, keys.KeyFile(old.database, slots) if done else replace(old, next=slots)
        )
        if done:
            keys.forget_previous(session.folder)

    file_of(session).renew(dek, write_down, keep_keys, progress)
    return made


def _codes(session: Session, old: keys.KeyFile) -> tuple[tuple[User, str], ...]:
    """A code for everybody else who could come in so far."""
    holders = {slot.holder for slot in old.of_kind(keys.PERSON, keys.ONCE)} - {str(session.user.id)}
    return tuple(
        (user, new_once_code())
        for user in session.records.find(User)
        if user.active and str(user.id) in holders
    )


def _slots(
    session: Session, database: UUID, dek: bytes, passphrase: str, made: Renewed
) -> tuple[keys.Slot, ...]:
    me = session.user
    return (
        keys.seal(
            dek,
            keys.from_passphrase(passphrase),
            database=database,
            holder=me.id,
            kind=keys.PERSON,
            name=me.name,
        ),
        *(
            keys.seal(
                dek, read_once_code(code), database=database, holder=user.id, kind=keys.ONCE, name=user.name
            )
            for user, code in made.codes
        ),
        keys.seal(dek, read_code(made.recovery_code), database=database, holder=me.id, kind=keys.RECOVERY),
    )
