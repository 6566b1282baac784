"""People: added with a code, changed, removed and never forgotten; and another data key for all of them."""

from dataclasses import replace

import pytest

from tests.fakes import make_keys_cheap
from tracker.domain.change import Act
from tracker.domain.patient import Patient
from tracker.domain.progress import Cancelled
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role, User
from tracker.services import data_key
from tracker.services.data_key import renew_data_key
from tracker.services.passphrases import change_passphrase, set_passphrase
from tracker.services.people import (
    State,
    add_person,
    change_role,
    new_code_for,
    people_of,
    remove_person,
)
from tracker.services.proof import NotYours
from tracker.services.recovery import new_recovery_code, prove_recovery, recovery_confirmed
from tracker.services.rights import NotAllowed
from tracker.services.session import Entered
from tracker.services.studies import create_study, newcomers, open_study, people, verify
from tracker.services.unlocking import KEY_KEPT, KEY_TAKEN
from tracker.store import attempts, keys, refusals, renewal
from tracker.store.database import open_store
from tracker.store.key_copies import read_keys
from tracker.store.once_code import NoOnceCode

PASSPHRASE, OTHER = "four unrelated quiet words", "six pale herons walk slowly"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


@pytest.fixture
def created(tmp_path):
    made = create_study(tmp_path / "S", name="S", clinic="C", user_name="Kemi Abara", passphrase=PASSPHRASE)
    yield made
    made.session.close()


@pytest.fixture
def session(created):
    return created.session


@pytest.fixture
def again():
    """Opens a study; whatever it opened is closed at the end."""
    opened = []

    def run(folder, **secret):
        for each in opened:
            each.close()
        opened.append(open_study(folder, **secret))
        return opened[-1]

    yield run
    for each in opened:
        each.close()


def acts(session, user):
    return [event.act for event in session.records.history(user.id)]


def test_that_who_makes_a_study_looks_after_it(session):
    (me,) = people_of(session)
    assert (me.user.role, me.state, me.me) == (Role.ADMIN, State.ACTIVE, True)
    assert me.last_login is not None


def test_that_a_person_comes_in_with_the_code_and_chooses_a_passphrase(session, again):
    invited = add_person(session, "Ama  Mensah ", Role.INVESTIGATOR)
    assert invited.user.short == "A. Mensah"
    assert [each.state for each in people_of(session)] == [State.ACTIVE, State.WAITING]
    assert acts(session, invited.user) == [Act.RIGHTS]
    session.close()
    assert people(session.folder) == ("Kemi Abara", "Ama Mensah")
    assert newcomers(session.folder) == ("Ama Mensah",)

    new = again(session.folder, passphrase=invited.code.lower().replace("-", " "), user="ama mensah")
    assert new.entered is Entered.CODE
    with pytest.raises(NotAllowed):
        new_recovery_code(new)
    ready = set_passphrase(new, OTHER)
    assert ready.entered is Entered.PASSPHRASE
    assert verify(ready).sound
    ready.close()

    with pytest.raises(refusals.WrongPassphrase):
        open_study(session.folder, passphrase=invited.code, user="Ama Mensah")


def test_that_the_passphrase_chosen_opens_and_the_first_one_still_does(session, again):
    invited = add_person(session, "Ama Mensah", Role.INVESTIGATOR)
    session.close()
    set_passphrase(again(session.folder, passphrase=invited.code, user="Ama Mensah"), OTHER)
    assert again(session.folder, passphrase=OTHER, user="Ama Mensah").user.role is Role.INVESTIGATOR
    assert again(session.folder, passphrase=PASSPHRASE, user="Kemi Abara").user.role is Role.ADMIN


def test_that_a_code_with_a_typing_error_is_told_before_it_costs_a_wait(session):
    invited = add_person(session, "Ama Mensah", Role.MONITOR)
    session.close()
    wrong = invited.code[:-1] + ("A" if invited.code[-1] != "A" else "B")
    with pytest.raises(NoOnceCode):
        open_study(session.folder, passphrase=wrong, user="Ama Mensah")
    open_study(session.folder, passphrase=invited.code, user="Ama Mensah").close()


def test_that_the_code_of_somebody_is_saved_nowhere(session):
    code = add_person(session, "Ama Mensah", Role.MONITOR).code
    session.close()
    for path in session.folder.rglob("*"):
        if path.is_file():
            assert code.encode() not in path.read_bytes()
            assert code.replace("-", "").encode() not in path.read_bytes()


@pytest.mark.parametrize("name", ["", "  ", "kemi abara", "KEMI  ABARA"])
def test_that_a_name_is_asked_for_and_given_once(session, name):
    with pytest.raises(Refusal):
        add_person(session, name, Role.COORDINATOR)


