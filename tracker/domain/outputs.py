"""What an instrument gives: kinds of output, how a score is worded, and the limits that rules use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from tracker.domain.known import Code, Num, Plain, exact
from tracker.domain.text import N_, Said

Reading = tuple[str, str]
"""A setting of the instrument and the answer to it for which this part is the one that counts."""


class Readable(Protocol):
    """Anything that gives what is known by key: the answers of an instrument."""

    def __getitem__(self, key: str) -> Num: ...


@dataclass(frozen=True)
class Limit:
    """A published cut-off as data: the criterion, the chart and the letter read the same one."""

    key: str
    sign: str
    value: Plain

    def __call__(self, answers: Readable) -> Num:
        number, limit = answers[self.key], exact(self.value)
        match self.sign:
            case "<":
                return number < limit
            case "<=":
                return number <= limit
            case ">":
                return number > limit
            case ">=":
                return number >= limit
            case "=":
                return number.equals(limit)
        raise TypeError(f"{self.sign} is no sign")


@dataclass(frozen=True)
class Band:
    """A named class of a score: `upto` belongs to it, `below` does not; the last band is open."""

    code: str
    title: str
    upto: Plain | None = field(default=None, kw_only=True)
    below: Plain | None = field(default=None, kw_only=True)

    def holds(self, value: Decimal) -> bool:
        if self.upto is not None:
            return value <= exact(self.upto)
        return self.below is None or value < exact(self.below)


@dataclass(frozen=True)
class Scheme:
    """One published way to name the classes of a score. Schemes disagree: the name goes with the class."""

    key: str
    title: str
    bands: tuple[Band, ...]
    mark: str = ""
    reading: Reading | None = None

    def band(self, score: Num) -> Code:
        """The classes that are possible for `score`."""
        first, last = self._index(score.low), self._index(score.high)
        codes = {band.code: Decimal(index) for index, band in enumerate(self.bands[first : last + 1], first)}
        return Code(codes, score.of, score.gaps)

    def title_of(self, code: str) -> str:
        return next(band.title for band in self.bands if band.code == code)

    def _index(self, value: Decimal) -> int:
        return next(index for index, band in enumerate(self.bands) if band.holds(value))


@dataclass(frozen=True)
class Output:
    """One thing that is worked out. With a `reading` it stands for the instrument where the study says so."""

    key: str
    title: str
    mark: str = field(default="", kw_only=True)
    reading: Reading | None = field(default=None, kw_only=True)

    def json(self, known: object) -> dict[str, object]:
        """Its entries in the JSON result."""
        return {self.key: plain(known)}


def counts(part: Output | Scheme, variant: Mapping[str, object]) -> bool:
    """Whether a part is the one that counts in this variant; a part without a reading always is."""
    return part.reading is None or variant.get(part.reading[0]) == part.reading[1]


@dataclass(frozen=True, kw_only=True)
class Score(Output):
    """A number on a published axis. `low_key` and `high_key` name its bounds in the JSON result."""

    key: str = field(kw_only=False)
    title: str = field(kw_only=False)
    axis: tuple[Plain, Plain]
    unit: str = ""
    decimals: int = 0
    better: str = "lower"
    schemes: tuple[Scheme, ...] = ()
    low_key: str = ""
    high_key: str = ""

    def said(self, known: Num | None) -> Said:
        """The score in words: a number, a range for a censored input, or a dash."""
        if known is None or known.gaps:
            return Said(N_("–"))
        low, high = self.rounded(known.low), self.rounded(known.high)
        if known.high.is_infinite():
            return Said(N_("over {low}"), {"low": low})
        if low == high:
            return Said(N_("{n}"), {"n": low})
        return Said(N_("{low}–{high}"), {"low": low, "high": high})

    def hint(self, known: Num | None) -> Said | None:
        """What is certain about an unfinished score: "at least 4"; nothing when nothing is certain."""
        if known is None or not known.gaps or known.low <= exact(self.axis[0]):
            return None
        return Said(N_("at least {n}"), {"n": self.rounded(known.low)})

    def rounded(self, value: Decimal) -> Decimal:
        """For display only, half up."""
        if value.is_infinite():
            return value
        return value.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)

    def json(self, known: object) -> dict[str, object]:
        found = {self.key: plain(known)}
        num = known if isinstance(known, Num) else None
        if self.low_key:
            found[self.low_key] = plain(num.low) if num is not None else None
        if self.high_key:
            found[self.high_key] = plain(num.high) if num is not None else None
        for scheme in self.schemes:
            found[scheme.key] = scheme.band(num).value if num is not None else None
        return found


@dataclass(frozen=True)
class Criterion(Output):
    """Met, not met, or not to be determined. With a limit the kernel works it out, else the function does.

    A criterion with a limit is a part of the rule it stands in; one without is when it says so.
    """

    limit: Limit | None = field(default=None, kw_only=True)
    part: bool = field(default=False, kw_only=True)
    about: tuple[str, ...] = field(default=(), kw_only=True)
    """The items or outputs whose values are shown beside it, before and now; with a limit its own item."""

    @property
    def is_part(self) -> bool:
        """One of the conditions that the rule's own answer rests on."""
        return self.part or self.limit is not None

    def json(self, known: object) -> dict[str, object]:
        return {self.key: known.truth if isinstance(known, Num) else plain(known)}


@dataclass(frozen=True)
class Flag(Criterion):
    """A condition whose title is a footnote, printed when it is true."""


@dataclass(frozen=True)
class Category(Output):
    """One of several named classes."""

    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class On(Output):
    """A calendar day."""

    def json(self, known: object) -> dict[str, object]:
        value = known.value if isinstance(known, Num) else None
        return {self.key: date.fromordinal(int(value)).isoformat() if value is not None else None}


@dataclass(frozen=True)
class Detail(Output):
    """Working shown: any JSON."""


@dataclass(frozen=True)
class Parts(Detail):
    """What each measure adds to a score: title and the most it can add, by the key it is worked out under."""

    parts: Mapping[str, tuple[str, Plain]] = field(default_factory=dict)


def plain(known: object) -> object:
    """As JSON keeps it: whole numbers stay whole, what is not settled or beyond all bounds is null."""
    if isinstance(known, Num | Code):
        return plain(known.value)
    if isinstance(known, Decimal):
        if not known.is_finite():
            return None
        return int(known) if known == known.to_integral_value() else float(known)
    if isinstance(known, Mapping):
        return {str(key): plain(value) for key, value in known.items()}
    if isinstance(known, list | tuple):
        return [plain(value) for value in known]
    return known.isoformat() if isinstance(known, date) else known
