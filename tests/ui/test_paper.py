"""The paper screen: real pages from a practice study, what blocks printing, what is written."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui import walk
from tests.ui.conftest import Watch
from tracker.app import print_letter
from tracker.domain.document import Document
from tracker.domain.patient import Patient, Standing
from tracker.domain.visit import Visit
from tracker.services.practice_study import create_practice_study
from tracker.services.session import Session
from tracker.services.settings import lines_setting, save_setting, setting
from tracker.services.studies import open_study
from tracker.ui.dialogs.paper_settings import PaperSettingsDialog
from tracker.ui.screens.paper import PaperScreen
from tracker.ui.workplace import Workplace


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice") / "study"
    create_practice_study(folder, now=Watch()).close()
    return folder


@pytest.fixture
def session(made: Path, watch: Watch) -> Iterator[Session]:
    opened = open_study(made, now=watch)
    yield opened
    opened.close()


@pytest.fixture
def patient(session: Session) -> UUID:
    living = [each for each in session.records.find(Patient) if each.standing is not Standing.DIED]
    return max(living, key=lambda each: len(session.records.find(Visit, patient=each.id))).id


@pytest.fixture
def screen(
    qtbot: QtBot, workplace: Callable[..., Workplace], session: Session, patient: UUID
) -> Callable[..., PaperScreen]:
    def show(kind: str = "handout", visit: UUID | None = None) -> PaperScreen:
        place = replace(workplace(session=session), print_letter=print_letter)
        made = PaperScreen(place, patient, visit, kind)
        qtbot.addWidget(made)
        made.resize(1000, 440)
        made.show()
        made.activateWindow()
        QTest.qWaitForWindowActive(made)
        made.first_focus().setFocus()
        walk.settle(place.jobs)
        return made

    return show


def documents(session: Session, patient: UUID) -> tuple[Document, ...]:
    return session.records.find(Document, patient=patient)


@pytest.mark.parametrize("kind", ["handout", "summary"])
def test_that_a_paper_is_shown_as_it_will_be_printed(screen: Callable[..., PaperScreen], kind: str) -> None:
    shown = screen(kind)
    assert shown.view.count >= 1
    assert shown.problem.isHidden()
    assert walk.faults(shown) == []
    assert walk.focus_rings(shown) == [shown.view]


def test_that_looking_at_a_paper_writes_nothing(
    screen: Callable[..., PaperScreen], session: Session, patient: UUID
) -> None:
    before = documents(session, patient)
    screen("handout")
    assert documents(session, patient) == before


def test_that_a_saved_paper_lies_in_the_folder_and_in_the_record_with_the_chosen_message(
    screen: Callable[..., PaperScreen],
    session: Session,
    patient: UUID,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = screen("handout")
    sentence = lines_setting(session.records, "approved_sentences")[1]
    shown.panel.message.choose(sentence)
    shown.panel.message.picked.emit(sentence)
    walk.settle(shown.workplace.jobs)
    monkeypatch.setattr(shown, "_ask_folder", lambda: tmp_path)
    before = len(documents(session, patient))
    shown.save_paper()
    walk.settle(shown.workplace.jobs)
    (path,) = tmp_path.glob("*.pdf")
    text = " ".join("".join(page.extract_text() for page in PdfReader(path).pages).split())
    assert sentence in text
    assert "PRACTICE" in text
    assert len(documents(session, patient)) == before + 1
    family = session.records.get(Patient, patient).family
    assert family.lower() not in path.name.lower()
    assert "is on paper" in shown.panel.on_paper.text


def test_that_printing_leaves_no_file_behind(
    screen: Callable[..., PaperScreen],
    session: Session,
    patient: UUID,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = screen("summary")
    monkeypatch.setattr(shown, "_ask_printer", lambda: QPdfWriter(str(tmp_path / "printer.pdf")))
    before, files = len(documents(session, patient)), sorted(session.folder.rglob("*"))
    shown.print_paper()
    walk.settle(shown.workplace.jobs)
    assert len(PdfReader(tmp_path / "printer.pdf").pages) == shown.view.count
    assert len(documents(session, patient)) == before + 1
    assert sorted(session.folder.rglob("*")) == files


def test_that_a_cancelled_print_notes_nothing(
    screen: Callable[..., PaperScreen], session: Session, patient: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = screen("summary")
    monkeypatch.setattr(shown, "_ask_printer", lambda: None)
    before = documents(session, patient)
    shown.print_paper()
    walk.settle(shown.workplace.jobs)
    assert documents(session, patient) == before


def test_that_without_an_emergency_number_there_is_a_sentence_instead_of_a_handout(
    screen: Callable[..., PaperScreen], session: Session
) -> None:
    known = save_setting(session, "emergency_number", "")
    assert known
    shown = screen("handout")
    assert "emergency number" in shown.problem.text
    assert shown.view.count == 0
    assert not shown.panel.print.isEnabled()
    shown.panel.kind.segment("summary").click()
    walk.settle(shown.workplace.jobs)
    assert shown.view.count >= 1
    assert shown.panel.print.isEnabled()
    save_setting(session, "emergency_number", "112")


def test_that_enter_prints_and_zoom_keys_change_the_page(
    screen: Callable[..., PaperScreen], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = screen("summary")
    asked: list[str] = []
    monkeypatch.setattr(shown, "_ask_printer", lambda: asked.append("asked"))
    qtbot.keyClick(shown.view, Qt.Key.Key_Return)
    assert asked == ["asked"]
    width = shown.view._pages[0].width()
    shown.view.zoom(1)
    assert shown.view._pages[0].width() > width
    shown.view.zoom(0)
    assert shown.view._pages[0].width() == width


def test_that_the_message_offered_first_is_the_one_on_the_page_and_no_choice_follows_to_another_visit(
    screen: Callable[..., PaperScreen], session: Session, patient: UUID
) -> None:
    visits = session.records.find(Visit, patient=patient)
    spoken = next(visit for visit in visits if visit.main_message)
    shown = screen("handout", spoken.id)
    assert shown.panel.message.key == ""
    assert shown.panel.message.currentText() == spoken.main_message
    other = next(
        text for text in lines_setting(session.records, "approved_sentences") if text != spoken.main_message
    )
    shown.panel.message.choose(other)
    shown.panel.message.picked.emit(other)
    walk.settle(shown.workplace.jobs)
    assert shown._preview.asked.message == other
    another = next(visit for visit in visits if visit.id != spoken.id)
    shown.panel.visit.choose(another.id)
    shown.panel.visit.picked.emit(another.id)
    walk.settle(shown.workplace.jobs)
    assert (shown._preview.asked.visit, shown._preview.asked.message) == (another.id, "")


def test_that_the_emergency_number_can_be_set_beside_the_paper_that_lacks_it(
    screen: Callable[..., PaperScreen], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_setting(session, "emergency_number", "")
    shown = screen("handout")
    asked: list[PaperSettingsDialog] = []

    def fill(dialog: PaperSettingsDialog) -> None:
        asked.append(dialog)
        dialog.emergency.set_text("call us")
        dialog.keep()
        assert "digits" in dialog.emergency.message
        dialog.emergency.set_text("112")
        dialog.keep()
        walk.settle(shown.workplace.jobs)

    monkeypatch.setattr(PaperSettingsDialog, "exec", fill)
    (button,) = shown.problem.findChildren(QPushButton)
    button.click()
    assert asked[0].result() == PaperSettingsDialog.DialogCode.Accepted
    assert setting(session.records, "emergency_number") == "112"
    walk.settle(shown.workplace.jobs)
    assert shown.problem.isHidden()
    assert shown.view.count >= 1


def test_that_the_panel_names_the_message_that_the_page_prints(
    screen: Callable[..., PaperScreen], session: Session, patient: UUID
) -> None:
    visit = max(session.records.find(Visit, patient=patient), key=lambda each: each.day)
    sentence = lines_setting(session.records, "approved_sentences")[1]
    with session.office.work(session.user.id, "another message") as unit:
        unit.put(replace(visit, main_message=sentence))
    shown = screen("handout", visit.id)
    assert shown.panel.message.currentText() == sentence
    assert shown.panel.message.findText(sentence) == 0
    shown.panel.visit.setCurrentIndex(1)
    shown.panel.visit.picked.emit(shown.panel.visit.key)
    walk.settle(shown.workplace.jobs)
    assert shown.panel.message.key == ""
