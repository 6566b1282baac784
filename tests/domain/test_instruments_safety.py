"""What surrounds the safety gradings: support and findings from before, gaps, censored counts, dates."""

from tracker.domain.instruments import instrument

CRS = {
    "temp_c": 38.5, "fever_other_cause": False, "prior_fever_this_episode": False,
    "antipyretic_or_anticytokine_given": False, "hypotension": False, "hypotension_other_cause": False,
    "vasopressor_count": 0, "vasopressin": False, "oxygen_modality": "none", "hypoxia_other_cause": False,
    "intubated_airway_protection_only": False, "death_due_to_crs": False,
}  # fmt: skip
ICANS = {
    "age_years": 40, "ice_year": 1, "ice_month": 1, "ice_city": 1, "ice_hospital": 1, "ice_naming": 3,
    "ice_commands": 1, "ice_writing": 1, "ice_attention": 1, "consciousness": "alert",
    "consciousness_other_cause": False, "seizure": "none", "motor": "none", "icp": "none",
    "intracranial_hemorrhage": False, "capd_unable": False, "death_due_to_icans": False,
}  # fmt: skip
LAB = {"analyte": "neutrophils", "value": 450, "unit": "cells/uL", "lln": 1800}


def crs(**more):
    return instrument("crs_astct_2019")(CRS | more).as_json()


def icans(**more):
    return instrument("icans_astct_2019")(ICANS | more).as_json()


def early(series, last=60, **more):
    rows = [{"day": day, "anc_cells_per_ul": count} for day, count in series]
    return instrument("icaht_early")({"anc_series": rows, "last_followup_day": last} | more).as_json()


def test_that_home_cpap_keeps_the_grade_and_asks_for_a_look():
    plain, home = crs(oxygen_modality="cpap"), crs(oxygen_modality="cpap", baseline_oxygen_modality="cpap")
    assert (plain["grade"], plain["needs_review"]) == (4, False)
    assert (home["grade"], home["needs_review"], home["oxygen_increase"]) == (4, True, 0)


def test_that_hypotension_under_prednisone_without_fever_is_no_plain_zero():
    found = crs(temp_c=37.0, hypotension=True, fever_masked_by=["glucocorticoid"])
    assert (found["needs_review"], found["fever_masked"]) == (True, True)
    assert crs(fever_masked_by=["glucocorticoid"])["fever_masked"] is False


def test_that_a_second_vasopressor_decides_over_a_missing_oxygen_device():
    found = crs(vasopressor_count=2, oxygen_modality=None)
    assert (found["grade"], found["grade_min"]) == (4, 4)
    assert crs(vasopressor_count=1, oxygen_modality=None)["grade_min"] == 3


def test_that_weakness_from_before_treatment_is_not_graded():
    assert icans(motor="deep_focal_weakness")["grade"] == 4
    old = icans(motor="deep_focal_weakness", present_at_baseline=["motor"])
    assert (old["grade"], old["old_findings"]) == (0, True)


def test_that_a_test_that_cannot_be_assessed_leaves_the_grade_open():
    found = icans(ice_writing=0, ice_not_assessable=["ice_writing"])
    assert (found["ice_total"], found["grade"], found["grade_min"]) == (None, None, 0)
    assert found["missing"] == ["ice_writing"]


def test_that_an_open_end_of_follow_up_leaves_the_icaht_grade_open():
    series = [(day, 2000) for day in range(31)]
    assert early(series)["grade"] == 0
    assert early(series, last=None)["missing"] == ["last_followup_day"]


def test_that_counts_that_stop_early_are_provisional_until_death():
    series = [(day, 2000) for day in range(15)]
    assert early(series, last=14)["provisional"] is True
    assert early(series, last=14, died=True)["provisional"] is False


def test_that_all_runs_together_count_more_than_the_longest():
    low = {*range(5, 10), *range(20, 25)}
    series = [(day, 300 if day in low else 2000) for day in range(31)]
    assert early(series)["days_le_500"] == 5
    assert early(series, algorithm="cumulative_join_gap2_interp7")["days_le_500"] == 10


def test_that_a_count_below_a_detection_limit_under_500_counts():
    low = [(day, "<500" if day == 9 else 2000) for day in range(31)]
    assert early(low)["days_le_500"] == 1


def test_that_the_same_count_is_graded_by_its_version():
    assert instrument("ctcae_v5_lab")(LAB)["grade"] == 4
    assert instrument("ctcae_v6_lab")(LAB)["grade"] == 3
    other = instrument("ctcae_v6_lab")(LAB | {"analyte": "platelets"})
    assert (other["grade"], other.status) == (None, "rule_not_available")


def test_that_a_unit_of_something_else_grades_nothing():
    assert instrument("ctcae_v5_lab")(LAB | {"unit": "g/L"}).missing == ("unit",)


def test_that_a_rise_without_a_baseline_is_not_taken_as_normal():
    alt = {"analyte": "alt", "value": 90, "unit": "U/L", "uln": 40}
    assert instrument("ctcae_v5_lab")(alt)["grade"] is None
    assert instrument("ctcae_v5_lab")(alt | {"value": 40})["grade"] == 0


def test_that_a_date_beyond_the_calendar_is_left_empty():
    found = instrument("visit_window")({"visit_code": "y15", "infusion_date": "9999-12-31"}).as_json()
    assert found["target_date"] is None


def test_that_a_limit_above_the_cut_off_tells_nothing():
    counts = [{"date": "2024-03-08", "cells_per_ul": 20, "qualifier": "<"}]
    found = instrument("bcell_aplasia")({"infusion_date": "2024-03-01", "counts": counts}).as_json()
    assert (found["status"], found["left_out"]) == ("no_data", True)


FERRITIN = {"ferritin": 900, "ferritin_uln": 300, "ferritin_baseline": 700, "ferritin_rising": False}


def test_that_both_ferritin_arms_stand_apart_and_give_no_verdict():
    result = instrument("iec_hs")(FERRITIN)
    assert result["ferritin_over_limit"] is True
    assert result["ferritin_over_baseline"] is False
    assert result["iechs_status"] is None
    assert result["grade"] is None
    assert instrument("iec_hs")({"iechs_status_by_investigator": "suspected"})["iechs_status"] == "suspected"


def test_that_a_raised_baseline_and_not_the_limit_decides_for_liver_enzymes():
    raised = {"ast": 260, "ast_uln": 40, "ast_baseline": 80}
    assert instrument("iec_hs")(raised)["ast_high"] is False
    assert instrument("iec_hs")(raised | {"ast_baseline": 35})["ast_high"] is True


def test_that_the_iec_hs_checklist_says_that_it_is_from_memory():
    assert "from memory" in instrument("iec_hs")({}).footnotes[0].phrase
