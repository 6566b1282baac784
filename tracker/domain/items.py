"""What an instrument asks: the kinds of item, and how each reads an answer into what is known."""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from tracker.domain.known import INFINITY, ONE, ZERO, Code, Num, Plain, exact, truth
from tracker.domain.sources import BASELINE, VISIT, Setting, Source
from tracker.domain.text import N_, Said

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_LAST_DAY = date.max.toordinal()


class Unreadable(ValueError):
    """An answer outside what the item allows, or of the wrong kind; the item is then unknown and invalid."""


@dataclass(frozen=True)
class Item:
    """One question. An absent key means `default`; null always means unknown.

    `measure` is its name among the missing, where several items ask for one thing at several moments. `mark`
    is the verification mark of the source (V2, V1: read there; U, M: from memory; D, P: a rule of ours).
    """

    key: str
    title: str
    hint: str = field(default="", kw_only=True)
    section: str = field(default="", kw_only=True)
    found: Source | None = field(default=None, kw_only=True)
    suggested: Source | None = field(default=None, kw_only=True)
    """What speaks for an answer and is shown beside it; the assessor still answers."""
    at: str = field(default=VISIT, kw_only=True)
    measure: str = field(default="", kw_only=True)
    default: object = field(default=None, kw_only=True)
    mark: str = field(default="", kw_only=True)
    same: bool = field(default=False, kw_only=True)
    """Results can be compared only while this answer stays the same: an equation, the place of a sensor."""

    moved_with: tuple[str, ...] = field(default=(), kw_only=True)
    """Analytes on which a typed answer rests: what disturbs them disturbs it."""

    @property
    def name(self) -> str:
        return self.measure or self.key

    @property
    def setting(self) -> str:
        """The name under which the study answers it; "" for what is answered for each patient."""
        return (self.found.name or self.key) if isinstance(self.found, Setting) else ""

    def said(self, known: Any) -> Said | None:
        """What was answered, in words; None while it is open or where a value has no words."""
        return None

    def unknown(self) -> Any:
        raise NotImplementedError(type(self).__name__)

    def read(self, raw: object) -> Any:
        """What `raw` tells; None is unknown; an answer that cannot be is `Unreadable`."""
        raise NotImplementedError(type(self).__name__)


@dataclass(frozen=True)
class Number(Item):
    """A measured or counted number from `low` to `high`; "<1" and ">500" are read as what they are."""

    low: Plain = 0
    high: Plain | None = None
    unit: str = ""
    step: Plain | None = field(default=None, kw_only=True)
    decimals: int = field(default=2, kw_only=True)
    allowed: tuple[Plain, ...] = field(default=(), kw_only=True)

    @property
    def floor(self) -> Decimal:
        return exact(self.low)

    @property
    def ceiling(self) -> Decimal:
        return INFINITY if self.high is None else exact(self.high)

    def said(self, known: Any) -> Said | None:
        if known.gaps:
            return None
        places = {"low": shown(known.low), "high": shown(known.high), "unit": Said(self.unit)}
        if known.high.is_infinite():
            return Said(N_("over {low} {unit}") if self.unit else N_("over {low}"), places)
        if known.low != known.high:
            return Said(N_("{low} to {high} {unit}") if self.unit else N_("{low} to {high}"), places)
        return Said(N_("{low} {unit}") if self.unit else N_("{low}"), places)

    def unknown(self) -> Num:
        return Num(self.floor, self.ceiling, (self.name,), (self.name,))

    def read(self, raw: object) -> Num:
        if raw is None:
            return self.unknown()
        if isinstance(raw, Num):
            return raw.named(self.name)
        sign, value = read_decimal(raw)
        if not self.floor <= value <= self.ceiling:
            raise Unreadable(self.key)
        if self.step is not None and not sign and not _on_step(value - self.floor, exact(self.step)):
            raise Unreadable(self.key)
        if self.allowed and value not in {exact(each) for each in self.allowed}:
            raise Unreadable(self.key)
        number = Num(value, value, (self.name,))
        if sign == "<":
            if value <= self.floor:
                raise Unreadable(self.key)
            return number.below(self.floor)
        return number.above(self.ceiling) if sign == ">" else number


@dataclass(frozen=True)
class Tick(Item):
    """Present or not; `points` is what it counts."""

    points: int = 1
    other_causes: bool = field(default=False, kw_only=True)
    """Conditioning or CAR T cells can cause it: in the first weeks its cause is asked."""

    def said(self, known: Any) -> Said | None:
        return None if known.truth is None else Said(N_("Yes") if known.truth else N_("No"))

    def unknown(self) -> Num:
        return self._answers[None]

    def read(self, raw: object) -> Num:
        if isinstance(raw, Num):
            return raw
        if raw is not None and not isinstance(raw, bool):
            raise Unreadable(self.key)
        return self._answers[raw]

    @cached_property
    def _answers(self) -> Mapping[bool | None, Num]:
        return {each: truth(each, self.name) for each in (None, False, True)}


@dataclass(frozen=True)
class Choice(Item):
    """One of several codes, each with its title and what it counts."""

    options: Mapping[str, tuple[str, Plain]] = field(default_factory=dict)

    def said(self, known: Any) -> Said | None:
        return Said(self.options[known.value][0]) if known.value in self.options else None

    def unknown(self) -> Code:
        return Code(self._points(), (self.name,), (self.name,))

    def read(self, raw: object) -> Code:
        if raw is None:
            return self.unknown()
        if isinstance(raw, Code):
            return raw
        if not isinstance(raw, str) or raw not in self.options:
            raise Unreadable(self.key)
        return Code({raw: self._points()[raw]}, (self.name,))

    def _points(self) -> dict[str, Decimal]:
        return {code: exact(points) for code, (_, points) in self.options.items()}


