"""Who is followed no more: since when, why, and that nothing planned is lost by it."""

from datetime import date
from uuid import UUID

import pytest

from tests.fakes import fake_session
from tests.plans import infusion, person
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient, Standing
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role
from tracker.services.rights import NotAllowed
from tracker.services.schedules import patient_schedule
from tracker.services.standing import set_standing

TODAY = date(2026, 11, 23)
DAY = PartialDate.parse("2026-11-01")


@pytest.fixture
def session():
    patient = person()
    return fake_session(patient, infusion(patient))


def the_one(session) -> UUID:
    return session.records.find(Patient)[0].id


def test_that_a_death_keeps_its_day_and_cause_and_every_planned_visit(session):
    planned = len(patient_schedule(session.records, the_one(session), TODAY).visits)
    set_standing(session, the_one(session), Standing.DIED, DAY, TODAY, cause="infection", why="Told by phone")
    kept = session.records.get(Patient, the_one(session))
    assert (kept.standing, kept.standing_since, kept.cause_of_death) == (Standing.DIED, DAY, "infection")
    assert len(patient_schedule(session.records, the_one(session), TODAY).visits) == planned


def test_that_following_again_forgets_day_and_cause(session):
    set_standing(session, the_one(session), Standing.DIED, DAY, TODAY, cause="infection", why="Told by phone")
    set_standing(session, the_one(session), Standing.FOLLOWED, None, TODAY, why="Wrong patient")
    kept = session.records.get(Patient, the_one(session))
    assert (kept.standing, kept.standing_since, kept.cause_of_death) == (Standing.FOLLOWED, None, "")


def test_that_a_cause_belongs_to_a_death_only(session):
    set_standing(session, the_one(session), Standing.LOST, DAY, TODAY, cause="infection", why="No answer")
    assert session.records.get(Patient, the_one(session)).cause_of_death == ""


@pytest.mark.parametrize(
    ("since", "cause", "why", "said"),
    [
        (DAY, "", " ", "Say how this is known"),
        (None, "", "Letter", "Say since when"),
        (PartialDate.parse("2027-01-01"), "", "Letter", "lies in the future"),
        (DAY, "old_age", "Letter", "no category"),
    ],
)
def test_that_what_cannot_be_is_refused_in_words(session, since, cause, why, said):
    with pytest.raises(Refusal, match=said):
        set_standing(session, the_one(session), Standing.DIED, since, TODAY, cause=cause, why=why)
    assert session.records.get(Patient, the_one(session)).standing is Standing.FOLLOWED


def test_that_a_monitor_may_not_say_it(session):
    from dataclasses import replace

    watching = replace(session, user=replace(session.user, role=Role.MONITOR))
    with pytest.raises(NotAllowed):
        set_standing(watching, the_one(session), Standing.LOST, DAY, TODAY, why="No answer")
