"""What can be measured: Analyte, its units with exact factors, and the limits for typed values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from tracker.domain.drug_effects import Effect
from tracker.domain.labs.unit import UNITS, Unit, folded
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_

_DIGITS = 6


class Panel(StrEnum):
    """Rows that stand together on the visit form; declared in the order of the form."""

    CELLS = "cells"
    ANTIBODIES = "antibodies"
    COMPLEMENT = "complement"
    KIDNEY = "kidney"
    MUSCLE_LIVER = "muscle_liver"
    INFLAMMATION = "inflammation"
    SUBSETS = "subsets"
    CAR_T = "car_t"
    LUNG = "lung"
    CLOTTING = "clotting"
    HEART_NERVE = "heart_nerve"
    VIRUSES = "viruses"
    AUTOANTIBODIES = "autoantibodies"
    TITRES = "titres"


PANEL_TITLES = {
    Panel.CELLS: N_("Blood cells"),
    Panel.ANTIBODIES: N_("Immunoglobulins"),
    Panel.COMPLEMENT: N_("Complement and antibodies"),
    Panel.KIDNEY: N_("Kidney and urine"),
    Panel.MUSCLE_LIVER: N_("Muscle and liver"),
    Panel.INFLAMMATION: N_("Inflammation"),
    Panel.SUBSETS: N_("B-cell subsets"),
    Panel.CAR_T: N_("CAR T cells"),
    Panel.LUNG: N_("Lung function"),
    Panel.CLOTTING: N_("Clotting"),
    Panel.HEART_NERVE: N_("Heart and nerve"),
    Panel.VIRUSES: N_("Viruses"),
    Panel.AUTOANTIBODIES: N_("Autoantibodies"),
    Panel.TITRES: N_("Vaccine titres"),
}


@dataclass(frozen=True, kw_only=True)
class Analyte:
    """One row of the laboratory. Limits are in the house unit, which is the first of `factors`.

    `factors`: how many house units are one of this unit; None = measured another way, cannot be converted.
    `plausible` asks back, `impossible` refuses. `swings`: moves by powers of ten by nature, so that ten times
    the last value is no sign of a slip. `repeatable`: "=" may take over the last value.
    """

    code: str
    title: str
    short: str
    factors: Mapping[str, Fraction | None]
    plausible: tuple[Decimal, Decimal]
    impossible: tuple[Decimal, Decimal]
    panel: Panel
    decimals: int = 0
    below_detection: bool = True
    swings: bool = False
    repeatable: bool = True
    disturbed_by: tuple[Effect, ...] = ()
    """Effects of drugs after which a value says little of the disease."""
    units: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", tuple(self.factors))

    @property
    def house_unit(self) -> str:
        """The unit a new row starts with."""
        return self.units[0]

    def unit_named(self, spelling: str) -> Unit | None:
        """The unit of this analyte that somebody meant by `spelling`; None when it has none such."""
        wanted = folded(spelling)
        for code in self.units:
            unit = UNITS[code]
            if wanted in {folded(each) for each in (unit.code, unit.title, *unit.spellings)}:
                return unit
        return None

    def converts(self, unit: str, to: str) -> bool:
        """Whether a value in `unit` says what it would be in `to`."""
        return unit == to or (self.factors.get(unit) is not None and self.factors.get(to) is not None)

    def ratio(self, unit: str, to: str) -> Fraction:
        """How many of `to` are one of `unit`, exactly."""
        if unit == to:
            return Fraction(1)
        one, other = self.factors.get(unit), self.factors.get(to)
        if one is None or other is None:
            raise Refusal(N_("{unit} cannot be converted to {to}."), unit=unit_title(unit), to=unit_title(to))
        return one / other

    def convert(self, value: Decimal, unit: str, to: str) -> Decimal:
        """`value` in `to`: exact wherever decimal digits can say it, else to six significant digits."""
        return as_decimal(Fraction(value) * self.ratio(unit, to))

    def limits(self, pair: tuple[Decimal, Decimal], unit: str) -> tuple[Decimal, Decimal] | None:
        """`plausible` or `impossible` in `unit`; None where the house unit says nothing about it."""
        if not self.converts(self.house_unit, unit):
            return None
        low, high = (self.convert(edge, self.house_unit, unit) for edge in pair)
        return low, high

    def within(self, pair: tuple[Decimal, Decimal], value: Decimal, unit: str) -> bool:
        """Whether `value` lies in `pair`, both edges included; True where that cannot be told."""
        if unit == self.house_unit:
            return pair[0] <= value <= pair[1]
        if not self.converts(unit, self.house_unit):
            return True
        house = Fraction(value) * self.ratio(unit, self.house_unit)
        return Fraction(pair[0]) <= house <= Fraction(pair[1])


def unit_title(code: str) -> str:
    """How the unit is printed; an unknown one stands for itself."""
    return UNITS[code].title if code in UNITS else code


def as_decimal(exact: Fraction) -> Decimal:
    """The fraction in digits: all of them where they end, six significant ones where they do not."""
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        return _all_digits(exact)
    rough = Decimal(exact.numerator) / Decimal(exact.denominator)
    return as_decimal(Fraction(rough.quantize(Decimal((0, (1,), rough.adjusted() - _DIGITS + 1)))))


def _all_digits(exact: Fraction) -> Decimal:
    places, scaled = 0, exact
    while scaled.denominator != 1:
        places, scaled = places + 1, scaled * 10
    whole = abs(scaled.numerator)
    return Decimal((int(exact < 0), tuple(int(digit) for digit in str(whole)), -places))


def one_to(factor: str | int) -> Fraction:
    """A factor written as decimal text, exact."""
    return Fraction(Decimal(factor))


def span(low: str | int, high: str | int) -> tuple[Decimal, Decimal]:
    """Two limits written as decimal text."""
    return Decimal(low), Decimal(high)
