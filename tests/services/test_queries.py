"""A question about a field: raised, answered and closed, by those who may, and in the trail."""

from dataclasses import replace

import pytest

from tests.fakes import fake_session
from tests.visit_cases import month_6, session_before_month_6
from tracker.domain.change import ref
from tracker.domain.followup import Query
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role
from tracker.services.queries import answer_query, close_query, counted, open_queries, raise_query
from tracker.services.rights import NotAllowed
from tracker.services.visits import save_visit

QUESTION = "Was the sample taken before the infusion?"


@pytest.fixture
def session():
    return session_before_month_6()


@pytest.fixture
def visit(session):
    return save_visit(session, month_6(session)).visit


@pytest.fixture
def monitor(session):
    return replace(session, user=fake_session(role=Role.MONITOR).user)


def asked(session, visit, path="labs.ferritin"):
    raise_query(session, ref(visit), path, f"  {QUESTION} ")
    return session.records.find(Query)[-1]


def test_that_a_monitor_asks_about_an_empty_field_a_coordinator_answers_and_the_monitor_closes(
    session, monitor, visit
):
    query = asked(monitor, visit)
    assert (query.question, query.path) == (QUESTION, "labs.ferritin")
    assert counted(session.records, visit.patient) == {(visit.id, "labs.ferritin"): 1}

    answer_query(session, query.id, "Yes, at 08:20.")
    close_query(monitor, query.id)

    assert open_queries(session.records, visit.patient) == ()
    told = session.records.history(query.id)
    assert [event.who for event in told] == [monitor.user.id, session.user.id, monitor.user.id]
    assert told[1].changes[0].new == "Yes, at 08:20."


def test_that_a_monitor_does_not_answer(monitor, visit):
    query = asked(monitor, visit)
    with pytest.raises(NotAllowed):
        answer_query(monitor, query.id, "Yes.")


def test_that_an_unanswered_question_is_closed_only_by_its_author(session, monitor, visit):
    query = asked(monitor, visit)
    with pytest.raises(Refusal, match="Nobody has answered"):
        close_query(session, query.id)
    close_query(monitor, query.id)


def test_that_a_closed_question_stays_as_it_is(session, visit):
    query = asked(session, visit)
    close_query(session, query.id)
    for act in (lambda: answer_query(session, query.id, "Late."), lambda: close_query(session, query.id)):
        with pytest.raises(Refusal, match="closed"):
            act()


def test_that_nothing_is_no_question_and_no_answer(session, visit):
    with pytest.raises(Refusal, match="Type the question"):
        raise_query(session, ref(visit), "day", "  ")
    query = asked(session, visit)
    with pytest.raises(Refusal, match="Type the answer"):
        answer_query(session, query.id, "")
    assert query.answer == ""


def test_that_two_questions_about_a_field_are_counted(session, visit):
    asked(session, visit)
    asked(session, visit)
    assert counted(session.records, visit.patient) == {(visit.id, "labs.ferritin"): 2}