@dataclass(frozen=True)
class Text(Item):
    """A name from outside the program: a drug, a route. Formulas ask which one it is."""

    def unknown(self) -> Code:
        return Code({"": ZERO}, (self.name,), (self.name,))

    def read(self, raw: object) -> Code:
        if raw is None:
            return self.unknown()
        if not isinstance(raw, str) or not raw.strip():
            raise Unreadable(self.key)
        return Code({raw.strip(): ZERO}, (self.name,))


@dataclass(frozen=True)
class Day(Item):
    """A calendar day, as its ordinal inside formulas: days apart are a subtraction."""

    def unknown(self) -> Num:
        return Num(ONE, Decimal(_LAST_DAY), (self.name,), (self.name,))

    def read(self, raw: object) -> Num:
        if raw is None:
            return self.unknown()
        if isinstance(raw, Num):
            return raw.named(self.name)
        if isinstance(raw, str):
            try:
                raw = date.fromisoformat(raw[:10]) if len(raw) == 10 else None
            except ValueError:
                raw = None
        if not isinstance(raw, date):
            raise Unreadable(self.key)
        ordinal = Decimal(raw.toordinal())
        return Num(ordinal, ordinal, (self.name,))


@dataclass(frozen=True)
class Many(Item):
    """Any of several options, given as a list; not listed is no, no list is unknown."""

    options: Mapping[str, str] = field(default_factory=dict)

    def unknown(self) -> dict[str, Num]:
        return {code: Num(ZERO, ONE, (self.name,), (self.name,)) for code in self.options}

    def read(self, raw: object) -> dict[str, Num]:
        if raw is None:
            return self.unknown()
        if isinstance(raw, Mapping):
            return {code: _ticked(raw.get(code), known) for code, known in self.unknown().items()}
        if not isinstance(raw, list | tuple) or any(
            not isinstance(each, Hashable) or each not in self.options for each in raw
        ):
            raise Unreadable(self.key)
        return {
            code: Num(ONE, ONE, (self.name,)) if code in raw else Num(ZERO, ZERO, (self.name,))
            for code in self.options
        }


def _ticked(told: object, unknown: Num) -> Num:
    """One option as another instrument or a stored result tells it."""
    if isinstance(told, Num):
        return told
    if not isinstance(told, int):
        return unknown
    return Num(ONE if told else ZERO, ONE if told else ZERO, unknown.of)


class Answers:
    """What is known of every item, by attribute or by key; an undeclared key is an AttributeError."""

    def __init__(self, values: Mapping[str, Any], unreadable: tuple[str, ...] = ()) -> None:
        self._values = dict(values)
        self._unreadable = unreadable

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_") or key not in self._values:
            raise AttributeError(f"no item is called {key}")
        return self._values[key]

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def refused(self, key: str) -> bool:
        """Whether something was given that the item does not allow."""
        return key in self._unreadable

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)


@dataclass(frozen=True)
class Group(Item):
    """A nested object of items."""

    items: tuple[Item, ...] = ()

    def unknown(self) -> Answers:
        return read_all(self.items, {})[0]

    def read(self, raw: object) -> Answers:
        if raw is None:
            return self.unknown()
        if not isinstance(raw, Mapping):
            raise Unreadable(self.key)
        answers, invalid = read_all(self.items, raw)
        if invalid or not set(raw) <= {item.key for item in self.items}:
            raise Unreadable(self.key)
        return answers


@dataclass(frozen=True)
class Rows(Item):
    """A table of items: dated counts, doses."""

    items: tuple[Item, ...] = ()

    def unknown(self) -> None:
        return None

    def read(self, raw: object) -> list[Answers] | None:
        if raw is None:
            return None
        if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
            raise Unreadable(self.key)
        group = Group(self.key, self.title, self.items)
        return [group.read(row) for row in raw]


def shown(value: Decimal) -> Decimal:
    """A number for people: four decimals at most, and none that says nothing."""
    rounded = round(value, 4)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def _on_step(distance: Decimal, step: Decimal) -> bool:
    try:
        return distance % step == 0
    except InvalidOperation:
        return False


def read_decimal(raw: object) -> tuple[str, Decimal]:
    """The sign of censoring ("", "<" or ">") and the number, exact; bool, NaN and infinity are no numbers."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal | str):
        raise Unreadable("not a number")
    text = str(raw).strip()
    sign = text[0] if text[:1] in {"<", ">"} else ""
    digits = text[len(sign) :].strip()
    if not _NUMBER.fullmatch(digits):
        raise Unreadable("not a number")
    try:
        return sign, Decimal(digits)
    except InvalidOperation:
        raise Unreadable("not a number") from None


def read_all(items: tuple[Item, ...], raw: Mapping[str, object]) -> tuple[Answers, tuple[str, ...]]:
    """Read every item; the keys of those that could not be read come second."""
    values: dict[str, Any] = {}
    invalid: list[str] = []
    for item in items:
        given = raw.get(item.key, item.default)
        try:
            values[item.key] = item.read(given)
        except Unreadable:
            invalid.append(item.key)
            values[item.key] = item.unknown()
    return Answers(values, tuple(invalid)), tuple(invalid)


def pair(
    kind: type[Number], measure: str, title: str, *args: Any, before: str, now: str, **rest: Any
) -> tuple[Item, Item]:
    """One question at two moments: `pair(Number, "phga", ..., before="{}_baseline", now="{}_followup")`."""
    return (
        kind(before.format(measure), title, *args, measure=measure, at=BASELINE, **rest),
        kind(now.format(measure), title, *args, measure=measure, **rest),
    )
