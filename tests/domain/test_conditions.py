"""Why a composite says what it says: value, limit, met or not, and what was not entered."""

import pytest

from tracker.domain.conditions import conditions, told
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.outputs import Criterion, Parts
from tracker.language import words

COMPOSITES = (
    *("doris_2021", "lldas", "sri4", "tis", "acr_criss_2016", "revised_criss", "acr_eular_boolean"),
    *("renal_response", "eular_response", "acr20_50_70"),
)


def lines(code, raw):
    say = words().say
    return {
        each.key: (each.held, say(told(each)) if told(each) else "")
        for each in conditions(instrument(code)(raw))
    }


@pytest.mark.parametrize("code", COMPOSITES)
def test_that_every_composite_names_what_was_not_entered(code):
    found = conditions(instrument(code)({}))
    assert found
    assert all(each.held is None and each.missing for each in found if each.key != "no_new_letters")
    assert all(each.title and "_" not in words().say(told(each)) for each in found if told(each))


@pytest.mark.parametrize("each", CATALOGUE, ids=lambda each: each.code)
def test_that_a_condition_speaks_of_items_or_outputs_that_exist(each):
    known = {part.key for part in (*each.items, *each.outputs)}
    for output in each.outputs:
        if isinstance(output, Criterion):
            assert set(output.about) <= known
        if isinstance(output, Parts):
            assert output.parts


def test_that_remission_shows_value_and_limit_of_each_condition():
    raw = {"clinical_sledai_2k": "2", "prednisolone_eq_mg_per_day": "4"}
    assert lines("doris_2021", raw) == {
        "quiet": (False, "2"),
        "calm": (None, "Physician global not entered"),
        "dose": (True, "4 mg/day"),
        "stable": (
            None,
            "Takes an immunosuppressant not entered, Takes a biologic not entered, "
            "Other drugs stable not entered",
        ),
    }
    limit = next(each.limit for each in conditions(instrument("doris_2021")(raw)) if each.key == "calm")
    assert words().say(limit) == "< 0.5"


def test_that_a_score_that_was_begun_is_not_said_to_be_missing():
    half = instrument("sledai_2k")({"rash": True, "fever": False})
    rule = instrument("doris_2021")({"clinical_sledai_2k": half.known["clinical_total"]})
    quiet = conditions(rule)[0]
    assert quiet.held is False
    open_ = instrument("sledai_2k")({item.key: False for item in instrument("sledai_2k").items[:3]})
    again = conditions(instrument("doris_2021")({"clinical_sledai_2k": open_.known["clinical_total"]}))[0]
    assert [words().say(each) for each in again.missing] == ["Clinical SLEDAI-2K is not complete"]


def test_that_the_failing_arm_of_a_renal_response_is_printed():
    raw = {
        "upcr_g_per_g_baseline": "2.4",
        "upcr_g_per_g": "0.3",
        "egfr_baseline": "100",
        "egfr": "70",
        "months_since_start": "12",
    }
    result = instrument("renal_response")(raw)
    assert result["kdigo_2024"] == "none"
    found = lines("renal_response", raw)
    assert found["upcr_low"] == (True, "0.3 g/g")
    assert found["kidney_85"] == (False, "100 → 70")
    assert any("only kidney function" in note.phrase for note in result.footnotes)
    better = instrument("renal_response")(raw | {"egfr": "95"})
    assert not any("only kidney function" in note.phrase for note in better.footnotes)


def test_that_an_improvement_score_shows_the_points_of_each_measure():
    raw = {"phga_baseline": "8", "phga_followup": "2"}
    assert lines("tis", raw)["phga"] == (None, "20 of 20")
    assert lines("tis", raw)["haq_di"] == (None, "HAQ-DI not entered")


def test_that_a_response_shows_before_and_now():
    raw = {"baseline_sledai_2k": "16", "visit_sledai_2k": "2", "baseline_pga": "2", "visit_pga": "2.3"}
    found = lines("sri4", raw)
    assert found["sledai_lower"] == (True, "16 → 2")
    assert found["pga_steady"] == (False, "2 → 2.3")


def test_that_only_the_reading_of_the_study_is_a_condition():
    keys = {each.key for each in conditions(instrument("doris_2021")({"dose_rule": "lt_5"}))}
    assert "dose_below" in keys
    assert "dose" not in keys


def test_that_a_stored_truth_wins_over_what_would_be_said_today():
    known = instrument("doris_2021")
    kept = {"quiet": False, "calm": True}
    found = {each.key: each.held for each in conditions(known({"clinical_sledai_2k": 0}), kept)}
    assert found["quiet"] is False
    assert found["calm"] is True
    assert found["dose"] is None


def test_that_a_condition_called_like_its_item_is_not_named_twice():
    found = {each.key: each for each in conditions(instrument("iec_hs")({}))}
    said = [words().say(each) for each in found["ferritin_rises"].missing]
    assert said == ["not entered"]
    limits = [words().say(each) for each in found["ferritin_over_limit"].missing]
    assert limits == ["Upper limit of ferritin not entered", "Ferritin not entered"]
