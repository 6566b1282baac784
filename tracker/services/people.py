"""The people of a study: who works in it and as what; added with a one-time code, never forgotten."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tracker.domain.change import Act, Ref, ref
from tracker.domain.folded import plain
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.study import Role, User
from tracker.domain.text import N_
from tracker.services.new_study import short_name
from tracker.services.opened import file_of
from tracker.services.passphrases import without, write_slots
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.store import keys
from tracker.store.key_copies import read_keys
from tracker.store.once_code import new_once_code, read_once_code


class State(StrEnum):
    """Whether somebody can come in."""

    ACTIVE = "active"
    WAITING = "waiting"
    NO_WAY_IN = "no_way_in"
    REMOVED = "removed"


STATE_TITLES = {
    State.ACTIVE: N_("Active"),
    State.WAITING: N_("One-time code given"),
    State.NO_WAY_IN: N_("No way in"),
    State.REMOVED: N_("Removed"),
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """One line of the list. `last_login` is None for whoever never came in."""

    user: User
    state: State
    last_login: datetime | None = None
    me: bool = False


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Somebody with a one-time code, which is shown once and saved nowhere."""

    user: User
    code: str
    touched: frozenset[Ref]


def people_of(session: Session) -> tuple[Person, ...]:
    """Everybody who works or worked in the study, in the order they came; removed people last."""
    kinds = _slots(session)
    found = [_person(session, user, kinds) for user in session.records.find(User)]
    return tuple(sorted(found, key=lambda each: each.state is State.REMOVED))


@needs(Right.PEOPLE)
def add_person(session: Session, name: str, role: Role, short: str = "") -> Invited:
    """A new person, who comes in with the code and chooses a passphrase. No name is given twice."""
    name = " ".join(name.split())
    if not name:
        raise Refusal(N_("Say who it is."))
    _refuse_practice(session)
    if any(plain(each.name) == plain(name) for each in session.records.find(User)):
        raise Refusal(N_("Somebody of this study has this name already. Add a middle name or initial."))
    user = User(site=session.site.id, name=name, short=short.strip() or short_name(name), role=role)
    code = new_once_code()
    with session.office.work(session.user.id) as unit:
        unit.put(user, Act.RIGHTS)
        _give(session, user, code)
    return Invited(user=session.records.get(User, user.id), code=code, touched=unit.touched)


@needs(Right.PEOPLE)
def new_code_for(session: Session, person: UUID) -> Invited:
    """A one-time code for somebody who forgot the passphrase, which opens nothing any more."""
    _refuse_practice(session)
    user = _other(session, person, N_("Change your own passphrase instead."))
    code = new_once_code()
    with session.office.work(session.user.id, "one-time code") as unit:
        unit.show(ref(user), Act.RIGHTS)
        _give(session, user, code)
    return Invited(user=user, code=code, touched=unit.touched)


@needs(Right.PEOPLE)
def change_role(session: Session, person: UUID, role: Role, why: str = "") -> frozenset[Ref]:
    """Somebody else's role; what was done in the old one stays as it is."""
    user = _other(session, person, N_("Another administrator changes your role."))
    with session.office.work(session.user.id, why) as unit:
        unit.put(replace(unit.get(User, user.id), role=role), Act.RIGHTS)
    return unit.touched


@needs(Right.PEOPLE)
def remove_person(session: Session, person: UUID, why: str = "") -> frozenset[Ref]:
    """Somebody comes in no more: the slot is deleted. Entries, name and id stay for ever.

    Whoever kept a copy of the data key is kept out only by renewing it.
    """
    user = _other(session, person, N_("Nobody removes himself. Another administrator does."))
    with session.office.work(session.user.id, why) as unit:
        unit.put(replace(unit.get(User, user.id), active=False), Act.RIGHTS)
        if not session.study.practice:
            old = read_keys(session.folder)
            write_slots(session, old, without(old, str(user.id)))
    return unit.touched


def _other(session: Session, person: UUID, own: str) -> User:
    """The person meant, who is still here; never oneself: so an administrator always remains."""
    user = next((each for each in session.records.find(User) if each.id == person), None)
    if user is None or not user.active:
        raise Refusal(N_("This person no longer works in the study."))
    if user.id == session.user.id:
        raise Refusal(
            N_("The last administrator stays. Make somebody else one first.") if _last(session) else own
        )
    return user


def _last(session: Session) -> bool:
    keepers = [each for each in session.records.find(User) if each.active and each.role is Role.ADMIN]
    return len(keepers) == 1


def _give(session: Session, user: User, code: str) -> None:
    """Write the slot that the code opens, in place of any that the person had."""
    old = read_keys(session.folder)
    secret = read_once_code(code)
    slot = file_of(session).wrap(
        lambda dek: keys.seal(
            dek, secret, database=old.database, holder=user.id, kind=keys.ONCE, name=user.name
        )
    )
    write_slots(session, old, (*without(old, str(user.id)), slot))


def _refuse_practice(session: Session) -> None:
    if session.study.practice:
        raise Refusal(N_("A practice study opens without a secret, so nobody is added to it."))


def _slots(session: Session) -> dict[str, str]:
    """Holder -> kind of slot; a session in memory has none."""
    if session.file is None:
        return {}
    slots = read_keys(session.folder).slots
    return {slot.holder: slot.kind for slot in slots if slot.kind != keys.RECOVERY}


_STATES = {keys.PERSON: State.ACTIVE, keys.PRACTICE: State.ACTIVE, keys.ONCE: State.WAITING}


def _person(session: Session, user: User, kinds: dict[str, str]) -> Person:
    logins = [event.at for event in session.records.history(user.id) if event.act is Act.LOGIN]
    me = user.id == session.user.id
    state = _STATES[kinds[str(user.id)]] if str(user.id) in kinds else State.NO_WAY_IN
    if session.study.practice or (me and not kinds):
        state = State.ACTIVE
    return Person(
        user=user,
        state=state if user.active else State.REMOVED,
        last_login=logins[-1] if logins else None,
        me=me,
    )
