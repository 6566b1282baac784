"""Events by keyboard: report, grade by digit, end, correct; the clock, the filters, the draft."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.courses import TODAY, okafor, on
from tests.fakes import NOON
from tests.ui import walk
from tracker.domain.adverse_event import AdverseEvent, EventKind, GradeStep
from tracker.domain.event_answers import CRITERIA
from tracker.domain.followup import Inquiry
from tracker.domain.partial_date import PartialDate
from tracker.domain.study import Role
from tracker.domain.visit import Draft
from tracker.services.events import FORM
from tracker.services.visits import open_visit
from tracker.ui.parts.button import Button
from tracker.ui.parts.open_events import OpenEvents
from tracker.ui.parts.patient_banner import PatientBanner
from tracker.ui.screens.events import EventsScreen

KEY = Qt.Key
SITE = okafor().patient.site
WHO = okafor().patient.id
NONE = dict.fromkeys(CRITERIA, False)


def event(term, grade=1, start=40, end=None, **more):
    return AdverseEvent(
        site=SITE,
        patient=WHO,
        term=term,
        scale="CTCAE v5",
        grade=grade,
        grades=(GradeStep(on(start), grade),),
        start=PartialDate.of(on(start)),
        end=PartialDate.of(on(end)) if end else None,
        ongoing=end is None,
        **{"criteria": NONE, **more},
    )


def serious(**more):
    return event(
        "Kidney infection (pyelonephritis)",
        3,
        184,
        kind=EventKind.INFECTION,
        criteria={**NONE, "hospital": True},
        site_aware=NOON - timedelta(hours=2, minutes=48),
        **more,
    )


@pytest.fixture
def show(show_tab):
    return partial(show_tab, EventsScreen)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def type_in(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def kept(screen, kind=AdverseEvent):
    return screen.workplace.session.records.find(kind)


def save(screen):
    screen.primary()
    walk.settle(screen.workplace.jobs)


def said(screen, column):
    rows = screen.table.rows
    return [rows.index(at, column).data() for at in range(rows.rowCount())]


def test_that_asked_and_none_is_not_the_same_as_never_asked(show):
    screen = show()
    assert screen.list.bare
    assert "Nobody has asked" in walk.texts(screen)
    screen.list.none.click()
    walk.settle(screen.workplace.jobs)
    assert "Asked at 1 visit." in walk.texts(screen)
    assert [each.topic for each in kept(screen, Inquiry)] == ["adverse_events"]


def test_that_an_event_is_reported_without_the_mouse(show):
    screen = show()
    press(KEY.Key_A)
    form = screen.side.form
    assert screen.focusWidget() is form.term
    type_in("zoster")
    press(KEY.Key_Return)
    form.term._chosen("zoster")
    assert form.term.text() == "Shingles (herpes zoster)"
    form.grade.setFocus()
    type_in("2")
    form.dates.start.setFocus()
    form.dates.start.selectAll()
    type_in("20.11.2026")
    form.criteria.none.setChecked(True)
    form.related.setFocus()
    type_in("3")
    save(screen)
    (made,) = kept(screen)
    assert (made.term, made.kind, made.grade, made.serious) == (
        "Shingles (herpes zoster)",
        EventKind.INFECTION,
        2,
        False,
    )
    assert made.start.exact.isoformat() == "2026-11-20"
    assert made.relations == {"car_t": "possible"}
    assert said(screen, 0)[1].startswith("Shingles")
    assert screen.focusWidget() is screen.table


def test_that_the_clock_is_shown_and_stops_with_a_key(show):
    screen = show(serious(), event("Fatigue"))
    assert "21 h 12 min left to tell the sponsor" in said(screen, 5)[1]
    assert screen.side.detail.box.isVisible()
    press(KEY.Key_T)
    walk.settle(screen.workplace.jobs)
    (told,) = [each for each in kept(screen) if each.sponsor_told]
    assert told.sponsor_aware == NOON
    assert "Sponsor told" in said(screen, 5)[1]


def test_that_the_form_shows_the_clock_while_a_reason_is_ticked(show):
    screen = show()
    screen.add()
    form = screen.side.form
    form.term.setText("Pneumonia")
    form._term()
    assert not form.box.isVisibleTo(form)
    form.criteria.ticks["hospital"].setChecked(True)
    assert form.box.left.text() == "24 h 0 min left"
    form.criteria.none.setChecked(True)
    assert not form.criteria.ticks["hospital"].isChecked()
    form.grade.setFocus()
    type_in("3")
    assert form.criteria.hint.text() == "Grade 3 alone is not serious"


def test_that_open_ones_stand_first_and_filters_count(show):
    screen = show(event("Cold", 1, 41, 49, kind=EventKind.INFECTION), event("Fatigue"), serious())
    assert [text.split(" ")[0] for text in said(screen, 0)] == ["Open", "Kidney", "Fatigue", "Closed", "Cold"]
    screen.list.chips._pick("infections")
    assert [text.split(" ")[0] for text in said(screen, 0)] == ["Open", "Kidney", "Closed", "Cold"]
    assert screen.table.cut_cells is not None
    assert list(screen.table.cut_cells()) == []


def test_that_e_ends_today_and_r_takes_it_back(show):
    screen = show(event("Fatigue"))
    press(KEY.Key_E)
    walk.settle(screen.workplace.jobs)
    assert kept(screen)[0].end.exact == TODAY
    press(KEY.Key_R)
    walk.settle(screen.workplace.jobs)
    assert (kept(screen)[0].end, kept(screen)[0].ongoing) == (None, True)


def test_that_enter_adds_a_grade_and_the_worst_stays(show):
    screen = show(event("Fatigue", 2))
    press(KEY.Key_Return)
    form = screen.side.form
    assert form.term.isReadOnly()
    assert screen.focusWidget() is form.grade
    type_in("1")
    save(screen)
    (made,) = kept(screen)
    assert (made.grade, [step.grade for step in made.grades]) == (2, [2, 1])


def test_that_f2_corrects_with_a_reason_only(show):
    screen = show(event("Fatigue", 2))
    press(KEY.Key_F2)
    form = screen.side.form
    form.grade.setFocus()
    type_in("1")
    save(screen)
    assert "Choose a reason" in form.notice.text
    form.reason.pick(1)
    save(screen)
    (made,) = kept(screen)
    assert (made.grade, len(made.grades)) == (1, 1)


def test_that_what_cannot_be_read_stays_in_the_form_and_is_named(show):
    screen = show()
    screen.add()
    form = screen.side.form
    form.term.setText("Rash")
    form.dates.start.setText("31-Feb-2026")
    save(screen)
    assert "not in the calendar" in form.notice.text
    form.dates.start.setText("20-Nov-2026")
    form.dates.end.setText("01-Nov-2026")
    form.dates.ongoing.setChecked(False)
    form.dates.end.setText("01-Nov-2026")
    save(screen)
    assert "The end lies before the start" in form.notice.text
    assert kept(screen) == ()


def test_that_the_kind_asks_its_own_questions_and_they_are_kept(show):
    screen = show()
    screen.add()
    form = screen.side.form
    form.term.setText("Local reaction (LICATS)")
    form._term()
    assert len(form.grade._options) == 4
    form.more._editors["organ_before"].show_answer(True)
    form.grade.choose(1)
    save(screen)
    (made,) = kept(screen)
    assert (made.kind, made.scale, made.details["organ_before"]) == (EventKind.LICATS, "LICATS", True)


def test_that_a_new_event_is_kept_as_a_draft_and_given_back(show):
    screen = show()
    screen.add()
    screen.side.form.term.setFocus()
    type_in("Rash")
    screen.flush()
    walk.settle(screen.workplace.jobs)
    (draft,) = kept(screen, Draft)
    assert (draft.form, draft.content["term"]) == (FORM, "Rash")
    again = show(session=screen.workplace.session)
    assert again.side.form_open
    assert again.side.form.term.text() == "Rash"
    assert again.side.form.kept.isVisibleTo(again)
    assert again.close_inner()
    walk.settle(again.workplace.jobs)
    assert kept(again, Draft) == ()


def test_that_f1_says_what_the_grade_means(show):
    screen = show(event("Fatigue", 3))
    press(KEY.Key_Return)
    press(KEY.Key_F1)
    assert screen.side.form.meaning.isVisible()
    assert screen.side.form.meaning.text().startswith("Severe")


def test_that_who_only_reads_opens_no_form(show):
    screen = show(event("Fatigue"), role=Role.MONITOR)
    heard = []
    screen.noticed.connect(lambda _tone, text: heard.append(text))
    press(KEY.Key_A)
    press(KEY.Key_E)
    assert not screen.side.form_open
    assert len(heard) == 2
    assert kept(screen)[0].end is None


def test_that_the_banner_counts_serious_events_that_are_open(workplace):
    place = workplace()
    banner = PatientBanner(okafor(events=(serious(), event("Fatigue"))), place.words, place.tokens, TODAY)
    assert "1 serious event open" in walk.texts(banner)
    quiet = PatientBanner(okafor(events=(event("Fatigue"),)), place.words, place.tokens, TODAY)
    assert "serious" not in walk.texts(quiet)


def test_that_a_visit_asks_about_open_events_and_keeps_the_answer(qtbot, workplace):
    whole = okafor()
    visit = whole.visits[-1]
    rows = (event("Fatigue"), event("Rash", 2), event("Cold", 1, 41, 49))
    place = workplace(whole.patient, *whole.diagnoses, *whole.infusions, *whole.visits, *rows)
    card = OpenEvents(place)
    qtbot.addWidget(card)
    card.show_visit(open_visit(place.session, WHO, visit.id, visit.day))
    walk.settle(place.jobs)

    def buttons(title):
        return [each for each in card.findChildren(Button) if each.accessibleName() == title]

    assert "Rash, grade 2, since" in walk.texts(card)
    assert "Cold" not in walk.texts(card)
    buttons("Still there")[0].click()
    walk.settle(place.jobs)
    QApplication.sendPostedEvents(None, 52)
    (told,) = place.session.records.find(Inquiry)
    assert told.visit == visit.id
    card.show_visit(open_visit(place.session, WHO, visit.id, visit.day))
    QApplication.sendPostedEvents(None, 52)
    assert "Rash" not in [button.accessibleDescription().split(",")[0] for button in buttons("Ended")]
    buttons("Ended")[-1].click()
    walk.settle(place.jobs)
    ended = [each for each in place.session.records.find(AdverseEvent) if each.term == "Fatigue"]
    assert ended[0].end == PartialDate.of(visit.day)
    card.show_visit(open_visit(place.session, WHO, visit.id, visit.day))
    assert card.isHidden()


def test_that_a_visit_that_is_not_saved_only_shows_what_will_be_asked(qtbot, workplace):
    whole = okafor()
    place = workplace(whole.patient, *whole.diagnoses, *whole.infusions, event("Fatigue"))
    card = OpenEvents(place)
    qtbot.addWidget(card)
    card.show_visit(open_visit(place.session, WHO, None, TODAY))
    walk.settle(place.jobs)
    assert not any(each.isEnabled() for each in card.findChildren(Button))
    assert "Answered once the visit is saved" in walk.texts(card)
