"""Plans of a study: the default, amendments, a plan for one patient, and what will not be held."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fakes import fake_session
from tests.plans import DAY0, infusion, moved, person, visit
from tracker.domain.followup import NotDone
from tracker.domain.patient import Patient
from tracker.domain.planned_visit import State
from tracker.domain.refusal import Refusal
from tracker.domain.visit import Visit
from tracker.services.plans import (
    adopt_plan,
    check_plan,
    choose_plan,
    copy_of,
    next_version,
    plan_book,
    shipped_plans,
)
from tracker.services.schedules import adopt_visit, note_not_done, patient_schedule, take_note_back

TODAY = date(2026, 11, 23)
DEFAULT, SHORT = shipped_plans()


def amended(text: str) -> str:
    return text.replace("month = 6\nwindow = [14, 14]", "month = 6\nwindow = [10, 10]")


@pytest.fixture
def study():
    patient = person()
    return fake_session(patient, infusion(patient)), patient


def test_that_a_study_without_a_plan_of_its_own_follows_the_default(study):
    session, patient = study
    book = plan_book(session.records)
    assert book.on(patient, TODAY).name == "car-t-follow-up/1"
    assert [each.plan.key for each in book.texts] == ["car-t-follow-up", "short"]


def test_that_an_amendment_applies_from_its_day_on(study):
    session, patient = study
    text = amended(next_version(session.records, DEFAULT.text))
    adopt_plan(session, text, date(2026, 9, 1), "Amendment 2")
    book = plan_book(session.records)
    assert book.on(patient, date(2026, 8, 31)).version == 1
    assert book.on(patient, date(2026, 9, 1)).version == 2
    found = patient_schedule(session.records, patient.id, TODAY)
    assert (found.planned("m6").window.close, found.planned("m6").plan) == (
        date(2026, 12, 2),
        "car-t-follow-up/2",
    )
    assert found.planned("d90").plan == "car-t-follow-up/1"


@pytest.mark.parametrize(
    ("text", "why", "said"),
    [
        (
            DEFAULT.text,
            "Because",
            "Version 1 of this plan is there already.",
        ),
        (copy_of(DEFAULT.text, version=2), " ", "Say why the plan changes."),
        ("key = 1", "Because", "The plan has problems. Solve them before it is used."),
    ],
)
def test_that_a_plan_that_cannot_be_used_is_refused(study, text, why, said):
    session, _ = study
    with pytest.raises(Refusal, match=said):
        adopt_plan(session, text, TODAY, why)


def test_that_versions_apply_in_the_order_of_their_numbers(study):
    session, _ = study
    adopt_plan(session, copy_of(DEFAULT.text, version=2), TODAY, "Amendment")
    with pytest.raises(Refusal):
        adopt_plan(session, copy_of(DEFAULT.text, version=3), TODAY, "Amendment")


def test_that_a_copy_keeps_its_comments_and_gets_its_own_name():
    copy = copy_of(SHORT.text, key="mine", version=4)
    assert copy.startswith("# A shorter plan")
    assert check_plan(copy).plan.name == "mine/4"


def test_that_a_patient_can_follow_another_plan(study):
    session, patient = study
    choose_plan(session, patient.id, "short", "Lives far away")
    assert session.records.get(Patient, patient.id).plan == "short"
    assert len(patient_schedule(session.records, patient.id, TODAY).visits) == 26
    with pytest.raises(Refusal, match="no plan"):
        choose_plan(session, patient.id, "nowhere", "Lives far away")
    with pytest.raises(Refusal, match="Say why"):
        choose_plan(session, patient.id, "", " ")


def test_that_a_visit_that_will_not_be_held_is_noted_with_a_reason_and_can_be_expected_again(study):
    session, patient = study
    missed = patient_schedule(session.records, patient.id, TODAY).planned("d90")
    with pytest.raises(Refusal, match="Say why"):
        note_not_done(session, patient.id, missed, NotDone.MISSED, reason="")
    note_not_done(session, patient.id, missed, NotDone.MISSED, reason="On holiday")
    noted = patient_schedule(session.records, patient.id, TODAY).planned("d90")
    assert (noted.state, noted.note.reason) == (State.MISSED, "On holiday")
    take_note_back(session, noted)
    assert patient_schedule(session.records, patient.id, TODAY).planned("d90").state is State.OVERDUE


def test_that_an_unplanned_visit_stands_for_a_planned_one_by_choice_only():
    patient = person()
    held = visit(patient, "unplanned", moved(DAY0, 28))
    session = fake_session(patient, infusion(patient), held)
    found = patient_schedule(session.records, patient.id, TODAY)
    assert found.unplanned[0].nearest == "d28"
    adopt_visit(session, held.id, found.planned("d28"), "It was the visit of day 28")
    assert session.records.get(Visit, held.id).plan == "car-t-follow-up/1"
    assert patient_schedule(session.records, patient.id, TODAY).planned("d28").held == held.id


def test_that_a_published_patient_has_no_schedule():
    patient = replace(person(), published=True)
    session = fake_session(patient, infusion(patient))
    assert patient_schedule(session.records, patient.id, TODAY).lines == ()
