"""The visits to come, taken away: a page, a PDF, a calendar file without a name; each noted in the trail."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from tests.courses import DAY0, okafor
from tests.fakes import fake_session
from tests.plans import infusion
from tests.ui import walk
from tracker.app import print_letter
from tracker.domain.change import Act
from tracker.domain.study import Role
from tracker.ui.screens.calendar import CalendarScreen

PERSON = okafor().patient


@pytest.fixture
def show(qtbot, workplace, monkeypatch, tmp_path):
    def run(role=Role.COORDINATOR):
        session = fake_session(PERSON, *okafor().diagnoses, infusion(PERSON, DAY0))
        session = replace(session, user=replace(session.user, role=role))
        place = replace(workplace(session=session), print_letter=print_letter)
        screen = CalendarScreen(place, PERSON.id)
        monkeypatch.setattr(screen, "_ask_file", lambda ending: tmp_path / f"visits.{ending}")
        qtbot.addWidget(screen)
        screen.resize(1000, 500)
        screen.show()
        QTest.qWaitForWindowExposed(screen)
        walk.settle(place.jobs)
        return screen

    return run


def acts(screen):
    return [event.act for event in screen.workplace.session.records.events]


def test_that_the_page_is_shown_and_saved_and_noted(show, tmp_path):
    screen = show()
    assert screen.view.count >= 1
    screen.save_paper()
    walk.settle(screen.workplace.jobs)
    assert (tmp_path / "visits.pdf").read_bytes().startswith(b"%PDF-")
    assert acts(screen) == [Act.PRINTED]


def test_that_the_calendar_file_holds_the_study_id_and_no_name(show, tmp_path):
    screen = show()
    screen.save_file()
    walk.settle(screen.workplace.jobs)
    text = (tmp_path / "visits.ics").read_text(encoding="utf-8")
    assert PERSON.study_id in text
    assert PERSON.family.lower() not in text.lower()
    assert PERSON.hospital_no not in text
    assert text.count("BEGIN:VEVENT") >= 20
    assert acts(screen) == [Act.EXPORTED]


def test_that_a_monitor_takes_nothing_away(show, tmp_path):
    screen = show(role=Role.MONITOR)
    said = []
    screen.noticed.connect(lambda _tone, text: said.append(text))
    screen.save_file()
    walk.settle(screen.workplace.jobs)
    assert list(tmp_path.glob("visits*")) == []
    assert said
