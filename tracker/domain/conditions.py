"""Why a composite says what it says: each of its conditions with value, limit, met or not or missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.domain.instrument import Instrument, Result
from tracker.domain.items import Group, Item, Many, Number, shown
from tracker.domain.known import Num, exact
from tracker.domain.outputs import Criterion, Flag, Limit, Parts, Score, counts
from tracker.domain.text import N_, Said

_SIGNS = {"<=": "≤", ">=": "≥"}


@dataclass(frozen=True, kw_only=True)
class Condition:
    """`held` is None while it cannot be told, then `missing` says what was not entered."""

    key: str
    title: str
    held: bool | None
    value: Said | None = None
    limit: Said | None = None
    missing: tuple[Said, ...] = ()

    @property
    def decides(self) -> bool:
        """It holds, fails, or waits for an answer; otherwise it only adds points."""
        return self.held is not None or bool(self.missing)


def conditions(result: Result, kept: Mapping[str, object] | None = None) -> tuple[Condition, ...]:
    """The conditions a result rests on, in the order of the declaration.

    `kept` is a stored result: it says what held then, whatever the declaration would say today.
    """
    return tuple(_each(result, kept))


def _each(result: Result, kept: Mapping[str, object] | None) -> Iterator[Condition]:
    for output in result.instrument.outputs:
        match output:
            case Flag():
                continue
            case Criterion() if output.is_part and counts(output, result.variant):
                held = result[output.key] if kept is None else kept.get(output.key)
                yield Condition(
                    key=output.key,
                    title=output.title,
                    held=held if isinstance(held, bool) else None,
                    value=_values(result, (output.limit.key,) if output.limit else output.about),
                    limit=_limit(result.instrument, output.limit) if output.limit else None,
                    missing=() if isinstance(held, bool) else _missing(result, output),
                )
            case Parts():
                yield from _parts(result, output)
            case _:
                continue


def _parts(result: Result, output: Parts) -> Iterator[Condition]:
    worked = result.known[output.key]
    for key, (title, most) in output.parts.items():
        known = worked.get(key) if isinstance(worked, Mapping) else None
        settled = isinstance(known, Num) and known.value is not None
        yield Condition(
            key=key,
            title=title,
            held=None,
            value=Said(N_("{n}"), {"n": shown(known.value)}) if settled else None,  # type: ignore[union-attr]
            limit=Said(N_("of {most}"), {"most": exact(most)}),
            missing=() if settled else _open(result.instrument, result, (key,)),
        )


def _limit(known: Instrument, limit: Limit) -> Said:
    item = known.item(limit.key)
    places = {
        "sign": _SIGNS.get(limit.sign, limit.sign),
        "value": exact(limit.value),
        "unit": Said(item.unit if isinstance(item, Number) else ""),
    }
    return Said(N_("{sign} {value} {unit}") if str(places["unit"]) else N_("{sign} {value}"), places)


def _values(result: Result, names: tuple[str, ...]) -> Said | None:
    """The values of items or scores; two of them are the one before and the one now."""
    said = [value for name in names if (value := _value(result, name)) is not None]
    if not said or len(said) < len(names):
        return None
    if len(said) == 1:
        return said[0]
    return Said(N_("{before} → {now}"), {"before": said[0], "now": said[1]})


def _value(result: Result, name: str) -> Said | None:
    item = next((item for item in result.instrument.items if item.key == name), None)
    if item is not None:
        return item.said(result.answers[name])
    output, known = result.instrument.output(name), result.known[name]
    if isinstance(known, Num) and known.value is not None:
        value = output.rounded(known.value) if isinstance(output, Score) else shown(known.value)
        return Said(N_("{n}"), {"n": value})
    return None


def _missing(result: Result, output: Criterion) -> tuple[Said, ...]:
    known = result.known[output.key]
    return _open(result.instrument, result, known.gaps if isinstance(known, Num) else (), output.title)


def _open(known: Instrument, result: Result, names: tuple[str, ...], beside: str = "") -> tuple[Said, ...]:
    """One phrase for each answer that is missing, under the title people know it by.

    What is called like the condition that it stands `beside` is not named twice.
    """
    said: dict[str, Said] = {}
    for name in names:
        for item in known.items:
            title = _title(item, name, result)
            if title:
                begun = _begun(item, result)
                said.setdefault(title, _not_there(title, begun=begun, named=title != beside))
    return tuple(said.values())


def _not_there(title: str, *, begun: bool, named: bool) -> Said:
    if not named:
        return Said(N_("not complete") if begun else N_("not entered"))
    return Said(N_("{item} is not complete") if begun else N_("{item} not entered"), {"item": Said(title)})


def _title(item: Item, name: str, result: Result) -> str:
    if isinstance(item, Many) and name in item.options:
        return item.options[name]
    if isinstance(item, Group):
        inside = (
            each for each in item.items if each.name == name and result.answers[item.key][each.key].gaps
        )
        return next((each.title for each in inside), "")
    if item.name != name or not getattr(result.answers[item.key], "gaps", ()):
        return ""
    return item.title


def _begun(item: Item, result: Result) -> bool:
    """Whether a score that feeds it was begun: something is known of it, though not its value."""
    answer = result.answers[item.key]
    if not isinstance(answer, Num) or not isinstance(item, Number):
        return False
    unknown = item.unknown()
    return bool(answer.low > unknown.low or answer.high < unknown.high)


def in_one(parts: tuple[Said, ...]) -> Said | None:
    """Several phrases as one with commas; None for none."""
    made: Said | None = None
    for part in parts:
        made = part if made is None else Said(N_("{first}, {second}"), {"first": made, "second": part})
    return made


def told(condition: Condition) -> Said | None:
    """What stands beside the title: the value, "17.5 of 20", or what is missing."""
    if condition.missing:
        return in_one(condition.missing)
    if condition.value is not None and condition.held is None and condition.limit is not None:
        return Said(N_("{value} {limit}"), {"value": condition.value, "limit": condition.limit})
    return condition.value
