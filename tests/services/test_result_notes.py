"""What misleads in a result is said with it: drugs that disturb it, and another way of measuring."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.courses import TODAY, okafor
from tracker.domain.depends import analytes_of
from tracker.domain.instruments import instrument
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.visit import Assessment
from tracker.language import words
from tracker.services.result_notes import changed, disturbed


def treated(drug, ago):
    course = okafor()
    day = PartialDate.of(TODAY - timedelta(days=ago))
    given = MedicationCourse(
        site=course.patient.site,
        patient=course.patient.id,
        drug=drug,
        start=day,
        end=day,
        steps=(DoseStep(TODAY - timedelta(days=ago), "1"),),
    )
    return replace(course, medications=(*course.medications, given))


def warned(course, code):
    return [words().say(each) for each in disturbed(course, instrument(code), TODAY)]


@pytest.mark.parametrize("code", ["das28_crp", "sdai", "acr_eular_boolean", "eustar_ai_2017", "acr20_50_70"])
def test_that_scores_with_crp_are_flagged_for_eight_weeks_after_anti_il_6(code):
    assert any("CRP" in each and "8 weeks" in each for each in warned(treated("tocilizumab", 56), code))
    assert warned(treated("tocilizumab", 57), code) == []


@pytest.mark.parametrize("code", ["das28_esr", "sledai_2k", "lldas", "eular_response", "titre_tetanus"])
def test_that_esr_and_antibodies_are_flagged_for_four_weeks_after_immunoglobulin(code):
    assert any("4 weeks" in each for each in warned(treated("ivig", 28), code))
    assert warned(treated("ivig", 29), code) == []


@pytest.mark.parametrize("code", ["cdai", "doris_2021", "mrss", "pga"])
def test_that_a_score_without_such_a_value_is_not_flagged(code):
    assert warned(treated("tocilizumab", 3), code) == []
    assert warned(treated("ivig", 3), code) == []


def test_that_the_warning_says_whose_rule_it_is():
    (said,) = warned(treated("tocilizumab", 3), "sdai")
    assert said == (
        "Tocilizumab was given within 8 weeks: it lowers CRP whatever the disease does. "
        "Read CRP with care (a rule of this program)."
    )


def test_that_only_the_part_of_a_score_that_feeds_another_counts():
    assert "anti_dsdna" in analytes_of("sledai_2k", "total")
    assert "anti_dsdna" not in analytes_of("sledai_2k", "clinical_total")
    assert "anti_dsdna" in analytes_of("sri4")


def test_that_another_reference_equation_is_flagged():
    course = okafor()
    known = instrument("fvc")
    before = Assessment(
        site=course.patient.site,
        patient=course.patient.id,
        visit=course.visits[0].id,
        instrument="fvc",
        version=1,
        answers={"fvc_pct": "80", "reference": "ecsc_1993"},
    )
    course = replace(course, assessments=(*course.assessments, before))

    def notes(reference):
        result = known({"fvc_pct": "90", "reference": reference})
        return [words().say(each) for each in changed(course, known, result, TODAY)]

    assert notes("gli_2012") == [
        "Not comparable with the result before. Reference equation: GLI 2012 instead of ECSC 1993"
    ]
    assert notes("ecsc_1993") == []
    assert notes(None) == []


def test_that_kidney_function_says_what_it_is_not_for():
    known = instrument("egfr_ckd_epi_2021")
    raw = {"creatinine": "80", "creatinine_unit": "umol_per_l", "age_years": 40, "sex": "female"}
    assert any("fludarabine" in note.phrase for note in known(raw).footnotes)
    assert not any("fludarabine" in note.phrase for note in known({}).footnotes)
