"""OKAFOR before her visit at six months: what visit entry is tried on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from tests.courses import TODAY, okafor
from tests.fakes import fake_session
from tracker.domain.instruments.sledai_2k import ITEMS
from tracker.domain.patient import Patient
from tracker.domain.visit import LabResult
from tracker.services.session import Session
from tracker.services.visit_entry import LabEntry, VisitEntry

MORNING = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)

LABS = {
    "cd19": "88",
    "cd3": "912",
    "lymphocytes": "1.2",
    "neutrophils": "3.4",
    "igg": "4.1",
    "c3": "0.71",
    "c4": "0.13",
    "anti_dsdna": "<10",
    "upcr": "42",
    "creatinine": "74",
}
NO_SIGNS = {item.key: False for item in ITEMS}
RULE = {
    "prednisolone_eq_mg_per_day": "0",
    "on_antimalarial": True,
    "on_immunosuppressant": False,
    "on_biologic": False,
    "background_therapy_stable": True,
}
STATE = {
    "hemolytic_anemia": False,
    "gi_activity": False,
    "new_activity": False,
    "prednisolone_eq_mg_per_day": "0",
    "standard_therapy_tolerated": True,
    "investigational_drug": False,
}
SIGNS = NO_SIGNS | {"low_complement": True}


def session_before_month_6(clock: Callable[[], datetime] = lambda: MORNING, more=()) -> Session:
    """An open study that holds OKAFOR up to the day before `TODAY`, without her medicines, and `more`."""
    whole = okafor()
    gone = {visit.id for visit in whole.visits if visit.day == TODAY}
    labs = [lab for lab in whole.labs if lab.visit not in gone]
    before = whole.visits[-2]
    labs.append(_result(before, "cd3", "870", "cells/uL"))
    return fake_session(
        whole.patient,
        *whole.diagnoses,
        *whole.infusions,
        *(visit for visit in whole.visits if visit.id not in gone),
        *labs,
        *(
            replace(each, answers=NO_SIGNS)
            for each in whole.assessments
            if each.visit not in gone and each.instrument == "sledai_2k"
        ),
        *more,
        clock=clock,
    )


def month_6(session: Session, **changes) -> VisitEntry:
    """The visit of the pictures, filled in full."""
    patient = session.records.find(Patient)[0]
    entry = VisitEntry(
        patient=patient.id,
        day=TODAY,
        code="M6",
        title="Month 6",
        labs={code: LabEntry(text=text) for code, text in LABS.items()},
        answers={"sledai_2k": SIGNS, "pga": {"pga": "0.2"}, "doris_2021": RULE, "lldas": STATE},
    )
    return replace(entry, **changes)


def _result(visit, analyte: str, value: str, unit: str) -> LabResult:
    return LabResult(
        site=visit.site,
        patient=visit.patient,
        visit=visit.id,
        analyte=analyte,
        sampled=visit.day,
        value=value,
        unit=unit,
    )
