"""B cells: gone, how long, back since when; censored results on either side of the cut-off."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.courses import DAY0, TODAY, lab, okafor, on
from tests.fakes import FakeRecords
from tests.services.test_patients import entities
from tracker.domain.infusion import Infusion
from tracker.domain.instruments import instrument
from tracker.domain.medication import MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Standing
from tracker.domain.study import Setting
from tracker.language import words
from tracker.services.aplasia import USUAL, BCells, Rule, aplasia, rule_of, sentence
from tracker.services.b_cells import after_each, after_last
from tracker.services.course import course as whole_course
from tracker.services.patients import patient_rows
from tracker.services.trends import trend_chart

ME = uuid4()


def course(results, **more):
    return [lab(ME, "cd19", day, text, "cells/uL", **more) for day, text in results.items()]


def state(results, cutoff="10", confirmed=True, **more):
    return aplasia(course(results), DAY0, Rule(Decimal(cutoff), confirmed), **more)


def test_that_b_cells_come_back_with_the_first_of_two_results_above():
    found = state({-7: "86", 7: "<1", 70: "<1", 84: "12", 98: "15"})
    assert (found.state, found.start, found.back, found.last_gone, found.sure) == (
        BCells.BACK,
        7,
        84,
        70,
        True,
    )


def test_that_one_result_above_followed_by_one_below_is_no_return():
    found = state({7: "<1", 84: "12", 98: "<1"})
    assert (found.state, found.back, found.last_gone) == (BCells.NOT_SEEN, None, 98)


def test_that_the_very_last_result_may_stand_alone_but_is_not_sure():
    found = state({7: "<1", 84: "12"})
    assert (found.back, found.sure) == (84, False)


def test_that_a_limit_above_the_cutoff_says_nothing():
    assert state({7: "<20"}).start is None
    assert state({7: "<10"}).start == 7


def test_that_a_measured_value_below_the_cutoff_is_low_and_not_unseen():
    assert state({7: "4"}).state is BCells.LOW


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ({}, BCells.NO_RESULT),
        ({-7: "86"}, BCells.BEFORE),
        ({-7: "86", 3: "40"}, BCells.FALLING),
        ({-7: "86", 60: "80"}, BCells.STAYED),
        ({7: "<1"}, BCells.NOT_SEEN),
        ({7: "nd"}, BCells.NO_RESULT),
    ],
)
def test_that_each_course_has_its_word(results, expected):
    assert state(results).state is expected


def test_that_reaching_the_lab_range_is_told():
    labs = course({7: "<1", 84: "40", 98: "120"}, low="100", high="500")
    assert aplasia(labs, DAY0, USUAL).state is BCells.IN_RANGE


def test_that_other_units_are_converted_before_they_are_compared():
    labs = [lab(ME, "cd19", 7, "0.005", "10^9/L"), lab(ME, "cd19", 84, "0.05", "10^9/L")]
    assert aplasia(labs, DAY0, USUAL).back == 84


def test_that_results_after_the_next_infusion_belong_to_it():
    labs = course({7: "<1", 84: "40", 98: "45", 610: "<1"})
    assert aplasia(labs, DAY0, USUAL, until=on(600)).back == 84
    second = aplasia(labs, DAY0 + timedelta(days=600), USUAL)
    assert (second.state, second.start) == (BCells.NOT_SEEN, 10)


def test_that_a_removed_unit_is_read_as_the_house_unit():
    labs = [replace(each, unit="") for each in course({7: "<1"})]
    assert aplasia(labs, DAY0, USUAL).start == 7


def test_that_the_chip_says_since_when():
    assert sentence(state({7: "<1", 84: "12", 98: "15"}), words()) == "B cells back since Day 84"
    assert sentence(state({7: "<1"}), words()) == "B cells not seen since Day 7"


def test_that_both_intervals_and_both_lengths_are_kept_apart():
    found = state({-7: "86", 3: "40", 7: "<1", 70: "<1", 84: "12", 98: "15"})
    assert (found.began, found.returned) == ((3, 7), (70, 84))
    assert (found.least, found.observed, found.most) == (63, 77, 81)


def test_that_aplasia_that_goes_on_has_a_least_length_only():
    found = state({7: "<1", 70: "<1"})
    assert (found.began, found.returned, found.least, found.observed, found.most) == (
        (0, 7),
        None,
        63,
        None,
        None,
    )


def test_that_a_study_that_asks_for_no_second_sample_takes_the_first():
    found = state({7: "<1", 84: "12", 98: "<1"}, confirmed=False)
    assert (found.state, found.back, found.sure) == (BCells.BACK, 84, True)
    assert rule_of({"b_cell_confirmation": "no"}).confirmed is False
    assert rule_of({}).confirmed is True


def test_that_only_a_sample_that_cannot_tell_is_said_and_is_no_missing_result():
    found = state({7: "<20"})
    assert (found.state, found.unclear) == (BCells.UNTOLD, (7,))
    assert "no result that tells" in sentence(found, words())


def test_that_a_sample_that_cannot_tell_is_named_and_left_out_of_the_rest():
    found = state({7: "<1", 84: "12", 91: "<20", 98: "15"})
    assert (found.back, found.sure, found.unclear) == (84, True, (91,))


def test_that_above_a_limit_is_read_as_what_it_is():
    found = state({7: "<1", 84: ">500", 98: ">5"})
    assert (found.back, found.sure, found.unclear) == (84, False, (98,))


def with_cells(results, **changes):
    return okafor(labs=tuple(course(results)), **changes)


def test_that_a_depleting_drug_ends_what_the_counts_say_of_the_infusion():
    results = {7: "<1", 84: "12", 98: "15", 200: "<1", 300: "<1"}
    rituximab = MedicationCourse(
        site=ME, patient=ME, drug="rituximab", start=PartialDate.of(on(90)), purpose="disease"
    )
    (_, found) = after_each(with_cells(results, medications=(rituximab,)))[0]
    assert (found.back, found.sure) == (84, False)
    (_, free) = after_each(with_cells(results))[0]
    assert (free.back, free.sure) == (84, True)


def test_that_death_ends_it_too():
    gone = replace(okafor().patient, standing=Standing.DIED, standing_since=PartialDate.of(on(50)))
    (_, found) = after_each(with_cells({7: "<1", 84: "12", 98: "15"}, patient=gone))[0]
    assert (found.state, found.back, found.least) == (BCells.NOT_SEEN, None, 0)


def test_that_each_infusion_has_its_own_aplasia():
    (first,) = okafor().infusions
    again = Infusion(site=first.site, patient=first.patient, number=2, day0=PartialDate.of(on(600)))
    whole = with_cells({7: "<1", 84: "12", 98: "15", 607: "<1"}, infusions=(first, again))
    (one, found), (two, second) = after_each(whole)
    assert (one, found.back, two, second.start, second.back) == (0, 84, 600, 7, None)
    assert after_last(whole, on(700)).start == 607


COUNTS = st.tuples(
    st.integers(-10, 400),
    st.sampled_from(["", "<"]),
    st.sampled_from(["0.5", "1", "5", "9", "10", "20", "88"]),
)


@given(st.lists(COUNTS, max_size=12), st.sampled_from(["5", "10", "20"]), st.booleans(), st.integers(50, 500))
def test_that_the_reader_and_the_form_of_the_declaration_say_the_same(counts, cutoff, confirmed, end):
    labs = [
        replace(lab(ME, "cd19", day, f"{sign}{value}", "cells/uL"), id=uuid4()) for day, sign, value in counts
    ]
    found = aplasia(labs, DAY0, Rule(Decimal(cutoff), confirmed), until=on(end))
    rows = [
        {"date": on(day).isoformat(), "cells_per_ul": value, "qualifier": sign or "="}
        for day, sign, value in counts
    ]
    said = instrument("bcell_aplasia")(
        {
            "infusion_date": DAY0.isoformat(),
            "censor_date": on(end).isoformat(),
            "threshold_cells_per_ul": cutoff,
            "require_confirmation": confirmed,
            "counts": rows,
        }
    )
    assert (found.start, found.back) == (said["aplasia_onset_day"], said["recovery_day"])
    assert (found.least, found.most) == (said["duration_min_days"], said["duration_max_days"])
    assert found.observed == said["duration_observed_days"]
    assert found.sure == (said["status"] == "recovered")
    assert bool(found.unclear) == said["left_out"]
    assert (found.began, found.returned) == tuple(
        tuple(said[key]) if said[key] else None for key in ("aplasia_onset_interval", "recovery_interval")
    )


@pytest.mark.parametrize(("cutoff", "back"), [("2", 84), ("10", 140)])
def test_that_list_chart_and_banner_follow_the_setting_of_the_clinic(cutoff, back):
    setting = Setting(site=okafor().patient.site, key="b_cell_cutoff", value=cutoff)
    records = FakeRecords(*entities(okafor()), setting)
    whole = whole_course(records, okafor().patient.id)
    assert patient_rows(records, TODAY)[0].cells.back == back
    assert trend_chart(whole, words(), TODAY).spans[0].end == back
    assert after_last(whole, TODAY).back == back
