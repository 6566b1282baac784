"""A study file to read, to change and to damage; its keys cost little, so that tests can make many."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import make_keys_cheap
from tracker.domain.patient import Patient
from tracker.services.session import Session
from tracker.services.studies import create_study, open_study
from tracker.store import keys
from tracker.store.key_copies import read_keys

PASSPHRASE = "four unrelated quiet words"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    make_keys_cheap(monkeypatch)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    """A closed study with one patient."""
    place = tmp_path / "study"
    made = create_study(
        place,
        name="Quiet",
        clinic="Rheumatology",
        user_name="Kemi Abara",
        passphrase=PASSPHRASE,
        now=clock,
    )
    session = made.session
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="A-1", family="Okafor", given="Adaeze"))
    session.close()
    return place


@pytest.fixture
def opened(folder: Path, clock: Clock) -> Iterator[Callable[..., Session]]:
    """Opens the study; whatever it opened is closed at the end."""
    sessions: list[Session] = []

    def run(**asked: object) -> Session:
        sessions.append(open_study(folder, **({"passphrase": PASSPHRASE, "now": clock} | asked)))
        return sessions[-1]

    yield run
    for session in sessions:
        session.close()


@pytest.fixture
def session(opened: Callable[..., Session]) -> Session:
    return opened()


@pytest.fixture
def dek(folder: Path) -> bytes:
    """The data key of `folder`: what somebody outside of the program would need."""
    found = keys.unseal(read_keys(folder).slots[0], keys.from_passphrase(PASSPHRASE))
    assert found is not None
    return found
