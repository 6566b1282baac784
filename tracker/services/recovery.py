"""The recovery code: made anew, proved to be on paper; until it is, the one before opens the study too."""

from dataclasses import replace

from tracker.domain.change import Act, ref
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.study import Setting
from tracker.domain.text import N_
from tracker.services.opened import file_of
from tracker.services.passphrases import write_slots
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.study_door import key_file_of
from tracker.store import keys, recovery_code
from tracker.store.key_copies import read_keys
from tracker.store.recovery_code import read_code

RECOVERY_CONFIRMED = "recovery_confirmed"
"""The setting that says so. The slots stand in the order they were made: the last one is the newest."""


class OtherCode(Refusal):
    """The code is well formed, and is not this study's."""

    def __init__(self) -> None:
        super().__init__(N_("That is not the recovery key of this study. Compare it with the paper."))


def recovery_confirmed(session: Session) -> bool:
    """Whether the recovery code is known to be on paper; a practice study has none."""
    return session.study.practice or bool(session.records.find(Setting, key=RECOVERY_CONFIRMED))


@needs(Right.RECOVERY_KEY)
def new_recovery_code(session: Session) -> str:
    """A new code, shown once. The old paper opens the study until the new one was proved."""
    if session.study.practice:
        raise Refusal(N_("A practice study opens without a secret."))
    code = recovery_code.new_code()
    old = read_keys(session.folder)
    secret = recovery_code.read_code(code)
    slot = file_of(session).wrap(
        lambda dek: keys.seal(dek, secret, database=old.database, holder=session.user.id, kind=keys.RECOVERY)
    )
    others = tuple(each for each in old.slots if each.kind != keys.RECOVERY)
    proved = old.of_kind(keys.RECOVERY)[:1]
    with session.office.work(session.user.id, "new recovery code") as unit:
        unit.show(ref(session.user), Act.RIGHTS)
        for setting in unit.find(Setting, key=RECOVERY_CONFIRMED):
            unit.put(replace(setting, removed=True))
        write_slots(session, old, (*others, *proved, slot))
    return code


@needs(Right.RECOVERY_KEY)
def confirm_recovery(session: Session) -> None:
    """Groups of the newest recovery code were typed back from paper; older ones open nothing from now on."""
    _keep(session, key_file_of(session.folder).of_kind(keys.RECOVERY)[-1:])


@needs(Right.RECOVERY_KEY)
def prove_recovery(session: Session, typed: str) -> None:
    """Confirm the recovery code that was typed, or refuse one that does not open this study."""
    secret = read_code(typed)
    slots = key_file_of(session.folder).of_kind(keys.RECOVERY)
    right = tuple(slot for slot in slots if keys.unseal(slot, secret))
    if not right:
        raise OtherCode
    _keep(session, right[:1])


def _keep(session: Session, slots: tuple[keys.Slot, ...]) -> None:
    """One recovery code is on paper: that one stays, and the record says so."""
    old = key_file_of(session.folder)
    if not recovery_confirmed(session):
        setting = Setting(site=session.site.id, key=RECOVERY_CONFIRMED, value="yes")
        with session.office.work(session.user.id) as unit:
            unit.put(setting)
    if slots and old.of_kind(keys.RECOVERY) != slots:
        others = tuple(each for each in old.slots if each.kind != keys.RECOVERY)
        write_slots(session, old, (*others, *slots))
