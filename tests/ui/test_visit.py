"""Visit entry, driven by the keyboard on the real screen."""

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from tests.courses import TODAY
from tests.ui.walk import faults
from tests.visit_cases import LABS, month_6, session_before_month_6
from tracker.domain.followup import Inquiry, NotAssessed
from tracker.domain.visit import Assessment, Comparator, Draft, LabResult, LabState, Signature, Visit
from tracker.services.corrections import LabTarget, correct_value
from tracker.services.drafts import draft_of, keep_draft
from tracker.services.proof import NotYours
from tracker.services.visit_entry import LabEntry
from tracker.services.visit_questions import QUESTIONS, WHY
from tracker.services.visits import save_visit, sign_visit
from tracker.ui.screens.correct import CorrectDialog
from tracker.ui.screens.visit import VisitScreen
from tracker.ui.theme.tokens import THEMES

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Desk:
    """A screen, its study, and hands on the keyboard."""

    def __init__(self, make, qtbot, session, visit: UUID | None = None, *, tokens=None, size=(1180, 580)):
        self.session = session
        self.workplace = make(session=session, **({"tokens": tokens} if tokens else {}))
        self.screen = VisitScreen(self.workplace, month_6(session).patient, visit)
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

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            QTest.keyClick(self.focus, key, modifier)

    def type(self, *texts):
        """Each text into the box that has the keyboard, Enter after it."""
        for text in texts:
            QTest.keyClicks(self.focus, text)
            self.press(KEY.Key_Return)

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.screen

    def begin(self):
        """Open the form of a new visit as offered."""
        self.screen.primary()
        self.settle()

    @property
    def labs(self):
        return self.screen.page.sheet.labs

    @property
    def sledai(self):
        return self.screen.page.sheet.scores["sledai_2k"]

    @property
    def live(self):
        return self.screen.page.panel.result("sledai_2k")

    def saved_labs(self):
        found = self.session.records.find(Visit, day=TODAY)
        if not found:
            return {}
        return {lab.analyte: lab for lab in self.session.records.find(LabResult, visit=found[0].id)}

    def dialog(self, name: str) -> QDialog:
        self.settle()
        return next(each for each in self.screen.findChildren(QDialog) if each.objectName() == name)


@pytest.fixture
def desk(workplace, qtbot):
    def make(session=None, visit=None, **more) -> Desk:
        return Desk(workplace, qtbot, session or session_before_month_6(), visit, **more)

    return make


@pytest.fixture
def form(desk):
    """A new visit with its form open."""
    made = desk()
    made.begin()
    return made


def test_that_a_new_visit_offers_today_and_the_visit_nearest_to_it(desk):
    made = desk()

    assert made.screen.start.day.day == TODAY
    assert made.screen.start.visit.key == "m6"
    assert "Day 185" in made.screen.start.day.echo.text()
    assert made.focus is made.screen.start.day.box


def test_that_a_visit_in_the_future_is_not_started(desk):
    made = desk()
    made.screen.start.day.box.selectAll()
    QTest.keyClicks(made.focus, "24-Nov-2026")

    made.begin()

    assert "future" in made.screen.start.notice.text
    assert made.screen.entry is None


def test_that_the_day_of_a_new_visit_can_be_chosen_again_and_keeps_what_was_typed(form):
    row = form.labs.row("cd19").box
    QTest.keyClicks(row, "88")
    form.screen.page.aside.change.click()
    assert form.focus is form.screen.start.day.box
    form.begin()
    assert form.labs.row("cd19").box.text() == "88"


def test_that_a_second_visit_on_a_day_is_pointed_out(desk):
    session = session_before_month_6()
    save_visit(session, month_6(session))

    made = desk(session)

    assert "Month 6" in made.screen.start.notice.text


def test_that_enter_goes_down_the_boxes_and_shift_enter_back(form):
    assert form.focus is form.labs.row("cd19").box

    form.type("88")
    assert form.focus is form.labs.row("cd3").box
    form.press(KEY.Key_Return, modifier=SHIFT)

    assert form.focus is form.labs.row("cd19").box


def test_that_enter_in_the_last_box_goes_on_to_the_score(form):
    form.labs.row(form.labs.codes[-1]).take_focus()
    form.press(KEY.Key_Return)

    assert form.sledai.item_of(form.focus) == "seizure"


