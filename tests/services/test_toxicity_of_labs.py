"""ICAHT and CTCAE grades from the laboratory, and what asks for a look: renal crisis, LICATS or flare."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.courses import DAY0, TODAY, lab, okafor, on
from tests.fakes import fake_session
from tests.services.safety_cases import at, checked, crs, medicine, open_study
from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.partial_date import PartialDate
from tracker.language import words
from tracker.services.course import course
from tracker.services.icaht import icaht
from tracker.services.lab_grades import lab_grades, suggestions, versions, worst
from tracker.services.licats import question
from tracker.services.renal_crisis import renal_crisis
from tracker.services.settings import save_setting

say = words()
V5 = ((DAY0 - timedelta(days=9999), "ctcae_v5_lab"),)


def with_counts(code: str, counts: dict[int, str], unit: str = "10^9/L", **more):
    base = okafor(events=())
    labs = tuple(lab(base.patient.id, code, day, text, unit, **more) for day, text in sorted(counts.items()))
    return replace(base, labs=(*(each for each in base.labs if each.analyte != code), *labs))


def test_that_early_icaht_counts_days_at_500_and_shows_the_count_before_conditioning() -> None:
    counts = {
        -8: "2.1",
        0: "1.2",
        5: "0.4",
        8: "0.3",
        12: "0.4",
        13: "0.9",
        15: "1.4",
        18: "2",
        24: "2",
        30: "3",
    }
    found = icaht(with_counts("neutrophils", counts), TODAY)[0]
    assert found.early_grade == 2
    assert found.early["anc_before"] == 2100
    assert found.early["gcsf"] == 0
    assert found.late is not None


def test_that_g_csf_days_are_counted_inside_the_window() -> None:
    base = with_counts("neutrophils", {3: "0.4", 9: "0.4"})
    given = replace(
        base.medications[0], drug="filgrastim", start=PartialDate.of(on(5)), end=PartialDate.of(on(8))
    )
    found = icaht(replace(base, medications=(given,)), TODAY)[0]
    assert found.early["gcsf"] == 4
    assert icaht(replace(base, medications=()), TODAY)[0].early["gcsf"] is None


def test_that_a_window_without_counts_has_no_grade() -> None:
    base = okafor()
    empty = replace(base, labs=tuple(each for each in base.labs if each.analyte != "neutrophils"))
    assert icaht(empty, TODAY)[0].early_grade is None
    assert icaht(replace(empty, infusions=()), TODAY) == ()


def test_that_late_icaht_waits_for_its_window() -> None:
    base = with_counts("neutrophils", {3: "0.4", 9: "0.4"})
    assert icaht(base, on(20))[0].late is None


def test_that_each_result_is_graded_with_its_own_limits_and_the_version_is_with_it() -> None:
    base = with_counts("neutrophils", {-8: "4", 5: "0.45", 9: "1.4"}, low="1.8", high="7.5")
    grades = [each for each in lab_grades(base, V5) if each.lab.analyte == "neutrophils"]
    assert [(each.day, each.grade, each.version) for each in grades] == [
        (-8, 0, "ctcae_v5_lab"),
        (5, 4, "ctcae_v5_lab"),
        (9, 2, "ctcae_v5_lab"),
    ]
    assert worst(grades)["neutrophils"].day == 5


def test_that_a_new_version_grades_from_its_day_on_and_never_what_was_graded_before() -> None:
    session = fake_session(clock=lambda: at(8))
    save_setting(session, "ctcae", "ctcae_v6_lab")
    known = versions(session.records)
    assert [code for _, code in known] == ["ctcae_v5_lab", "ctcae_v6_lab"]
    base = okafor()
    early = lab(base.patient.id, "neutrophils", 0, "0.45", "10^9/L", low="1.8")
    late = replace(early, sampled=at(9).date())
    old = replace(early, sampled=at(7).date())
    graded = lab_grades(replace(base, labs=(old, late)), known)
    assert [(each.version, each.grade) for each in graded] == [("ctcae_v5_lab", 4), ("ctcae_v6_lab", 3)]
    other = replace(late, analyte="platelets", value="8")
    assert lab_grades(replace(base, labs=(other,)), known)[0].no_rule


def test_that_low_lymphocytes_of_the_first_month_are_graded_and_give_no_event() -> None:
    base = with_counts("lymphocytes", {5: "0.1", 20: "0.1", 40: "0.1"}, low="1")
    grades = lab_grades(base, V5)
    assert [each.grade for each in grades if each.lab.analyte == "lymphocytes"] == [4, 4, 4]
    found = suggestions(base, grades)
    assert [(each.term, each.grade, each.first.day, each.ongoing) for each in found] == [
        ("Lymphopenia", 4, 40, True)
    ]


def test_that_an_event_is_suggested_once_and_not_where_it_was_recorded() -> None:
    base = with_counts("neutrophils", {-8: "4", 5: "0.4", 9: "0.3", 14: "2"}, low="1.8")
    grades = lab_grades(base, V5)
    found = suggestions(base, grades)
    assert [(each.term, each.grade, each.first.day, each.last.day, each.ongoing) for each in found] == [
        ("Neutropenia", 4, 5, 9, False)
    ]
    event = AdverseEvent(
        site=base.patient.site, patient=base.patient.id, term="neutropenia", start=PartialDate.of(on(4)),
        end=PartialDate.of(on(10)),
    )  # fmt: skip
    assert suggestions(replace(base, events=(event,)), grades) == ()


@pytest.mark.parametrize(
    ("disease", "steroid", "asks"), [("ssc", True, True), ("sle", True, False), ("ssc", False, False)]
)
def test_that_a_rise_of_pressure_asks_for_a_look_in_sclerosis_under_steroids(
    disease: str, steroid: bool, asks: bool
) -> None:
    drug = [lambda who: medicine(who, "dexamethasone", 2, None, "10", purpose="toxicity")] if steroid else []
    session, who = open_study(*drug, disease=disease)
    checked(session, who, at(-3), crs() | {"baseline_systolic_mmhg": "118"})
    checked(session, who, at(3), crs() | {"systolic_mmhg": "148"})
    found = renal_crisis(course(session.records, who), at(3).date())
    assert bool(found) is asks
    if asks:
        assert "rose by 30 mmHg" in say.say(found[0][0])
        assert found[0][1].kind == "SafetyCheck"


@pytest.mark.parametrize(("value", "asks"), [("115", True), ("114", False)])
def test_that_a_rise_of_creatinine_by_0_3_asks_for_a_look(value: str, asks: bool) -> None:
    base = okafor()
    ill = replace(base.diagnoses[0], disease="ssc")
    labs = (
        lab(base.patient.id, "creatinine", -7, "88.4", "umol/L"),
        lab(base.patient.id, "creatinine", 10, value, "umol/L"),
    )
    sick = replace(base, diagnoses=(ill,), labs=labs)
    assert bool(renal_crisis(sick, on(11))) is asks
    assert renal_crisis(sick, on(60)) == ()


def event(day: int, **details) -> AdverseEvent:
    who = okafor().patient
    return AdverseEvent(
        site=who.site, patient=who.id, term="Arthritis", kind=EventKind.LICATS,
        start=PartialDate.of(on(day)), details=details,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "details", "proposal", "kind"),
    [
        (10, {"organ_before": True}, "licats", "early"),
        (10, {"organ_before": False}, "flare", "early"),
        (10, {}, "", "early"),
        (40, {"organ_before": True, "persists_after_b_cells": True}, "flare", "late"),
        (160, {"organ_before": True}, "flare", "late"),
        (20, {"organ_before": True}, "licats", "intermediate"),
    ],
)
def test_that_licats_or_flare_is_asked_by_day_and_organ(day, details, proposal, kind) -> None:
    asked = question(okafor(), event(day, **details))
    assert (asked.proposal, asked.onset_class) == (proposal, kind)
    assert asked.asks.endswith("?")
    assert say.say(asked.why)


def test_that_without_a_day_nothing_is_proposed() -> None:
    assert question(okafor(), replace(event(3), start=None)).proposal == ""
