"""What a visit still lacks: conditions, parts, reasons, and unknown that is never "no"."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.plans import DAY0, SITE, history, infusion, moved, person, shipped, visit
from tracker.domain.criteria import met
from tracker.domain.followup import Inquiry, NotAssessed
from tracker.domain.plan import Criterion, Meets
from tracker.domain.recordables import RECORDABLES, Way
from tracker.domain.schedule import schedule
from tracker.domain.visit import Assessment, Comparator, LabResult, LabState
from tracker.services.completeness import Evidence, ItemState, visit_items

PATIENT = person()
TODAY = date(2026, 11, 23)
BACK = Criterion("cd19", Meets.AT_LEAST, Decimal(10), "cells/uL", "b_cell_cutoff")
CD4 = Criterion("cd4", Meets.ABOVE, Decimal(200), "cells/uL")


def lab(code, value, day, comparator=Comparator.EQUAL, unit="cells/uL", **more):
    return LabResult(
        site=SITE, patient=PATIENT.id, visit=more.pop("visit", None), analyte=code, sampled=moved(DAY0, day),
        comparator=comparator, value=value, unit=unit, **more,
    )  # fmt: skip


def items(code, held=None, disease="sle", **evidence):
    visits = [held] if held else []
    plan = shipped()
    planned = schedule(PATIENT, history(plan), [infusion(PATIENT)], visits, [], TODAY).planned(code)
    found = visit_items(planned, plan, DAY0, Evidence(disease, **evidence), planned.window.target)
    return {each.id: each for each in found}


@pytest.mark.parametrize(
    ("labs", "answer"),
    [
        ([], None),
        ([lab("cd19", "4", 90)], False),
        ([lab("cd19", "88", 90)], True),
        ([lab("cd19", "88", -7)], None),
        ([lab("cd19", "88", 90), lab("cd19", "2", 100)], False),
        ([lab("cd19", "1", 90, Comparator.BELOW)], False),
        ([lab("cd19", "20", 90, Comparator.BELOW)], None),
        ([lab("cd19", "20", 90, Comparator.ABOVE)], True),
        ([lab("cd19", "88", 200)], None),
        ([lab("cd19", "", 90, state=LabState.NOT_DONE)], None),
    ],
)
def test_that_a_criterion_is_answered_by_the_last_value_that_tells(labs, answer):
    assert met(BACK, labs, DAY0, moved(DAY0, 120), {}) is answer


def test_that_the_limit_of_the_clinic_stands_for_that_of_the_plan():
    labs = [lab("cd19", "30", 90)]
    assert met(BACK, labs, DAY0, moved(DAY0, 120), {"b_cell_cutoff": Decimal(50)}) is False


def test_that_a_count_is_due_until_it_has_recovered_and_while_nobody_knows():
    assert items("d120")["bcell_count"].state is ItemState.MISSING
    assert "bcell_count" not in items("d120", labs=[lab("cd19", "88", 90)])
    assert items("d120")["t_subsets_cd4"].state is ItemState.MISSING
    assert "t_subsets_cd4" not in items("d120", labs=[lab("cd4", "201", 90)])
    assert "t_subsets_cd4" in items("d120", labs=[lab("cd4", "200", 90)])


def test_that_what_only_a_person_can_judge_is_never_missing():
    found = items("d42")
    assert found["iechs_labs"].state is ItemState.OPTIONAL
    assert found["iechs_labs"].condition == "while inflammation persists"
    assert found["bcell_subsets"].state is ItemState.OPTIONAL


def test_that_a_part_is_in_part_and_a_reason_finishes_it():
    held = visit(PATIENT, "m6", moved(DAY0, 184))
    labs = [lab("igg", "7", 184, unit="g/L", visit=held.id)]
    found = items("m6", held, labs=labs)
    assert (found["igg_iga_igm"].state, found["igg_iga_igm"].missing) == (ItemState.PARTLY, ("iga", "igm"))
    reason = NotAssessed(
        site=SITE, patient=PATIENT.id, visit=held.id, assessment="igg_iga_igm", reason="Tube lost"
    )
    found = items("m6", held, labs=labs, reasons=[reason])
    assert (found["igg_iga_igm"].state, found["igg_iga_igm"].reason) == (ItemState.EXPLAINED, "Tube lost")


def test_that_scores_values_and_questions_count_where_they_were_entered():
    held = visit(PATIENT, "m6", moved(DAY0, 184))
    asked = Inquiry(site=SITE, patient=PATIENT.id, topic="adverse_events", asked=held.day, visit=held.id)
    scored = Assessment(site=SITE, patient=PATIENT.id, visit=held.id, instrument="sledai_2k", version=1)
    labs = [
        lab("cd19", "4", 184, visit=held.id, state=LabState.TO_CHECK),
        lab("c3", "", 184, visit=held.id, state=LabState.AWAITED),
        lab("upcr", "4", 184, unit="mg/mmol"),
    ]
    found = items("m6", held, labs=labs, inquiries=[asked], assessments=[scored])
    wanted = ("adverse_events", "sledai_2k", "bcell_count", "complement", "upcr")
    assert [found[id].state for id in wanted] == [
        ItemState.DONE, ItemState.DONE, ItemState.TO_CHECK, ItemState.AWAITED, ItemState.DONE,
    ]  # fmt: skip
    other = replace(asked, topic="concomitant_meds", visit=visit(PATIENT, "m9", held.day).id)
    assert items("m6", held, inquiries=[other])["concomitant_meds"].state is ItemState.MISSING


def test_that_everything_a_plan_can_ask_has_a_place_in_the_record():
    from tracker.domain.instruments import CATALOGUE
    from tracker.domain.labs import ANALYTES

    codes = {each.code for each in CATALOGUE}
    for each in RECORDABLES.values():
        known = set(ANALYTES) if each.way in {Way.LABS, Way.ASKED} else codes
        assert set(each.codes) <= known, each.id
        assert each.title
