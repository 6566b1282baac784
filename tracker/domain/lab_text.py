"""What somebody meant by a few letters in a laboratory box: "<1", "nd", "? 12", "=", "88 /nl", "1,2"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tracker.domain.lab_checks import Reading, amount, problem, warning
from tracker.domain.labs import Analyte, unit_title
from tracker.domain.text import N_, Said
from tracker.domain.visit import Comparator, LabResult, LabState

_NOT_DONE = frozenset({"nd", "n.d.", "n.d", "n/d", "not done"})
_NUMBER = re.compile(
    r"(?P<comparator>[<>]?)\s*"
    r"(?P<number>[-−+]?(?:[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+|[0-9]{0,15})(?:[.,][0-9]{1,12})?)"
    r"\s*(?P<unit>[^0-9\s<>?=.,+−-].*|10\s?[\^*⁹⁶x].*|1/.*)?"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[.,])[0-9]{3}")
_SEVERAL_MARKS = re.compile(r"[<>]?\s*[0-9]+(?:[.,][0-9]+){2,}.*")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """`state` is None for an empty box. With a `problem` nothing is stored; a `warning` asks to look again.

    `echo` says in words what was understood, where that is not what stands in the box.
    """

    text: str
    comparator: Comparator = Comparator.EQUAL
    value: str = ""
    unit: str = ""
    state: LabState | None = None
    echo: Said | None = None
    problem: Said | None = None
    warning: Said | None = None

    @property
    def empty(self) -> bool:
        """Nothing was typed: unanswered, which is not the same as "not done"."""
        return self.state is None and self.problem is None


def read_lab_text(text: str, analyte: Analyte, unit: str, last: LabResult | None = None) -> Typed:
    """Read `text` for a row of `analyte` in `unit`; `last` serves "=" and the question about ten times it."""
    bare = " ".join(text.split())
    if not bare:
        return Typed(text=text, unit=unit)
    if bare.casefold() in _NOT_DONE:
        return Typed(text=text, unit=unit, state=LabState.NOT_DONE, echo=Said(N_("Not done")))
    if bare == "=":
        return _repeated(text, analyte, unit, last)
    query = bare.startswith("?") or bare.endswith("?")
    state = LabState.TO_CHECK if query else LabState.MEASURED
    inner = bare.strip("?").strip()
    if not inner:
        return Typed(text=text, unit=unit, state=state, echo=Said(N_("To check")))
    reading = _reading(inner, analyte, unit)
    wrong = reading if isinstance(reading, Said) else problem(reading)
    if wrong or isinstance(reading, Said):
        return Typed(text=text, unit=unit, problem=wrong)
    value = format(reading.value, "f")
    plain = text.strip() == f"{reading.comparator}{value}"
    return Typed(
        text=text,
        comparator=reading.comparator,
        value=value,
        unit=unit,
        state=state,
        echo=None if plain else _echo(reading, state),
        warning=warning(reading, last),
    )


def _reading(inner: str, analyte: Analyte, unit: str) -> Reading | Said:
    """The number and its unit, or what keeps it from being read."""
    if _SEVERAL_MARKS.fullmatch(inner):
        return Said(N_("Write the number without thousands marks, such as 1234.5."))
    found = _NUMBER.fullmatch(inner)
    if not found or not any(sign.isdigit() for sign in found["number"]):
        return Said(N_("Write a number, <1, >500, nd for not done, or ? to check later."))
    digits = "".join(found["number"].split()).replace("−", "-")
    grouped = _GROUPED.fullmatch(digits)
    if grouped and (grouped["mark"] == "," or (analyte.decimals == 0 and not found["unit"])):
        return _ambiguous(digits, grouped["mark"], analyte)
    meant = analyte.unit_named(found["unit"]) if found["unit"] else None
    if found["unit"] and meant is None:
        return _unknown_unit(found["unit"], analyte)
    typed_unit = meant.code if meant else unit
    if not analyte.converts(typed_unit, unit):
        return _no_conversion(typed_unit, unit)
    return Reading(
        analyte=analyte,
        comparator=Comparator(found["comparator"]),
        number=Decimal(digits.replace(",", ".")),
        typed_unit=typed_unit,
        unit=unit,
    )


def _repeated(text: str, analyte: Analyte, unit: str, last: LabResult | None) -> Typed:
    if not analyte.repeatable:
        phrase = N_("{analyte}: measured anew each time. Type the value, or nd for not done.")
        return Typed(text=text, unit=unit, problem=Said(phrase, {"analyte": Said(analyte.title)}))
    if last is None or last.number is None:
        none = Said(N_("There is no last value to repeat. Type the value."))
        return Typed(text=text, unit=unit, problem=none)
    if not analyte.converts(last.unit, unit):
        return Typed(text=text, unit=unit, problem=_no_conversion(last.unit, unit))
    again = Reading(
        analyte=analyte, comparator=last.comparator, number=last.number, typed_unit=last.unit, unit=unit
    )
    said = {"value": _echo(again, LabState.MEASURED), "day": last.sampled}
    return Typed(
        text=text,
        comparator=again.comparator,
        value=format(again.value, "f"),
        unit=unit,
        state=LabState.MEASURED,
        echo=Said(N_("{value}, as on {day}"), said),
    )


def _echo(reading: Reading, state: LabState) -> Said:
    understood = amount(reading.value, reading.unit)
    if Fraction(reading.value) != _exactly(reading):
        understood = Said(N_("about {value}"), {"value": understood})
    if reading.comparator is Comparator.BELOW:
        understood = Said(N_("below {value}"), {"value": understood})
    elif reading.comparator is Comparator.ABOVE:
        understood = Said(N_("above {value}"), {"value": understood})
    return Said(N_("{value}, to check"), {"value": understood}) if state is LabState.TO_CHECK else understood


def _exactly(reading: Reading) -> Fraction:
    return Fraction(reading.number) * reading.analyte.ratio(reading.typed_unit, reading.unit)


def _ambiguous(digits: str, mark: str, analyte: Analyte) -> Said:
    small, large = Decimal(digits.replace(",", ".")), Decimal(digits.replace(mark, ""))
    if analyte.decimals == 0:
        phrase = N_("{text} can mean {large}. Write it without a mark, or write its unit behind it.")
        return Said(phrase, {"text": digits, "large": f"{large:f}"})
    phrase = N_("{text} can be read as {small} or as {large}. Write one of these.")
    return Said(phrase, {"text": digits, "small": f"{small:f}", "large": f"{large:f}"})


def _unknown_unit(unit: str, analyte: Analyte) -> Said:
    return Said(
        N_("“{unit}” is no unit of {analyte}. It is measured in {units}."),
        {
            "unit": unit,
            "analyte": Said(analyte.title),
            "units": _alternatives(Said(unit_title(each)) for each in analyte.units),
        },
    )


def _no_conversion(unit: str, to: str) -> Said:
    phrase = N_("{unit} cannot be converted to {to}. Choose {unit} as the unit of this row.")
    return Said(phrase, {"unit": Said(unit_title(unit)), "to": Said(unit_title(to))})


def _alternatives(parts: Iterable[Said]) -> Said:
    *rest, final = parts
    if not rest:
        return final
    head = rest[0]
    for part in rest[1:]:
        head = Said(N_("{first}, {second}"), {"first": head, "second": part})
    return Said(N_("{first} or {second}"), {"first": head, "second": final})
