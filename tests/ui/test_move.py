"""Moving Day 0 by keyboard: seen before it is done, numbers that add up, done only with a reason."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.courses import DAY0, okafor
from tests.fakes import fake_session
from tests.plans import infusion, visit
from tests.ui import walk
from tracker.domain.followup import Closure
from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient
from tracker.ui.screens.move import MoveScreen
from tracker.ui.tables.replan_rows import WEEK, Bucket, buckets

KEY = Qt.Key
PERSON = okafor().patient
PLANNED = date(2026, 12, 8)
CLOSED = Closure(site=PERSON.site, start=date(2026, 12, 24), end=date(2026, 12, 31))


@pytest.fixture
def show(show_tab):
    def run(*entities, size=(1290, 560)):
        session = fake_session(PERSON, *okafor().diagnoses, CLOSED, *entities)
        return show_tab(MoveScreen, session=session, size=size)

    return run


def waiting():
    return (
        infusion(PERSON, None, planned=PLANNED),
        visit(PERSON, "scr", date(2026, 11, 12)),
        visit(PERSON, "aph", date(2026, 11, 20)),
    )


def given():
    held = (("d0", 0), ("d3", 3), ("d5", 5), ("d7", 7), ("d28", 28))
    first = infusion(PERSON, DAY0)
    return first, *(visit(PERSON, code, date.fromordinal(DAY0.toordinal() + day)) for code, day in held)


def type_day(screen, text):
    screen.side.day.box.setFocus()
    screen.side.day.box.selectAll()
    QTest.keyClicks(screen.side.day.box, text)
    walk.settle(screen.workplace.jobs)


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def kept(screen):
    return screen.workplace.session.records.find(Infusion)[0]


def test_that_the_day_typed_shows_every_visit_in_one_group_and_saves_nothing(show):
    screen = show(*waiting())
    type_day(screen, "16-Dec-2026")
    found = buckets(screen.preview)
    assert sum(len(rows) for rows in found.values()) == len(screen.preview.rows)
    assert len(found[Bucket.DECIDE]) >= 2
    assert len(found[Bucket.KEEP]) == 2
    shown = walk.texts(screen)
    assert "clinic closed" in shown
    assert "→" in shown
    assert "Wed 16-Dec-2026" in shown
    assert "Preview, nothing saved" in shown
    assert "Follow-up ends on 16-Dec-2041" in shown
    assert "8 days later" in shown
    assert kept(screen).planned == PartialDate.of(PLANNED)


def test_that_a_digit_and_ctrl_enter_move_it(show):
    screen = show(*waiting())
    type_day(screen, "16-Dec-2026")
    screen.primary()
    assert "Say why" in screen.side.notice.text
    press(KEY.Key_2)
    with_reason = []
    screen.back.connect(lambda: with_reason.append(True))
    screen.primary()
    walk.settle(screen.workplace.jobs)
    assert kept(screen).planned == PartialDate.parse("2026-12-16")
    assert kept(screen).day0 is None
    assert with_reason


def test_that_another_reason_asks_for_words(show):
    screen = show(*waiting())
    type_day(screen, "16-Dec-2026")
    screen.side.reason.pick(4)
    assert screen.side.note.isVisible()
    screen.primary()
    walk.settle(screen.workplace.jobs)
    assert kept(screen).planned == PartialDate.of(PLANNED)
    QTest.keyClicks(QApplication.focusWidget(), "Flight cancelled")
    screen.primary()
    walk.settle(screen.workplace.jobs)
    assert kept(screen).planned == PartialDate.parse("2026-12-16")


def test_that_day_0_can_be_planned_before_any_infusion(show):
    screen = show()
    assert screen.side.save.text().startswith("Plan Day 0")
    type_day(screen, "16-Dec-2026")
    assert len(buckets(screen.preview)[Bucket.NEW]) + len(buckets(screen.preview)[Bucket.DECIDE]) >= 43
    screen.side.reason.pick(2)
    screen.primary()
    walk.settle(screen.workplace.jobs)
    assert kept(screen).planned == PartialDate.parse("2026-12-16")


def test_that_after_the_infusion_it_is_a_correction_that_asks_first_and_folds_the_first_week(show):
    screen = show(*given())
    type_day(screen, "25-May-2026")
    assert screen.preview.correction
    headings = [screen.page.table.rows.index(0, 0).data()]
    assert "Were these visits on the dates shown?" in headings[0]
    assert screen.page.table.rows.row_of(WEEK) > 0
    assert "Day 1 to Day 7" in walk.texts(screen)
    assert "3 now outside their window" in walk.texts(screen)


def test_that_no_other_patient_is_named(show):
    other = Patient(id=uuid4(), site=PERSON.site, study_id="CAR-SLE-99", family="CANARY")
    screen = show(other, *waiting())
    type_day(screen, "16-Dec-2026")
    assert "CANARY" not in walk.texts(screen)


def test_that_an_unreadable_day_moves_nothing(show):
    screen = show(*waiting())
    type_day(screen, "16-Dez-20x")
    screen.side.reason.pick(1)
    screen.primary()
    walk.settle(screen.workplace.jobs)
    assert kept(screen).planned == PartialDate.of(PLANNED)
    assert screen.side.notice.text


@pytest.mark.parametrize("size", [(1290, 560), (948, 420)])
def test_that_the_preview_fits(show, size):
    screen = show(*waiting(), size=size)
    type_day(screen, "16-Dec-2026")
    assert [each for each in walk.faults(screen) if "wants at least" not in each] == []


def test_that_a_moved_planned_infusion_keeps_its_product(show):
    first = replace(waiting()[0], product="KYV-101")
    screen = show(first, *waiting()[1:])
    type_day(screen, "16-Dec-2026")
    screen.side.reason.pick(1)
    screen.primary()
    walk.settle(screen.workplace.jobs)
    assert kept(screen).product == "KYV-101"
