"""In the first weeks a sign is asked for its cause: another one leaves it uncounted, an unsure one open."""

from datetime import timedelta

import pytest

from tests.courses import DAY0, okafor
from tests.fakes import fake_session
from tracker.domain.cause import cause_key, doubtful
from tracker.domain.instruments import instrument
from tracker.domain.item_words import strangers
from tracker.domain.items import Tick
from tracker.domain.refusal import Refusal
from tracker.domain.said_text import kept_said
from tracker.domain.visit import Assessment
from tracker.language import words
from tracker.services.corrections import AnswerTarget, correct_value
from tracker.services.visit_checks import checks
from tracker.services.visit_entry import VisitEntry
from tracker.services.visits import open_visit, save_visit

SLEDAI = instrument("sledai_2k")
NONE = {item.key: False for item in SLEDAI.items if isinstance(item, Tick)}
FEVER = NONE | {"fever": True, "rash": True}


@pytest.fixture
def session():
    whole = okafor()
    return fake_session(whole.patient, *whole.diagnoses, *whole.infusions)


def entry(day, **answers):
    patient = okafor().patient.id
    return VisitEntry(patient=patient, day=DAY0 + timedelta(days=day), answers={"sledai_2k": FEVER | answers})


def asked(session, day, **answers):
    typed = entry(day, **answers)
    form = open_visit(session, typed.patient, None, typed.day)
    return {each.key for each in checks(form, typed) if "causes it" in each.said.phrase}


@pytest.mark.parametrize(
    ("cause", "total"), [("disease", 3), ("other", 2), ("unsure", None), (None, 3)], ids=str
)
def test_that_a_sign_counts_by_its_cause(cause, total):
    result = SLEDAI(FEVER | {"fever_cause": cause})
    assert result["total"] == total
    assert ("Fever" in str(result.as_json()["footnotes"])) is (cause in {"other", "unsure"})


def test_that_an_unsure_cause_leaves_bounds():
    assert SLEDAI(FEVER | {"fever_cause": "unsure"}).bounds("total") == (2, 3)


def test_that_a_cause_without_its_sign_says_nothing():
    assert SLEDAI(NONE | {"fever_cause": "other"}).weighed == ()


def test_that_the_cause_is_asked_item_by_item_in_the_first_weeks_only(session):
    assert asked(session, 10) == {"fever", "rash"}
    assert asked(session, 10, fever_cause="other") == {"rash"}
    assert asked(session, 85) == set()
    assert asked(session, -7) == set()


def test_that_the_cause_is_kept_beside_the_answer(session):
    saved = save_visit(session, entry(10, fever_cause="other"))
    kept = next(
        a for a in session.records.find(Assessment, visit=saved.visit.id) if a.instrument == SLEDAI.code
    )
    assert kept.answers["fever"] is True
    assert kept.answers["fever_cause"] == "other"
    assert kept.result["total"] == 2
    notes = [words().say(kept_said(note)) for note in kept.result["footnotes"]]
    assert "Fever: present, not counted, it has another cause." in notes


def test_that_no_item_has_the_key_of_a_cause():
    keys = {item.key for item in SLEDAI.items}
    assert keys.isdisjoint(cause_key(item) for item in doubtful(SLEDAI.items))


def test_that_a_form_knows_a_cause_as_an_answer_of_its_item():
    assert strangers(SLEDAI.items, {"fever": True, "fever_cause": "other", "shoe_size": 41}) == ("shoe_size",)


def test_that_a_kept_cause_is_corrected_and_one_that_cannot_be_is_refused(session):
    saved = save_visit(session, entry(10, fever_cause="disease"))
    target = AnswerTarget(
        patient=saved.visit.patient, visit=saved.visit.id, instrument=SLEDAI.code, item="fever_cause"
    )
    with pytest.raises(Refusal):
        correct_value(session, target, "the weather", why=1)
    correct_value(session, target, "other", why=1)
    kept = next(
        a for a in session.records.find(Assessment, visit=saved.visit.id) if a.instrument == SLEDAI.code
    )
    assert kept.answers["fever_cause"] == "other"
