"""What is known of a number: an interval, the answers it rests on, and those of them that are missing.

Missing answers, three-valued logic, "at least 4" and "<10" are one thing: a number of which we know only
the interval it lies in. A truth is a number from 0 to 1. Formulas are written as in the paper; bounds and
"cannot be determined" fall out of interval arithmetic.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import chain

Names = tuple[str, ...]
INFINITY = Decimal("Infinity")
ZERO, ONE = Decimal(0), Decimal(1)


Figure = Decimal | int | str | float
"""A number as a paper or a person writes it."""


def exact(number: Figure) -> Decimal:
    """The number as it was written: a float is read through its text, so that 0.084 is 0.084."""
    if isinstance(number, Decimal):
        return number
    return Decimal(str(number) if isinstance(number, float) else number)


def _union(*names: Names) -> Names:
    told = [each for each in names if each]
    if len(told) > 1:
        return tuple(dict.fromkeys(chain.from_iterable(told)))
    return told[0] if told else ()


@dataclass(frozen=True, eq=False, slots=True)
class Num:
    """A number between `low` and `high`; `of` are the answers it rests on, `gaps` those that are missing.

    Arithmetic keeps gaps: a sum with a hole has no value even where the hole cannot change it. A decided
    comparison, maximum or minimum drops them.
    """

    low: Decimal
    high: Decimal
    of: Names = ()
    gaps: Names = ()

    @property
    def settled(self) -> bool:
        return self.low == self.high and not self.gaps

    @property
    def value(self) -> Decimal | None:
        """The number itself, once nothing is open."""
        return self.low if self.settled else None

    @property
    def truth(self) -> bool | None:
        """The same for a truth: True, False, or None while it cannot be determined."""
        return None if not self.settled else self.low != 0

    def __bool__(self) -> bool:
        raise TypeError("a Num may be unknown: use &, |, ~, choose() or .truth")

    def __add__(self, other: "Known") -> "Num":
        more = as_num(other)
        return Num(
            _sum((self.low, more.low), -INFINITY),
            _sum((self.high, more.high), INFINITY),
            _union(self.of, more.of),
            _union(self.gaps, more.gaps),
        )

    def __radd__(self, other: "Known") -> "Num":
        return self + other

    def __neg__(self) -> "Num":
        return Num(-self.high, -self.low, self.of, self.gaps)

    def __sub__(self, other: "Known") -> "Num":
        return self + -as_num(other)

    def __rsub__(self, other: "Known") -> "Num":
        return as_num(other) + -self

    def __mul__(self, other: "Known") -> "Num":
        return _corners(self, as_num(other), lambda a, b: ZERO if a == 0 or b == 0 else a * b)

    def __rmul__(self, other: "Known") -> "Num":
        return self * other

    def __truediv__(self, other: "Known") -> "Num":
        below = as_num(other)
        of, gaps = _union(self.of, below.of), _union(self.gaps, below.gaps)
        if below.low <= 0 <= below.high:
            return Num(-INFINITY, INFINITY, of, gaps or below.of or ("division by zero",))
        return _corners(self, below, _quotient)

    def __rtruediv__(self, other: "Known") -> "Num":
        return as_num(other) / self

    def __lt__(self, other: "Known") -> "Num":
        limit = as_num(other)
        return _decision(self, limit, self.high < limit.low, self.low >= limit.high)

    def __le__(self, other: "Known") -> "Num":
        limit = as_num(other)
        return _decision(self, limit, self.high <= limit.low, self.low > limit.high)

    def __gt__(self, other: "Known") -> "Num":
        return as_num(other) < self

    def __ge__(self, other: "Known") -> "Num":
        return as_num(other) <= self

    def equals(self, other: "Known") -> "Num":
        """Whether the two are the same number (`==` is for objects)."""
        limit = as_num(other)
        same = self.low == self.high == limit.low == limit.high
        return _decision(self, limit, same, self.high < limit.low or self.low > limit.high)

    def __and__(self, other: "Known") -> "Num":
        return lowest(self, other)

    def __rand__(self, other: "Known") -> "Num":
        return lowest(other, self)

    def __or__(self, other: "Known") -> "Num":
        return highest(self, other)

    def __ror__(self, other: "Known") -> "Num":
        return highest(other, self)

    def __invert__(self) -> "Num":
        return Num(ONE - self.high, ONE - self.low, self.of, self.gaps)

    def map(self, monotone: Callable[[Decimal], Decimal]) -> "Num":
        """A rising or falling function of the number: a root, a logarithm, a rounding."""
        ends = sorted((monotone(self.low), monotone(self.high)))
        return Num(ends[0], ends[1], self.of, self.gaps)

    def below(self, floor: Decimal = ZERO) -> "Num":
        """Strictly less than the number, as a laboratory means "<10"; not less than `floor`."""
        return Num(min(floor, self.low), self.high.next_minus(), self.of, self.gaps)

    def above(self, ceiling: Decimal = INFINITY) -> "Num":
        """Strictly more than the number, as a laboratory means ">500"."""
        return Num(self.low.next_plus(), max(ceiling, self.high), self.of, self.gaps)

    def finished(self) -> "Num":
        """Anything at all while an answer is missing: for rules that speak of a complete score only."""
        return Num(-INFINITY, INFINITY, self.of, self.gaps) if self.gaps else self

    def named(self, name: str) -> "Num":
        """The same number under the name of one item: how a chained total enters another instrument."""
        return Num(self.low, self.high, (name,), (name,) if self.gaps else ())


Plain = Decimal | int | str | float
"""A number as a declaration writes it."""

Known = Num | Decimal | int | float


def as_num(number: Known) -> Num:
    """A plain number is known; a Num stays as it is."""
    if isinstance(number, Num):
        return number
    if isinstance(number, int):
        return _whole(number)
    value = exact(number)
    return Num(value, value)


@lru_cache(maxsize=1024)
def _whole(number: int) -> Num:
    value = Decimal(number)
    return Num(value, value)


def truth(value: bool | None, name: str = "") -> Num:
    """A tick, a no, or nothing yet."""
    of = (name,) if name else ()
    if value is None:
        return Num(ZERO, ONE, of, of)
    return Num(ONE if value else ZERO, ONE if value else ZERO, of)


def _quotient(a: Decimal, b: Decimal) -> Decimal:
    if b.is_infinite():
        return ZERO
    return a / b


def _sum(ends: Iterable[Decimal], beyond: Decimal) -> Decimal:
    """The sum; `beyond` where it holds both infinities, which say nothing together."""
    try:
        return sum(ends, ZERO)
    except InvalidOperation:
        return beyond


def _corners(a: Num, b: Num, work: Callable[[Decimal, Decimal], Decimal]) -> Num:
    of, gaps = _union(a.of, b.of), _union(a.gaps, b.gaps)
    if a.low is a.high and b.low is b.high:
        value = work(a.low, b.low)
        return Num(value, value, of, gaps)
    ends = [work(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    return Num(min(ends), max(ends), of, gaps)


def _decision(a: Num, b: Num, yes: bool, no: bool) -> Num:
    of = _union(a.of, b.of)
    if yes or no:
        value = ONE if yes else ZERO
        return Num(value, value, of)
    return Num(ZERO, ONE, of, _union(a.gaps, b.gaps))


def total(values: Iterable[Known]) -> Num:
    """The sum; with a hole in it, a range and no value."""
    nums = [as_num(value) for value in values]
    low, high = _sum([num.low for num in nums], -INFINITY), _sum([num.high for num in nums], INFINITY)
    return Num(low, high, _union(*(num.of for num in nums)), _union(*(num.gaps for num in nums)))


def highest(*values: Known) -> Num:
    """The maximum, resting on the arguments that decide it: known even while others are missing."""
    nums = [as_num(value) for value in values]
    low, high = max(num.low for num in nums), max(num.high for num in nums)
    if low == high:
        deciding = [num for num in nums if num.low == low]
        return Num(low, high, _union(*(num.of for num in deciding)))
    open_ = [num for num in nums if num.high >= low]
    return Num(low, high, _union(*(num.of for num in open_)), _union(*(num.gaps for num in open_)))


def lowest(*values: Known) -> Num:
    """The minimum, by the same rule."""
    return -highest(*(-as_num(value) for value in values))


def choose(condition: Num, then: Known, otherwise: Known) -> Num:
    """One of two numbers; while the condition is unknown, both remain possible."""
    yes, no = as_num(then), as_num(otherwise)
    if condition.settled:
        taken = yes if condition.truth else no
        return Num(taken.low, taken.high, _union(condition.of, taken.of), taken.gaps)
    of = _union(condition.of, yes.of, no.of)
    gaps = _union(condition.gaps, yes.gaps, no.gaps)
    return Num(min(yes.low, no.low), max(yes.high, no.high), of, gaps)


def steps(x: Known, upto: Sequence[Known], gives: Sequence[Known]) -> Num:
    """A published step table: `gives[i]` for x up to and including `upto[i]`, its last above all."""
    number = as_num(x)
    edges = [as_num(edge).low for edge in upto]
    values = [as_num(value).low for value in gives]

    def step(at: Decimal) -> int:
        return next((index for index, edge in enumerate(edges) if at <= edge), len(edges))

    possible = values[step(number.low) : step(number.high) + 1]
    low, high = min(possible), max(possible)
    return Num(low, high, number.of, number.gaps)


@dataclass(frozen=True, eq=False, slots=True)
class Code:
    """One of several codes, those still possible with their points."""

    options: Mapping[str, Decimal]
    of: Names = ()
    gaps: Names = ()

    @property
    def value(self) -> str | None:
        """The code itself, once a single one is left."""
        return next(iter(self.options)) if len(self.options) == 1 and not self.gaps else None

    @property
    def settled(self) -> bool:
        return self.value is not None

    @property
    def points(self) -> Num:
        """What the code counts: its grade, its factor."""
        return Num(min(self.options.values()), max(self.options.values()), self.of, self.gaps)

    def is_(self, *codes: str) -> Num:
        """Whether it is one of `codes`."""
        inside = [code in codes for code in self.options]
        if "" in self.options:
            return Num(ZERO, ONE, self.of, self.gaps)
        if all(inside) or not any(inside):
            value = ONE if all(inside) else ZERO
            return Num(value, value, self.of)
        return Num(ZERO, ONE, self.of, self.gaps)

    def __bool__(self) -> bool:
        raise TypeError("a Code may be unknown: use .is_() or .value")


def first_of(*cases: tuple[Num, str], otherwise: str) -> Code:
    """A ladder of cases, first true one wins -> the codes that are still possible."""
    possible: dict[str, Decimal] = {}
    of: Names = ()
    gaps: Names = ()
    for condition, code in cases:
        if condition.settled and not condition.truth:
            of = _union(of, condition.of)
            continue
        possible.setdefault(code, Decimal(len(possible)))
        of = _union(of, condition.of)
        if condition.settled:
            break
        gaps = _union(gaps, condition.gaps)
    else:
        possible.setdefault(otherwise, Decimal(len(possible)))
    return Code(possible, of, gaps if len(possible) > 1 else ())
