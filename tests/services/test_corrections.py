"""How a value in the record is corrected."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.courses import okafor
from tests.visit_cases import MORNING, SIGNS, month_6, session_before_month_6
from tracker.domain.change import Act
from tracker.domain.document import Document
from tracker.domain.refusal import Refusal
from tracker.domain.visit import Assessment, Comparator, LabResult
from tracker.services.corrections import (
    REASONS,
    AnswerTarget,
    LabTarget,
    consequence,
    correct_value,
)
from tracker.services.visit_entry import LabEntry
from tracker.services.visits import save_visit, sign_visit


@pytest.fixture
def saved():
    session = session_before_month_6()
    labs = month_6(session).labs | {"creatinine": LabEntry(text="740", note="as printed")}
    return session, save_visit(session, month_6(session, labs=labs))


def _lab_target(saved, analyte="creatinine"):
    return LabTarget(patient=saved.visit.patient, visit=saved.visit.id, analyte=analyte)


def _answer_target(saved, item="low_complement"):
    return AnswerTarget(patient=saved.visit.patient, visit=saved.visit.id, instrument="sledai_2k", item=item)


def _lab(session, saved, analyte="creatinine"):
    return next(
        lab for lab in session.records.find(LabResult, visit=saved.visit.id) if lab.analyte == analyte
    )


def test_that_the_trail_keeps_old_value_new_value_and_reason(saved):
    session, visit = saved

    correct_value(session, _lab_target(visit), "74", why=1)

    event = next(each for each in session.office.events if each.act is Act.CORRECTED)
    changes = {change.path: (change.old, change.new) for change in event.changes}
    assert changes["value"] == ("740", "74")
    assert (event.act, event.why, event.who) == (Act.CORRECTED, "Typing error", session.user.id)
    assert _lab(session, visit).value == "74"


@pytest.mark.parametrize("why", [0, 7])
def test_that_a_correction_needs_one_of_six_reasons(saved, why):
    session, visit = saved

    with pytest.raises(Refusal, match="press 1 to 6"):
        correct_value(session, _lab_target(visit), "74", why=why)

    assert _lab(session, visit).value == "740"


@pytest.mark.parametrize("why", [each.key for each in REASONS if each.note_needed])
def test_that_wrong_patient_and_other_need_a_note(saved, why):
    session, visit = saved

    with pytest.raises(Refusal, match="note"):
        correct_value(session, _lab_target(visit), "74", why=why, note="  ")
    correct_value(session, _lab_target(visit), "74", why=why, note="see fax")

    assert session.office.events[-1].why.endswith(": see fax")


@pytest.mark.parametrize("text", ["", "1,234", "740"])
def test_that_an_empty_unreadable_or_equal_value_is_no_correction(saved, text):
    session, visit = saved

    with pytest.raises(Refusal):
        correct_value(session, _lab_target(visit), text, why=1)

    assert _lab(session, visit).value == "740"


def test_that_a_value_of_another_patient_is_taken_out_and_stays_in_the_trail(saved):
    session, visit = saved

    correct_value(session, _lab_target(visit), "", why=2, note="belongs to the patient in bed 4")

    assert all(lab.analyte != "creatinine" for lab in session.records.find(LabResult, visit=visit.visit.id))
    assert session.office.events[-1].act is Act.CORRECTED


def test_that_below_detection_is_a_correct_value_too(saved):
    session, visit = saved

    correct_value(session, _lab_target(visit, "cd19"), "<1", why=4)

    assert _lab(session, visit, "cd19").comparator is Comparator.BELOW


def test_that_a_signed_visit_takes_corrections_and_late_values_with_a_reason(saved):
    session, visit = saved
    sign_visit(session, visit)

    correct_value(session, _lab_target(visit), "74", why=1)
    correct_value(session, _lab_target(visit, "platelets"), "210", why=6, note="came by fax")

    assert _lab(session, visit).value == "74"
    assert _lab(session, visit, "platelets").value == "210"


def test_that_a_corrected_answer_works_the_score_out_again(saved):
    session, visit = saved

    done = correct_value(session, _answer_target(visit), False, why=1)

    (assessment,) = session.records.find(Assessment, visit=visit.visit.id, instrument="sledai_2k")
    assert assessment.answers == SIGNS | {"low_complement": False}
    assert assessment.result["total"] == 0
    assert done.consequence.worked_out == ("SLEDAI-2K", "DORIS remission")
    changes = {change.path: (change.old, change.new) for change in session.office.events[-1].changes}
    assert changes["answers.low_complement"] == (True, False)


def test_that_an_answer_can_be_taken_back_to_unanswered(saved):
    session, visit = saved

    correct_value(session, _answer_target(visit), None, why=1)

    (assessment,) = session.records.find(Assessment, visit=visit.visit.id, instrument="sledai_2k")
    assert assessment.answers["low_complement"] is None
    assert assessment.result["total"] is None


def test_that_a_corrected_laboratory_value_never_ticks_an_item(saved):
    session, visit = saved
    before = session.records.find(Assessment, visit=visit.visit.id, instrument="sledai_2k")

    done = correct_value(session, _lab_target(visit, "c3"), "1.1", why=4)

    assert session.records.find(Assessment, visit=visit.visit.id, instrument="sledai_2k") == before
    assert done.consequence.worked_out == ()
    assert done.consequence.suggests == ("SLEDAI-2K",)


def test_that_a_value_no_score_looks_at_reaches_none(saved):
    session, visit = saved

    reached = consequence(session, _lab_target(visit, "igg"))

    assert (reached.worked_out, reached.suggests, reached.printed) == ((), (), ())


def test_that_a_corrected_creatinine_works_the_kidney_function_out_again(saved):
    session, visit = saved

    correct_value(session, _lab_target(visit), "74", why=1)

    (kidney,) = session.records.find(Assessment, visit=visit.visit.id, instrument="egfr_ckd_epi_2021")
    assert kidney.result["egfr_rounded"] == 93


@pytest.mark.parametrize(("later", "told"), [(timedelta(0), True), (timedelta(days=-40), False)])
def test_that_a_handout_made_since_the_visit_is_named(saved, later, told):
    session, visit = saved
    handout = Document(
        site=visit.visit.site,
        patient=visit.visit.patient,
        visit=None,
        kind="handout",
        version=1,
        sha256="0" * 64,
        file_name="CAR-SLE-07_2026-11-23_handout_v1.pdf",
        language="en",
        made_at=MORNING + later,
        made_by=uuid4(),
    )
    with session.office.work(session.user.id) as unit:
        unit.put(handout)

    assert bool(consequence(session, _lab_target(visit)).printed) is told


def test_that_a_rule_is_worked_out_again_with_the_score_that_feeds_it():
    session = session_before_month_6(more=okafor().medications)
    visit = save_visit(session, month_6(session))

    done = correct_value(session, _answer_target(visit, "rash"), True, why=1)

    (rule,) = session.records.find(Assessment, visit=visit.visit.id, instrument="doris_2021")
    assert rule.result["met"] is False
    assert rule.found["clinical_sledai_2k"] == 2
    assert done.consequence.worked_out == ("SLEDAI-2K", "DORIS remission")


def test_that_an_impossible_answer_is_no_correction_and_says_which_item(saved):
    session, visit = saved
    target = AnswerTarget(patient=visit.visit.patient, visit=visit.visit.id, instrument="pga", item="pga")

    with pytest.raises(Refusal, match="Physician global is a number from 0 to 3"):
        correct_value(session, target, "12", why=1)