def test_that_a_visit_typed_and_signed_by_keyboard_is_in_the_record(form):
    form.type(*LABS.values())
    form.screen.findChild(QPushButton, "none-sledai_2k").click()
    form.screen.primary()
    dialog = form.dialog("SignDialog")
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)
    form.settle()

    labs = form.saved_labs()
    assert {code: lab.comparator.value + lab.value for code, lab in labs.items()} == LABS
    assert labs["anti_dsdna"].comparator is Comparator.BELOW
    (visit,) = form.session.records.find(Visit, day=TODAY)
    (assessment,) = form.session.records.find(Assessment, visit=visit.id, instrument="sledai_2k")
    assert assessment.result["total"] == 0
    assert form.session.records.find(Signature, record=visit.id)


def test_that_plain_enter_does_not_sign(form):
    form.screen.primary()
    dialog = form.dialog("SignDialog")

    QTest.keyClick(dialog, KEY.Key_Return)
    form.settle()

    assert dialog.isVisible()
    assert form.session.records.find(Visit, day=TODAY) == ()


def test_that_a_question_mark_is_stored_to_be_checked_and_nothing_else(form):
    form.type("?", "912?")
    form.screen.save()
    form.settle()

    labs = form.saved_labs()
    assert (labs["cd19"].state, labs["cd19"].value) == (LabState.TO_CHECK, "")
    assert (labs["cd3"].state, labs["cd3"].value) == (LabState.TO_CHECK, "912")


def test_that_an_equals_sign_repeats_the_last_value_and_says_so(form):
    form.labs.row("igg").take_focus()
    form.type("=")

    assert form.labs.row("igg").box.text() == "4.4"


def test_that_a_decimal_comma_and_another_unit_are_echoed_as_understood(form):
    form.labs.row("igg").take_focus()
    QTest.keyClicks(form.focus, "410 mg/dl")
    assert "4.1 g/L" in form.labs.row("igg").said.text()

    form.labs.row("lymphocytes").take_focus()
    QTest.keyClicks(form.focus, "1,2")
    assert "1.2" in form.labs.row("lymphocytes").said.text()


def test_that_ten_times_the_last_value_is_red_until_it_is_kept_with_a_note(form):
    row = form.labs.row("creatinine")
    row.take_focus()
    QTest.keyClicks(form.focus, "740")
    assert row.flag.text == "10 × the last value"
    assert row.box.property("state") == "error"

    form.press(KEY.Key_F2)
    QTest.keyClicks(form.focus, "repeated twice")
    form.press(KEY.Key_Return)

    assert row.entry() == LabEntry(text="740", note="repeated twice")
    assert row.box.property("state") == ""
    assert form.focus is row.box


def test_that_signing_stops_at_an_outlier_nobody_kept(form):
    form.labs.row("creatinine").take_focus()
    QTest.keyClicks(form.focus, "740")
    form.labs.row("cd19").take_focus()

    form.screen.primary()
    form.settle()

    assert form.focus is form.labs.row("creatinine").box
    assert not form.screen.findChildren(QDialog)


def test_that_a_value_that_cannot_be_read_is_not_saved(form):
    form.type("1,234")

    form.screen.save()
    form.settle()

    assert form.saved_labs() == {}
    assert form.focus is form.labs.row("cd19").box


def test_that_an_unreadable_sample_day_is_not_replaced_by_the_day_of_the_visit(form):
    form.labs.row("cd19").take_focus()
    QTest.keyClicks(form.focus, "88")
    form.screen.page.sheet.sampled.box.setFocus()
    form.screen.page.sheet.sampled.box.selectAll()
    QTest.keyClicks(form.focus, "31-Feb-2026")

    form.screen.save()
    form.settle()

    assert form.saved_labs() == {}
    assert form.focus is form.screen.page.sheet.sampled.box


def test_that_a_score_with_gaps_shows_a_dash_and_what_it_needs(form):
    form.sledai.focus_item("low_complement")
    form.press(KEY.Key_Space)

    assert form.live.value.text() == "–"
    assert form.live.hint.text() == "Needs 23 more answers, at least 2"


def test_that_none_present_answers_only_what_is_open(form):
    form.sledai.focus_item("low_complement")
    form.press(KEY.Key_Space)

    form.screen.findChild(QPushButton, "none-sledai_2k").click()

    assert form.sledai.answers()["low_complement"] is True
    assert form.sledai.answers()["fever"] is False
    assert form.live.value.text() == "2"
    assert "Clinical SLEDAI-2K 0" in form.live.hint.text()


def test_that_a_low_value_is_printed_beside_its_item_and_leaves_it_unanswered(form):
    form.labs.row("c3").take_focus()
    QTest.keyClicks(form.focus, "0.71")

    tick = form.sledai.editor("low_complement").tick
    assert tick.suggestion == "C3 0.71"
    assert tick.answer is None


