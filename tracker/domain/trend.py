"""What a curve over time needs: limits that rules put on a score, stretches of a state, ticks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import floor, log10

from tracker.domain.instrument import Instrument
from tracker.domain.outputs import Criterion
from tracker.domain.sources import ResultOf

_STEPS = (1.0, 2.0, 4.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class CutOff:
    """A limit that a rule puts on somebody else's score: "DORIS remission", "<=", 5, in the rule's words."""

    rule: str
    title: str
    sign: str
    value: Decimal


def rules_on(catalogue: Iterable[Instrument], code: str) -> tuple[Instrument, ...]:
    """The instruments that put a limit on a result of the instrument `code`: remission and the like.

    Changes and responses read it too, and set no limit: they are not asked at every visit.
    """
    return tuple(each for each in catalogue if _limits(each, code))


def _limits(rule: Instrument, code: str) -> bool:
    keys = {
        item.key for item in rule.items if isinstance(item.found, ResultOf) and item.found.instrument == code
    }
    return any(isinstance(o, Criterion) and o.limit and o.limit.key in keys for o in rule.outputs)


def cut_offs(catalogue: Iterable[Instrument], code: str, output: str) -> tuple[CutOff, ...]:
    """Every limit that `catalogue` puts on `output` of the instrument `code`; each value once."""
    found: dict[Decimal, CutOff] = {}
    for each in catalogue:
        keys = {item.key for item in each.items if item.found == ResultOf(code, output)}
        for criterion in each.outputs:
            limit = criterion.limit if isinstance(criterion, Criterion) else None
            if limit and limit.key in keys:
                value = Decimal(str(limit.value))
                found.setdefault(value, CutOff(each.title, criterion.title, limit.sign, value))
    return tuple(found[value] for value in sorted(found))


def lasting(results: Sequence[tuple[float, bool | None]]) -> Iterator[tuple[float, float]]:
    """First and last day of each stretch that was true throughout; unknown ends a stretch like untrue."""
    start: float | None = None
    last = 0.0
    for day, held in results:
        if held and start is None:
            start = day
        if not held and start is not None:
            yield start, last
            start = None
        last = day
    if start is not None:
        yield start, last


def tick_values(low: float, high: float, about: int = 4) -> tuple[float, ...]:
    """Round values from `low` to `high`, about as many as asked for."""
    rough = (high - low) / about
    if rough <= 0:
        return (low,)
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in _STEPS if factor * power >= rough * 0.95)
    first = -floor(-low / step)
    return tuple(round(n * step, 9) for n in range(first, floor(high / step + 1e-9) + 1))


def decades(low: float, high: float) -> tuple[float, ...]:
    """Powers of ten from `low` to `high`."""
    return tuple(10.0**n for n in range(-floor(-log10(low) + 1e-9), floor(log10(high) + 1e-9) + 1))


def months_later(day: date, months: int) -> date:
    """The same day of the month, or its last day where the month is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))
