"""The curves on screen: walked by keyboard, shown as a table, read aloud."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from tests.courses import okafor
from tests.services.test_patients import entities
from tests.ui.walk import faults
from tracker.domain.instruments import instrument
from tracker.domain.visit import Assessment
from tracker.language import words
from tracker.services.course import Course
from tracker.ui.screens.trends import TrendsScreen
from tracker.ui.tables.chart_table import ChartTable
from tracker.ui.workplace import Workplace

COURSE = okafor()


def rated(course: Course) -> Course:
    """The same patient, whose first visit has a physician global too."""
    known, visit = instrument("pga"), course.visits[0]
    result = known({"pga": "0.5"}).as_json()
    pga = Assessment(
        site=visit.site, patient=visit.patient, visit=visit.id, instrument="pga", version=known.version,
        answers={"pga": "0.5"}, result=result,
    )  # fmt: skip
    return replace(course, assessments=(*course.assessments, pga))


@pytest.fixture
def place(workplace: Callable[..., Workplace]) -> Workplace:
    return workplace(*entities(rated(COURSE)))


@pytest.fixture
def screen(place: Workplace, qtbot) -> TrendsScreen:
    made = TrendsScreen(place, COURSE.patient.id)
    qtbot.addWidget(made)
    made.resize(1290, 520)
    made.show()
    made.activateWindow()
    place.jobs.settle()
    made.plot.setFocus()
    return made


def test_that_left_and_right_walk_along_the_days_that_have_a_result(screen, qtbot) -> None:
    stops = screen.chart.stops()
    qtbot.keyClick(screen.plot, Qt.Key.Key_Home)
    assert screen.plot.day == stops[0]
    qtbot.keyClick(screen.plot, Qt.Key.Key_Right)
    assert screen.plot.day == stops[1]
    qtbot.keyClick(screen.plot, Qt.Key.Key_End)
    qtbot.keyClick(screen.plot, Qt.Key.Key_Right)
    assert screen.plot.day == stops[-1]


def test_that_the_read_out_says_day_date_and_every_value_in_words(screen) -> None:
    screen.plot.stand(112)
    said = screen.read_out.spoken
    assert "Day 112 11-Sep-2026" in said
    assert "B cells 9" in said
    assert "SLEDAI-2K 2" in said


def test_that_the_cursor_stands_on_the_same_day_in_every_panel(screen) -> None:
    screen.plot.stand(84)
    assert {panel.cursor.value() for panel in screen.plot.panels} == {84}
    assert all(panel.cursor.isVisible() for panel in screen.plot.panels)


def test_that_all_panels_show_the_same_days(screen, place) -> None:
    for key in ("1", "4", "2"):
        screen._choose({"1": "30d", "4": "all", "2": "6m"}[key])
        place.jobs.settle()
        ranges = {tuple(panel.viewRange()[0]) for panel in screen.plot.panels}
        assert ranges == {tuple(map(float, screen.chart.days))}


def test_that_a_digit_chooses_the_time_shown(screen, place, qtbot) -> None:
    qtbot.keyClick(screen.plot, Qt.Key.Key_1)
    place.jobs.settle()
    assert screen.windows.key == "30d"
    assert screen.chart.days[1] < 60


def test_that_the_table_says_the_same_as_the_curves(screen, qtbot) -> None:
    qtbot.keyClick(screen.plot, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert screen.stack.currentWidget() is screen.table
    rows = screen.chart.rows()
    assert screen.model.rowCount() == len(rows)
    assert screen.model.index(0, 0).data() == words().number(rows[0].day)


def test_that_the_table_model_keeps_the_rules_of_qt(screen) -> None:
    model = ChartTable(words())
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_chart(screen.chart)


def test_that_ctrl_and_wheel_zoom_time_while_the_wheel_alone_does_not(screen, place) -> None:
    before = screen.chart.days
    canvas = screen.plot._canvas
    for keys in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        event = QWheelEvent(
            QPointF(500, 100), QPointF(500, 100), QPoint(), QPoint(0, 120),
            Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        canvas.wheelEvent(event)
        place.jobs.settle()
        if keys == Qt.KeyboardModifier.NoModifier:
            assert screen.chart.days == before
    assert screen.chart.days[1] - screen.chart.days[0] < before[1] - before[0]


def test_that_the_picture_in_the_clipboard_names_nobody(screen) -> None:
    screen._copy()
    assert QGuiApplication.clipboard().pixmap().width() >= 2 * screen.plot.width() - 2
    inside = [label.text() for label in screen.plot.findChildren(QLabel)]
    assert not any("OKAFOR" in text for text in inside)


def test_that_the_plot_tells_a_screen_reader_the_whole_chart(screen) -> None:
    assert "B cells: 88" in screen.plot.accessibleDescription()


def test_that_the_newest_values_fold_away_in_a_narrow_window(screen, qtbot) -> None:
    screen.resize(1010, 420)
    assert not screen.latest.isVisible()
    screen.plot.setFocus()
    qtbot.keyClick(screen.plot, Qt.Key.Key_F4)
    assert screen.latest.isVisible()


def test_that_a_low_window_draws_closer_before_it_scrolls(screen, qtbot) -> None:
    roomy = [plot.size().height() for plot in screen.plot.panels]
    screen.resize(1290, 440)
    qtbot.waitUntil(lambda: [plot.size().height() for plot in screen.plot.panels] < roomy)
    assert screen.plot._page.verticalScrollBar().maximum() == 0


def test_that_the_curves_stay_at_their_height_and_scroll_in_a_low_window(screen) -> None:
    screen.resize(1010, 320)
    assert screen.plot._page.verticalScrollBar().maximum() > 0
    assert screen.plot.axis.isVisible()
    assert faults(screen) == []


@pytest.mark.parametrize("width", [1290, 1010, 620])
def test_that_the_read_out_is_never_cut_however_narrow_the_window(screen, qtbot, width) -> None:
    screen.resize(width, 420)
    screen.plot.stand(112)
    line = screen.read_out
    qtbot.waitUntil(lambda: line.height() >= line.heightForWidth(line.width()))
    page = QTextDocument()
    page.setDefaultFont(line.font())
    page.setDocumentMargin(0)
    page.setHtml(line.text())
    page.setTextWidth(line.width())
    assert page.idealWidth() <= line.width()


def _panels(screen) -> list[str]:
    return [panel.title for panel in screen.chart.panels]


def test_that_a_score_with_results_gets_a_panel_of_its_own_and_gives_it_back(screen, place, qtbot) -> None:
    before = _panels(screen)
    keys = [screen.scores.itemData(at) for at in range(screen.scores.count())]
    assert "pga" in keys
    screen._add("pga")
    place.jobs.settle()
    assert "Physician global" in set(_panels(screen)) - set(before)
    assert any("Physician global" in title for title in screen.chart.columns())
    qtbot.waitUntil(lambda: faults(screen) == [])
    screen.refresh()
    place.jobs.settle()
    assert len(_panels(screen)) == len(before) + 1
    screen._add("pga")
    place.jobs.settle()
    assert _panels(screen) == before


def test_that_plus_opens_the_list_of_scores(screen, qtbot) -> None:
    qtbot.keyClick(screen.plot, Qt.Key.Key_Plus)
    assert screen.scores.view().isVisible()
    screen.scores.hidePopup()
