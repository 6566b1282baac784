"""Safety checks at the bedside: unanswered until answered, graded with a reason, corrected with another."""

import pytest

from tests.services.safety_cases import at, checked, crs, entry, medicine, open_study
from tracker.domain.bedside_sheets import CRS, ICANS
from tracker.domain.change import Act
from tracker.domain.refusal import Refusal
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.study import Role
from tracker.domain.text import Said
from tracker.language import words
from tracker.services.bedside_entry import CheckEntry, entry_from, entry_of, same_as
from tracker.services.day_grades import grade_of
from tracker.services.drafts import draft_of, keep_draft
from tracker.services.safety_checks import (
    correct_check,
    judged,
    open_check,
    remove_check,
    save_check,
    told_by_rule,
)
from tracker.services.settings import save_setting

say = words()


def now(session, who, given=None, when=None, **more):
    made = entry(who, when or at(3), given, **more)
    return judged(open_check(session, who, made.at), made)


def reason_of(worked) -> str:
    assert worked.reason is not None
    return say.say(worked.reason)


def test_that_a_form_opens_unanswered_and_grades_nothing() -> None:
    session, who = open_study()
    form = open_check(session, who, at(3))
    worked = judged(form, CheckEntry(patient=who, at=at(3)))
    assert [each.grade for each in worked.values()] == [None, None]
    assert all(each.reason is None for each in worked.values())
    assert CRS.questions[0].title in worked[CRS.code].missing
    assert "ICE" in worked[ICANS.code].missing


@pytest.mark.parametrize(
    ("given", "grade", "said"),
    [
        (crs(1, 1, 0, "38.6"), 2, "fever with low blood pressure, no vasopressor"),
        (crs(1, 0, 0, "38.6"), 1, "fever"),
        (crs(1, 1, 2, "38.6"), 3, "fever with high-flow oxygen or mask"),
        (crs(1, 1, 1, "38.6"), 2, "fever with low blood pressure, no vasopressor with low-flow oxygen"),
        (crs(0, 0, 0), 0, "None of the signs that count"),
    ],
)
def test_that_the_reason_names_the_answers_that_decided(given, grade, said) -> None:
    session, who = open_study()
    worked = now(session, who, given)[CRS.code]
    assert worked.grade == grade
    assert reason_of(worked) == said


def test_that_ice_is_said_as_its_total() -> None:
    session, who = open_study()
    worked = now(session, who, ice=9)[ICANS.code]
    assert worked.grade == 1
    assert reason_of(worked) == "ICE 9"


def test_that_an_open_point_leaves_ice_open() -> None:
    session, who = open_study()
    worked = now(session, who, ice=None)[ICANS.code]
    assert worked.grade is None
    assert worked.missing == ("ICE",)


def test_that_fever_found_before_and_a_drug_since_onset_are_found_with_their_source() -> None:
    session, who = open_study(lambda who: medicine(who, "tocilizumab", 3, 3))
    checked(session, who, at(2), crs(1, 0, 0, "39.0"))
    found = open_check(session, who, at(3, 20)).known(CRS.code)
    assert found["prior_fever_this_episode"].value is True
    assert say.say(found["prior_fever_this_episode"].source) == "fever on 12-Nov-2026"
    assert found["antipyretic_or_anticytokine_given"].value is True
    assert "Tocilizumab" in say.say(found["antipyretic_or_anticytokine_given"].source)
    worked = now(session, who, crs(0, 1, 0), at(3, 20))[CRS.code]
    assert worked.grade == 2
    assert worked.result["fever_source"] == "carried_after_treatment"


def test_that_an_episode_that_was_over_gives_no_earlier_fever() -> None:
    session, who = open_study()
    checked(session, who, at(2), crs(1, 0, 0, "39.0"))
    checked(session, who, at(4))
    found = open_check(session, who, at(5)).known(CRS.code)
    assert found["prior_fever_this_episode"].value is False


