"""One unit of work: rows and events together or neither, nothing stale, nothing signed changed in silence."""

import threading
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests.store.conftest import PASSPHRASE
from tracker.domain.change import Act, ReasonNeeded, Ref, Stale, ref
from tracker.domain.patient import Patient
from tracker.domain.visit import Assessment, Draft, LabResult, Signature, Visit
from tracker.services.studies import open_study, verify
from tracker.store import refusals
from tracker.store._driver import IntegrityError, OperationalError
from tracker.store.database import connect


@pytest.fixture
def patient(session):
    return session.records.find(Patient)[0]


@pytest.fixture
def visit(session, patient):
    made = Visit(site=session.site.id, patient=patient.id, day=date(2026, 5, 1))
    with session.office.work(session.user.id) as unit:
        unit.put(made)
    return session.records.get(Visit, made.id)


def sign(session, visit):
    with session.office.work(session.user.id) as unit:
        unit.put(
            Signature(
                site=session.site.id,
                patient=visit.patient,
                kind="Visit",
                record=visit.id,
                record_revision=visit.revision,
                user=session.user.id,
                at=unit.now,
                meaning="entered and checked",
            ),
            Act.SIGNED,
        )


def lab(session, visit, value="12"):
    return LabResult(
        site=session.site.id,
        patient=visit.patient,
        visit=visit.id,
        analyte="cd19",
        sampled=visit.day,
        value=value,
    )


def test_that_a_change_tells_who_when_why_and_what_was_before(session, patient, clock):
    clock.move(minutes=5)
    with session.office.work(session.user.id, "  typing error ") as unit:
        unit.put(replace(patient, given="Ada"))
    event = session.records.history(patient.id)[-1]
    assert (event.who, event.at, event.why, event.act) == (
        session.user.id,
        clock.now,
        "typing error",
        Act.CHANGED,
    )
    assert [(change.path, change.old, change.new) for change in event.changes] == [("given", "Adaeze", "Ada")]


def break_off(session, patient):
    with session.office.work(session.user.id) as unit:
        unit.put(replace(patient, given="Ada"))
        assert unit.get(Patient, patient.id).given == "Ada"
        unit.put(Patient(site=session.site.id, study_id="A-2"))
        unit.show(ref(patient), Act.PRINTED)
        raise ZeroDivisionError


def test_that_an_exception_leaves_store_and_trail_untouched(session, patient):
    before = (session.records.find(Patient), session.records.trail())
    with pytest.raises(ZeroDivisionError):
        break_off(session, patient)
    assert (session.records.find(Patient), session.records.trail()) == before
    with session.office.work(session.user.id) as later:
        later.put(replace(patient, given="Ada"))
    assert verify(session).sound


def put_both(session, *entities):
    with session.office.work(session.user.id) as unit:
        for entity in entities:
            unit.put(entity)


def test_that_a_refused_row_takes_the_whole_unit_with_it(session, patient):
    before = session.records.trail()
    stray = Visit(site=session.site.id, patient=uuid4(), day=date(2026, 5, 1))
    with pytest.raises(IntegrityError):
        put_both(session, replace(patient, given="Ada"), stray)
    assert session.records.trail() == before
    assert session.records.get(Patient, patient.id).given == "Adaeze"


def test_that_putting_the_same_again_writes_nothing(session, patient):
    before = session.records.trail()
    with session.office.work(session.user.id) as unit:
        unit.put(patient)
        unit.put(replace(patient, revision=0))
    assert session.records.trail() == before
    assert unit.touched == frozenset()


def test_that_a_change_on_top_of_an_older_state_is_refused(session, patient):
    with session.office.work(session.user.id) as unit:
        unit.put(replace(patient, given="Ada"))
    with pytest.raises(Stale), session.office.work(session.user.id) as unit:
        unit.put(replace(patient, family="Okoro"))
    assert session.records.get(Patient, patient.id).family == "Okafor"


