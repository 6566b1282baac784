"""What lets a study be opened thousands of times: cheap keys, and memory that is not locked page by page."""

from collections.abc import Callable

import pytest

from tests.faults.clinic_day import CHEAP
from tracker.store import database, keys


@pytest.fixture(autouse=True)
def cheap_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "COST", CHEAP)
    monkeypatch.setattr(keys, "FLOOR", CHEAP)
    monkeypatch.setattr(database, "_MEMORY", "cipher_memory_security=OFF")


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[[str, object], None]:
    """Keep a figure for the end of `make faults`."""
    return lambda what, figure: record_property(what, str(figure))
