"""Visit entry on a real study: what was typed is what the file gives back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.courses import TODAY, okafor
from tests.visit_cases import LABS, SIGNS, month_6
from tracker.domain.change import Act, ReasonNeeded, ref
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient
from tracker.domain.visit import Assessment, Draft, LabResult, Visit
from tracker.services.corrections import AnswerTarget, LabTarget, correct_value
from tracker.services.drafts import draft_of, keep_draft
from tracker.services.studies import create_study
from tracker.services.visit_entry import entry_from
from tracker.services.visits import open_visit, save_visit, sign_visit
from tracker.services.wrong_patient import move_record

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


@pytest.fixture
def session(tmp_path):
    """A practice study with OKAFOR before her visit at six months."""
    made = create_study(
        tmp_path / "study",
        name="Test",
        clinic="Clinic",
        hospital="Hospital",
        time_zone="Europe/Berlin",
        user_name="Kemi Abara",
        passphrase="",
        now=lambda: NOW,
        practice=True,
    )
    whole = okafor()
    with made.session.office.work(made.session.user.id) as unit:
        for entity in (whole.patient, *whole.diagnoses, *whole.infusions, *whole.medications):
            unit.put(entity)
    yield made.session
    made.session.close()


def test_that_a_visit_comes_back_from_the_file_as_it_was_typed(session):
    entry = month_6(session)
    keep_draft(session, entry.content(), patient=entry.patient, visit=None)
    draft = draft_of(session.records, session.user.id, patient=entry.patient, visit=None)
    assert entry_from(draft.content, patient=entry.patient, visit=None) == entry

    saved = save_visit(session, entry)

    labs = session.records.find(LabResult, visit=saved.visit.id)
    assert {lab.analyte: lab.comparator.value + lab.value for lab in labs} == LABS
    (score,) = session.records.find(Assessment, visit=saved.visit.id, instrument="sledai_2k")
    assert dict(score.answers) == SIGNS
    assert score.result["total"] == 2
    assert session.records.find(Draft) == ()
    form = open_visit(session, entry.patient, saved.visit.id, TODAY)
    assert form.row_of("c3").saved.value == "0.71"


def test_that_a_signed_visit_changes_in_the_file_only_with_a_reason(session):
    entry = month_6(session)
    saved = save_visit(session, entry)
    sign_visit(session, saved)
    target = LabTarget(patient=entry.patient, visit=saved.visit.id, analyte="creatinine")

    (lab,) = session.records.find(LabResult, visit=saved.visit.id, analyte="creatinine")

    with pytest.raises(ReasonNeeded), session.office.work(session.user.id) as unit:
        unit.put(replace(lab, value="75"))
    correct_value(session, target, "75", why=4)

    (lab,) = session.records.find(LabResult, visit=saved.visit.id, analyte="creatinine")
    event = session.records.history(lab.id)[-1]
    assert (lab.value, event.act, event.why) == ("75", Act.CORRECTED, "Lab sent a corrected result")
    assert ("value", "74", "75") in {(c.path, c.old, c.new) for c in event.changes}


def test_that_a_corrected_answer_reaches_the_rule_in_the_file(session):
    entry = month_6(session)
    saved = save_visit(session, entry)
    target = AnswerTarget(patient=entry.patient, visit=saved.visit.id, instrument="sledai_2k", item="rash")

    correct_value(session, target, True, why=1)

    (rule,) = session.records.find(Assessment, visit=saved.visit.id, instrument="doris_2021")
    assert rule.result["met"] is False


def test_that_two_saves_of_one_form_make_one_visit(session):
    saved = save_visit(session, month_6(session, labs={}))

    save_visit(session, month_6(session, visit=saved.visit.id))

    assert len(session.records.find(Visit, day=TODAY)) == 1


def test_that_a_signed_visit_goes_to_the_right_patient_and_comes_back_in_the_file(session):
    saved = save_visit(session, month_6(session))
    visit = sign_visit(session, saved).visit
    born = PartialDate.parse("1963-03-14")
    other = Patient(site=session.site.id, study_id="CAR-SLE-03", family="Okafor", given="Chidi", born=born)
    with session.office.work(session.user.id) as unit:
        unit.put(other)
    old = session.records.get(Patient, visit.patient)

    move_record(session, ref(visit), "CAR-SLE-03", born, "The paper says Chidi.")

    moved = session.records.find(LabResult, visit=visit.id)
    assert {each.patient for each in moved} == {other.id}
    for patient in (old.id, other.id):
        told = [event.why for event in session.records.trail(patient) if event.what.id == visit.id]
        assert told[-1] == "Wrong patient, CAR-SLE-07 → CAR-SLE-03: The paper says Chidi."
    here = session.records.get(Visit, visit.id)
    move_record(session, ref(here), old.study_id, old.born, "It was Adaeze after all.")
    assert {lab.patient for lab in session.records.find(LabResult, visit=visit.id)} == {old.id}