def test_that_f6_walks_over_what_is_open(form):
    form.labs.row("cd19").take_focus()
    form.type("88")

    form.press(KEY.Key_F6)
    first = form.focus
    form.press(KEY.Key_F6)

    assert first is form.labs.row("cd3").box
    assert form.sledai.item_of(form.focus) == "seizure"


def test_that_control_page_keys_jump_from_section_to_section(form):
    form.press(KEY.Key_PageDown, modifier=CONTROL)
    assert form.sledai.item_of(form.focus) == "seizure"

    form.press(KEY.Key_PageUp, modifier=CONTROL)
    assert form.focus is form.labs.row("cd19").box


def test_that_the_section_list_counts(form):
    form.type("88", "912")

    states = {state.key: (state.done, state.total) for state in form.screen.page.sheet.states(())}

    assert (states["laboratory"], states["sledai_2k"]) == ((2, 24), (0, 24))


def test_that_another_analyte_can_be_added(form):
    form.screen.page.sheet.more.picked.emit("esr")
    QTest.keyClicks(form.focus, "12")
    form.screen.save()
    form.settle()

    assert form.saved_labs()["esr"].value == "12"


def test_that_what_was_typed_survives_a_screen_that_is_killed(desk):
    session = session_before_month_6()
    first = desk(session)
    first.begin()
    first.type("88", "<1,5")
    first.sledai.focus_item("fever")
    first.press(KEY.Key_N)
    first.screen.drafts.timer.timeout.emit()
    first.settle()
    first.screen.hide()

    again = desk(session)

    assert again.labs.row("cd19").box.text() == "88"
    assert again.labs.row("cd3").box.text() == "<1,5"
    assert again.sledai.answers()["fever"] is False
    assert again.sledai.answers()["rash"] is None
    assert again.screen.title() == "Month 6 visit"
    assert again.screen.page.panel.kept.text == "Draft 10:31"


def test_that_a_draft_is_kept_two_seconds_after_the_first_key(form):
    QTest.keyClicks(form.focus, "88")

    assert form.screen.drafts.timer.interval() == 2000
    assert form.screen.drafts.timer.isSingleShot()
    assert form.screen.drafts.timer.isActive()
    assert form.screen.page.panel.kept.text == "Not saved"
    form.screen.drafts.timer.timeout.emit()
    form.settle()
    assert form.session.records.find(Draft)


def test_that_typing_without_a_pause_does_not_put_off_the_draft(form, qtbot):
    QTest.keyClicks(form.focus, "8")
    left = form.screen.drafts.timer.remainingTime()
    qtbot.wait(60)
    QTest.keyClicks(form.focus, "8")

    assert form.screen.drafts.timer.remainingTime() < left


def test_that_leaving_or_locking_writes_the_draft_at_once(form):
    QTest.keyClicks(form.focus, "88")

    form.screen.flush()
    form.settle()

    draft = draft_of(form.session.records, form.session.user.id, patient=form.screen.patient, visit=None)
    assert draft.content["labs"]["cd19"]["text"] == "88"


def test_that_a_form_nobody_typed_in_leaves_no_draft(form):
    form.screen.flush()
    form.settle()

    assert form.session.records.find(Draft) == ()


def test_that_saving_removes_the_draft_and_says_so_in_place(form):
    form.type("88")
    form.screen.drafts.timer.timeout.emit()
    form.settle()

    form.screen.save()
    form.settle()

    assert form.session.records.find(Draft) == ()
    assert form.screen.page.panel.kept.text == "Saved 12:00"
    assert form.labs.row("cd19").box.isReadOnly()
    assert not form.labs.row("cd3").box.isReadOnly()


def test_that_saving_twice_makes_one_visit(form):
    form.type("88")
    form.screen.save()
    form.screen.save()
    form.settle()
    form.labs.row("cd3").take_focus()
    form.type("912")
    form.screen.save()
    form.settle()

    assert len(form.session.records.find(Visit, day=TODAY)) == 1
    assert set(form.saved_labs()) == {"cd19", "cd3"}


def test_that_a_disk_that_is_full_leaves_everything_typed(form, monkeypatch):
    form.type("88")

    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    said = []
    form.screen.noticed.connect(lambda tone, text: said.append((tone, text)))
    monkeypatch.setattr("tracker.ui.screens.visit.save_visit", full)
    form.screen.save()
    form.settle()

    assert said[-1][0] == "danger"
    assert "disk is full" in said[-1][1]
    assert form.labs.row("cd19").box.text() == "88"