def test_that_one_unit_may_change_a_record_twice(session, patient):
    with session.office.work(session.user.id) as unit:
        unit.put(replace(patient, given="Ada"))
        unit.put(replace(patient, given="Ada", family="Okoro"))
    assert session.records.get(Patient, patient.id).name == "OKORO, Ada"
    assert [event.act for event in session.records.history(patient.id)] == [
        Act.CREATED,
        Act.CHANGED,
        Act.CHANGED,
    ]


def test_that_what_was_removed_leaves_every_list_and_stays_in_the_trail(session, patient):
    with session.office.work(session.user.id, "entered twice") as unit:
        unit.put(replace(patient, removed=True))
    assert session.records.find(Patient) == ()
    with pytest.raises(KeyError):
        session.records.get(Patient, patient.id)
    assert session.records.history(patient.id)[-1].act is Act.REMOVED
    assert len(session.records.find(Patient, removed=True)) == 1


def test_that_a_signed_visit_changes_only_with_a_reason(session, visit):
    sign(session, visit)
    with pytest.raises(ReasonNeeded), session.office.work(session.user.id, " ") as unit:
        unit.put(replace(visit, note="Later"))
    assert session.records.get(Visit, visit.id).note == ""
    with session.office.work(session.user.id, "typing error") as unit:
        unit.put(replace(visit, note="Later"))
    assert session.records.get(Visit, visit.id).note == "Later"


@pytest.mark.parametrize("part", ["lab", "assessment"])
def test_that_a_part_of_a_signed_visit_changes_only_with_a_reason(session, visit, part):
    entity = (
        lab(session, visit)
        if part == "lab"
        else Assessment(
            site=session.site.id, patient=visit.patient, visit=visit.id, instrument="pga", version=1
        )
    )
    with session.office.work(session.user.id) as unit:
        unit.put(entity)
    changed = replace(
        session.records.get(type(entity), entity.id),
        **({"value": "13"} if part == "lab" else {"answers": {"pga": "1"}}),
    )
    sign(session, visit)
    with pytest.raises(ReasonNeeded), session.office.work(session.user.id) as unit:
        unit.put(changed)
    with session.office.work(session.user.id, "laboratory corrected it") as unit:
        unit.put(changed)


def test_that_an_unsigned_visit_changes_without_a_reason(session, visit):
    with session.office.work(session.user.id) as unit:
        unit.put(replace(visit, note="Later"))


def test_that_a_draft_is_no_event_and_leaves_nothing_behind(session, visit, folder, dek):
    before = len(session.records.trail())
    draft = Draft(
        site=session.site.id,
        patient=visit.patient,
        visit=visit.id,
        author=session.user.id,
        form="visit",
        content={"cd19": "<1"},
        saved_at=visit_moment(session),
    )
    with session.office.work(session.user.id) as unit:
        unit.put(draft)
    with session.office.work(session.user.id) as unit:
        unit.put(replace(session.records.get(Draft, draft.id), content={"cd19": "<10"}))
    assert session.records.get(Draft, draft.id).content == {"cd19": "<10"}
    with session.office.work(session.user.id) as unit:
        unit.put(replace(session.records.get(Draft, draft.id), removed=True))
    assert session.records.find(Draft, removed=True) == ()
    assert len(session.records.trail()) == before


def visit_moment(session):
    with session.office.work(session.user.id) as unit:
        return unit.now


def test_that_showing_a_record_is_an_event_without_a_change(session, patient):
    with session.office.work(session.user.id) as unit:
        unit.show(ref(patient), Act.PRINTED)
    event = session.records.history(patient.id)[-1]
    assert (event.act, event.changes) == (Act.PRINTED, ())
    assert unit.touched == {Ref("Patient", patient.id, patient.id)}


