"""What a clinic sets: defaults, answers that fit, answers that do not."""

from decimal import Decimal

import pytest

from tests.fakes import fake_session
from tracker.domain.refusal import Refusal
from tracker.domain.settings import NEUTRAL_MESSAGE, SENTENCES, SETTINGS, SettingKind
from tracker.services.settings import (
    checked,
    lines_setting,
    number_setting,
    save_setting,
    setting,
)


def test_that_an_unset_key_gives_its_default():
    records = fake_session().records
    assert setting(records, "emergency_number") == ""
    assert setting(records, "main_message_default") == NEUTRAL_MESSAGE
    assert number_setting(records, "b_cell_cutoff") == Decimal(10)
    assert lines_setting(records, "approved_sentences") == SENTENCES


def test_that_a_key_nobody_declared_is_an_error():
    with pytest.raises(KeyError):
        setting(fake_session().records, "colour_of_the_door")


def test_that_a_saved_answer_is_read_and_changed_in_place():
    session = fake_session()
    assert save_setting(session, "emergency_number", " 112 ")
    assert setting(session.records, "emergency_number") == "112"
    save_setting(session, "emergency_number", "999")
    assert setting(session.records, "emergency_number") == "999"
    assert save_setting(session, "emergency_number", "999") == frozenset()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("b_cell_cutoff", "ten"),
        ("b_cell_cutoff", "0"),
        ("b_cell_cutoff", "NaN"),
        ("idle_minutes", "31"),
        ("paper", "a3"),
        ("emergency_number", "call 999"),
    ],
)
def test_that_an_answer_that_does_not_fit_is_refused_and_nothing_kept(key, value):
    session = fake_session()
    with pytest.raises(Refusal):
        save_setting(session, key, value)
    assert setting(session.records, key) == SETTINGS[key].default


@pytest.mark.parametrize("option", SETTINGS.values(), ids=SETTINGS)
def test_that_every_default_fits_its_own_question(option):
    assert checked(option, option.default) == option.default
    assert option.title
    assert option.help
    assert (option.kind is SettingKind.CHOICE) is bool(option.choices)


@pytest.mark.parametrize("text", [*SENTENCES, NEUTRAL_MESSAGE])
def test_that_what_patients_read_is_short(text):
    sentences = [part for part in text.split(".") if part.strip()]
    assert all(len(part.split()) <= 20 for part in sentences)
    assert all(len(word) <= 12 for part in sentences for word in part.split())
