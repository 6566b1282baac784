"""A day before the date of birth is refused, as far as that date is known; nothing is written."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.courses import okafor
from tests.fakes import fake_session
from tests.visit_cases import month_6, session_before_month_6
from tracker.domain.infusion import Infusion
from tracker.domain.instruments import instrument
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient, before_birth
from tracker.domain.refusal import Refusal
from tracker.domain.visit import Visit
from tracker.services.enrolment import NewInfusion, record_infusion
from tracker.services.visits import save_visit


def test_that_a_visit_before_birth_is_refused_and_not_written():
    session = session_before_month_6()
    (patient,) = session.records.find(Patient)
    count = len(session.records.find(Visit))
    early = patient.born.exact - timedelta(days=1)
    with pytest.raises(Refusal, match="before the date of birth"):
        save_visit(session, replace(month_6(session), day=early))
    with pytest.raises(Refusal, match="before the date of birth"):
        save_visit(session, replace(month_6(session), sampled=early))
    assert len(session.records.find(Visit)) == count


def test_that_an_infusion_before_birth_is_refused_and_not_written():
    patient = okafor().patient
    session = fake_session(patient)
    early = PartialDate.of(patient.born.exact - timedelta(days=1))
    with pytest.raises(Refusal, match="before the date of birth"):
        record_infusion(session, patient.id, NewInfusion(day0=early))
    assert session.records.find(Infusion) == ()


def test_that_a_birth_date_known_by_its_year_refuses_only_what_cannot_be():
    assert before_birth(PartialDate(1990), date(1989, 12, 31))
    assert not before_birth(PartialDate(1990), date(1990, 1, 1))
    assert not before_birth(None, date(1800, 1, 1))


def test_that_an_age_below_zero_makes_a_score_invalid_by_name():
    result = instrument("egfr_ckd_epi_2021")({"age_years": -1})
    assert (result.status, result.invalid) == ("invalid", ("age_years",))
