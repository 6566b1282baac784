"""What a response score compares a visit with: the core set before treatment, found in the record."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.courses import DAY0, TODAY, okafor
from tests.fakes import fake_session
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.resolve import Desk
from tracker.domain.visit import Assessment, Visit
from tracker.services.course import course
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_record import NEW, VisitRecord
from tracker.services.visits import save_visit

ILL = {
    "phga": "7",
    "ptga": "7",
    "mmt": "100",
    "mmt_max": "150",
    "haq_di": "1.5",
    "enzyme_name": "ck",
    "enzyme": "4000",
    "enzyme_uln": "200",
    "extramuscular": "6",
}
WELL = ILL | {
    "phga": "1",
    "ptga": "1",
    "mmt": "145",
    "haq_di": "0.5",
    "enzyme": "150",
    "extramuscular": "0.5",
}


@pytest.fixture
def session():
    whole = okafor()
    patient, site = whole.patient, whole.patient.site
    before = Visit(site=site, patient=patient.id, day=DAY0 - timedelta(days=9), code="BL")
    infusion = Visit(site=site, patient=patient.id, day=DAY0, code="D0")
    core = instrument("imacs_core")
    return fake_session(
        patient,
        *(replace(each, disease="iim") for each in whole.diagnoses),
        *whole.infusions,
        before,
        infusion,
        Assessment(
            site=site,
            patient=patient.id,
            visit=before.id,
            instrument=core.code,
            version=core.version,
            answers=ILL,
        ),
        Assessment(
            site=site,
            patient=patient.id,
            visit=infusion.id,
            instrument="pga",
            version=1,
            answers={"pga": "1"},
        ),
    )


def test_that_the_improvement_score_compares_with_the_visit_before_conditioning(session):
    patient = session.records.find(Visit)[0].patient
    saved = save_visit(session, VisitEntry(patient=patient, day=TODAY, answers={"imacs_core": WELL}))
    kept = {each.instrument: each for each in session.records.find(Assessment, visit=saved.visit.id)}
    assert kept["tis"].result["tis"] == 92.5
    assert kept["tis"].result["category"] == "major"
    assert kept["tis"].found["phga_baseline"] == "7"


def test_that_an_open_core_set_gives_bounds_and_no_score(session):
    whole = course(session.records, session.records.find(Visit)[0].patient)
    answers = {"imacs_core": WELL | {"enzyme": None, "mmt": None}}
    result = Desk(VisitRecord(whole, NEW, TODAY, answers, {}), CATALOGUE).result("tis", NEW)
    assert result["tis"] is None
    assert result.missing == ("mmt", "enzyme")
    assert result.bounds("tis") == (Decimal("57.5"), Decimal("97.5"))


def test_that_nothing_is_compared_before_treatment_is_known(session):
    whole = replace(course(session.records, session.records.find(Visit)[0].patient), infusions=())
    record = VisitRecord(whole, NEW, TODAY, {"imacs_core": WELL}, {})
    assert record.visit_at(NEW, "baseline") is None
    assert Desk(record, CATALOGUE).result("tis", NEW)["tis"] is None
