"""The checklist of IEC-HS: offered around its days, fed by the laboratory, and never a verdict."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.courses import DAY0, SITE, okafor, on
from tests.fakes import fake_session
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.visit import Assessment, LabResult, Visit
from tracker.services.iec_hs import offers_iec_hs, visit_of_day
from tracker.services.visit_entry import LabEntry, VisitEntry
from tracker.services.visit_results import work_out
from tracker.services.visits import open_visit, save_visit

WHO = okafor().patient.id
TYPED = {
    "ferritin": "1200",
    "ast": "260",
    "alt": "40",
    "ldh": "480",
    "fibrinogen": "1.2",
    "triglycerides": "3.1",
}


def check(day, grade):
    return SafetyCheck(
        site=SITE,
        patient=WHO,
        infusion=None,
        at=datetime(on(day).year, on(day).month, on(day).day, 9, tzinfo=UTC),
        results={"crs_astct_2019": {"grade": grade}},
    )


@pytest.mark.parametrize(
    ("day", "checks", "offered"),
    [
        (-1, (), False),
        (2, (), False),
        (2, (check(1, 2),), True),
        (2, (check(1, 0),), False),
        (5, (), True),
        (60, (), True),
        (61, (check(3, 2),), False),
    ],
)
def test_that_the_checklist_is_offered_after_crs_or_from_day_5_to_60(day, checks, offered):
    assert offers_iec_hs(replace(okafor(), checks=checks), on(day)) is offered


def test_that_the_visit_of_the_day_takes_it_unless_it_is_signed():
    course = okafor()
    assert visit_of_day(course, on(28)) is not None
    assert visit_of_day(course, on(29)) is None
    assert visit_of_day(course, on(185)) is None


def _session():
    """Before treatment ferritin was 700 and AST 30, with the limits that the laboratory prints."""
    course = okafor()
    baseline = next(visit for visit in course.visits if visit.day < DAY0)

    def lab(analyte, value, unit, high):
        return LabResult(
            site=SITE,
            patient=WHO,
            visit=baseline.id,
            analyte=analyte,
            sampled=baseline.day,
            value=value,
            unit=unit,
            low="",
            high=high,
        )

    labs = (lab("ferritin", "700", "ug/L", "150"), lab("ast", "30", "U/L", "35"))
    visits = [visit for visit in course.visits if visit.day <= baseline.day]
    scores = [each for each in course.assessments if each.visit == baseline.id]
    return fake_session(course.patient, *course.diagnoses, *course.infusions, *visits, *labs, *scores)


def _entry(**answers):
    return VisitEntry(
        patient=WHO,
        day=on(9),
        labs={code: LabEntry(text=text) for code, text in TYPED.items()},
        answers={"iec_hs": answers},
    )


def test_that_values_of_the_day_and_from_before_treatment_are_found_and_not_typed_again():
    session, entry = _session(), _entry(ast_uln=None)
    form = open_visit(session, WHO, None, entry.day).with_entry(entry)
    rows = {row.analyte.code for row in form.labs}
    assert {"ferritin", "ast", "alt", "ldh", "fibrinogen", "triglycerides"} <= rows
    (section,) = (each for each in form.scores if each.instrument.code == "iec_hs")
    asked = {item.key for item in section.asked}
    assert not asked & {
        "ferritin",
        "ferritin_uln",
        "ferritin_baseline",
        "ast_uln",
        "ast_baseline",
        "fibrinogen",
    }
    assert {"alt_uln", "alt_baseline", "fibrinogen_lln", "fever"} <= asked

    result = work_out(form, entry)["iec_hs"].result
    assert (result["ferritin_over_limit"], result["ferritin_over_baseline"]) == (True, False)
    assert result["ast_high"] is True
    assert result["alt_high"] is None
    assert result["fibrinogen_low"] is True
    assert result["triglycerides_high"] is True
    assert result["iechs_status"] is None


def test_that_both_arms_of_ferritin_are_kept_with_the_visit_and_no_verdict():
    session = _session()
    saved = save_visit(session, _entry(fever=True))
    (visit,) = session.records.find(Visit, day=on(9))
    assert visit.id == saved.visit.id
    (kept,) = session.records.find(Assessment, visit=visit.id, instrument="iec_hs")
    assert (kept.result["ferritin_over_limit"], kept.result["ferritin_over_baseline"]) == (True, False)
    assert kept.found["ferritin_baseline"] == "700"
    assert kept.result["iechs_status"] is None