def test_that_prednisone_from_before_hides_fever_and_asks_for_a_look() -> None:
    session, who = open_study(lambda who: medicine(who, "prednisolone", -60, None, "15"))
    checked(session, who, at(1))
    worked = now(session, who, crs(0, 1, 0))[CRS.code]
    assert worked.grade == 0
    said = " ".join(say.say(each) for each in worked.review)
    assert "hide fever" in said
    assert "look for another cause" in said


def test_that_home_oxygen_from_an_earlier_check_asks_for_a_look_at_the_increase() -> None:
    session, who = open_study()
    checked(session, who, at(-5), crs() | {"baseline_oxygen_modality": "cpap"})
    worked = now(session, who, crs(1, 0, 3, "38.2"))[CRS.code]
    assert worked.grade == 4
    assert any("before treatment" in say.say(each) for each in worked.review)


def test_that_ice_before_infusion_stands_beside_and_weakness_from_before_does_not_count() -> None:
    session, who = open_study()
    checked(session, who, at(-5), ice=9)
    made = entry(who, at(3), ice=8)
    weak = {**made.answers[ICANS.code], "motor": "deep_focal_weakness"}
    form = open_check(session, who, made.at)
    assert judged(form, made.with_answers(ICANS.code, weak))[ICANS.code].grade == 4
    old = made.with_answers(ICANS.code, {**weak, "present_at_baseline": ["motor"]})
    worked = judged(form, old)[ICANS.code]
    assert worked.grade == 1
    assert worked.result["ice_change"] == -1


def test_that_a_child_is_asked_capd_and_not_ice() -> None:
    session, who = open_study(born=2017)
    made = entry(who, at(3), ice=None)
    form = open_check(session, who, made.at)
    assert judged(form, made)[ICANS.code].missing == ("CAPD total", "CAPD impossible to perform")
    given = {**made.answers[ICANS.code], "capd_total": "9"}
    assert judged(form, made.with_answers(ICANS.code, given))[ICANS.code].grade == 3


def test_that_a_check_is_saved_with_answers_results_and_whom_one_told_and_its_draft_goes() -> None:
    session, who = open_study()
    made = entry(who, at(3), crs(1, 1, 0, "38.6"), told="Dr Mensah, 16:14")
    keep_draft(session, made.content(), patient=who, visit=None, form="safety")
    saved = save_check(session, made)
    kept = session.records.find(SafetyCheck)[0]
    assert kept.id == saved.check.id
    assert kept.told == "Dr Mensah, 16:14"
    assert kept.results[CRS.code]["grade"] == 2
    assert kept.answers[CRS.code]["temp_c"] == "38.6"
    assert kept.infusion is not None
    assert draft_of(session.records, session.user.id, patient=who, visit=None, form="safety") is None
    assert any(ref.kind == "SafetyCheck" for ref in saved.touched)


def test_that_a_check_before_the_infusion_belongs_to_none() -> None:
    session, who = open_study()
    assert checked(session, who, at(-4)).infusion is None


def test_that_a_draft_gives_the_same_form_again() -> None:
    _, who = open_study()
    made = entry(who, at(3), crs(1, 1, 2, "38.6"), ice=7, told="Dr X")
    content = made.content()
    again = entry_from(content, patient=who)
    assert again.content() == content
    assert again.given(ICANS.code) == made.given(ICANS.code)


def test_that_the_last_answers_are_offered_without_whom_one_told() -> None:
    session, who = open_study()
    last = checked(session, who, at(3), crs(1, 1, 2, "38.6"), ice=7, told="Dr X")
    offered = same_as(last, at(3, 16))
    form = open_check(session, who, at(3, 16))
    grades = {code: each.grade for code, each in judged(form, offered).items()}
    assert grades == {CRS.code: 3, ICANS.code: 1}
    assert offered.told == ""
    assert offered.at == at(3, 16)