def test_that_a_unit_reads_what_it_has_just_put(session, visit):
    with session.office.work(session.user.id) as unit:
        results = [lab(session, visit, str(n)) for n in range(5)]
        for result in results:
            unit.put(result)
        assert [each.value for each in unit.find(LabResult, visit=visit.id)] == ["0", "1", "2", "3", "4"]
        assert session.records.find(LabResult, visit=visit.id) == ()
    assert [each.id for each in session.records.find(LabResult, visit=visit.id)] == [
        each.id for each in results
    ]


def test_that_many_rows_come_back_in_the_order_they_were_made(session, visit):
    results = [lab(session, visit, str(n)) for n in range(2300)]
    with session.office.work(session.user.id) as unit:
        for result in results:
            unit.put(result)
    assert [each.value for each in session.records.find(LabResult)] == [str(n) for n in range(2300)]
    assert verify(session).sound


def test_that_an_unknown_field_is_a_mistake_in_the_program(session):
    with pytest.raises(TypeError):
        session.records.find(Patient, surname="Okafor")


def test_that_one_unit_cannot_begin_inside_another(session):
    with (
        session.office.work(session.user.id),
        pytest.raises(RuntimeError),
        session.office.work(session.user.id),
    ):
        pass


def test_that_many_threads_may_write_and_read_at_once(session, visit):
    failures = []

    def enter(number):
        try:
            for n in range(10):
                with session.office.work(session.user.id) as unit:
                    unit.put(lab(session, visit, f"{number}.{n}"))
                session.records.find(LabResult, visit=visit.id)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(session.records.find(LabResult, visit=visit.id)) == 40
    assert verify(session).sound


def test_that_a_full_disk_is_told_in_words_and_nothing_is_kept(session, patient, monkeypatch):
    def full(*_):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("tracker.store.office.insert_watched", full)
    with pytest.raises(refusals.NotSaved), session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="A-2"))
    monkeypatch.undo()
    assert [each.study_id for each in session.records.find(Patient)] == ["A-1"]
    with session.office.work(session.user.id) as unit:
        unit.put(replace(patient, given="Ada"))


WITHOUT_EVENT = (
    "INSERT INTO site (id, site, revision, removed, event, clinic, hospital) VALUES ('a','a',1,0,1,'c','h')",
    "UPDATE patient SET given = 'x'",
    "UPDATE patient SET given = 'x', revision = revision + 1, event = event + 1",
    "UPDATE study SET practice = 1 - practice",
    "DELETE FROM patient",
    "DELETE FROM audit_event",
    "UPDATE audit_payload SET payload = NULL",
    "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE seq = 1",
    "INSERT OR REPLACE INTO patient SELECT * FROM patient",
)


@pytest.mark.parametrize("statement", WITHOUT_EVENT)
def test_that_the_file_itself_refuses_a_row_without_its_event(folder, dek, statement):
    db = connect(folder / "study.db", dek)
    try:
        with pytest.raises(IntegrityError):
            db.conn.execute(statement)
    finally:
        db.conn.close()


@pytest.mark.parametrize(
    "statement", ["UPDATE patient SET given = 'x'", "DELETE FROM audit_event WHERE seq = 3"]
)
def test_that_a_file_without_its_guards_would_take_it(folder, dek, statement):
    db = connect(folder / "study.db", dek)
    for name in db.triggers_dict:
        db.conn.execute(f"DROP TRIGGER {name}")
    db.conn.execute("PRAGMA foreign_keys=OFF")
    assert db.conn.execute(statement).rowcount == 1
    db.conn.close()


def test_that_text_in_any_field_reaches_the_file_unharmed(folder, clock):
    hostile = "R&D <b> Łukasz 王 '; DROP TABLE patient; -- \u202e {name}"
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    with session.office.work(session.user.id, hostile) as unit:
        unit.put(Patient(site=session.site.id, study_id="A-2", family=hostile))
    session.close()
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    found = session.records.find(Patient, family=hostile)
    assert [event.why for event in session.records.history(found[0].id)] == [hostile]
    session.close()
