"""What was entered for the wrong patient goes to the right one, whole, with a trace in both records."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fakes import fake_session
from tests.visit_cases import month_6, session_before_month_6
from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.change import Act, ref
from tracker.domain.document import Document
from tracker.domain.followup import Query
from tracker.domain.medication import MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient, Standing
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role
from tracker.domain.visit import Assessment, LabResult, Signature, Visit
from tracker.language import words
from tracker.services.course import course
from tracker.services.drafts import keep_draft
from tracker.services.queries import raise_query
from tracker.services.query_places import visit_path
from tracker.services.rights import NotAllowed
from tracker.services.visits import save_visit, sign_visit
from tracker.services.wrong_patient import move_record, plan_move

BORN = PartialDate.parse("1963-03-14")
NOTE = "The paper says Chidi."


@pytest.fixture
def session():
    return session_before_month_6()


@pytest.fixture
def visit(session):
    saved = save_visit(session, month_6(session))
    sign_visit(session, saved)
    raise_query(session, ref(saved.visit), visit_path("laboratory", "cd19"), "Fasting?")
    return session.records.get(Visit, saved.visit.id)


@pytest.fixture
def chidi(session):
    made = Patient(site=session.site.id, study_id="CAR-SLE-03", family="Okafor", given="Chidi", born=BORN)
    put(session, made, Diagnosis(site=made.site, patient=made.id, disease="sle"))
    return made


def put(session, *entities):
    for each in entities:
        session.records.rows[each.id] = replace(each, revision=1)
    return entities[0]


def parts(session, visit):
    find = session.records.find
    return (
        *find(LabResult, visit=visit.id),
        *find(Assessment, visit=visit.id),
        *find(Query, record=visit.id),
        *find(Signature, record=visit.id),
    )


def test_that_a_visit_moves_with_all_that_belongs_to_it_in_one_change(session, visit, chidi):
    before = {each.id for each in parts(session, visit)}
    move_record(session, ref(visit), "car-sle-03", BORN, NOTE)
    assert session.records.get(Visit, visit.id).patient == chidi.id
    moved = parts(session, visit)
    assert {each.id for each in moved} == before
    assert len(moved) > 12
    assert {each.patient for each in moved} == {chidi.id}


def test_that_the_trail_of_both_patients_tells_of_the_move(session, visit, chidi):
    old = session.records.get(Patient, visit.patient)
    seen = len(session.records.events)
    move_record(session, ref(visit), "CAR-SLE-03", BORN, NOTE)
    told = session.records.events[seen:]
    assert {event.why for event in told} == {f"Wrong patient, {old.study_id} → CAR-SLE-03: {NOTE}"}
    assert [event.act for event in told if event.what.patient == old.id][:1] == [Act.CORRECTED]
    here = [event for event in told if event.what.patient == chidi.id and event.what.id == visit.id]
    assert [(c.old, c.new) for c in here[0].changes if c.path == "patient"] == [(old.id, chidi.id)]


def test_that_the_signature_is_void_after_the_move_and_seen_with_the_right_patient(session, visit, chidi):
    assert not course(session.records, visit.patient).signed(visit.id).void
    move_record(session, ref(visit), "CAR-SLE-03", BORN, NOTE)
    signed = course(session.records, chidi.id).signed(visit.id)
    assert signed.void
    assert NOTE in signed.why


def test_that_moving_back_undoes_it(session, visit, chidi):
    old = session.records.get(Patient, visit.patient)
    labs = {lab.id: replace(lab, revision=0) for lab in session.records.find(LabResult, visit=visit.id)}
    move_record(session, ref(visit), "CAR-SLE-03", BORN, NOTE)
    moved = session.records.get(Visit, visit.id)
    move_record(session, ref(moved), old.study_id, old.born, "It was right before.")
    assert session.records.get(Visit, visit.id).patient == old.id
    back = {lab.id: replace(lab, revision=0) for lab in session.records.find(LabResult, visit=visit.id)}
    assert back == labs


def test_that_the_plan_says_what_moves_and_what_follows(session, visit, chidi):
    paper = Document(
        site=visit.site, patient=visit.patient, visit=visit.id, kind="handout", version=1, sha256="0" * 64,
        file_name="x.pdf", language="en", made_at=session.office.clock(), made_by=session.user.id,
    )  # fmt: skip
    put(session, paper)
    move = plan_move(session, ref(visit), "CAR-SLE-03", BORN)
    said = [words().say(each) for each in (*move.parts, *move.warnings)]
    assert "Laboratory values: 10" in said
    assert "Queries: 1" in said
    assert any("signature becomes void" in each for each in said)
    assert any("Papers of" in each for each in said)
    assert any("arrives as unplanned" in each for each in said)
    assert move.stops == ()
    move_record(session, ref(visit), "CAR-SLE-03", BORN, NOTE)
    kept = session.records.get(Document, paper.id)
    assert (kept.patient, kept.visit) == (visit.patient, None)


def test_that_scores_are_worked_out_with_the_right_patient(session, visit, chidi):
    (before,) = session.records.find(Assessment, visit=visit.id, instrument="sledai_2k")
    move_record(session, ref(visit), "CAR-SLE-03", BORN, NOTE)
    (after,) = session.records.find(Assessment, visit=visit.id, instrument="sledai_2k")
    assert (after.patient, after.answers) == (chidi.id, before.answers)
    assert after.result.keys() == before.result.keys()


@pytest.mark.parametrize(
    "typed",
    [
        ("", BORN, "Type the study ID"),
        ("CAR-SLE-99", BORN, "No patient of this study"),
        ("CAR-SLE-03", PartialDate.parse("1963-03-15"), "date of birth is not that of"),
        ("CAR-SLE-03", None, "date of birth is not that of"),
    ],
)
def test_that_the_right_person_is_proved_by_the_date_of_birth(session, visit, chidi, typed):
    study_id, born, sentence = typed
    with pytest.raises(Refusal, match=sentence):
        move_record(session, ref(visit), study_id, born, NOTE)
    assert session.records.get(Visit, visit.id).patient == visit.patient


def test_that_it_does_not_move_to_where_it_stands_nor_without_a_note(session, visit, chidi):
    own = session.records.get(Patient, visit.patient)
    with pytest.raises(Refusal, match="stands with now"):
        plan_move(session, ref(visit), own.study_id, own.born)
    with pytest.raises(Refusal, match="how this is known"):
        move_record(session, ref(visit), "CAR-SLE-03", BORN, " ")


def test_that_a_visit_of_the_same_day_at_the_target_stops_it(session, visit, chidi):
    put(session, Visit(site=visit.site, patient=chidi.id, day=visit.day))
    with pytest.raises(Refusal, match="a visit on this day already"):
        move_record(session, ref(visit), "CAR-SLE-03", BORN, NOTE)


def test_that_a_day_outside_of_a_life_stops_it(session, visit, chidi):
    put(session, replace(chidi, standing=Standing.DIED, standing_since=PartialDate.parse("2026-05")))
    with pytest.raises(Refusal, match="outside of the life"):
        move_record(session, ref(visit), "CAR-SLE-03", BORN, NOTE)


def test_that_what_is_typed_and_not_saved_stops_it(session, visit, chidi):
    content = month_6(session).content()
    keep_draft(session, content, patient=visit.patient, visit=visit.id)
    with pytest.raises(Refusal, match="not saved"):
        move_record(session, ref(visit), "CAR-SLE-03", BORN, NOTE)


def test_that_events_and_medicines_move_with_their_queries(session, visit, chidi):
    event = AdverseEvent(
        site=visit.site, patient=visit.patient, term="Fever", start=PartialDate.of(date(2026, 6, 1))
    )
    drug = MedicationCourse(site=visit.site, patient=visit.patient, drug="prednisolone")
    put(session, event, drug)
    raise_query(session, ref(event), "end", "When did it end?")
    move_record(session, ref(event), "CAR-SLE-03", BORN, NOTE)
    move_record(session, ref(drug), "CAR-SLE-03", BORN, NOTE)
    assert session.records.get(AdverseEvent, event.id).patient == chidi.id
    assert session.records.get(MedicationCourse, drug.id).patient == chidi.id
    assert [each.patient for each in session.records.find(Query, record=event.id)] == [chidi.id]


def test_that_a_monitor_moves_nothing(session, visit, chidi):
    monitor = replace(session, user=fake_session(role=Role.MONITOR).user)
    with pytest.raises(NotAllowed):
        move_record(monitor, ref(visit), "CAR-SLE-03", BORN, NOTE)
