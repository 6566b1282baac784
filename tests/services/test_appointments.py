"""Booking a planned visit: a time that can be read, what speaks against it, and moving or taking it back."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fakes import fake_session
from tests.plans import SITE, infusion, person
from tracker.domain.followup import Appointment, Closure
from tracker.domain.refusal import Refusal
from tracker.services.appointments import book, cancel, read_time, remarks, to_come
from tracker.services.schedules import patient_schedule

TODAY = date(2026, 11, 23)


@pytest.fixture
def study():
    patient, other = person(), replace(person(), study_id="OTHER", family="Secret")
    taken = Appointment(site=SITE, patient=other.id, infusion=None, code="m6", day=TODAY, time="09:30")
    shut = Closure(site=SITE, start=date(2026, 12, 24), end=date(2026, 12, 27))
    session = fake_session(patient, other, infusion(patient), taken, shut)
    return session, patient, patient_schedule(session.records, patient.id, TODAY).planned("m6")


@pytest.mark.parametrize(
    ("typed", "time"), [("9.30", "09:30"), ("0930", "09:30"), ("23:59", "23:59"), (" ", "")]
)
def test_that_a_time_is_read_as_people_write_it(typed, time):
    assert read_time(typed) == time


@pytest.mark.parametrize("typed", ["24:00", "9", "noon", "12:60"])
def test_that_what_is_no_time_is_refused(typed):
    with pytest.raises(Refusal):
        read_time(typed)


def test_that_a_booking_is_moved_and_taken_back(study):
    session, patient, planned = study
    book(session, patient.id, planned, TODAY, at="9.30", place="Day clinic")
    book(session, patient.id, planned, date(2026, 11, 25), at="10:00")
    (kept,) = session.records.find(Appointment, patient=patient.id)
    assert (kept.day, kept.time) == (date(2026, 11, 25), "10:00")
    first = to_come(session.records, patient.id, TODAY)[0]
    assert (first.planned.code, first.day, first.agreed) == ("m6", date(2026, 11, 25), True)
    cancel(session, patient.id, planned)
    assert session.records.find(Appointment, patient=patient.id) == ()
    assert not to_come(session.records, patient.id, TODAY)[0].agreed


def test_that_what_speaks_against_a_day_is_said_without_a_name_and_forbids_nothing(study):
    session, patient, planned = study
    full = remarks(session.records, planned, patient.id, TODAY, "09:30")
    assert [each.phrase for each in full] == ["The clinic is full at {time}."]
    shut = remarks(session.records, planned, patient.id, date(2026, 12, 24), "")
    assert [each.phrase for each in shut] == [
        "Outside the window, {open} to {close}.",
        "The clinic is closed on {day}.",
    ]
    assert "Secret" not in str((full, shut))
    assert remarks(session.records, planned, patient.id, TODAY, "11:00") == ()
