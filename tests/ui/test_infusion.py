"""Recording an infusion: a further one shows what it does to the plan before it is accepted."""

from datetime import date

import pytest
from PySide6.QtTest import QTest

from tests.courses import DAY0, okafor
from tests.fakes import fake_session
from tests.plans import infusion
from tests.ui import walk
from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.ui.screens.infusion import InfusionScreen
from tracker.ui.tables.replan_rows import Bucket, buckets

PERSON = okafor().patient


@pytest.fixture
def show(qtbot, workplace):
    def run(*entities):
        place = workplace(session=fake_session(PERSON, *okafor().diagnoses, *entities))
        screen = InfusionScreen(place, PERSON.id)
        qtbot.addWidget(screen)
        screen.resize(1200, 560)
        screen.show()
        screen.activateWindow()
        QTest.qWaitForWindowActive(screen)
        walk.settle(place.jobs)
        return screen

    return run


def enter(screen):
    screen.primary()
    walk.settle(screen.workplace.jobs)


def days(screen):
    return [each.day0 for each in screen.workplace.session.records.find(Infusion)]


def test_that_the_first_infusion_is_recorded_at_once(show):
    screen = show()
    enter(screen)
    assert days(screen) == [PartialDate.parse("2026-11-23")]


def test_that_a_further_infusion_shows_what_it_closes_before_it_is_accepted(show):
    screen = show(infusion(PERSON, DAY0))
    enter(screen)
    assert days(screen) == [PartialDate.of(DAY0)]
    assert screen.pages.currentWidget() is screen.preview
    assert len(buckets(screen.preview._found)[Bucket.CLOSED]) > 10
    assert "Closed by the further infusion" in walk.texts(screen)
    screen.escape()
    assert screen.pages.currentIndex() == 0
    enter(screen)
    enter(screen)
    assert days(screen) == [PartialDate.of(DAY0), PartialDate.parse("2026-11-23")]


def test_that_a_planned_infusion_given_on_another_day_shows_the_difference(show):
    screen = show(infusion(PERSON, None, planned=date(2026, 11, 21)))
    enter(screen)
    assert "moves 2 days later" in walk.texts(screen)
    enter(screen)
    (kept,) = screen.workplace.session.records.find(Infusion)
    assert (kept.day0, kept.planned) == (PartialDate.parse("2026-11-23"), PartialDate.parse("2026-11-21"))
