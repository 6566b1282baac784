"""Random values of every kind that has a table, made from the types of its fields."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hypothesis import strategies as st

from tracker.domain.entity import Entity
from tracker.domain.partial_date import PartialDate

texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
keys_of_mappings = texts | st.sampled_from(["$date", "$uuid", "$", "$$", "$x"])
days = st.dates(date(1900, 1, 1), date(2200, 1, 1))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
partial_dates = st.one_of(
    st.builds(PartialDate, st.integers(1900, 2100)),
    st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12)),
    days.map(PartialDate.of),
)
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6)
json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**60), 2**60),
        texts,
        decimals,
        days,
        moments,
        partial_dates,
        st.uuids(),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys_of_mappings, inner, max_size=3),
    max_leaves=8,
)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values for one annotation."""
    simple = {
        str: texts,
        int: st.integers(0, 2**40),
        bool: st.booleans(),
        UUID: st.uuids(),
        date: days,
        datetime: moments,
        Decimal: decimals,
        PartialDate: partial_dates,
    }
    if hint in simple:
        return simple[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*(st.none() if each is type(None) else values(each) for each in get_args(hint)))
    if get_origin(hint) is Mapping:
        return st.dictionaries(keys_of_mappings, json_values, max_size=4)
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    if is_dataclass(hint):
        return made(hint)
    raise TypeError(f"no values for {hint!r}")


def made(kind: type[Any], **fixed: object) -> st.SearchStrategy[Any]:
    """Instances of a dataclass; what is `fixed` is not random."""
    hints = get_type_hints(kind)
    names = [each.name for each in fields(kind) if each.name not in fixed]
    return st.builds(
        kind, **{name: values(hints[name]) for name in names}, **{n: st.just(v) for n, v in fixed.items()}
    )


def new(kind: type[Entity], **fixed: object) -> st.SearchStrategy[Any]:
    """Instances that were never stored."""
    return made(kind, revision=0, removed=False, **fixed)
