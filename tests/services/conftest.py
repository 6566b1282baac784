"""A real study on the disk, with a clock that stands; tests that need another one make their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import make_keys_cheap
from tests.store.conftest import PASSPHRASE, Clock
from tracker.services.session import Session
from tracker.services.studies import create_study


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    make_keys_cheap(monkeypatch)
    made = create_study(
        tmp_path / "study", name="S", clinic="C", user_name="K", passphrase=PASSPHRASE, now=clock
    ).session
    yield made
    made.close()
