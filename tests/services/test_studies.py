"""Making, opening and looking after a study through the service that window and command line share."""

import threading
from dataclasses import replace

import pytest

from tests.fakes import fake_session, make_keys_cheap
from tracker.domain.change import Act, Ref
from tracker.domain.patient import Patient
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role, Setting, Site, Study, User
from tracker.services.new_study import StudyIncomplete
from tracker.services.studies import (
    check_passphrase,
    code_groups,
    confirm_recovery,
    create_study,
    info,
    is_practice,
    open_study,
    people,
    recovery_confirmed,
    same_group,
    verify,
)
from tracker.store import refusals

PASSPHRASE = "four unrelated quiet words"
ASKED = {
    "name": "CASTLE",
    "clinic": "Rheumatology",
    "hospital": "University Hospital",
    "time_zone": "Europe/London",
    "user_name": "Kemi Abara",
    "passphrase": PASSPHRASE,
}


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


@pytest.fixture
def created(tmp_path):
    made = create_study(tmp_path / "study", **ASKED)
    yield made
    made.session.close()


def test_that_a_new_study_knows_its_clinic_and_its_first_person(created):
    session = created.session
    assert (session.study.name, session.study.time_zone, session.study.practice) == (
        "CASTLE",
        "Europe/London",
        False,
    )
    assert (session.site.clinic, session.site.hospital) == ("Rheumatology", "University Hospital")
    assert (session.user.name, session.user.short, session.user.role) == (
        "Kemi Abara",
        "K. Abara",
        Role.ADMIN,
    )
    assert {session.study.site, session.site.site, session.user.site} == {session.site.id}


def test_that_its_first_entries_in_the_trail_are_its_making_and_a_login(created):
    told = [(event.act, event.what.kind) for event in created.session.records.trail()]
    assert told == [
        (Act.CREATED, "Study"),
        (Act.CREATED, "Site"),
        (Act.CREATED, "User"),
        (Act.LOGIN, "User"),
    ]


def test_that_it_opens_again_for_the_same_person_with_what_was_entered(created):
    session = created.session
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="A-1"))
    session.close()
    again = open_study(session.folder, passphrase=PASSPHRASE)
    assert (again.study, again.site, again.user) == (session.study, session.site, session.user)
    assert [patient.study_id for patient in again.records.find(Patient)] == ["A-1"]
    again.close()


def test_that_the_door_names_people_and_the_kind_of_study(created, tmp_path):
    folder = created.session.folder
    assert people(folder) == ("Kemi Abara",)
    assert not is_practice(folder)
    practice = create_study(tmp_path / "P", **(ASKED | {"practice": True, "passphrase": ""}))
    assert practice.recovery_code == ""
    assert is_practice(tmp_path / "P")
    assert people(tmp_path / "P") == ()
    practice.session.close()
    open_study(tmp_path / "P").close()


def test_that_practice_can_be_neither_set_nor_cleared_later(created):
    session = created.session
    with pytest.raises(Exception, match="for practice"), session.office.work(session.user.id) as unit:
        unit.put(replace(session.study, practice=True))
    assert not session.records.get(Study, session.study.id).practice


def test_that_a_second_study_cannot_be_put_into_the_file(created):
    session = created.session
    second = Study(site=session.site.id, name="Two", time_zone="UTC", created=session.study.created)
    with pytest.raises(Exception, match="one study"), session.office.work(session.user.id) as unit:
        unit.put(second)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "  "},
        {"clinic": ""},
        {"user_name": ""},
        {"time_zone": "Middle Earth"},
        {"passphrase": "short"},
        {"passphrase": "password1234"},
    ],
)
def test_that_an_incomplete_study_is_refused_and_makes_no_folder(tmp_path, change):
    with pytest.raises((StudyIncomplete, refusals.PassphraseTooWeak)):
        create_study(tmp_path / "study", **(ASKED | change))
    assert list(tmp_path.iterdir()) == []


