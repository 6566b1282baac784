"""What is asked of an event by its kind."""

import pytest

from tracker.domain.adverse_event import EventKind
from tracker.domain.event_forms import ALWAYS_SERIOUS, EVENT_FORMS, GRADES, severe_infection
from tracker.domain.items import read_all


@pytest.mark.parametrize("kind", EVENT_FORMS)
def test_that_an_empty_form_of_an_event_answers_nothing(kind: EventKind) -> None:
    items = EVENT_FORMS[kind]
    answers, refused = read_all(items, {})
    assert refused == ()
    assert all(answers[item.key].gaps for item in items)
    assert len({item.key for item in items}) == len(items)


def test_that_a_stay_in_hospital_or_treatment_by_vein_makes_an_infection_severe() -> None:
    assert severe_infection({"admitted": True}) is True
    assert severe_infection({"iv_treatment": True, "admitted": False}) is True
    assert severe_infection({"iv_treatment": False}) is None
    no = {"iv_treatment": False, "admitted": False, "intensive_care": False}
    assert severe_infection(no) is False


def test_that_a_malignancy_is_always_serious_and_grades_have_words() -> None:
    assert EventKind.MALIGNANCY in ALWAYS_SERIOUS
    assert set(GRADES[EventKind.LICATS]) == {1, 2, 3, 4}
