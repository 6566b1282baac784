"""Questions at the fields of a visit and in the list of the study, by the keyboard on real screens."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.fakes import fake_session
from tests.ui.walk import faults
from tests.visit_cases import month_6, session_before_month_6
from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.change import ref
from tracker.domain.followup import Query, QueryState
from tracker.domain.study import Role
from tracker.services.queries import answer_query, close_query, raise_query
from tracker.services.query_places import visit_path
from tracker.services.visit_checks import LABORATORY
from tracker.services.visits import save_visit
from tracker.ui.routes import Route
from tracker.ui.screens.queries import QueriesScreen
from tracker.ui.screens.visit import VisitScreen

KEY, ALT, CONTROL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SEIZURE = visit_path("sledai_2k", "seizure")


class Desk:
    """A visit that is in the record, and hands on the keyboard."""

    def __init__(self, make, qtbot, session, visit, *, query=None, size=(1366, 600)):
        self.session, self.visit = session, visit
        self.workplace = make(session=session)
        self.screen = VisitScreen(self.workplace, visit.patient, visit.id, query=query)
        qtbot.addWidget(self.screen)
        self.screen.resize(*size)
        with qtbot.waitActive(self.screen):
            self.screen.show()
            self.screen.activateWindow()
        self.settle()

    def settle(self):
        for _ in range(3):
            self.workplace.jobs.settle()
            QApplication.processEvents()

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget() or self.screen, key, modifier)
        self.settle()

    def type(self, text):
        QTest.keyClicks(QApplication.focusWidget(), text)

    @property
    def side(self):
        return self.screen.queries.side

    @property
    def sheet(self):
        return self.screen.page.sheet

    def queries(self):
        return self.session.records.find(Query)


@pytest.fixture
def session():
    made = session_before_month_6()
    made.records.rows[made.user.id] = made.user
    return made


@pytest.fixture
def monitor(session):
    user = replace(fake_session(role=Role.MONITOR).user, short="M. Roth")
    session.records.rows[user.id] = user
    return replace(session, user=user)


@pytest.fixture
def desk_of(workplace, qtbot):
    return partial(Desk, workplace, qtbot)


@pytest.fixture
def visit(session):
    return save_visit(session, month_6(session)).visit


def asked(session, visit, path=SEIZURE, question="Which one?"):
    raise_query(session, ref(visit), path, question)
    return session.records.find(Query)[-1]


def test_that_alt_q_asks_about_the_field_with_the_keyboard_also_an_empty_one(desk_of, monitor, visit):
    desk = desk_of(monitor, visit)
    desk.sheet.go(LABORATORY, "ferritin" if "ferritin" in desk.sheet.labs.codes else "cd19")
    place = desk.sheet.place_of_focus()
    desk.press(KEY.Key_Q, ALT)
    assert desk.side.currentWidget() is desk.side.ask
    assert desk.side.ask.path == visit_path(*place)
    desk.type("Fasting?")
    desk.screen.primary()
    desk.settle()
    (query,) = desk.queries()
    assert (query.path, query.question, query.record) == (visit_path(*place), "Fasting?", visit.id)
    assert len(desk.screen.queries.badges) == 1


def test_that_q_asks_where_it_is_not_typing_and_is_a_letter_where_it_is(desk_of, session, visit):
    desk = desk_of(session, visit)
    desk.sheet.go("sledai_2k", "seizure")
    desk.press(KEY.Key_Q)
    assert desk.side.ask.isVisible()
    desk.type("q")
    assert desk.side.ask.question.text == "q"
    assert desk.side.ask.path == SEIZURE


def test_that_esc_gives_the_keyboard_back_to_its_field_and_then_leaves(desk_of, session, visit):
    desk = desk_of(session, visit)
    left = []
    desk.screen.back.connect(lambda: left.append(True))
    desk.sheet.go("sledai_2k", "psychosis")
    desk.press(KEY.Key_Q)
    for _ in range(2):
        desk.screen.escape()
        desk.settle()
    assert not desk.side.isVisible()
    assert desk.sheet.place_of_focus() == ("sledai_2k", "psychosis")
    assert not left
    desk.screen.escape()
    assert left


def test_that_a_coordinator_answers_and_the_mark_changes_its_state(desk_of, session, monitor, visit):
    query = asked(monitor, visit)
    desk = desk_of(session, visit)
    (badge,) = desk.screen.queries.badges
    assert badge.isVisible()
    assert "Open query: Which one?" in badge.accessibleName()
    desk.sheet.go("sledai_2k", "seizure")
    desk.press(KEY.Key_Q, ALT)
    assert desk.side.currentWidget() is desk.side.query
    assert not desk.side.query.close_it.isVisible()
    desk.type("The one of May.")
    desk.screen.primary()
    desk.settle()
    assert desk.session.records.get(Query, query.id).state is QueryState.ANSWERED
    assert "Answered query" in desk.screen.queries.badges[0].accessibleName()


def test_that_a_monitor_closes_an_answer_or_asks_again(desk_of, session, monitor, visit):
    query = asked(monitor, visit)
    answer_query(session, query.id, "Yes.")
    desk = desk_of(monitor, visit, query=query.id)
    form = desk.side.query
    assert form.isVisible()
    assert desk.screen.first_focus() is form.text.box
    assert form.save.text().startswith("Close query")
    desk.type("When?")
    assert form.save.text().startswith("Ask again")
    desk.screen.primary()
    desk.settle()
    assert monitor.records.get(Query, query.id).state is QueryState.OPEN
    answer_query(session, query.id, "In May.")
    desk.screen.refresh()
    desk.settle()
    desk.side.open_query(query.id)
    desk.screen.primary()
    desk.settle()
    assert monitor.records.get(Query, query.id).state is QueryState.CLOSED
    assert desk.screen.queries.badges == []


def test_that_a_refusal_stands_in_the_form_and_the_text_stays(desk_of, session, visit):
    desk = desk_of(session, visit)
    desk.sheet.go("sledai_2k", "seizure")
    desk.press(KEY.Key_Q)
    desk.screen.primary()
    desk.settle()
    assert desk.side.ask.notice.text == "Type the question."
    assert desk.side.ask.isVisible()


def test_that_a_visit_without_questions_says_how_to_ask(desk_of, session, visit):
    desk = desk_of(session, visit)
    desk.side.open_list()
    assert desk.side.listing.none.text().startswith("No query about this visit")
    assert desk.screen.page.aside.queries.text().startswith("Raise a query")


def test_that_the_aside_counts_what_waits_and_a_question_does_not_touch_what_is_typed(
    desk_of, session, monitor, visit
):
    asked(monitor, visit)
    asked(monitor, visit, visit_path(LABORATORY, "cd19"))
    desk = desk_of(session, visit)
    assert desk.screen.page.aside.queries.text().startswith("2 queries")


@pytest.mark.parametrize("size", [(1366, 600), (1093, 470)])
def test_that_the_panel_of_queries_fits(desk_of, session, monitor, visit, size):
    query = asked(monitor, visit, question="Was this the seizure that was treated in May? " * 3)
    answer_query(session, query.id, "Yes, the one of 12-May. " * 4)
    asked(monitor, visit, visit_path(LABORATORY, "cd19"))
    desk = desk_of(monitor, visit, query=query.id, size=size)
    assert list(faults(desk.screen)) == []
    desk.screen.queries.escape()
    desk.settle()
    assert list(faults(desk.screen)) == []


class ListDesk(Desk):
    """The list of queries, with the routes it asks for."""

    def __init__(self, make, qtbot, session, *, size=(1366, 600), **where):
        self.session = session
        self.workplace = make(session=session)
        self.screen = QueriesScreen(self.workplace, **where)
        self.wanted = []
        self.screen.route_wanted.connect(self.wanted.append)
        qtbot.addWidget(self.screen)
        self.screen.resize(*size)
        with qtbot.waitActive(self.screen):
            self.screen.show()
            self.screen.activateWindow()
        self.settle()

    @property
    def side(self):
        return self.screen.side


@pytest.fixture
def list_of(workplace, qtbot):
    return partial(ListDesk, workplace, qtbot)


def test_that_the_list_shows_what_waits_and_filters_by_state(list_of, session, monitor, visit):
    query = asked(monitor, visit)
    answer_query(session, query.id, "Yes.")
    asked(monitor, visit, "day", "Which day?")
    close_query(monitor, query.id)
    desk = list_of(session)
    assert [row for row in said(desk.screen.table) if "Which" in row] == [
        "Day of the visit Month 6, 23-Nov-2026 | Which day? No answer yet | M. Roth today | Open"
    ]
    desk.screen.state.choose("all")
    desk.screen.refresh()
    desk.settle()
    assert len([row for row in said(desk.screen.table) if " | " in row]) == 2
    assert "OKAFOR" in said(desk.screen.table)[0]


def test_that_a_query_is_answered_in_the_list_and_leads_to_its_field(list_of, session, monitor, visit):
    query = asked(monitor, visit)
    desk = list_of(session)
    desk.press(KEY.Key_O)
    assert desk.wanted == [Route("visit", visit.patient, visit.id, query=query.id)]
    desk.press(KEY.Key_Return)
    desk.type("In May.")
    desk.screen.primary()
    desk.settle()
    assert session.records.get(Query, query.id).answer == "In May."
    assert desk.screen.table.hasFocus()


def test_that_the_queries_of_a_patient_raise_one_about_the_event_one_came_from(list_of, session, visit):
    event = AdverseEvent(site=visit.site, patient=visit.patient, term="Fever")
    session.records.rows[event.id] = replace(event, revision=1)
    desk = list_of(session, patient=visit.patient, about=ref(event))
    assert desk.side.ask.record.text() == "Event “Fever”"
    desk.side.ask.field.choose("end")
    desk.type("Known to the day?")
    desk.screen.primary()
    desk.settle()
    (query,) = desk.queries()
    assert (query.kind, query.record, query.path) == ("AdverseEvent", event.id, "end")
    assert desk.screen.banner() is not None


def test_that_an_empty_list_says_how_to_ask(list_of, session):
    desk = list_of(session)
    assert desk.screen.pages.currentIndex() == 1
    assert not desk.side.isVisible()


@pytest.mark.parametrize("size", [(1366, 600), (1093, 470)])
def test_that_the_list_of_queries_fits(list_of, monitor, session, visit, size):
    query = asked(monitor, visit, question="Was this the seizure that was treated in May? " * 3)
    desk = list_of(session, query=query.id, size=size)
    assert list(faults(desk.screen)) == []


def said(table):
    rows = []
    for at in range(table.rows.rowCount()):
        cells = [table.rows.index(at, column).data() for column in range(table.rows.columnCount())]
        rows.append(" | ".join(cell for cell in cells if cell))
    return rows