def test_that_an_empty_folder_is_used_and_a_path_of_new_ones_is_made(tmp_path):
    (tmp_path / "empty").mkdir()
    create_study(tmp_path / "empty", **ASKED).session.close()
    create_study(tmp_path / "Straße mit Leerzeichen" / "Größe", **ASKED).session.close()
    open_study(tmp_path / "Straße mit Leerzeichen" / "Größe", passphrase=PASSPHRASE).close()


def test_that_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(refusals.FolderTaken):
        create_study(tmp_path / "file", **ASKED)
    with pytest.raises(refusals.FolderUnusable):
        create_study(tmp_path / "file" / "study", **ASKED)
    with pytest.raises(refusals.NoStudy):
        open_study(tmp_path / "file", passphrase=PASSPHRASE)
    assert (tmp_path / "file").read_text() == "mine"


def test_that_the_recovery_code_counts_as_kept_once_it_was_confirmed(created):
    session = created.session
    assert not recovery_confirmed(session)
    confirm_recovery(session)
    confirm_recovery(session)
    assert recovery_confirmed(session)
    assert len(session.records.find(Setting)) == 1


def test_that_groups_typed_back_are_compared_forgivingly(created):
    groups = code_groups(created.recovery_code)
    assert [len(group) for group in groups] == [5, 5, 5, 5, 5, 5, 4]
    assert all(same_group(f" {group.lower()} ", group) for group in groups)
    assert same_group("o1l", "011")
    assert not same_group(groups[0], groups[0][::-1] + "X")


def test_that_info_counts_and_names_where_the_trail_stands(created):
    session = created.session
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="A-1"))
    found = info(session)
    assert (found.rows["patient"], found.rows["visit"], found.last_entry) == (1, 0, 5)
    assert len(found.last_hash) == 64
    assert found.people == (session.user,)


def test_that_a_sound_study_is_found_sound_with_progress(created):
    steps = []
    assert verify(created.session, lambda done, total, what: steps.append((done, total))).sound
    assert steps[-1] == (5, 5)


def test_that_a_study_closes_twice_and_from_another_thread(created):
    thread = threading.Thread(target=created.session.close)
    thread.start()
    thread.join()
    created.session.close()
    open_study(created.session.folder, passphrase=PASSPHRASE).close()


def test_that_the_passphrase_is_checked_before_anything_is_made():
    check_passphrase(PASSPHRASE)
    with pytest.raises(Refusal):
        check_passphrase("short")


def both(tmp_path):
    made = create_study(tmp_path / "both", **ASKED).session
    return (fake_session(), made)


def test_that_the_study_in_memory_behaves_like_the_one_on_disk(tmp_path):
    """The fake that other tests rely on gives the same answers to the same changes."""
    told = []
    for session in both(tmp_path):
        site, me = session.site.id, session.user.id
        patient = Patient(site=site, study_id="A-1")
        with session.office.work(me) as unit:
            unit.put(patient)
        stored = session.records.get(Patient, patient.id)
        with session.office.work(me, "why") as unit:
            unit.put(replace(stored, given="Ada"))
            unit.put(replace(stored, given="Ada"))
        touched = {ref.kind for ref in unit.touched}
        outcomes = []
        for late in (replace(stored, family="Late"), session.records.get(Patient, patient.id)):
            try:
                with session.office.work(me) as unit:
                    unit.put(late)
                outcomes.append("kept")
            except Refusal as refusal:
                outcomes.append(type(refusal).__name__)
        with session.office.work(me) as unit:
            unit.show(Ref("Patient", patient.id, patient.id), Act.PRINTED)
            unit.put(replace(session.records.get(Patient, patient.id), removed=True))
        history = [(e.act, e.why, e.changes) for e in session.records.history(patient.id)]
        left = (
            session.records.find(Patient),
            len(session.records.find(User)),
            len(session.records.find(Site)),
        )
        told.append((touched, outcomes, history, left))
        session.close()
    assert told[0] == told[1]
