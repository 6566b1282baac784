"""Values that are assessed elsewhere and only kept: ranges, direction, and what a part left out means."""

import pytest

from tracker.domain.instruments import instrument


@pytest.mark.parametrize(
    ("code", "key", "last", "beyond"),
    [
        ("cdasi", "activity", 100, 101),
        ("cdasi", "damage", 32, 33),
        ("qmg", "qmg", 39, 40),
        ("bvas", "bvas", 63, 64),
        ("bvas_persistent", "bvas_persistent", 33, 34),
        ("mdaat", "skeletal", 10, 10.1),
        ("karnofsky", "karnofsky", 90, 95),
        ("ecog", "ecog", 5, 1.5),
    ],
)
def test_that_a_value_is_kept_within_its_range_and_refused_beyond_it(code, key, last, beyond):
    assert instrument(code)({key: last})[key] == last
    assert instrument(code)({key: beyond}).invalid == (key,)


def test_that_a_walk_without_the_place_of_the_sensor_is_unfinished():
    walk = {"distance": 412, "lowest_spo2": 91}
    assert instrument("six_minute_walk")(walk).missing == ("spo2_site",)
    assert instrument("six_minute_walk")(walk | {"spo2_site": "ear"}).status == "complete"


def test_that_an_unanswered_correction_for_haemoglobin_is_not_a_no():
    result = instrument("dlco")({"dlco_pct": 61})
    assert result["haemoglobin_corrected"] is None
    assert result.status == "incomplete"


def test_that_letters_are_kept_as_given_and_a_sixth_letter_is_refused():
    assert instrument("bilag")({"renal": "A"})["renal"] == "A"
    assert instrument("bilag")({"renal": "F"}).invalid == ("renal",)


def test_that_a_range_from_memory_is_said_so():
    notes = [str(note) for note in instrument("essdai")({"essdai": 12}).as_json()["footnotes"]]
    assert any("from memory" in note for note in notes)
