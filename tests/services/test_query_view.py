"""How questions are read: who said what, what they are about in words, and who may do what next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes import NOON, fake_session
from tests.visit_cases import month_6, session_before_month_6
from tracker.domain.change import ref
from tracker.domain.followup import Query, QueryState
from tracker.domain.instruments import CATALOGUE
from tracker.domain.labs import ANALYTES
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role
from tracker.language import words
from tracker.services.queries import answer_query, ask_again, close_query, raise_query
from tracker.services.query_places import field_title, visit_box, visit_path
from tracker.services.query_view import Turn, Turned, query_lines, turned
from tracker.services.visit_checks import LABORATORY
from tracker.services.visits import save_visit

FERRITIN = visit_path(LABORATORY, "ferritin")


@pytest.fixture
def session():
    made = session_before_month_6()
    made.records.rows[made.user.id] = made.user
    return made


@pytest.fixture
def monitor(session):
    user = fake_session(role=Role.MONITOR).user
    user = replace(user, short="M. Roth")
    session.records.rows[user.id] = user
    return replace(session, user=user)


@pytest.fixture
def visit(session):
    return save_visit(session, month_6(session)).visit


def ask(session, visit, path=FERRITIN, question="Fasting?"):
    raise_query(session, ref(visit), path, question)
    return session.records.find(Query)[-1]


def test_that_a_question_shows_all_that_was_said_also_what_was_replaced_later(session, monitor, visit):
    query = ask(monitor, visit)
    answer_query(session, query.id, "Yes.")
    ask_again(monitor, query.id, "Since when?")
    answer_query(session, query.id, "Since 22:00.")
    close_query(monitor, query.id)

    (line,) = query_lines(session.records, NOON, patient=visit.patient)
    said = [(each.turn, each.who, each.text) for each in line.spoken]
    coordinator = session.user.short
    assert said == [
        (Turn.ASKED, "M. Roth", "Fasting?"),
        (Turn.ANSWERED, coordinator, "Yes."),
        (Turn.ASKED, "M. Roth", "Since when?"),
        (Turn.ANSWERED, coordinator, "Since 22:00."),
        (Turn.CLOSED, "M. Roth", ""),
    ]
    assert line.state is QueryState.CLOSED
    assert words().say(line.field) == "Ferritin"
    assert words().say(line.record).endswith("23-Nov-2026")


def test_that_what_waits_comes_first_and_the_oldest_on_top(session, monitor, visit):
    closed, answered, open_ = (ask(monitor, visit, question=each) for each in ("a", "b", "c"))
    close_query(monitor, closed.id)
    answer_query(session, answered.id, "Done.")
    later = NOON + timedelta(days=9)
    lines = query_lines(session.records, later, record=visit.id)
    assert [line.query.id for line in lines] == [open_.id, answered.id, closed.id]
    assert {line.days for line in lines} == {9}


def test_that_each_role_is_asked_for_what_it_may_do(session, monitor, visit):
    query = ask(monitor, visit)
    assert turned(session, query) is Turned.ANSWER
    assert turned(monitor, query) is Turned.REVIEW
    answer_query(session, query.id, "Yes.")
    answered = session.records.get(Query, query.id)
    assert turned(session, answered) is Turned.ANSWER
    assert turned(monitor, answered) is Turned.REVIEW
    close_query(monitor, query.id)
    assert turned(monitor, session.records.get(Query, query.id)) is Turned.READ


def test_that_a_coordinator_does_not_close_what_a_monitor_asked(session, monitor, visit):
    query = ask(monitor, visit)
    answer_query(session, query.id, "Yes.")
    with pytest.raises(Refusal, match="monitor or data manager"):
        close_query(session, query.id)


def test_that_a_data_manager_closes_an_answered_question_of_another(session, monitor, visit):
    manager = replace(session, user=fake_session(role=Role.DATA_MANAGER).user)
    query = ask(monitor, visit)
    answer_query(session, query.id, "Yes.")
    close_query(manager, query.id)
    assert session.records.get(Query, query.id).state is QueryState.CLOSED


def test_that_every_box_of_a_visit_has_a_title_and_comes_back_from_its_path():
    say = words().say
    for code in ANALYTES:
        path = visit_path(LABORATORY, code)
        assert visit_box(path) == (LABORATORY, code)
        assert not say(field_title("Visit", path)).startswith("Field")
    for known in CATALOGUE:
        for item in known.items:
            path = visit_path(known.code, item.key)
            assert visit_box(path) == (known.code, item.key)
            assert not say(field_title("Visit", path)).startswith("Field")


def test_that_a_path_nobody_knows_any_more_is_still_shown():
    assert words().say(field_title("Visit", "labs.old")) == "Field labs.old"
    assert visit_box("day") == ("", "")


def test_that_a_question_about_a_record_taken_out_stays_readable(session, monitor, visit):
    ask(monitor, visit, "day")
    with session.office.work(session.user.id, "Wrong patient") as unit:
        unit.put(replace(visit, removed=True))
    (line,) = query_lines(session.records, NOON)
    assert words().say(line.record) == "Taken out of the record"