def test_that_the_investigators_grade_needs_a_reason_where_it_differs() -> None:
    session, who = open_study()
    differs = entry(who, at(3), crs(1, 0, 0, "38.6"), confirmed={CRS.code: {"grade": 2, "reason": ""}})
    with pytest.raises(Refusal, match="Say why"):
        save_check(session, differs)
    why = {CRS.code: {"grade": 2, "reason": "Cold and mottled"}}
    saved = save_check(session, entry(who, at(3), crs(1, 0, 0, "38.6"), confirmed=why)).check
    assert grade_of(saved, CRS.code) == 2
    assert saved.results[CRS.code]["grade"] == 1
    agrees = {CRS.code: {"grade": 1, "reason": ""}}
    assert save_check(session, entry(who, at(4), crs(1, 0, 0, "38.6"), confirmed=agrees))


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda who: CheckEntry(patient=who, at=at(3)), "Nothing is answered yet"),
        (lambda who: entry(who, at(90)), "future"),
        (lambda who: entry(who, at(3), crs() | {"systolic_mmhg": "12"}), "Systolic pressure cannot be read"),
        (lambda who: entry(who, at(3), confirmed={CRS.code: {"grade": 7}}), "0 to 5"),
    ],
)
def test_that_what_cannot_be_kept_is_refused_and_nothing_changes(made, sentence) -> None:
    session, who = open_study()
    with pytest.raises(Refusal, match=sentence):
        save_check(session, made(who))
    assert session.records.find(SafetyCheck) == ()


def test_that_a_monitor_changes_nothing() -> None:
    from dataclasses import replace

    session, who = open_study()
    check = checked(session, who, at(3))
    looking = replace(session, user=replace(session.user, role=Role.MONITOR))
    for act in (
        lambda: save_check(looking, entry(who, at(4))),
        lambda: correct_check(looking, entry_of(check), why=1),
        lambda: remove_check(looking, who, check.id, note="x"),
    ):
        with pytest.raises(Refusal, match="monitor"):
            act()


def test_that_a_correction_works_the_grade_out_again_and_keeps_the_old_one() -> None:
    session, who = open_study()
    check = checked(session, who, at(3), crs(1, 0, 0, "38.6"))
    again = entry_of(check)
    assert again.given(CRS.code)["temp_c"] == "38.6"
    changed = again.with_answers(CRS.code, crs(1, 1, 0, "38.6"))
    correct_check(session, changed, why=1)
    kept = session.records.find(SafetyCheck)[0]
    assert kept.results[CRS.code]["grade"] == 2
    event = session.records.history(check.id)[-1]
    assert event.act is Act.CORRECTED
    assert event.why == "Typing error"
    assert any(change.old != change.new for change in event.changes)


def test_that_a_correction_without_a_change_or_a_needed_note_is_refused() -> None:
    session, who = open_study()
    check = checked(session, who, at(3))
    with pytest.raises(Refusal, match="Nothing was changed"):
        correct_check(session, entry_of(session.records.find(SafetyCheck)[0]), why=1)
    with pytest.raises(Refusal, match="note"):
        correct_check(session, entry_of(check), why=6)
    with pytest.raises(Refusal, match="note"):
        remove_check(session, who, check.id, note=" ")


def test_that_a_check_of_another_patient_is_taken_out_with_its_trail() -> None:
    session, who = open_study()
    check = checked(session, who, at(3))
    remove_check(session, who, check.id, note="Bed 4")
    assert session.records.find(SafetyCheck) == ()
    assert session.records.history(check.id)[-1].why == "Wrong patient: Bed 4"


def test_that_the_rule_of_the_clinic_is_off_until_it_is_chosen() -> None:
    session, who = open_study()
    form = open_check(session, who, at(3))
    assert told_by_rule(form, {CRS.code: 4, ICANS.code: 4}) == ()
    save_setting(session, "tell_doctor_crs", "2")
    save_setting(session, "tell_doctor_how", "Bleep 4471")
    form = open_check(session, who, at(3))
    assert told_by_rule(form, {CRS.code: 1}) == ()
    said = told_by_rule(form, {CRS.code: 2, ICANS.code: 4})
    assert [say.say(each) for each in said] == ["CRS grade 2 or more"]
    assert form.how == "Bleep 4471"


def test_that_a_said_phrase_is_never_glued() -> None:
    session, who = open_study()
    for each in now(session, who, crs(1, 1, 2, "38.6"), ice=5).values():
        assert isinstance(each.reason, Said)
