"""A visit form takes everything that the plan asks there: as a row, a score, a grading or a question."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.courses import SITE, TODAY, okafor
from tests.fakes import fake_session
from tests.plans import shipped
from tests.visit_cases import month_6, session_before_month_6
from tracker.domain.diseases import DISEASES
from tracker.domain.followup import Inquiry, NotAssessed
from tracker.domain.infusion import Infusion
from tracker.domain.medication import MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.recordables import Way, recordable
from tracker.domain.refusal import Refusal
from tracker.services.completeness import ItemState
from tracker.services.visit_checks import Weight, checks
from tracker.services.visit_form import offered_labs, offered_scores
from tracker.services.visit_questions import QUESTIONS, WHY
from tracker.services.visits import open_visit, save_visit

PLANS = {name: shipped(name) for name in ("car-t-follow-up", "short")}


def _form(disease, code, session=None):
    course = okafor()
    diagnoses = [replace(each, disease=disease) for each in course.diagnoses]
    session = session or fake_session(course.patient, *diagnoses, *course.infusions)
    return open_visit(session, course.patient.id, None, TODAY, code)


def _offered(form):
    """Every code that can be recorded on this form, and how."""
    return {
        Way.LABS: {row.analyte.code for row in form.labs} | {each.code for each in offered_labs(form)},
        Way.SCORES: {each.instrument.code for each in form.scores}
        | {each.code for each in offered_scores(form)},
    }


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from([visit.code for visit in PLANS["car-t-follow-up"].visits]), st.sampled_from([*DISEASES])
)
def test_that_everything_a_plan_asks_at_a_visit_can_be_recorded_on_its_form(code, disease):
    plan = PLANS["car-t-follow-up"]
    form = _form(disease, code)
    ways = _offered(form)
    for due in plan.due_at(plan.visit(code), disease):
        what = recordable(due.id)
        if what.way is Way.ASKED:
            assert due.id in {item.id for item in form.items}
        elif what.way is Way.SAFETY:
            assert set(what.codes) <= ways[Way.SCORES]
        else:
            assert set(what.codes) <= ways[what.way]


@pytest.mark.parametrize("disease", DISEASES)
@pytest.mark.parametrize("visit", PLANS["car-t-follow-up"].visits, ids=lambda each: each.code)
def test_that_what_is_due_stands_on_the_form_and_nothing_else_is_expected(visit, disease):
    form = _form(disease, visit.code)
    firm = [item for item in form.items if item.state is not ItemState.OPTIONAL]
    rows = {row.analyte.code for row in form.labs if row.expected}
    scores = {each.instrument.code for each in form.scores}
    allowed = {code for item in firm for code in (*recordable(item.id).codes, *recordable(item.id).brings)}
    for item in firm:
        what = recordable(item.id)
        shown = set(what.codes) & (rows if what.way is Way.LABS else scores)
        if what.way in {Way.LABS, Way.SCORES}:
            assert shown == set(what.codes) or (what.one_will_do and shown)
    fed = {row.analyte.code for row in form.labs} - allowed
    assert fed <= {"crp", "esr", "fvc", "dlco", "creatinine", "ck", "ldh", "alt", "ast"}
    assert scores - allowed <= {"doris_2021"}
    assert form.due.offered == () or not set(form.due.offered) & (rows | scores)


@pytest.mark.parametrize("disease", [*DISEASES])
def test_that_the_short_plan_can_be_recorded_too(disease):
    plan, course = PLANS["short"], okafor()
    for visit in plan.visits:
        for due in plan.due_at(visit, disease):
            what = recordable(due.id)
            assert what.codes or what.way is Way.ASKED
    assert _form(disease, "unplanned", fake_session(course.patient, *course.diagnoses)).items == ()


def test_that_a_day_in_the_first_week_asks_for_no_lupus_score():
    form = _form("sle", "d3")
    assert {each.instrument.code for each in form.scores} == {"vital_signs"}
    assert "ferritin" in form.due.labs
    assert "c3" not in form.due.labs


def test_that_two_states_of_lupus_and_kidney_function_come_with_a_core_visit():
    codes = {each.instrument.code for each in _form("sle", "m6").scores}
    assert {"sledai_2k", "pga", "doris_2021", "lldas", "egfr_ckd_epi_2021"} <= codes
    kidney = next(each for each in _form("sle", "m6").scores if each.instrument.code == "egfr_ckd_epi_2021")
    assert kidney.asked == ()


def test_that_one_of_several_is_the_disease_s_own_or_what_was_measured_before():
    def globals_of(disease):
        codes = {each.instrument.code for each in _form(disease, "d42").scores}
        return codes & set(recordable("globals").codes)

    assert globals_of("sle") == {"pga"}
    assert globals_of("ssc") == {"global_assessments"}
    assert globals_of("other") == {"global_assessments"}


def test_that_answers_are_kept_with_the_visit_and_a_no_with_its_reason():
    session = session_before_month_6()
    entry = month_6(session)
    asked = {"concomitant_meds": True, "physical_exam": False, WHY: "She had to leave"}

    saved = save_visit(session, replace(entry, answers={**entry.answers, QUESTIONS: asked}))

    (done,) = session.records.find(Inquiry, visit=saved.visit.id)
    (missed,) = session.records.find(NotAssessed, visit=saved.visit.id)
    assert (done.topic, done.asked) == ("concomitant_meds", TODAY)
    assert (missed.assessment, missed.reason) == ("physical_exam", "She had to leave")
    form = open_visit(session, entry.patient, saved.visit.id, TODAY)
    states = {item.id: item.state for item in form.items}
    assert (states["concomitant_meds"], states["physical_exam"]) == (ItemState.DONE, ItemState.EXPLAINED)
    again = replace(entry, visit=saved.visit.id, labs={}, answers={QUESTIONS: {**asked, "rcl": True}})
    save_visit(session, again)
    assert {each.topic for each in session.records.find(Inquiry, visit=saved.visit.id)} == {
        "concomitant_meds",
        "rcl",
    }


def test_that_a_no_without_a_reason_is_not_saved():
    session = session_before_month_6()
    entry = month_6(session)
    entry = replace(entry, answers={**entry.answers, QUESTIONS: {"rcl": False}})
    found = checks(open_visit(session, entry.patient, None, TODAY, "M6"), entry)

    assert (found[0].section, found[0].key, found[0].weight) == (QUESTIONS, WHY, Weight.STOP)
    with pytest.raises(Refusal, match="why"):
        save_visit(session, entry)
    assert session.records.find(Inquiry) == ()


def test_that_a_visit_before_any_infusion_is_known_asks_the_usual():
    course = okafor()
    session = fake_session(course.patient, *course.diagnoses)
    assert session.records.find(Infusion) == ()
    form = open_visit(session, course.patient.id, None, TODAY, "m6")
    assert form.items == ()
    assert tuple(row.analyte.code for row in form.labs) == DISEASES["sle"].labs


def test_that_a_second_visit_for_the_same_planned_one_starts_with_nothing_done():
    session = session_before_month_6()
    entry = month_6(session)
    save_visit(session, replace(entry, answers={QUESTIONS: {"concomitant_meds": True}}))

    form = open_visit(session, entry.patient, None, TODAY, "M6")

    assert {item.id: item.state for item in form.items}["concomitant_meds"] is ItemState.MISSING


def test_that_a_number_the_plan_names_is_typed_as_a_number():
    """What stays a question is a look, a talk or a picture, with its numbers offered beside."""
    form = _form("sle", "bl")
    assert {"bilirubin", "albumin", "inr", "aptt", "fibrinogen", "triglycerides", "cmv_dna"} <= {
        *form.due.labs
    }
    assert {"urine_rbc", "anticardiolipin"} <= {*form.due.offered}
    scores = {each.instrument.code for each in form.scores}
    assert {"vital_signs", "weight_height"} <= scores
    assert "titre_tetanus" in form.due.labs
    assert "titre_tetanus" not in {each.code for each in offered_scores(form)}


def test_that_an_antibody_after_immunoglobulin_is_marked_on_the_form():
    given = MedicationCourse(site=SITE, patient=okafor().patient.id, drug="ivig", start=PartialDate.of(TODAY))
    course = okafor()
    session = fake_session(course.patient, *course.diagnoses, *course.infusions, given)
    form = open_visit(session, course.patient.id, None, TODAY, "m12")
    marked = {row.analyte.code for row in form.labs if row.clouded}
    assert {"igg", "anti_dsdna", "titre_tetanus"} <= marked
    assert not marked & {"c3", "creatinine", "cd19"}