def test_that_a_removed_person_stays_in_the_record_and_comes_in_no_more(session):
    invited = add_person(session, "Ama Mensah", Role.INVESTIGATOR)
    old = read_keys(session.folder)
    remove_person(session, invited.user.id, "left the clinic")

    assert session.records.get(User, invited.user.id).active is False
    assert people_of(session)[-1].state is State.REMOVED
    event = session.records.history(invited.user.id)[-1]
    assert (event.act, event.why) == (Act.RIGHTS, "left the clinic")
    with pytest.raises(Refusal, match="name already"):
        add_person(session, "Ama Mensah", Role.INVESTIGATOR)
    session.close()
    assert people(session.folder) == ("Kemi Abara",)
    with pytest.raises(refusals.WrongPassphrase):
        open_study(session.folder, passphrase=invited.code, user="Ama Mensah")

    attempts.forget(session.study.id)
    keys.write_keys(session.folder, old)
    with pytest.raises(refusals.NoLonger):
        open_study(session.folder, passphrase=invited.code, user="Ama Mensah")


def test_that_the_last_administrator_is_neither_removed_nor_changed(session):
    with pytest.raises(Refusal, match="last administrator"):
        remove_person(session, session.user.id)
    with pytest.raises(Refusal, match="last administrator"):
        change_role(session, session.user.id, Role.MONITOR)
    invited = add_person(session, "Ama Mensah", Role.ADMIN)
    with pytest.raises(Refusal, match="himself"):
        remove_person(session, session.user.id)
    remove_person(session, invited.user.id)
    with pytest.raises(Refusal, match="last administrator"):
        remove_person(session, session.user.id)


def test_that_a_role_changes_with_an_entry_of_old_and_new(session):
    invited = add_person(session, "Ama Mensah", Role.MONITOR)
    change_role(session, invited.user.id, Role.INVESTIGATOR, "joined the clinic")
    event = session.records.history(invited.user.id)[-1]
    assert (event.act, event.why) == (Act.RIGHTS, "joined the clinic")
    assert [(each.path, each.old, each.new) for each in event.changes] == [
        ("role", "monitor", "investigator")
    ]


def test_that_who_forgot_the_passphrase_gets_another_code(session, again):
    invited = add_person(session, "Ama Mensah", Role.INVESTIGATOR)
    session.close()
    set_passphrase(again(session.folder, passphrase=invited.code, user="Ama Mensah"), OTHER)
    admin = again(session.folder, passphrase=PASSPHRASE, user="Kemi Abara")
    code = new_code_for(admin, invited.user.id).code
    admin.close()
    with pytest.raises(NoOnceCode):
        open_study(session.folder, passphrase=OTHER, user="Ama Mensah")
    assert again(session.folder, passphrase=code, user="Ama Mensah").entered is Entered.CODE


def test_that_one_changes_the_own_passphrase_with_the_old_one_only(session):
    with pytest.raises(NotYours):
        change_passphrase(session, "not the one of now", OTHER)
    with pytest.raises(Refusal, match="of now"):
        set_passphrase(session, OTHER)


def test_that_the_recovery_code_opens_as_the_person_who_is_named(session, created, again):
    invited = add_person(session, "Ama Mensah", Role.INVESTIGATOR)
    session.close()
    opened = again(session.folder, recovery_code=created.recovery_code, user="Ama Mensah")
    assert (opened.user.id, opened.entered) == (invited.user.id, Entered.RECOVERY)
    set_passphrase(opened, OTHER)
    assert again(session.folder, passphrase=OTHER, user="Ama Mensah").user.id == invited.user.id


def test_that_a_monitor_does_not_come_in_with_the_recovery_code(session, created):
    add_person(session, "Max Roth", Role.MONITOR)
    session.close()
    with pytest.raises(NotAllowed):
        open_study(session.folder, recovery_code=created.recovery_code, user="Max Roth")


def test_that_the_old_recovery_code_opens_until_the_new_one_is_proved(session, created, again):
    new = new_recovery_code(session)
    session.close()
    again(session.folder, recovery_code=created.recovery_code)
    opened = again(session.folder, recovery_code=new)
    prove_recovery(opened, new)
    assert recovery_confirmed(opened)
    opened.close()
    with pytest.raises(refusals.WrongRecoveryCode):
        open_study(session.folder, recovery_code=created.recovery_code)


def test_that_a_new_code_that_nobody_saw_goes_when_the_old_one_is_proved(session, created):
    lost = new_recovery_code(session)
    prove_recovery(session, created.recovery_code)
    session.close()
    with pytest.raises(refusals.WrongRecoveryCode):
        open_study(session.folder, recovery_code=lost)


def with_patient(session):
    patient = Patient(site=session.site.id, study_id="A-1", family="Okafor", given="Adaeze")
    with session.office.work(session.user.id) as unit:
        unit.put(patient)
    return patient