@pytest.fixture
def saved(desk):
    """A saved visit with a creatinine somebody mistyped."""
    session = session_before_month_6()
    labs = month_6(session).labs | {"creatinine": LabEntry(text="740", note="as printed")}
    visit = save_visit(session, month_6(session, labs=labs)).visit
    return desk(session, visit.id)


def _corrects(saved: Desk) -> CorrectDialog:
    saved.press(KEY.Key_F2)
    dialog = saved.dialog("CorrectDialog")
    assert isinstance(dialog, CorrectDialog)
    return dialog


def test_that_f2_corrects_a_saved_value_with_a_digit_as_reason(saved):
    saved.labs.row("creatinine").take_focus()
    dialog = _corrects(saved)
    QTest.keyClicks(dialog.value, "74")
    QTest.keyClick(dialog.value, KEY.Key_Return)
    QTest.keyClick(dialog.reasons.focusProxy(), KEY.Key_1)
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)
    saved.settle()

    assert saved.saved_labs()["creatinine"].value == "74"
    event = next(each for each in saved.session.office.events if each.why)
    assert event.why == "Typing error"
    assert ("value", "740", "74") in {(c.path, c.old, c.new) for c in event.changes}
    assert saved.labs.row("creatinine").box.text() == "74"


def test_that_a_correction_that_cannot_be_says_why_in_full(saved):
    saved.labs.row("creatinine").take_focus()
    dialog = _corrects(saved)
    QTest.keyClicks(dialog.value, "1,234")
    said = dialog.echo
    assert said.text().startswith("1,234 can mean")
    assert said.wordWrap()
    assert said.property("ink") == "danger"
    dialog.reasons.pick(1)
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)
    saved.settle()
    assert dialog.message.text() == said.text()


def test_that_a_correction_without_a_reason_is_not_made(saved):
    saved.labs.row("creatinine").take_focus()
    dialog = _corrects(saved)
    QTest.keyClicks(dialog.value, "74")
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)
    saved.settle()

    assert "Choose a reason" in dialog.message.text()
    assert saved.saved_labs()["creatinine"].value == "740"


def test_that_wrong_patient_asks_for_a_note_and_says_how_a_whole_visit_is_moved(saved):
    saved.labs.row("creatinine").take_focus()
    dialog = _corrects(saved)
    dialog.reasons.pick(2)

    assert "Shift+F2" in dialog.message.text()
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)
    saved.settle()
    assert "needs a note" in dialog.message.text()


def test_that_a_saved_answer_is_corrected_and_not_unticked(saved):
    saved.sledai.focus_item("low_complement")
    saved.press(KEY.Key_Space)
    dialog = saved.dialog("CorrectDialog")
    dialog.value.tick.answer_with(False)
    dialog.reasons.pick(1)
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)
    saved.settle()

    (assessment,) = saved.session.records.find(Assessment, visit=saved.screen.visit, instrument="sledai_2k")
    assert assessment.result["total"] == 0
    assert saved.live.value.text() == "0"


def test_that_the_dialog_names_the_person_the_old_value_and_the_consequence(saved):
    saved.labs.row("c3").take_focus()
    dialog = _corrects(saved)

    texts = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "OKAFOR, Adaeze" in texts
    assert "0.71 g/L" in texts
    assert "SLEDAI-2K keeps its ticks" in dialog.follows.text()
    assert faults(dialog) == []


def test_that_a_signed_visit_is_locked_and_corrected_with_a_reason(desk):
    session = session_before_month_6()
    signed = sign_visit(session, save_visit(session, month_6(session, labs={"cd19": LabEntry(text="88")})))

    made = desk(session, signed.visit.id)

    assert all(made.labs.row(code).box.isReadOnly() for code in made.labs.codes)
    assert not made.screen.page.panel.sign.isVisible()
    made.labs.row("cd3").take_focus()
    made.press(KEY.Key_F2)
    assert isinstance(made.dialog("CorrectDialog"), CorrectDialog)


def test_that_a_draft_of_a_saved_visit_comes_back_over_the_record(desk):
    session = session_before_month_6()
    visit = save_visit(session, month_6(session, labs={"cd19": LabEntry(text="88")})).visit
    entry = month_6(session, visit=visit.id, labs={"cd3": LabEntry(text="91")})
    keep_draft(session, entry.content(), patient=entry.patient, visit=visit.id)

    made = desk(session, visit.id)

    assert made.labs.row("cd19").box.text() == "88"
    assert made.labs.row("cd3").box.text() == "91"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1290, 578), (1017, 440)])
