"""The gradings as they are asked at the bedside."""

import pytest

from tracker.domain.bedside import (
    Sheet,
    merged,
    points_of,
    readable,
    replaced,
    ticks_of,
    way_of,
    with_typed,
    with_way,
)
from tracker.domain.bedside_sheets import CRS, ICANS, SHEETS, sheet
from tracker.domain.instruments import instrument
from tracker.domain.items import Choice

FEVER, PRESSURE, OXYGEN = CRS.questions


def grade(each: Sheet, given: dict, found: dict | None = None) -> object:
    answers = merged(each, given, found or {})
    return instrument(each.code)(readable(each, answers))["grade"]


def crs(*ways: int | None) -> dict:
    given: dict = {}
    for question, way in zip(CRS.questions, ways, strict=True):
        given = with_way(question, CRS, given, way)
    return given


@pytest.mark.parametrize("each", SHEETS, ids=lambda each: each.code)
def test_that_every_item_of_a_grading_is_asked_in_one_place(each: Sheet) -> None:
    assert sorted(each.keys) == sorted(item.key for item in instrument(each.code).items)
    assert sheet(each.code) is each


@pytest.mark.parametrize("each", SHEETS, ids=lambda each: each.code)
def test_that_every_answer_on_a_sheet_is_one_that_the_instrument_reads(each: Sheet) -> None:
    for question in each.questions:
        for way in question.ways:
            given = {**way.assumes, **way.answers, **each.living}
            assert instrument(each.code)(readable(each, given)).invalid == ()


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ((0, 0, 0), 0),
        ((None, 0, 0), None),
        ((0, None, 0), 0),
        ((3, 1, 0), 0),
    ],
)
def test_that_three_answers_are_enough_without_fever(ways: tuple, expected: int | None) -> None:
    assert grade(CRS, crs(*ways), {"prior_fever_this_episode": False}) == expected


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ((1, 0, 0), 1),
        ((1, 1, 0), 2),
        ((1, 2, 0), 3),
        ((1, 3, 0), 4),
        ((1, 0, 1), 2),
        ((1, 0, 2), 3),
        ((1, 0, 3), 4),
        ((1, 4, 0), 3),
        ((1, None, 0), None),
        ((1, 3, None), 4),
    ],
)
def test_that_a_fever_with_a_digit_for_each_question_is_graded(ways: tuple, expected: int | None) -> None:
    given = with_typed(FEVER, CRS, crs(*ways), "temp_c", "38.6")
    assert grade(CRS, given) == expected


def test_that_a_fever_without_its_temperature_is_not_graded() -> None:
    assert grade(CRS, crs(1, 1, 0)) is None


def test_that_after_treatment_fever_is_not_needed() -> None:
    assert grade(CRS, crs(2, 1, 0), {"prior_fever_this_episode": True}) == 2
    assert grade(CRS, crs(0, 1, 0), {"prior_fever_this_episode": False}) == 0


def test_that_what_the_record_knows_wins_over_what_goes_without_saying() -> None:
    found = {"antipyretic_or_anticytokine_given": True}
    assert merged(CRS, crs(0, 0, 0), found)["antipyretic_or_anticytokine_given"] is True
    assert merged(CRS, crs(0, 0, 0), {})["antipyretic_or_anticytokine_given"] is False


def test_that_a_typed_temperature_turns_a_no_into_a_yes_and_back() -> None:
    given = crs(0, 0, 0)
    hot = with_typed(FEVER, CRS, given, "temp_c", "38.0")
    assert way_of(FEVER, CRS, hot) == 1
    cool = with_typed(FEVER, CRS, hot, "temp_c", "37.9")
    assert way_of(FEVER, CRS, cool) == 0
    assert way_of(FEVER, CRS, with_typed(FEVER, CRS, cool, "temp_c", None)) == 0
    assert with_way(FEVER, CRS, hot, 0)["temp_c"] == "<38"
    assert with_way(FEVER, CRS, hot, 3)["temp_c"] == "38.0"


def test_that_stored_answers_give_the_same_choices_again() -> None:
    for one in range(4):
        for two in range(5):
            for three in range(4):
                given = crs(one, two, three)
                again = merged(CRS, given, {})
                ways = [way_of(question, CRS, again) for question in CRS.questions]
                assert ways == [one, two, three]


def test_that_a_named_device_keeps_its_group() -> None:
    devices = [code for code, (_, points) in CRS.item("oxygen_modality").options.items() if points == 3]
    assert isinstance(CRS.item("oxygen_modality"), Choice)
    for device in devices:
        assert way_of(OXYGEN, CRS, {"oxygen_modality": device}) == 2
    assert way_of(OXYGEN, CRS, {"oxygen_modality": "no such thing"}) is None
    assert (
        grade(CRS, with_typed(FEVER, CRS, crs(1, 0, None), "temp_c", "39") | {"oxygen_modality": []}) is None
    )


def test_that_points_are_open_until_each_is_answered() -> None:
    naming = next(each for each in ICANS.points if each.titles)
    assert points_of(naming, [True, True, None]) is None
    assert points_of(naming, [True, True, False]) == 2
    assert ticks_of(naming, 2) == [True, True, False]
    assert ticks_of(naming, None) == [None, None, None]


def test_that_capd_stands_in_for_ice_in_children_and_on_wish() -> None:
    assert replaced(ICANS, {"age_years": 11}) is True
    assert replaced(ICANS, {"age_years": 12}) is False
    assert replaced(ICANS, {"age_years": 40, "use_capd": True}) is True
    assert replaced(ICANS, {}) is None
