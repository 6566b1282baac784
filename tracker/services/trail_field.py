"""A kind of record and its fields in words, as the trail shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from tracker.domain.text import N_


@dataclass(frozen=True)
class Field:
    """`choices` say what a code means; an `inner` field is for the program and stays out of sight."""

    title: str
    choices: Mapping[Any, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    """What the keys inside a mapping are called, where they are declared once for all."""
    inner: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of record in words. The first of `named` that is filled names a record, its title where none is;
    the first of `within` says what it belongs to.
    """

    title: str
    fields: Mapping[str, Field]
    main: str = ""
    """The field that says most about a new one."""
    named: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


INNER = Field("", inner=True)
_OWN = {"removed": Field(N_("Removed")), "patient": INNER}


def kind(
    title: str,
    /,
    *,
    main: str = "",
    named_by: tuple[str, ...] = (),
    within: tuple[str, ...] = (),
    **fields: Field | str,
) -> Kind:
    """A kind with its fields; what every kind has is added."""
    made = {name: Field(each) if isinstance(each, str) else each for name, each in fields.items()}
    return Kind(title, MappingProxyType({**_OWN, **made}), main, named_by, within)
