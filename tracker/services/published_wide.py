"""Holds the file with one row per patient against the file with one row per value: which of it is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from tracker.domain.published_rows import WIDE_FILE, FactRow, WideRow


@dataclass(frozen=True)
class _Column:
    """Which variable a column repeats, and what its heading says about unit and time."""

    variable: str
    unit: str = ""
    timepoint: str = "baseline"
    numeric: bool = True


_COLUMNS = {
    "sex": _Column("sex", numeric=False),
    "age_a": _Column("age", "a"),
    "disease_duration_a": _Column("disease_duration", "a"),
    "prior_therapy": _Column("prior_therapy", numeric=False),
    "sledai2k_baseline": _Column("sledai2k", "score"),
    "mrss_baseline": _Column("mrss", "score"),
    "das28esr_baseline": _Column("das28esr", "score"),
    "essdai_baseline": _Column("essdai", "score"),
    "ck_u_l": _Column("creatine_kinase", "U/L", ""),
    "ln_class": _Column("ln_class", numeric=False),
    "autoantibody": _Column("autoantibody", numeric=False),
    "cart_dose_cells_per_kg": _Column("cart_dose", "cells/kg", "infusion"),
    "crs_grade": _Column("crs_grade", "grade", ""),
    "icans_grade": _Column("icans_grade", "grade", ""),
    "follow_up_text": _Column("follow_up", "", "last follow-up", numeric=False),
}


@dataclass(frozen=True, kw_only=True)
class WideFacts:
    """What only the wide file says, contradictions among it, and notes that two keys may be one person."""

    facts: tuple[FactRow, ...] = ()
    contradictions: int = 0
    overlaps: int = 0


def from_wide(row: WideRow, long: Iterable[FactRow]) -> WideFacts:
    """The facts of `row` that `long` does not hold; one that differs is kept too, and counted."""
    told = tuple(long)
    facts: list[FactRow] = []
    contradictions = 0
    for name, value in row.values.items():
        column = _COLUMNS[name]
        same = [fact for fact in told if _about(fact, column)]
        if any(_agrees(fact, value) for fact in same):
            continue
        contradictions += bool(same)
        facts.append(_fact(row, column, value))
    if row.disease and told and row.disease != told[0].disease:
        contradictions += 1
        facts.append(_fact(row, _Column("disease", numeric=False), row.disease))
    if row.possible_overlap:
        facts.append(
            _fact(row, _Column("possible_overlap", timepoint="", numeric=False), row.possible_overlap)
        )
    return WideFacts(
        facts=tuple(facts), contradictions=contradictions, overlaps=int(bool(row.possible_overlap))
    )


def _about(fact: FactRow, column: _Column) -> bool:
    same_time = not column.timepoint or fact.timepoint == column.timepoint
    return fact.variable == column.variable and same_time


def _agrees(fact: FactRow, value: str) -> bool:
    if value in {fact.text, f"{fact.relation}{fact.text}"}:
        return True
    try:
        return Decimal(value) == Decimal(fact.number)
    except InvalidOperation:
        return False


def _fact(row: WideRow, column: _Column, value: str) -> FactRow:
    return FactRow(
        patient=row.patient,
        disease=row.disease,
        variable=column.variable,
        text=value,
        number=value if column.numeric else "",
        unit=column.unit,
        relation="=",
        timepoint=column.timepoint,
        day=None,
        last_day=None,
        day_basis="",
        source=row.sources[0] if row.sources else "",
        locator="; ".join(dict.fromkeys((WIDE_FILE, *row.sources[1:]))),
        from_memory="",
    )
