"""JSON that loses nothing: exact decimals, dates and ids inside mappings survive a round through text."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tracker.domain.partial_date import PartialDate

_TAGS: dict[type, str] = {datetime: "$datetime", date: "$date", PartialDate: "$partial", UUID: "$uuid"}
_READERS = {
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$partial": PartialDate.parse,
    "$uuid": UUID,
}


def write_json(value: object) -> str:
    """Text of `value`. A number is written with the digits it has; a date or id becomes {"$date": "..."}."""
    tags = 0

    def tagged(each: object) -> object:
        nonlocal tags
        tags += 1
        return _tagged(each)

    try:
        text = json.dumps(value, default=tagged, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except TypeError:
        return _write(value)
    return text if text.count('"$') == tags else _write(value)


def read_json(text: str) -> Any:
    """The value again. Numbers with a decimal point come back as exact decimals."""
    return json.loads(text, parse_float=Decimal, object_hook=_untag)


def _tagged(value: object) -> dict[str, str]:
    tag = _TAGS.get(type(value))
    if tag is None:
        raise TypeError(f"no way to write {type(value).__name__}")
    return {tag: value.isoformat() if isinstance(value, date) else str(value)}


def _write(value: object) -> str:
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("only finite numbers can be stored")
        return format(value, "f")
    if isinstance(value, Mapping):
        pairs = (
            f"{json.dumps(_escaped(value, key), ensure_ascii=False)}:{_write(each)}"
            for key, each in value.items()
        )
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_write, value)) + "]"
    if type(value) in _TAGS:
        return json.dumps(_tagged(value))
    if is_dataclass(value) and not isinstance(value, type):
        return _write({each.name: getattr(value, each.name) for each in fields(value)})
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _escaped(mapping: Mapping[str, object], key: str) -> str:
    return f"${key}" if len(mapping) == 1 and key.startswith("$") else key


def _untag(found: dict[str, Any]) -> Any:
    if len(found) != 1:
        return found
    ((key, value),) = found.items()
    if not key.startswith("$"):
        return found
    reader = _READERS.get(key)
    return reader(value) if reader else {key[1:]: value}
