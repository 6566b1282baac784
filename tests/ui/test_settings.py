"""The settings screen: every question once, kept at once, taken back, refused in place, greyed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes import fake_session
from tests.ui import walk
from tracker.app import TEXT_SCALE, THEME, change_look
from tracker.domain.reading import reading
from tracker.domain.setting_pages import PAGES
from tracker.domain.settings import SENTENCES, SETTINGS
from tracker.domain.spoken import spoken_number
from tracker.domain.study import Role
from tracker.services.sentences import sentences, write_sentence
from tracker.services.session import Session
from tracker.services.settings import setting
from tracker.ui.look import Look
from tracker.ui.parts.sentence_card import SentenceCard
from tracker.ui.screens.settings import SettingsScreen
from tracker.ui.theme.style import apply_theme
from tracker.ui.theme.tokens import THEMES
from tracker.ui.workplace import Workplace

HARD = "Immunosuppression necessitates comprehensive prophylactic antimicrobial administration."


@pytest.fixture
def screen(qtbot: QtBot, workplace: Callable[..., Workplace]) -> Callable[..., SettingsScreen]:
    def make(page: str = "", role: Role = Role.ADMIN, session: Session | None = None) -> SettingsScreen:
        place = workplace(session=session or fake_session(role=role))
        made = SettingsScreen(place, page)
        qtbot.addWidget(made)
        made.resize(1017, 506)
        made.show()
        made.activateWindow()
        QTest.qWaitForWindowActive(made)
        walk.settle(place.jobs)
        return made

    return make


def type_in(screen: SettingsScreen, key: str, text: str) -> None:
    box = screen.rows[key].field.line
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)
    walk.settle(screen.workplace.jobs)


def test_that_every_setting_stands_exactly_once_on_a_page_that_exists(screen):
    shown = screen()
    stands = [key for key, row in shown.rows.items() if row.option.key in SETTINGS]
    assert sorted([*stands, *SentenceCard.keys]) == sorted(SETTINGS)
    assert {option.page for option in SETTINGS.values()} == {page.key for page in PAGES}


@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_that_only_the_questions_of_the_page_are_seen(screen, page):
    shown = screen(page)
    seen = {key for key, row in shown.rows.items() if row.isVisible()}
    assert seen == {key for key, row in shown.rows.items() if row.option.page == page}
    assert shown.sentences.isVisible() == (not seen)


def test_that_an_answer_is_kept_at_once_read_back_and_taken_back(screen):
    shown = screen()
    records = shown.workplace.session.records
    type_in(shown, "emergency_number", "999")
    assert setting(records, "emergency_number") == "999"
    assert "nine nine nine" in shown.rows["emergency_number"].message
    (undo,) = shown.notice.findChildren(QPushButton)
    undo.click()
    walk.settle(shown.workplace.jobs)
    assert setting(records, "emergency_number") == ""
    assert shown.rows["emergency_number"].text == ""
    assert [event.what.kind for event in records.events] == ["Setting", "Setting"]


@pytest.mark.parametrize(
    ("key", "text"), [("idle_minutes", "99"), ("emergency_number", "call us"), ("b_cell_cutoff", "ten")]
)
def test_that_what_does_not_fit_is_named_in_place_and_esc_brings_back_what_is_kept(screen, key, text):
    shown = screen(SETTINGS[key].page)
    type_in(shown, key, text)
    assert shown.rows[key].message.endswith((".", "front."))
    assert shown.workplace.session.records.events == []
    shown.escape()
    assert shown.rows[key].text == SETTINGS[key].default


def test_that_a_reader_sees_the_answers_greyed_with_the_reason_and_may_choose_a_look(screen):
    shown = screen(role=Role.MONITOR)
    assert all(not row.isEnabled() for key, row in shown.rows.items() if key in SETTINGS)
    assert "monitor" in shown.foot.text()
    assert shown.rows["theme"].isEnabled()
    assert not shown.sentences.add_button.isEnabled()


def test_that_the_search_finds_words_of_the_help_and_of_the_scores(screen):
    shown = screen()
    shown.search_box.setText("contradicts")
    assert [key for key, row in shown.rows.items() if row.isVisible()] == ["doris_dose_rule"]
    shown.search_box.setText("nothing like this")
    assert shown.nothing.isVisible()
    shown.escape()
    assert shown.search_box.text() == ""


def test_that_a_choice_is_saved_by_the_segment_and_the_list_says_it(screen):
    shown = screen("safety")
    shown.rows["tell_doctor_crs"].field.segment("2").click()
    walk.settle(shown.workplace.jobs)
    assert setting(shown.workplace.session.records, "tell_doctor_crs") == "2"
    assert "Tell the doctor from CRS grade: 2." in shown.notice.text


def test_that_a_new_sentence_waits_for_a_doctor_and_a_hard_one_cannot_be_approved(screen):
    session = fake_session(role=Role.INVESTIGATOR)
    write_sentence(session, HARD)
    shown = screen("sentences", session=session)
    card = shown.sentences
    assert card.table.key == HARD
    assert not card.approve.isEnabled()
    assert "grade 6" in card.why.text()
    card.write(SENTENCES[1])
    card.line.set_text("Your disease is calm.")
    card.keep()
    walk.settle(shown.workplace.jobs)
    known = {each.text: each.approved for each in sentences(session.records)}
    assert (known["Your disease is calm."], known[SENTENCES[1]]) == (False, True)


def test_that_a_doctor_approves_and_a_coordinator_is_told_who_does(screen):
    session = fake_session(role=Role.COORDINATOR)
    write_sentence(session, "We will call you.")
    asked = screen("sentences", session=session)
    assert not asked.sentences.approve.isEnabled()
    assert "investigator" in asked.sentences.why.text()
    doctor = replace(session, user=replace(session.user, role=Role.INVESTIGATOR))
    shown = screen("sentences", session=doctor)
    shown.sentences.approve.click()
    walk.settle(shown.workplace.jobs)
    assert "We will call you." in setting(session.records, "approved_sentences").splitlines()
    assert setting(session.records, "waiting_sentences") == ""


def test_that_the_sentences_of_the_program_are_easy_and_a_hard_one_is_known():
    assert not [text for text in SENTENCES if reading(text).hard]
    assert reading(HARD).hard
    assert spoken_number("+44 (0)9") == ("plus", "four", "four", "zero", "nine")


def test_that_a_chosen_look_is_kept_in_the_windows_own_file(tmp_path, qapp: QApplication, screen):
    worn = []

    class Worn:
        def dress(self, look: Look, tokens: object) -> None:
            worn.append((look, tokens.name, tokens.text_scale))

    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    shown = screen("look")
    shown.workplace = replace(shown.workplace, choose_look=lambda look: change_look(qapp, kept, Worn(), look))
    shown.rows["theme"].field.segment("dark").click()
    assert worn == [(Look("dark", 100), "dark", 100)]
    assert (kept.value(THEME), kept.allKeys()) == ("dark", [TEXT_SCALE, THEME])
    apply_theme(qapp, THEMES["light"])