def test_that_a_renewed_key_opens_what_was_there_and_the_old_one_opens_nothing(session, created, again):
    patient = with_patient(session)
    invited = add_person(session, "Ama Mensah", Role.INVESTIGATOR)
    old = read_keys(session.folder)
    old_dek = keys.unseal(old.slots[0], keys.from_passphrase(PASSPHRASE))
    head = session.file.anchor()
    steps = []

    renewed = renew_data_key(session, PASSPHRASE, lambda *step: steps.append(step))

    assert session.records.get(Patient, patient.id).family == "Okafor"
    assert session.records.history(session.study.id)[-1].why == "data key renewed"
    with session.office.work(session.user.id) as unit:
        unit.put(replace(unit.get(Patient, patient.id), given="Ada"))
    assert session.file.check(kept=head).sound
    assert steps[-1][0] == steps[-1][1]
    session.close()
    with pytest.raises(refusals.Damaged):
        open_store(session.folder / "study.db", old_dek)
    assert not (session.folder / renewal.UNFINISHED).exists()
    for name in (keys.KEYS, keys.COPY, keys.PREVIOUS):
        content = (session.folder / name).read_text()
        assert not any(slot.sealed in content for slot in old.slots)

    with pytest.raises(refusals.WrongRecoveryCode):
        open_study(session.folder, recovery_code=created.recovery_code)
    ((user, code),) = renewed.codes
    assert user.id == invited.user.id
    attempts.forget(session.study.id)
    assert again(session.folder, passphrase=code, user="Ama Mensah").entered is Entered.CODE
    assert again(session.folder, recovery_code=renewed.recovery_code).entered is Entered.RECOVERY
    opened = again(session.folder, passphrase=PASSPHRASE, user="Kemi Abara")
    assert verify(opened).sound
    assert not recovery_confirmed(opened)
    assert opened.records.get(Patient, patient.id).given == "Ada"


def test_that_a_key_can_be_renewed_twice(session, again):
    with_patient(session)
    renew_data_key(session, PASSPHRASE)
    renew_data_key(session, PASSPHRASE)
    session.close()
    assert verify(again(session.folder, passphrase=PASSPHRASE)).sound


def test_that_a_renewal_can_be_stopped_and_changes_nothing(session, again):
    before = (session.folder / keys.KEYS).read_bytes()

    def stop(done, total, _what):
        raise Cancelled

    with pytest.raises(Cancelled):
        renew_data_key(session, PASSPHRASE, stop)
    assert (session.folder / keys.KEYS).read_bytes() == before
    assert not (session.folder / renewal.UNFINISHED).exists()
    with_patient(session)
    session.close()
    again(session.folder, passphrase=PASSPHRASE)


def test_that_a_wrong_passphrase_renews_nothing(session):
    with pytest.raises(NotYours):
        renew_data_key(session, "not the one of now")
    assert not (session.folder / renewal.UNFINISHED).exists()


def test_that_a_practice_study_has_no_keys_to_change(tmp_path):
    made = create_study(tmp_path / "P", name="P", clinic="C", user_name="K", practice=True).session
    for act in (
        lambda: add_person(made, "Ama Mensah", Role.MONITOR),
        lambda: renew_data_key(made, ""),
        lambda: new_recovery_code(made),
        lambda: change_passphrase(made, "", OTHER),
    ):
        with pytest.raises(Refusal, match="practice"):
            act()
    made.close()


class Stop(BaseException):
    """The power goes."""


@pytest.mark.parametrize(("at", "told"), [(False, KEY_KEPT), (True, KEY_TAKEN)])
def test_that_an_interrupted_renewal_is_ended_at_the_next_opening(session, again, monkeypatch, at, told):
    """`at` False: both keys known, the old file stands. True: the new file stands, both keys known."""
    invited = add_person(session, "Ama Mensah", Role.INVESTIGATOR)
    write = keys.write_keys

    def halt(folder, key_file):
        if at is False:
            write(folder, key_file)
        if not key_file.next or at is False:
            raise Stop
        write(folder, key_file)

    monkeypatch.setattr(data_key.keys, "write_keys", halt)
    with pytest.raises(Stop):
        renew_data_key(session, PASSPHRASE)
    monkeypatch.setattr(data_key.keys, "write_keys", write)
    session.close()

    if at:
        with pytest.raises(refusals.KeyRenewed):
            open_study(session.folder, passphrase=invited.code, user="Ama Mensah")
        attempts.forget(session.study.id)
    opened = again(session.folder, passphrase=PASSPHRASE, user="Kemi Abara")
    assert told in opened.told
    assert read_keys(session.folder).next == ()
    assert not (session.folder / renewal.UNFINISHED).exists()
    assert verify(opened).sound
    opened.close()
    assert again(session.folder, passphrase=PASSPHRASE, user="Kemi Abara").told == ()
