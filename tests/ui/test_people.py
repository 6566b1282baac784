"""People in the window: who manages them, codes shown once, the first unlock, another person after a lock."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from tests.fakes import make_keys_cheap
from tests.ui import walk
from tracker.app import doors
from tracker.domain.patient import Patient
from tracker.domain.study import Role
from tracker.language import words
from tracker.services.passphrases import set_passphrase
from tracker.services.people import State, add_person, people_of
from tracker.services.session import Entered
from tracker.services.studies import create_study, open_study
from tracker.ui.dialogs.codes import CodesDialog
from tracker.ui.places import Route
from tracker.ui.screens.people import PeopleScreen
from tracker.ui.screens.unlock import UnlockScreen
from tracker.ui.screens.welcome import WelcomeScreen
from tracker.ui.theme.tokens import LIGHT
from tracker.ui.window import Window

PASSPHRASE, OTHER = "four unrelated quiet words", "six pale herons walk slowly"
KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


@pytest.fixture
def study(tmp_path):
    made = create_study(tmp_path / "S", name="S", clinic="C", user_name="Kemi Abara", passphrase=PASSPHRASE)
    yield made.session
    made.session.close()


@pytest.fixture
def people(workplace, qtbot, study):
    """The screen over a real study; `role` looks at it as somebody else."""

    def make(role=Role.ADMIN):
        session = replace(study, user=replace(study.user, role=role))
        screen = PeopleScreen(workplace(session=session))
        qtbot.addWidget(screen)
        screen.resize(1000, 500)
        screen.show()
        screen.workplace.jobs.settle()
        return screen

    return make


def dialog(screen, name):
    screen.workplace.jobs.settle()
    return next(
        each for each in screen.findChildren(QDialog) if each.objectName() == name and each.isVisible()
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_that_who_may_not_manage_people_sees_why_and_can_change_the_own_passphrase(people, role):
    screen = people(role)
    for part in (screen.add, screen.role, screen.code, screen.remove, screen.renew):
        assert not part.isEnabled()
    assert screen.why.text().endswith(".")
    assert screen.passphrase.isEnabled()
    assert screen.recovery.isEnabled() == (role is not Role.MONITOR)


def test_that_a_person_is_added_and_the_code_is_shown_once(people, study):
    screen = people()
    screen.primary()
    asked = dialog(screen, "PersonDialog")
    QTest.keyClicks(asked.person.line, "Ama Mensah")
    asked.role.choose("investigator")
    asked.act.click()
    screen.workplace.jobs.settle()
    assert asked.person.message == ""
    shown = dialog(screen, "CodesDialog")
    assert walk.faults(shown) == []
    (groups,) = shown.shown
    spelled = groups.accessibleDescription()
    assert spelled.count(":") == 4
    shown.accept()
    assert groups.accessibleDescription() == ""
    screen.workplace.jobs.settle()
    assert [(each.user.name, each.state) for each in people_of(study)] == [
        ("Kemi Abara", State.ACTIVE),
        ("Ama Mensah", State.WAITING),
    ]


def test_that_a_role_is_changed_and_a_person_removed_with_a_reason(people, study):
    user = add_person(study, "Ama Mensah", Role.MONITOR).user
    screen = people()
    screen.table.choose(user.id)
    screen.role.choose("investigator")
    screen.role.picked.emit("investigator")
    screen.workplace.jobs.settle()
    assert people_of(study)[1].user.role is Role.INVESTIGATOR
    screen.table.choose(user.id)
    screen.remove.click()
    asked = dialog(screen, "RemoveDialog")
    assert not asked.act.isEnabled()
    asked.reason.set_text("left the clinic")
    asked.act.click()
    screen.workplace.jobs.settle()
    assert people_of(study)[1].state is State.REMOVED
    assert study.records.history(user.id)[-1].why == "left the clinic"


def test_that_the_own_passphrase_is_changed_with_the_old_one(people, study):
    screen = people(Role.MONITOR)
    screen.change_own()
    asked = dialog(screen, "OwnPassphraseDialog")
    asked.old.set_text("something else entirely")
    asked.first.set_text(OTHER)
    asked.again.set_text(OTHER)
    asked.act.click()
    screen.workplace.jobs.settle()
    assert "not your passphrase" in asked.old.message


def test_that_the_data_key_is_renewed_and_every_code_is_shown(people, study):
    add_person(study, "Ama Mensah", Role.MONITOR)
    with study.office.work(study.user.id) as unit:
        unit.put(Patient(site=study.site.id, study_id="A-1", family="Okafor", given="Adaeze"))
    screen = people()
    screen.renew_key()
    asked = dialog(screen, "RenewKeyDialog")
    asked.secret.set_text(PASSPHRASE)
    asked.act.click()
    shown = dialog(screen, "CodesDialog")
    assert isinstance(shown, CodesDialog)
    assert len(shown.shown) == 2
    assert study.records.find(Patient)[0].family == "Okafor"
    shown.accept()


@pytest.fixture
def window(qtbot, themed, tmp_path, study):
    """The window on a study in which Ama Mensah has a code and Max Roth a passphrase."""
    invited = add_person(study, "Ama Mensah", Role.INVESTIGATOR)
    code = add_person(study, "Max Roth", Role.MONITOR).code
    study.close()
    max_ = open_study(study.folder, passphrase=code, user="Max Roth")
    set_passphrase(max_, OTHER).close()
    made = Window(doors(home=tmp_path), words(), LIGHT, study.folder)
    made.code = invited.code
    qtbot.addWidget(made)
    made.resize(1093, 550)
    made.show()
    yield made
    made.close()


def unlock(window: Window, person: str, secret: str) -> None:
    door = window.centralWidget()
    assert isinstance(door, UnlockScreen)
    door.person.choose(person)
    door.person.picked.emit(person)
    QTest.keyClicks(door.secret.line, secret)
    QTest.keyClick(door.secret.line, KEY.Key_Return)
    window.jobs.settle()


def test_that_a_one_time_code_leads_to_a_passphrase_and_then_into_the_study(window):
    unlock(window, "Ama Mensah", window.code)
    door = window.centralWidget()
    assert isinstance(door, WelcomeScreen)
    assert window.session is None
    door.phrase.first.set_text("river candle moss ninety")
    door.phrase.again.set_text("river candle moss ninety")
    door.next()
    window.jobs.settle()
    assert (window.session.user.name, window.session.entered) == ("Ama Mensah", Entered.PASSPHRASE)


def test_that_another_person_may_unlock_and_does_not_land_where_the_first_one_was(window):
    unlock(window, "Kemi Abara", PASSPHRASE)
    window.shell.go(Route("people"))
    window.lock()
    assert window.centralWidget().person.key == "Kemi Abara"
    unlock(window, "Max Roth", OTHER)
    assert window.session.user.name == "Max Roth"
    assert [route.place for route in window.shell.where()] == ["today"]


def test_that_the_same_person_comes_back_to_the_place(window):
    unlock(window, "Kemi Abara", PASSPHRASE)
    window.shell.go(Route("people"))
    window.lock()
    unlock(window, "Kemi Abara", PASSPHRASE)
    assert [route.place for route in window.shell.where()] == ["today", "people"]


def test_that_a_key_file_that_was_put_back_is_said_above_the_work(window, study):
    Path(study.folder / "keys.json").write_bytes(b"{")
    window.show_door()
    unlock(window, "Kemi Abara", PASSPHRASE)
    assert "put back from a copy" in window.shell.notice.text
