"""The list of patients and the record of one, driven by keyboard."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QWidget

from tests.courses import okafor, published
from tests.fakes import NOON, FakeRecords
from tests.services.test_patients import OTHERS, entities
from tests.ui.walk import faults
from tracker.domain.document import Document
from tracker.domain.infusion import Conditioning
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient
from tracker.domain.study import Site
from tracker.language import words
from tracker.services.patients import patient_rows
from tracker.services.published_view import asked_first
from tracker.ui.parts.patient_banner import PatientBanner
from tracker.ui.parts.patient_delegate import fitted, hits, needed
from tracker.ui.parts.patients_view import PatientsView
from tracker.ui.places import PATIENTS, Route
from tracker.ui.screens.enrol import EnrolScreen
from tracker.ui.screens.infusion import InfusionScreen
from tracker.ui.screens.patients import PatientsScreen
from tracker.ui.screens.record import RecordScreen
from tracker.ui.shell import Shell
from tracker.ui.tables.listing import Listing
from tracker.ui.tables.patients_table import PatientsTable
from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import LIGHT
from tracker.ui.workplace import Workplace

ADAEZE = okafor().patient


@pytest.fixture
def place(workplace: Callable[..., Workplace]) -> Workplace:
    return workplace(*entities(okafor()), *OTHERS)


@pytest.fixture
def shell(place: Workplace, qtbot) -> Shell:
    made = Shell(place)
    made.resize(1366, 688)
    qtbot.addWidget(made)
    made.show()
    made.go(PATIENTS)
    place.jobs.settle()
    return made


def texts(root: QWidget) -> str:
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisibleTo(root))


def test_that_models_keep_the_rules_of_qt(place: Workplace, qtbot) -> None:
    table = PatientsTable(words())
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show_rows(patient_rows(place.session.records, place.today()))
    table.show_rows(())
    listing = Listing(("A", "B"))
    QAbstractItemModelTester(listing, QAbstractItemModelTester.FailureReportingMode.Fatal)
    listing.show_rows([("1", "2")], ["x"])


def test_that_enter_on_a_row_opens_the_record_at_trends(shell: Shell, place: Workplace, qtbot) -> None:
    screen = shell.screen
    assert isinstance(screen, PatientsScreen)
    screen.view.setFocus()
    qtbot.keyClick(screen.view, Qt.Key.Key_End)
    qtbot.keyClick(screen.view, Qt.Key.Key_Up)
    qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    place.jobs.settle()
    assert shell.where()[-1] == Route("record", ADAEZE.id, tab="trends")


def test_that_three_letters_and_enter_open_a_patient(shell: Shell, place: Workplace, qtbot) -> None:
    box = shell.command_bar.search
    qtbot.keyClicks(box, "ada")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    place.jobs.settle()
    assert shell.where()[-1].patient == ADAEZE.id


def test_that_a_search_switches_the_chips_off_and_warns_of_a_shared_surname(shell: Shell) -> None:
    screen = shell.screen
    screen.search("oka")
    assert screen.alike.isVisibleTo(screen)
    assert not screen.states.isEnabled()
    screen.search("")
    assert not screen.alike.isVisibleTo(screen)
    assert screen.states.isEnabled()


def test_that_a_chip_shows_how_many_it_would_give_and_is_off_at_none(shell: Shell) -> None:
    screen = shell.screen
    screen.states.choose("back")
    screen._wish(state=screen.states.key)
    chip = screen.diseases._chips["other"]
    assert chip.text().endswith("0")
    assert not chip.isEnabled()


def test_that_an_empty_study_offers_to_enrol(workplace, qtbot) -> None:
    place = workplace()
    screen = PatientsScreen(place)
    qtbot.addWidget(screen)
    screen.show()
    place.jobs.settle()
    assert screen.pages.currentWidget() is screen.empty
    with qtbot.waitSignal(screen.enrol_opened):
        screen._enrol_here.click()


@pytest.mark.parametrize("size", [(1366, 688), (1093, 550)])
def test_that_list_enrolment_record_and_infusion_fit_and_are_named(place, qtbot, qapp, size) -> None:
    for route in (PATIENTS, Route("enrol"), Route("record", ADAEZE.id), Route("infusion", ADAEZE.id)):
        shell = Shell(place)
        qtbot.addWidget(shell)
        shell.resize(*size)
        shell.show()
        shell.go(route)
        for _ in range(3):
            place.jobs.settle()
            qapp.processEvents()
        assert faults(shell) == []


def test_that_a_record_shows_no_other_patient(shell: Shell, place: Workplace) -> None:
    shell.go(Route("record", ADAEZE.id))
    place.jobs.settle()
    seen = texts(shell)
    assert "OKAFOR" in seen
    for other in OTHERS:
        for secret in (other.given, other.hospital_no, other.study_id):
            assert secret not in seen


def test_that_identifiers_in_the_banner_are_never_cut(themed, qtbot) -> None:
    long = okafor(
        patient=Patient(
            site=ADAEZE.site,
            family="De Souza Montenegro Villanueva",
            given="Maria Antonia Esperanza del Carmen",
            born=ADAEZE.born,
            sex=ADAEZE.sex,
            hospital_no="104 0012 0098 7781",
            study_id="CAR-SLE-VERY-LONG-0004",
        )
    )
    banner = PatientBanner(long, words(), LIGHT, okafor().visits[-1].day)
    qtbot.addWidget(banner)
    banner.resize(1093, 66)
    banner.show()
    for text in ("104 0012 0098 7781", "CAR-SLE-VERY-LONG-0004", "DE SOUZA MONTENEGRO VILLANUEVA, "):
        found = next(each for each in banner.findChildren(QLabel) if each.text() == text)
        assert found.width() >= QFontMetricsF(found.font()).horizontalAdvance(text) - 1


def test_that_a_list_cell_shortens_given_names_and_nothing_else(themed) -> None:
    face = font(LIGHT, "value")
    assert fitted("OKAFOR, Adaeze Chioma Ngozi", face, 120).startswith("OKAFOR, ")
    assert fitted("CAR-SLE-VERY-LONG-0004", face, 20) == "CAR-SLE-VERY-LONG-0004"


def test_that_a_published_patient_has_facts_and_no_handout(workplace, qtbot) -> None:
    course = published()
    place = workplace(*entities(course), *course.facts, *course.sources)
    screen = RecordScreen(place, course.patient.id)
    qtbot.addWidget(screen)
    screen.show()
    place.jobs.settle()
    assert [button.accessibleName() for button in screen.acts()] == ["Summary"]
    screen.go("facts")
    place.jobs.settle()
    view = screen.pages.currentWidget().view
    assert view.listing.rowCount() == len(asked_first(course, words())) > len(course.facts)


def test_that_ctrl_enter_enrols_and_opens_the_new_record(shell: Shell, place: Workplace, qtbot) -> None:
    shell.go(Route("enrol"))
    place.jobs.settle()
    screen = shell.screen
    assert isinstance(screen, EnrolScreen)
    assert screen.study_id.text == "CAR-SLE-11"
    qtbot.keyClicks(screen.family.line, "Iyer")
    qtbot.keyClicks(screen.born.box, "30 jun 1995")
    screen.primary()
    place.jobs.settle()
    made = place.session.records.find(Patient, study_id="CAR-SLE-11")
    assert made[0].family == "Iyer"
    assert shell.where()[-1] == Route("record", made[0].id, tab="trends")


def test_that_a_refused_enrolment_says_why_and_writes_nothing(shell: Shell, place: Workplace) -> None:
    shell.go(Route("enrol"))
    place.jobs.settle()
    shell.screen.primary()
    place.jobs.settle()
    assert "family name" in texts(shell.screen.notice)
    assert len(place.session.records.find(Patient)) == 1 + len(OTHERS)


def test_that_a_likely_twin_is_shown_before_anything_is_written(
    shell: Shell, place: Workplace, qtbot
) -> None:
    shell.go(Route("enrol"))
    place.jobs.settle()
    screen = shell.screen
    qtbot.keyClicks(screen.family.line, "Okafor")
    screen.number.set_text("104 0027")
    screen._look_for_twins()
    place.jobs.settle()
    assert "CAR-SLE-07" in texts(screen.notice)
    assert screen._save.accessibleName() == "Enrol anyway"


def test_that_an_infusion_is_recorded_with_its_conditioning(shell: Shell, place: Workplace, qtbot) -> None:
    shell.go(Route("infusion", OTHERS[1].id))
    place.jobs.settle()
    screen = shell.screen
    assert isinstance(screen, InfusionScreen)
    screen.conditioning["fludarabine"][0].set_text("25")
    screen.primary()
    place.jobs.settle()
    rows = patient_rows(place.session.records, place.today())
    row = next(row for row in rows if row.patient.id == OTHERS[1].id)
    assert row.day == 0
    (given,) = place.session.records.find(Conditioning, patient=OTHERS[1].id)
    assert (given.drug, given.dose, given.unit) == ("fludarabine", "25", "mg/m²")


def test_that_space_shows_the_row_in_focus_beside_the_list_and_esc_takes_it_away(
    shell: Shell, place: Workplace, qtbot
) -> None:
    screen = shell.screen
    qtbot.keyClick(screen.view, Qt.Key.Key_Space)
    assert screen.peek.isVisible()
    assert screen.view.row.patient.study_id in texts(screen.peek)
    qtbot.keyClick(screen.view, Qt.Key.Key_Down)
    assert screen.view.row.patient.study_id in texts(screen.peek)
    assert faults(shell) == []
    screen.escape()
    assert not screen.peek.isVisible()


def test_that_letters_on_the_list_begin_a_search_and_esc_brings_the_filters_back(shell: Shell, qtbot) -> None:
    screen = shell.screen
    screen._wish(disease="sle")
    screen.view.setFocus()
    qtbot.keyClicks(screen.view, "n")
    assert shell.command_bar.search.text() == "n"
    assert screen.found.isVisible()
    assert not screen.filters.isVisible()
    screen.escape()
    assert shell.command_bar.search.text() == ""
    assert screen.filters.isVisible()
    assert [row.disease.code for row in screen.view.table.rows] == ["sle"]


def test_that_a_search_without_a_hit_offers_to_enrol(shell: Shell, qtbot) -> None:
    screen = shell.screen
    screen.search("nobody of this name")
    assert screen.pages.currentWidget() is screen.nobody
    with qtbot.waitSignal(screen.enrol_opened):
        screen._enrol_new.click()


@pytest.mark.parametrize(
    ("text", "wanted", "marked"),
    [
        ("OKAFOR, Adaeze", "oka", ["OKA"]),
        ("OKAFOR, Adaeze", "okafor, ad", ["OKAFOR", "Ad"]),
        ("NGUYỄN, Thị Hồng", "nguyen", ["NGUYỄN"]),
        ("WEIß, Anna", "weiss", ["WEIß"]),
        ("OKAFOR, Adaeze", "fora", []),
    ],
)
def test_that_the_letters_searched_for_are_marked_where_they_begin_a_word(text, wanted, marked) -> None:
    assert [text[start:end] for start, end in hits(text, wanted)] == marked


@pytest.mark.parametrize("width", [1366, 1093, 1024])
def test_that_columns_give_way_before_an_identifier_is_cut(themed, qtbot, width) -> None:
    long = Patient(
        site=ADAEZE.site,
        family="De Souza Montenegro Villanueva",
        given="Maria",
        born=ADAEZE.born,
        hospital_no="104 0012 0098 7781",
        study_id="CAR-SLE-VERY-LONG-0004",
    )
    view = PatientsView(LIGHT, words())
    qtbot.addWidget(view)
    view.resize(width - 102, 400)
    view.show()
    view.show_rows(patient_rows(FakeRecords(long), okafor().visits[-1].day))
    for index, key in ((0, "patient"), (2, "day")):
        wanted = needed(view.table.lines(view.table.rows[0], key), LIGHT)
        assert not view.isColumnHidden(index)
        assert view.columnWidth(index) >= wanted
    assert view.horizontalHeader().length() <= view.viewport().width()


def test_that_a_study_of_two_clinics_can_be_filtered_by_clinic(workplace, qtbot) -> None:
    other = Site(site=ADAEZE.site, clinic="North clinic", hospital="North hospital")
    moved = replace(OTHERS[0], site=other.id)
    place = workplace(*entities(okafor()), moved, OTHERS[1], other)
    screen = PatientsScreen(place)
    qtbot.addWidget(screen)
    screen.resize(1266, 600)
    screen.show()
    place.jobs.settle()
    assert screen.sites.isVisible()
    screen.sites.picked.emit("North clinic")
    assert [row.patient.id for row in screen.view.table.rows] == [moved.id]
    qtbot.waitUntil(lambda: faults(screen) == [])


def test_that_papers_of_a_patient_are_listed_with_their_check_sums(workplace, qtbot) -> None:
    paper = Document(
        site=ADAEZE.site,
        patient=ADAEZE.id,
        visit=okafor().visits[-1].id,
        kind="handout",
        version=2,
        sha256="0123456789abcdef" * 4,
        file_name="CAR-SLE-07_2026-11-23_handout_v2.pdf",
        language="en",
        made_at=NOON,
        made_by=ADAEZE.site,
    )
    place = workplace(*entities(okafor()), paper)
    screen = RecordScreen(place, ADAEZE.id)
    qtbot.addWidget(screen)
    screen.resize(1000, 420)
    screen.show()
    place.jobs.settle()
    screen.tabs.choose("documents")
    place.jobs.settle()
    view = screen.pages.currentWidget().view
    said = [view.listing.index(0, column).data() for column in range(view.listing.columnCount())]
    assert said[0] == "Patient handout"
    assert said[5:] == ["CAR-SLE-07_2026-11-23_handout_v2.pdf", "0123456789ab"]
    with qtbot.waitSignal(screen.paper_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [ADAEZE.id, paper.visit, "handout"]
    assert faults(screen) == []


def test_that_i_records_a_further_infusion(shell: Shell, place: Workplace, qtbot) -> None:
    shell.go(Route("record", ADAEZE.id))
    place.jobs.settle()
    shell.activateWindow()
    plot = shell.screen.first_focus()
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_I)
    assert shell.where()[-1] == Route("infusion", ADAEZE.id)


def test_that_the_banner_names_both_infusions_when_days_count_from_the_first(themed, qtbot) -> None:
    first = okafor().infusions[0]
    again = replace(first, id=ADAEZE.site, number=2, day0=PartialDate(2026, 11, 1))
    banner = PatientBanner(
        replace(okafor(), infusions=(first, again)), words(), LIGHT, okafor().visits[-1].day
    )
    qtbot.addWidget(banner)
    said = [each.text() for each in banner.findChildren(QLabel)]
    assert "22-May-2026, again 01-Nov-2026" in said
    assert "Day 185" in said
