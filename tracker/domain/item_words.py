"""What an item allows, what an answer to it says, and why one is refused, in phrases for the reader."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import singledispatch

from tracker.domain.cause import cause_key, doubtful
from tracker.domain.items import Choice, Day, Group, Item, Many, Number, Rows, Text, Tick, Unreadable
from tracker.domain.known import exact
from tracker.domain.labs import unit_title
from tracker.domain.sources import BASELINE, PREVIOUS
from tracker.domain.text import N_, Said

FEW = 6
"""So many allowed numbers are listed one by one; of more, the first three and the last."""

_MOMENTS = {BASELINE: N_("{item}, before treatment"), PREVIOUS: N_("{item}, at the visit before")}


def named(item: Item, items: Iterable[Item]) -> Said:
    """The title of `item`, with its moment where another of `items` asks the same at another one."""
    twins = [each for each in items if each.title == item.title and each.at != item.at]
    if not twins:
        return Said(item.title)
    return Said(_MOMENTS.get(item.at, N_("{item}, now")), {"item": Said(item.title)})


def allowed(item: Number) -> Said | None:
    """The range of a number as it stands beside its box: "0 to 10", "from 0", "20, 25, 30, 50"."""
    if item.allowed:
        return listed(tuple(exact(each) for each in item.allowed))
    if item.high is None:
        return Said(N_("{low} or more"), {"low": item.floor})
    edges: dict[str, object] = {"low": item.floor, "high": item.ceiling}
    step = exact(item.step) if item.step is not None else None
    if step is not None and step != 1:
        return Said(N_("{low} to {high} in steps of {step}"), {**edges, "step": step})
    return Said(N_("{low} to {high}"), edges)


def listed(numbers: tuple[Decimal, ...]) -> Said:
    """Numbers one after the other; of many, the first three and the last."""
    few = numbers if len(numbers) <= FEW else numbers[:3]
    made = Said(N_("{number}"), {"number": few[0]})
    for each in few[1:]:
        made = Said(N_("{first}, {second}"), {"first": made, "second": each})
    if few == numbers:
        return made
    return Said(N_("{first} … {last}"), {"first": made, "last": numbers[-1]})


def picks(item: Number) -> tuple[str, ...]:
    """The few numbers that can be picked instead of typed; none where a box is needed."""
    if item.allowed:
        return tuple(f"{exact(each):f}" for each in item.allowed) if len(item.allowed) < FEW else ()
    whole = item.step is not None and exact(item.step) == 1
    if not whole or item.high is None or item.ceiling - item.floor >= FEW:
        return ()
    return tuple(str(each) for each in range(int(item.floor), int(item.ceiling) + 1))


def refusal(item: Item, raw: object, name: Said | None = None) -> Said | None:
    """Why `raw` is no answer to `item`, with the item named and what it allows; None when it is one."""
    try:
        item.read(raw)
    except Unreadable:
        return _why(item, raw, name or Said(item.title))
    return None


def refusals(items: Iterable[Item], raw: Mapping[str, object]) -> Iterator[tuple[Item, Said]]:
    """Each item whose answer in `raw` cannot be, and why, in the order of the form; an absent one can."""
    asked = tuple(items)
    for item in asked:
        why = refusal(item, raw.get(item.key), named(item, asked))
        if why is not None:
            yield item, why


def strangers(items: Iterable[Item], raw: Mapping[str, object]) -> tuple[str, ...]:
    """The keys of answers that belong to no item and say no cause of one, in their order."""
    asked = tuple(items)
    known = {item.key for item in asked} | {cause_key(item) for item in doubtful(asked)}
    return tuple(key for key in raw if key not in known)


@singledispatch
def said(item: Item, raw: object) -> Said:
    """An answer as a person reads it; what cannot be read is printed as it is."""
    return Said(N_("{answer}"), {"answer": str(raw)})


@said.register
def _(item: Tick, raw: object) -> Said:
    if not isinstance(raw, bool):
        return _as_is(raw)
    return Said(N_("yes")) if raw else Said(N_("no"))


@said.register
def _(item: Number, raw: object) -> Said:
    if refusal(item, raw) is not None:
        return _as_is(raw)
    text = str(raw).strip()
    sign = text[0] if text[:1] in {"<", ">"} else ""
    number = Decimal(text[len(sign) :].strip())
    return Said(N_("{sign}{number}"), {"sign": sign, "number": number})


@said.register
def _(item: Choice, raw: object) -> Said:
    return Said(item.options[raw][0]) if isinstance(raw, str) and raw in item.options else _as_is(raw)


@said.register
def _(item: Day, raw: object) -> Said:
    if refusal(item, raw) is not None:
        return _as_is(raw)
    return Said(N_("{day}"), {"day": raw if isinstance(raw, date) else date.fromisoformat(str(raw)[:10])})


@said.register
def _(item: Many, raw: object) -> Said:
    if refusal(item, raw) is not None or not isinstance(raw, list | tuple):
        return _as_is(raw)
    titles = [Said(item.options[code]) for code in item.options if code in raw]
    if not titles:
        return Said(N_("none"))
    made = titles[0]
    for each in titles[1:]:
        made = Said(N_("{first}, {second}"), {"first": made, "second": each})
    return made


@said.register
def _(item: Rows, raw: object) -> Said:
    count = Decimal(len(raw)) if isinstance(raw, list | tuple) else Decimal(0)
    return Said(N_("rows: {count}"), {"count": count})


def _as_is(raw: object) -> Said:
    return Said(N_("{answer}"), {"answer": str(raw)})


@singledispatch
def _why(item: Item, raw: object, name: Said) -> Said:
    return Said(N_("{item} cannot be read. Answer it again."), {"item": name})


@_why.register
def _(item: Number, raw: object, name: Said) -> Said:
    values: dict[str, object] = {"item": name, "low": item.floor, "high": _with_unit(item.ceiling, item.unit)}
    whole = item.step is not None and exact(item.step) == 1
    if item.allowed:
        numbers = listed(tuple(exact(each) for each in item.allowed))
        return Said(N_("{item} is one of {numbers}."), {"item": name, "numbers": numbers})
    if item.high is None:
        values["low"] = _with_unit(item.floor, item.unit)
        phrase = (
            N_("{item} is a whole number, {low} or more.")
            if whole
            else N_("{item} is a number, {low} or more.")
        )
        return Said(phrase, values)
    if item.step is not None and not whole:
        phrase = N_("{item} goes from {low} to {high} in steps of {step}.")
        return Said(phrase, {**values, "step": exact(item.step)})
    phrase = (
        N_("{item} is a whole number from {low} to {high}.")
        if whole
        else N_("{item} is a number from {low} to {high}.")
    )
    return Said(phrase, values)


@_why.register
def _(item: Tick, raw: object, name: Said) -> Said:
    return Said(N_("{item} is answered with yes or no."), {"item": name})


@_why.register
def _(item: Text, raw: object, name: Said) -> Said:
    return Said(N_("{item} is answered in words."), {"item": name})


@_why.register(Choice)
@_why.register(Many)
def _(item: Choice | Many, raw: object, name: Said) -> Said:
    return Said(
        N_("{item} has no answer “{answer}”. Choose from the list."), {"item": name, "answer": str(raw)}
    )


@_why.register
def _(item: Day, raw: object, name: Said) -> Said:
    return Said(N_("{item} is a day, for example 23-Nov-2026."), {"item": name})


@_why.register
def _(item: Group, raw: object, name: Said) -> Said:
    if not isinstance(raw, Mapping):
        return Said(N_("{item} cannot be read. Answer it again."), {"item": name})
    strange = strangers(item.items, raw)
    if strange:
        return Said(N_("{item} does not ask for “{key}”."), {"item": name, "key": strange[0]})
    inner = next(why for each in item.items if (why := refusal(each, raw.get(each.key, each.default))))
    return Said(N_("{item}: {problem}"), {"item": name, "problem": inner})


@_why.register
def _(item: Rows, raw: object, name: Said) -> Said:
    if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
        return Said(N_("{item} cannot be read. Answer it again."), {"item": name})
    group = Group(item.key, item.title, item.items)
    for number, row in enumerate(raw, 1):
        inner = refusal(group, row, Said(N_("Row {number}"), {"number": Decimal(number)}))
        if inner:
            return Said(N_("{item}. {problem}"), {"item": name, "problem": inner})
    return Said(N_("{item} cannot be read. Answer it again."), {"item": name})


def _with_unit(number: Decimal, unit: str) -> object:
    return Said(N_("{number} {unit}"), {"number": number, "unit": Said(unit_title(unit))}) if unit else number
