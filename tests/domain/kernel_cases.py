"""Random answers for any declaration, and the published cases beside it."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tracker.domain.instrument import Instrument
from tracker.domain.items import Choice, Day, Group, Item, Many, Number, Rows, Text, Tick
from tracker.domain.known import INFINITY, exact

VECTORS = Path(__file__).resolve().parent.parent / "data" / "vectors"

WORDS = ["NaN", "-Infinity", "<0", ">", "< 1e400", "", " ", "1e400", "9999-12-31", "0001-01-01", "yes", "0.5"]
NESTED = [[], {}, [[]], [{}], [{"drug": []}], {"x": None}]
PLAIN = ["<10", ">500", True, False, 0, -1, 3, 10**30, Decimal("0.1"), Decimal("NaN"), 1.5, None]
JUNK = [*WORDS, *NESTED, *PLAIN]
"""What a file can hold in the place of an answer."""


def cases(code: str) -> list[dict[str, Any]]:
    """The published cases of an instrument."""
    path = VECTORS / f"{code}.json"
    return json.loads(path.read_text("utf-8"), parse_float=Decimal) if path.exists() else []


def same(expected: object, got: object) -> bool:
    """Equal as JSON, numbers within 0.005."""
    if isinstance(expected, bool) or expected is None or isinstance(expected, str):
        return type(expected) is type(got) and expected == got
    if isinstance(expected, int | Decimal):
        return (
            isinstance(got, int | float) and not isinstance(got, bool) and abs(float(expected) - got) <= 0.005
        )
    if isinstance(expected, Mapping):
        return isinstance(got, Mapping) and all(
            key in got and same(v, got[key]) for key, v in expected.items()
        )
    return isinstance(got, list) and len(got) == len(expected) and all(map(same, expected, got))  # type: ignore[arg-type]


def answer(item: Item) -> st.SearchStrategy[Any]:  # noqa: PLR0911 (one line for each kind)
    """Any answer that the item allows."""
    match item:
        case Tick():
            return st.booleans()
        case Number():
            if item.allowed:
                return st.sampled_from([exact(each) for each in item.allowed])
            step = exact(item.step) if item.step is not None else Decimal("0.01")
            high = item.ceiling if item.ceiling < INFINITY else Decimal(10000)
            return st.integers(0, int((high - item.floor) / step)).map(lambda n: item.floor + n * step)
        case Choice():
            return st.sampled_from(sorted(item.options))
        case Many():
            return st.lists(st.sampled_from(sorted(item.options)), unique=True)
        case Day():
            return st.dates().map(lambda day: day.isoformat())
        case Text():
            return st.sampled_from(["prednisone", "dexamethasone", "oral", "iv", "topical", "something else"])
        case Group():
            return st.fixed_dictionaries({each.key: answer(each) for each in item.items})
        case Rows():
            return st.lists(
                st.fixed_dictionaries({each.key: answer(each) for each in item.items}), max_size=4
            )
    raise TypeError(type(item).__name__)


def answers(instrument: Instrument) -> st.SearchStrategy[dict[str, Any]]:
    """Complete answers."""
    return st.fixed_dictionaries({item.key: answer(item) for item in instrument.items})