def test_that_nothing_is_cut_nameless_or_too_large(desk, themed, theme, size):
    themed(theme)
    session = session_before_month_6()
    entry = month_6(session)
    keep_draft(session, entry.content(), patient=entry.patient, visit=None)

    made = desk(session, tokens=THEMES[theme], size=size)

    assert faults(made.screen) == []
    assert (
        made.screen.page.sheet.widget().minimumSizeHint().width() <= made.screen.page.sheet.viewport().width()
    )


def test_that_a_narrow_window_has_the_details_on_demand(desk):
    session = session_before_month_6()
    entry = month_6(session)
    keep_draft(session, entry.content(), patient=entry.patient, visit=None)
    made = desk(session, size=(1017, 440))

    assert not made.screen.page.panel.isVisible()
    assert made.screen.page.strip.score.text() == "SLEDAI-2K 2"
    made.press(KEY.Key_F4)
    made.settle()

    assert made.screen.page.panel.isVisible()
    assert faults(made.screen) == []
    assert (
        made.screen.page.sheet.widget().minimumSizeHint().width() <= made.screen.page.sheet.viewport().width()
    )


def test_that_a_form_with_everything_open_still_fits_the_smallest_window(form):
    least = form.screen.minimumSizeHint()

    assert least.height() <= 540 - 66 - 44


def test_that_a_wrong_passphrase_is_said_in_the_dialog_and_signs_nothing(desk):
    def refuse(_typed):
        raise NotYours(1)

    form = desk(replace(session_before_month_6(), prove=refuse))
    form.begin()
    form.screen.primary()
    dialog = form.dialog("SignDialog")
    assert dialog.focusWidget() is dialog.secret.line
    QTest.keyClicks(dialog.secret.line, "not mine")
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)
    form.settle()

    assert "not your passphrase" in dialog.secret.message
    assert dialog.isVisible()
    assert form.session.records.find(Signature) == ()


def test_that_a_void_signature_is_said_in_the_form_and_the_visit_can_be_signed_again(desk):
    session = session_before_month_6()
    signed = sign_visit(session, save_visit(session, month_6(session, labs={"cd19": LabEntry(text="88")})))
    target = LabTarget(patient=signed.visit.patient, visit=signed.visit.id, analyte="cd19")
    correct_value(session, target, "77", why=1)

    made = desk(session, signed.visit.id)

    panel = made.screen.page.panel
    assert panel.kept.text == "Signature void"
    assert not panel.sign.isHidden()
    said = made.screen.findChild(QLabel, "visit-state").text()
    assert said == "Signature void since 23-Nov-2026 10:31, because: Typing error"


def test_that_one_more_score_is_added_beside_the_sections_and_comes_back_with_the_draft(form, desk):
    more = form.screen.page.aside.more
    codes = [more.itemData(index) for index in range(more.count())]
    more.setCurrentIndex(codes.index("ecog"))
    more.activated.emit(codes.index("ecog"))
    form.settle()
    sheet = form.screen.page.sheet
    assert "ecog" in sheet.scores
    assert sheet.place_of_focus()[0] == "ecog"
    assert "ecog" not in [more.itemData(index) for index in range(more.count())]
    assert more.key == ""
    form.screen.flush()
    form.settle()

    again = desk(form.session)

    assert "ecog" in again.screen.page.sheet.scores


def test_that_what_the_plan_asks_beside_scores_is_ticked_and_saved(form):
    sheet = form.screen.page.sheet
    sheet.go(QUESTIONS)
    form.press(KEY.Key_Space)
    sheet.go(QUESTIONS, "rcl")
    form.press(KEY.Key_Space, KEY.Key_Space)
    form.screen.save()
    form.settle()
    assert form.session.records.find(Visit, day=TODAY) == ()
    assert sheet.place_of_focus() == (QUESTIONS, WHY)

    form.type("She had to leave")
    form.screen.findChild(QPushButton, "all-done").click()
    form.screen.save()
    form.settle()

    (missed,) = form.session.records.find(NotAssessed)
    assert (missed.assessment, missed.reason) == ("rcl", "She had to leave")
    done = {each.topic for each in form.session.records.find(Inquiry)}
    assert "concomitant_meds" in done
    state = next(each for each in sheet.states(()) if each.key == QUESTIONS)
    assert state.done == state.total == len(done) + 1


def test_that_the_gradings_at_the_bedside_are_a_click_away(desk):
    made = desk(session_before_month_6())
    wanted = []
    made.screen.safety_opened.connect(lambda patient, check: wanted.append((patient, check)))
    made.screen.page.safety_wanted.emit()
    assert wanted == [(made.screen.patient, None)]
