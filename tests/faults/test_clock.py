"""The clock of the computer jumps, as it does after a flat battery, in travel and twice a year."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.faults.clinic_day import PASSPHRASES
from tracker.domain.patient import Patient
from tracker.services.drafts import draft_of, keep_draft
from tracker.services.studies import create_study, file_of, open_study, verify

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Hands:
    """A clock that somebody else sets."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Hands(NOON)


@pytest.fixture
def place(tmp_path, clock):
    asked = {"name": "S", "clinic": "C", "user_name": "K", "passphrase": PASSPHRASES[0], "now": clock}
    create_study(tmp_path / "study", **asked).session.close()
    return tmp_path / "study"


@pytest.mark.parametrize(
    "jump",
    [
        NOON - timedelta(days=2),
        datetime(1970, 1, 1, tzinfo=UTC),
        NOON.replace(year=2036),
        datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
        NOON.astimezone(ZoneInfo("Pacific/Kiritimati")),
    ],
)
def test_that_a_clock_that_jumps_loses_nothing_and_keeps_the_order(place, clock, jump):
    entered = []
    for moment in (NOON, jump, NOON + timedelta(minutes=1)):
        clock.now = moment
        session = open_study(place, passphrase=PASSPHRASES[0], now=clock)
        patient = Patient(site=session.site.id, study_id=f"P-{len(entered)}")
        with session.office.work(session.user.id) as unit:
            unit.put(patient)
        entered.append(patient.id)
        keep_draft(session, {"day": "typed"}, patient=patient.id, visit=None)
        file_of(session).back_up("test")
        assert verify(session).sound
        session.close()
    session = open_study(place, passphrase=PASSPHRASES[0], now=clock)
    trail = session.records.trail()
    assert [event.seq for event in trail] == list(range(1, len(trail) + 1))
    assert [e.what.id for e in trail if e.what.kind == "Patient"] == entered
    assert all(draft_of(session.records, session.user.id, patient=each, visit=None) for each in entered)
    session.close()
    assert len([each for each in (place / "backups").iterdir() if each.is_dir()]) == 3


def test_that_the_hour_that_comes_twice_is_told_apart(place, clock):
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    clock.now = first.astimezone(BERLIN)
    session = open_study(place, passphrase=PASSPHRASES[0], now=clock)
    patient = Patient(site=session.site.id, study_id="P-1")
    with session.office.work(session.user.id) as unit:
        unit.put(patient)
    draft = keep_draft(session, {}, patient=patient.id, visit=None)
    clock.now = (first + timedelta(hours=1)).astimezone(BERLIN)
    with session.office.work(session.user.id) as unit:
        unit.put(replace(session.records.get(Patient, patient.id), given="Second"))
    later = keep_draft(session, {}, patient=patient.id, visit=None)
    one, other = session.records.history(patient.id)
    session.close()
    assert {f"{each:%H:%M}" for each in (one.at, other.at, draft.saved_at, later.saved_at)} == {"02:30"}
    assert other.at - one.at == later.saved_at.astimezone(UTC) - draft.saved_at.astimezone(UTC)
    assert other.at - one.at == timedelta(hours=1)
