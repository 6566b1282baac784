"""Precautions around CAR T cells: their days from the record, active or still to come."""

from dataclasses import replace
from datetime import date

import pytest

from tests.courses import DAY0, okafor, on, published
from tests.fakes import FakeRecords
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Standing
from tracker.domain.precautions import PRECAUTIONS
from tracker.domain.visit import Comparator
from tracker.services.precautions import known_of, precautions
from tracker.services.schedules import course_schedule


def held(course, today):
    found = precautions(course, course_schedule(FakeRecords(), course, today), today)
    return {each.precaution.code: each for each in found}


def test_that_driving_is_banned_for_eight_weeks_and_the_card_carried():
    assert held(okafor(), on(56))["no_driving"].end == on(56)
    assert "no_driving" not in held(okafor(), on(57))
    assert held(okafor(), on(3))["alert_card"].active


def test_that_irradiated_products_begin_with_fludarabine_and_no_day_ends_them():
    found = held(okafor(), on(400))["irradiated_blood"]
    assert found.start == known_of(okafor(), course_schedule(FakeRecords(), okafor(), on(1))).fludarabine
    assert found.end is None


def test_that_vaccines_are_planned_by_the_calendar_and_live_ones_wait():
    found = held(okafor(), on(10))
    assert found["vaccination_plan"].start == date(2026, 11, 22)
    assert not found["vaccination_plan"].active
    assert found["no_live_vaccines"].active


def test_that_immunoglobulin_and_low_platelets_give_their_own_days():
    course = okafor()
    ivig = replace(
        course.medications[0], drug="ivig", start=PartialDate.of(on(63)), end=PartialDate.of(on(63)), steps=()
    )
    low = replace(course.labs[0], analyte="platelets", value="49", unit="10^9/L", sampled=on(64))
    course = replace(course, medications=(*course.medications, ivig), labs=(*course.labs, low))
    assert held(course, on(64))["after_immunoglobulin"].end == on(91)
    assert held(course, on(64))["antiphospholipid"].active
    unknown = replace(low, value="100", comparator=Comparator.BELOW)
    assert "antiphospholipid" not in held(replace(course, labs=(unknown,)), on(64))


def test_that_nothing_is_said_of_a_published_patient_or_one_who_died():
    assert held(published(), on(1)) == {}
    gone = replace(okafor(), patient=replace(okafor().patient, standing=Standing.DIED))
    assert held(gone, on(1)) == {}


@pytest.mark.parametrize("code", PRECAUTIONS)
def test_that_each_precaution_says_where_it_is_from(code):
    each = PRECAUTIONS[code]
    assert each.mark in {"H", "M", "V1"}
    assert each.source or each.mark == "H"
    assert each.title
    assert each.text.endswith(".")
    assert DAY0
