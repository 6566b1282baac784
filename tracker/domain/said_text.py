"""A phrase with its values as JSON keeps it, so that it is said in the reader's words years later."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tracker.domain.partial_date import PartialDate
from tracker.domain.text import Said


def kept(said: Said) -> dict[str, object]:
    """The phrase, and each value under what it is: a number, a day, another phrase, or text."""
    return {"phrase": said.phrase, "values": {name: _kept(value) for name, value in said.values.items()}}


def kept_said(raw: object) -> Said:
    """Read back what `kept` wrote; the plain sentence of an older record says itself."""
    if not isinstance(raw, Mapping):
        return Said("{text}", {"text": str(raw)})
    values = raw.get("values")
    given = values.items() if isinstance(values, Mapping) else ()
    return Said(str(raw.get("phrase", "")), {str(name): _read(value) for name, value in given})


def _kept(value: object) -> object:
    match value:
        case Said():
            return kept(value)
        case Decimal():
            return {"number": format(value, "f")}
        case date() | PartialDate():
            return {"day": str(value)[:10]}
        case _:
            return str(value)


def _read(value: object) -> object:
    match value:
        case {"phrase": _}:
            return kept_said(value)
        case {"number": number}:
            return Decimal(str(number))
        case {"day": day}:
            return PartialDate.parse(str(day))
        case _:
            return str(value)
