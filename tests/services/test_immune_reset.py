"""Immune reset and subsets: four criteria, shown one by one; what is missing is never "no"."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.courses import TODAY, lab, okafor, on, published
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.language import words
from tracker.services.b_cell_card import b_cell_card
from tracker.services.b_cell_subsets import subset_samples
from tracker.services.immune_reset import Reset, immune_reset

ME = okafor().patient.id
CELLS = {7: "<1", 56: "<1", 70: "12", 84: "20", 185: "88"}


def cells(counts, **subsets):
    labs = [lab(ME, "cd19", day, text, "cells/uL") for day, text in counts.items()]
    labs += [lab(ME, code, day, text, unit) for code, (day, text, unit) in subsets.items()]
    return okafor(labs=tuple(labs))


def whole(**changes):
    course = cells(CELLS, cd19_naive=(84, "85", "pct_cd19"), cd19_switched=(84, "4", "pct_cd19"))
    drugs = tuple(
        each if each.end else replace(each, end=PartialDate.of(on(84)))
        for each in course.medications
        if each.drug != "hydroxychloroquine"
    )
    return replace(course, **{"medications": drugs, **changes})


def held(course):
    return {each.key: each.held for each in immune_reset(course, TODAY).criteria}


def test_that_all_four_make_a_reset():
    found = immune_reset(whole(), TODAY)
    assert [each.held for each in found.criteria] == [True] * 4
    assert found.answer is Reset.YES


def without_subsets(course):
    return replace(course, labs=tuple(each for each in course.labs if each.analyte == "cd19"))


def test_that_a_missing_subset_is_not_evaluable_and_never_no():
    assert immune_reset(without_subsets(whole()), TODAY).answer is Reset.NOT_EVALUABLE
    on_drug = MedicationCourse(
        site=ME,
        patient=ME,
        drug="azathioprine",
        start=PartialDate.of(on(100)),
        steps=(DoseStep(on(100), "100", "mg"),),
        purpose="disease",
    )
    course = whole(medications=(*whole().medications, on_drug))
    assert held(course)["free"] is False
    assert immune_reset(course, TODAY).answer is Reset.NO
    assert immune_reset(without_subsets(course), TODAY).answer is Reset.NOT_EVALUABLE


@pytest.mark.parametrize(
    ("share", "met"), [("70", True), ("69.9", False), (">70", True), ("<70", False), ("<90", None)]
)
def test_that_naive_has_its_limit_and_signs_are_read(share, met):
    course = cells(CELLS, cd19_naive=(84, share, "pct_cd19"))
    assert held(course)["naive"] is met


@pytest.mark.parametrize(
    ("count", "met"), [("4", None), ("5", True), ("<5", None), ("<20", None), (">5", True)]
)
def test_that_a_share_of_too_few_cells_is_not_read(count, met):
    course = cells({7: "<1", 60: count}, cd19_naive=(60, "85", "pct_cd19"))
    assert held(course)["naive"] is met


def test_that_a_return_not_confirmed_yet_waits():
    course = cells({7: "<1", 84: "20"}, cd19_naive=(84, "85", "pct_cd19"))
    assert held(course)["back"] is None


def test_that_aplasia_that_goes_on_is_not_back():
    assert held(cells({7: "<1", 84: "<1"}))["back"] is False


def test_that_nobody_entered_a_medicine_is_not_drug_free():
    assert held(whole(medications=()))["free"] is None


def test_that_a_disease_asked_too_early_after_the_return_waits():
    late = {7: "<1", 120: "<1", 140: "20", 168: "88"}
    course = cells(late, cd19_naive=(168, "85", "pct_cd19"))
    assert held(course)["quiet"] is None


def test_that_there_is_no_flag_before_an_infusion_or_for_a_published_patient():
    assert immune_reset(okafor(infusions=()), TODAY) is None
    assert immune_reset(published(), TODAY) is None


def test_that_share_and_count_give_each_other():
    (first,) = subset_samples(
        cells(CELLS, cd19_naive=(84, "85", "pct_cd19"), cd19_switched=(84, "1", "cells/uL"))
    )
    assert first.of("cd19_naive").count == 17
    assert first.of("cd19_switched").share == 5


def said(course):
    return {fact.title: fact.value for fact in b_cell_card(course, words(), TODAY).facts}


def test_that_the_card_says_both_intervals_and_which_duration_it_prints():
    found = said(whole())
    assert found["B cells gone"] == "between Day 0 and Day 7"
    assert found["B cells back"] == "between Day 56 and Day 70"
    assert found["Aplasia lasted"] == "63 days from sample to sample, 49 to 70 possible"


def test_that_aplasia_that_goes_on_says_at_least():
    assert said(cells({7: "<1", 84: "<1"}))["Aplasia lasted"] == "77 days or more, goes on"


def test_that_a_sample_that_cannot_tell_is_named():
    assert said(cells({7: "<1", 70: "<20", 84: "<1"}))["Samples that cannot tell"] == "Day 70"


def test_that_subsets_of_few_cells_are_hidden_with_the_reason():
    found = said(cells({7: "<1", 60: "4"}, cd19_naive=(60, "85", "pct_cd19")))
    assert "fewer than 5 B cells" in found["Subsets on Day 60"]


def test_that_car_t_cells_of_two_series_stand_apart():
    labs = [
        replace(lab(ME, code, day, text, unit), id=uuid4())
        for code, unit, values in (
            ("car_t", "cells/uL", {7: "60", 14: "20", 60: "<1"}),
            ("transgene", "copies/ug", {7: "9000", 14: "<50"}),
        )
        for day, text in values.items()
    ]
    found = said(replace(whole(), labs=(*whole().labs, *labs)))
    assert found["CAR T cells"].startswith(
        "highest 60 cells/µL, Day 7; last seen Day 14; area Day 7 to 14: 280"
    )
    assert found["CAR transgene copies"].startswith("highest 9000 copies/µg DNA, Day 7; last seen Day 7")
