"""What a person does with a visit: start it, save it, sign it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.courses import TODAY, okafor, on
from tests.fakes import fake_session
from tests.visit_cases import LABS, NO_SIGNS, RULE, SIGNS, month_6, session_before_month_6
from tracker.domain.change import Act, ReasonNeeded
from tracker.domain.infusion import Infusion
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role
from tracker.domain.visit import Assessment, Comparator, Draft, LabResult, LabState, Signature, Visit
from tracker.language import words
from tracker.services.drafts import keep_draft
from tracker.services.visit_checks import LABORATORY, Weight, checks, lab_flag, typed_of
from tracker.services.visit_entry import LabEntry
from tracker.services.visit_form import caution, offered_scores
from tracker.services.visit_results import work_out
from tracker.services.visit_suggestions import suggestions
from tracker.services.visits import open_visit, save_visit, sign_visit


def _form(session, day=TODAY, visit=None):
    return open_visit(session, month_6(session).patient, visit, day)


def _saved(session, **changes):
    return save_visit(session, month_6(session, **changes))


def test_that_a_lupus_visit_asks_for_its_laboratory_rows_with_unit_and_last_value():
    form = _form(session_before_month_6())

    assert [row.analyte.code for row in form.labs] == list(LABS)
    igg = form.row_of("igg")
    assert (igg.unit, igg.last.value, igg.last.sampled) == ("g/L", "4.4", on(168))
    assert [lab.value for lab in igg.series] == ["9.8", "4.4"]


def test_that_the_laboratory_range_is_carried_from_the_last_result():
    row = _form(session_before_month_6()).row_of("c3")

    assert (row.low, row.high) == ("0.9", "1.8")


def test_that_a_saved_visit_holds_values_as_they_were_typed():
    session = session_before_month_6()

    saved = _saved(session)

    labs = {lab.analyte: lab for lab in session.records.find(LabResult, visit=saved.visit.id)}
    assert labs["anti_dsdna"].comparator is Comparator.BELOW
    assert labs["anti_dsdna"].value == "10"
    assert labs["anti_dsdna"].unseen
    assert labs["c3"].value == "0.71"
    assert (labs["c3"].low, labs["c3"].high, labs["c3"].sampled) == ("0.9", "1.8", TODAY)


def test_that_an_assessment_keeps_answers_version_and_the_result_of_the_day():
    session = session_before_month_6()

    saved = _saved(session)

    (assessment,) = session.records.find(Assessment, visit=saved.visit.id, instrument="sledai_2k")
    assert assessment.answers == SIGNS
    assert assessment.version == 1
    assert assessment.result["total"] == 2
    assert assessment.result["clinical_total"] == 0


def test_that_saving_is_one_change_and_tells_what_it_touched():
    session = session_before_month_6()

    saved = _saved(session)

    kinds = {ref.kind for ref in saved.touched}
    assert {"Visit", "LabResult", "Assessment"} <= kinds
    assert {event.at for event in session.office.events} == {session.office.clock()}


def test_that_a_value_that_cannot_be_read_keeps_everything_unsaved():
    session = session_before_month_6()
    before = len(session.records.find(Visit))

    with pytest.raises(Refusal, match="IgG"):
        _saved(session, labs={"cd19": LabEntry(text="88"), "igg": LabEntry(text="1,234")})

    assert len(session.records.find(Visit)) == before
    assert session.office.events == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("nd", LabState.NOT_DONE),
        ("?", LabState.TO_CHECK),
        ("88?", LabState.TO_CHECK),
        ("88", LabState.MEASURED),
    ],
)
def test_that_not_done_and_to_check_are_states_of_their_own(text, state):
    session = session_before_month_6()

    saved = _saved(session, labs={"cd3": LabEntry(text=text, note="tube broken")})

    (lab,) = session.records.find(LabResult, visit=saved.visit.id)
    assert lab.state is state


def test_that_a_value_ten_times_the_last_is_saved_as_to_check_until_somebody_keeps_it():
    session = session_before_month_6()
    kept = session_before_month_6()

    doubtful = _saved(session, labs={"creatinine": LabEntry(text="740")})
    sure = _saved(kept, labs={"creatinine": LabEntry(text="740", note="repeated twice")})

    (lab,) = session.records.find(LabResult, visit=doubtful.visit.id)
    assert lab.state is LabState.TO_CHECK
    (lab,) = kept.records.find(LabResult, visit=sure.visit.id)
    assert (lab.state, lab.note) == (LabState.MEASURED, "repeated twice")


def test_that_an_unanswered_item_is_not_a_no():
    session = session_before_month_6()

    saved = _saved(session, answers={"sledai_2k": {"low_complement": True}})

    (assessment,) = session.records.find(Assessment, visit=saved.visit.id, instrument="sledai_2k")
    assert assessment.answers["fever"] is None
    assert assessment.result["total"] is None
    assert assessment.result["total_min"] == 2


def test_that_a_form_without_any_answer_makes_no_assessment():
    session = session_before_month_6()

    saved = _saved(session, answers={"sledai_2k": dict.fromkeys(NO_SIGNS)})

    kept = {each.instrument for each in session.records.find(Assessment, visit=saved.visit.id)}
    assert kept == {"egfr_ckd_epi_2021"}


def test_that_answers_can_be_added_to_a_saved_visit():
    session = session_before_month_6()
    saved = _saved(session, answers={"sledai_2k": {"low_complement": True}}, labs={})

    save_visit(session, month_6(session, visit=saved.visit.id, answers={"sledai_2k": SIGNS}))

    (assessment,) = session.records.find(Assessment, visit=saved.visit.id, instrument="sledai_2k")
    assert assessment.result["total"] == 2
    assert len(session.records.find(LabResult, visit=saved.visit.id)) == len(LABS)


@pytest.mark.parametrize(
    "changes",
    [
        {"labs": {"cd19": LabEntry(text="89")}},
        {"answers": {"sledai_2k": SIGNS | {"low_complement": False}}},
    ],
)
def test_that_what_is_saved_changes_by_a_correction_only(changes):
    session = session_before_month_6()
    saved = _saved(session)

    with pytest.raises(Refusal, match="Correct it with a reason"):
        save_visit(session, month_6(session, visit=saved.visit.id, **changes))


def test_that_saving_takes_the_draft_away():
    session = session_before_month_6()
    entry = month_6(session)
    keep_draft(session, entry.content(), patient=entry.patient, visit=None)

    save_visit(session, entry)

    assert session.records.find(Draft) == ()


def test_that_a_signature_names_the_revision_it_stands_for():
    session = session_before_month_6()
    saved = _saved(session)

    signed = sign_visit(session, saved)

    (signature,) = session.records.find(Signature, record=saved.visit.id)
    assert signature.record_revision == saved.visit.revision
    assert signature.user == session.user.id
    assert "Signature" in {ref.kind for ref in signed.touched}
    assert session.office.events[-1].act is Act.SIGNED


def test_that_a_signed_visit_is_not_signed_again_and_not_changed_without_a_reason():
    session = session_before_month_6()
    saved = _saved(session)
    sign_visit(session, saved)

    with pytest.raises(Refusal, match="signed already"):
        sign_visit(session, saved)
    with pytest.raises(ReasonNeeded), session.office.work(session.user.id) as unit:
        unit.put(replace(session.records.get(Visit, saved.visit.id), note="late"))


def test_that_a_monitor_does_not_write():
    monitor = fake_session(role=Role.MONITOR)

    with pytest.raises(Refusal, match="monitor"):
        save_visit(monitor, month_6(session_before_month_6()))


def test_that_the_past_of_an_analyte_leaves_out_this_visit():
    session = session_before_month_6()
    saved = _saved(session)

    row = _form(session, visit=saved.visit.id).row_of("igg")

    assert row.saved.value == "4.1"
    assert row.last.value == "4.4"


def test_that_change_is_told_since_the_last_visit_and_since_before_treatment():
    section = _form(session_before_month_6()).scores[0]

    assert section.before[0] == on(168)
    assert section.baseline[0] == on(-7)
    assert section.baseline[1].result["total"] == 16


def test_that_a_live_score_with_gaps_has_no_value_but_a_floor():
    session = session_before_month_6()
    form = _form(session)

    half = work_out(form, month_6(session, answers={"sledai_2k": {"low_complement": True}}))[
        "sledai_2k"
    ].result
    whole = work_out(form, month_6(session))["sledai_2k"].result

    assert half["total"] is None
    assert half.bounds("total")[0] == 2
    assert len(half.missing) == 23
    assert whole["total"] == 2


@pytest.mark.parametrize(
    ("code", "text", "said", "tone"),
    [
        ("igg", "4.1", "Low, lab range {range}", "warn"),
        ("c3", "1.9", "High, lab range {range}", "warn"),
        ("igg", "8", None, None),
        ("anti_dsdna", "<10", "Below detection", "info"),
        ("creatinine", "740", "10 × the last value", "danger"),
        ("igg", "0.3", "A tenth of the last value", "danger"),
        ("cd3", "nd", "Not done", "neutral"),
        ("cd3", "?", "To check", "warn"),
        ("cd3", "", None, None),
    ],
)
def test_that_the_flag_beside_a_value_says_what_is_odd(code, text, said, tone):
    row = _form(session_before_month_6()).row_of(code)

    flag = lab_flag(row, typed_of(row, LabEntry(text=text)))

    assert (flag.said.phrase if flag else None, flag.tone if flag else None) == (said, tone)


def test_that_a_kept_outlier_is_held_against_the_laboratory_range_again():
    row = _form(session_before_month_6()).row_of("creatinine")

    flag = lab_flag(row, typed_of(row, LabEntry(text="740")), note="repeated")

    assert flag.said.phrase == "High, lab range {range}"


def test_that_everything_open_is_listed_before_signing_the_heaviest_first():
    session = session_before_month_6()
    entry = month_6(session)
    labs = entry.labs | {
        "creatinine": LabEntry(text="740"),
        "c4": LabEntry(),
        "igg": LabEntry(text="1,234"),
        "cd3": LabEntry(text="nd"),
    }
    entry = replace(entry, labs=labs, answers=entry.answers | {"sledai_2k": {}})

    found = [(check.section, check.key, check.weight) for check in checks(_form(session), entry)]

    assert found == [
        (LABORATORY, "igg", Weight.STOP),
        (LABORATORY, "cd3", Weight.LOOK),
        (LABORATORY, "creatinine", Weight.LOOK),
        (LABORATORY, "c4", Weight.GAP),
        ("sledai_2k", "seizure", Weight.GAP),
    ]


def test_that_a_complete_visit_has_nothing_to_check():
    session = session_before_month_6()

    assert checks(_form(session), month_6(session)) == ()


def test_that_a_note_keeps_an_outlier_and_explains_what_was_not_done():
    session = session_before_month_6()
    entry = month_6(session)
    labs = entry.labs | {
        "creatinine": LabEntry(text="740", note="repeated"),
        "cd3": LabEntry(text="nd", note="tube broken"),
    }

    assert checks(_form(session), replace(entry, labs=labs)) == ()


def test_that_a_low_complement_value_is_printed_beside_the_item_and_answers_nothing():
    session = session_before_month_6()
    entry = month_6(session, answers={})

    found = suggestions(_form(session), "sledai_2k", entry.labs)

    assert list(found) == ["low_complement"]
    assert found["low_complement"].values["value"] == Decimal("0.71")
    assert entry.answers == {}


def test_that_a_value_in_another_unit_suggests_the_same():
    session = session_before_month_6()
    form = _form(session)

    cells = suggestions(form, "sledai_2k", {"platelets": LabEntry(text="90")})
    ratio = suggestions(form, "sledai_2k", {"upcr": LabEntry(text="80")})

    assert list(cells) == ["thrombocytopenia"]
    assert list(ratio) == ["proteinuria"]


def test_that_the_first_weeks_ask_for_other_causes():
    session = session_before_month_6()

    assert caution(_form(session)) is None
    assert caution(_form(session, day=on(14))) is not None


def test_that_the_rule_of_remission_is_worked_out_from_the_scores_beside_it():
    session = session_before_month_6()
    entry = month_6(session)
    met = work_out(_form(session), entry)["doris_2021"]
    open_ = work_out(_form(session), replace(entry, answers=entry.answers | {"pga": {}}))["doris_2021"]

    assert met.result["met"] is True
    assert met.found["clinical_sledai_2k"] == 0
    assert met.answers == RULE
    assert open_.result["met"] is None


def test_that_medicines_in_the_record_answer_what_the_rule_asks_of_them():
    whole = okafor()
    session = session_before_month_6(more=whole.medications)

    (doris,) = (s for s in _form(session).scores if s.instrument.code == "doris_2021")

    assert [item.key for item in doris.asked] == ["background_therapy_stable"]
    found = work_out(_form(session), month_6(session))["doris_2021"].found
    assert (found["on_antimalarial"], found["on_immunosuppressant"]) == (True, False)
    assert found["prednisolone_eq_mg_per_day"] == 0


def test_that_a_rule_the_record_answers_is_kept_with_what_it_rests_on():
    session = session_before_month_6(more=okafor().medications)

    saved = _saved(session)

    (rule,) = session.records.find(Assessment, visit=saved.visit.id, instrument="doris_2021")
    assert rule.result["met"] is True
    assert rule.found["clinical_sledai_2k"] == 0


def test_that_a_saved_visit_keeps_its_version_of_the_plan_and_its_infusion():
    session = session_before_month_6()
    saved = _saved(session)
    infusion = session.records.find(Infusion)[0]
    assert (saved.visit.plan, saved.visit.infusion) == ("car-t-follow-up/1", infusion.id)
    form = _form(session, visit=saved.visit.id)
    assert (form.planned.code, form.planned.difference) == ("m6", 1)
    assert "sledai_2k" in {item.id for item in form.items}
    unplanned = _saved(session, visit=None, code="unplanned", day=on(200))
    assert (unplanned.visit.plan, unplanned.visit.infusion) == ("", None)


def test_that_a_score_that_the_disease_does_not_ask_for_can_be_added_and_is_kept():
    session = session_before_month_6()
    form = _form(session)
    offered = {each.code for each in offered_scores(form)}
    assert {"sri4", "facit_fatigue", "iec_hs"} <= offered
    assert not offered & {"sledai_2k", "lldas", "visit_window", "susar_clock", "icaht_early"}
    entry = month_6(session)
    more = {**entry.answers, "ecog": {"ecog": "1"}, "mdaat": {}}
    assert {"ecog", "mdaat"} <= {
        each.instrument.code for each in form.with_entry(replace(entry, answers=more)).scores
    }

    saved = save_visit(session, replace(entry, answers=more))

    kept = {each.instrument: each for each in session.records.find(Assessment, visit=saved.visit.id)}
    assert kept["ecog"].answers["ecog"] == "1"
    assert "mdaat" not in kept
    again = _form(session, visit=saved.visit.id)
    assert "ecog" in {each.instrument.code for each in again.scores}


IMPOSSIBLE = [
    ("sledai_2k", "fever", "yes", "Fever is answered with yes or no."),
    ("pga", "pga", "4", "Physician global is a number from 0 to 3."),
    ("pga", "pga", "NaN", "Physician global is a number from 0 to 3."),
    ("pga", "pga", "a lot", "Physician global is a number from 0 to 3."),
    ("pga", "colour", "red", "Physician global assessment does not ask for “colour”. Take that answer out."),
]
"""Instrument, item, an answer that cannot be, and what is said of it."""


@pytest.mark.parametrize(("code", "item", "answer", "sentence"), IMPOSSIBLE)
def test_that_an_impossible_answer_is_refused_by_name_and_nothing_is_written(code, item, answer, sentence):
    session = session_before_month_6()
    entry = month_6(session)
    count = len(session.records.find(Assessment))

    with pytest.raises(Refusal) as refused:
        save_visit(session, replace(entry, answers=entry.answers | {code: {item: answer}}))

    assert words().say(refused.value.said) == sentence
    assert len(session.records.find(Assessment)) == count


def test_that_each_impossible_answer_is_named_before_signing():
    session = session_before_month_6()
    entry = month_6(session)
    answers = {"fever": "yes", "rash": 3}
    entry = replace(entry, answers=entry.answers | {"sledai_2k": {**entry.answers["sledai_2k"], **answers}})

    stops = [check for check in checks(_form(session), entry) if check.weight is Weight.STOP]

    assert [(check.section, check.key) for check in stops] == [("sledai_2k", "rash"), ("sledai_2k", "fever")]
    assert words().say(stops[0].said) == "SLEDAI-2K: Rash is answered with yes or no."
