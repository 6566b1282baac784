"""Signing needs the passphrase again, in the service: wrong tries wait, and stand in the trail at once."""

from datetime import timedelta

import pytest

from tests.fakes import NOON, make_keys_cheap
from tests.services.test_visits import month_6, okafor
from tracker.domain.change import Act
from tracker.domain.visit import Signature
from tracker.services.proof import WRONG_HERE, NotYours, ProofNeeded
from tracker.services.studies import create_study, open_study
from tracker.services.visits import save_visit, sign_visit
from tracker.store import refusals

PASSPHRASE = "four unrelated quiet words"


class Clock:
    """A clock that stands until it is moved."""

    now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def session(tmp_path, clock, monkeypatch):
    make_keys_cheap(monkeypatch)
    made = create_study(
        tmp_path / "S", name="S", clinic="C", user_name="Kemi Abara", passphrase=PASSPHRASE, now=clock
    )
    whole = okafor()
    with made.session.office.work(made.session.user.id) as unit:
        for entity in (whole.patient, *whole.diagnoses, *whole.infusions, *whole.medications):
            unit.put(entity)
    yield made.session
    made.session.close()


def test_that_nobody_signs_without_a_passphrase(session):
    saved = save_visit(session, month_6(session))

    with pytest.raises(ProofNeeded):
        sign_visit(session, saved)

    assert session.records.find(Signature) == ()
    assert Act.FAILED_LOGIN not in [event.act for event in session.records.history(session.user.id)]


def test_that_the_right_passphrase_signs(session):
    saved = save_visit(session, month_6(session))

    sign_visit(session, saved, PASSPHRASE)

    (signature,) = session.records.find(Signature)
    assert signature.record == saved.visit.id


def test_that_five_wrong_tries_wait_longer_each_time_and_stand_in_the_trail(session, clock):
    saved = save_visit(session, month_6(session))
    waits = []
    for _ in range(5):
        with pytest.raises(NotYours) as told:
            sign_visit(session, saved, "somebody else's long words")
        waits.append(told.value.seconds)
        with pytest.raises(refusals.TooSoon):
            sign_visit(session, saved, PASSPHRASE)
        clock.now += timedelta(seconds=told.value.seconds)

    failed = [e for e in session.records.history(session.user.id) if e.act is Act.FAILED_LOGIN]
    assert waits == [1, 2, 4, 8, 16]
    assert [event.why for event in failed] == [WRONG_HERE] * 5
    assert session.records.find(Signature) == ()

    sign_visit(session, saved, PASSPHRASE)
    assert len(session.records.find(Signature)) == 1


def test_that_a_restart_does_not_forget_the_wait(session, clock):
    with pytest.raises(NotYours):
        session.prove("somebody else's long words")
    session.close()
    again = open_study(session.folder, passphrase=PASSPHRASE, now=clock)
    with pytest.raises(refusals.TooSoon):
        again.prove(PASSPHRASE)
    again.close()
