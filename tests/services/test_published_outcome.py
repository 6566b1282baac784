"""Dose, toxicity, remission of the published patients: as far as printed, with sources, else "not known"."""

import pytest

from tests.courses import TODAY
from tests.fakes import fake_session
from tests.pdf.letters import text_of
from tests.services.test_published import patient
from tests.services.test_summary import print_letter
from tracker.domain.patient import Patient
from tracker.domain.study import Site
from tracker.exchange.published import read_published
from tracker.language import words
from tracker.paths import resource
from tracker.services.course import Course, course
from tracker.services.patients import patient_rows
from tracker.services.published import import_published
from tracker.services.published_outcome import ALWAYS, TOPICS, outcomes
from tracker.services.published_view import asked_first
from tracker.services.summary import summary


@pytest.fixture(scope="module")
def session():
    made = fake_session()
    import_published(made, read_published(resource("published")))
    return made


def whole(session, key) -> Course:
    return course(session.records, patient(session, key).id)


def answers(session, key):
    found = outcomes(whole(session, key).facts, words())
    return {each.topic: [(a.value, a.source.split(",")[0]) for a in each.answers] for each in found}


def test_that_dose_toxicity_and_remission_stand_with_their_sources(session):
    found = answers(session, "ERL-SLE-1")
    assert found["dose"]
    assert all(source.startswith("S") for told in found.values() for _, source in told)


@pytest.mark.parametrize(
    ("topic", "variables"), [(topic, variables) for topic, (_, variables) in TOPICS.items()]
)
def test_that_every_printed_answer_of_every_patient_is_there_and_no_other(session, topic, variables):
    for someone in session.records.find(Patient):
        one = course(session.records, someone.id)
        printed = [fact.text for fact in one.facts if fact.variable in variables]
        (found,) = [each for each in outcomes(one.facts, words()) if each.topic == topic] or [None]
        if found is None:
            assert topic not in ALWAYS
            assert not printed
            continue
        assert sorted(answer.fact.text for answer in found.answers) == sorted(printed)
        assert all(answer.source for answer in found.answers)


def test_that_what_no_paper_says_is_not_known_in_view_page_and_list(session):
    silent = 0
    listed = {row.patient.study_id: row for row in patient_rows(session.records, TODAY)}
    for someone in session.records.find(Patient):
        one = course(session.records, someone.id)
        unknown = [each for each in outcomes(one.facts, words()) if not each.known]
        rows = [row for row in asked_first(one, words()) if row.fact is None]
        assert [row.title for row in rows] == [each.title for each in unknown]
        assert all(row.value == "not known" for row in rows)
        said = listed[someone.study_id].printed
        known = {each.topic for each in outcomes(one.facts, words()) if each.known}
        assert {"crs", "remission"} & set(said) == {"crs", "remission"} & known
        silent += len(unknown)
    assert silent > 20


def test_that_no_fact_is_lost_or_doubled_where_questions_come_first(session):
    for someone in session.records.find(Patient):
        one = course(session.records, someone.id)
        shown = [row.fact.id for row in asked_first(one, words()) if row.fact]
        assert sorted(shown) == sorted(fact.id for fact in one.facts)


def test_that_the_page_of_each_real_patient_says_what_is_not_known(session):
    site = session.records.get(Site, session.site.id)
    for key in ("ERL-SLE-1", "HD-SSC-1", "VIL-GAD-1"):
        said = text_of(print_letter(summary(whole(session, key), words(), TODAY, site=site)))
        assert "Dose, toxicity and remission as published" in said
        assert "not known" in said
