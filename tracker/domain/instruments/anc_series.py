"""What the two ICAHT gradings share: dated neutrophil counts, read at their lowest and at their highest."""

from fractions import Fraction

from tracker.domain.instrument import Answers
from tracker.domain.instruments.meanings import COUNTED_DAYS
from tracker.domain.items import Item, Number, Rows
from tracker.domain.outputs import Detail, Output
from tracker.domain.sources import BASELINE, Fact, Lab, Series
from tracker.domain.text import N_

SERIES: Item = Rows("anc_series", N_("Neutrophils"), found=Series("neutrophils", "cells/uL", day="day", value="anc_cells_per_ul"), hint=N_(
    "Every neutrophil count of the line with its day, from the laboratory results."), items=(
    Number("day", N_("Day after infusion"), -36500, 36500, N_("days"), step=1, decimals=0, hint=COUNTED_DAYS),
    Number("anc_cells_per_ul", N_("Neutrophils"), 0, 1000000, N_("cells/µL"), decimals=0, hint=N_("Absolute neutrophils, bands included.")),
))  # fmt: skip
BEFORE: tuple[Item, ...] = (
    Number("baseline_anc_cells_per_ul", N_("Neutrophils before conditioning"), 0, 1000000, N_("cells/µL"), decimals=0,
           found=Lab("neutrophils", "cells/uL"), at=BASELINE, hint=N_(
        "Low counts before conditioning (lupus, Felty, drugs) are printed beside the grade.")),
    Number("gcsf_days", N_("Days with G-CSF"), 0, 36500, step=1, decimals=0, found=Fact("gcsf_days"), hint=N_("Days on which a growth factor for neutrophils was given: it shortens neutropenia.")),
)  # fmt: skip
SHOWN: tuple[Output, ...] = (
    Detail("anc_before", N_("Neutrophils before conditioning (cells/µL)")),
    Detail("gcsf", N_("Days with G-CSF")),
)

Counts = dict[int, Fraction]
"""The lowest count of each day."""


def shown(a: Answers) -> dict[str, object]:
    """What is printed beside the grade, where it was entered."""
    return {"anc_before": a.baseline_anc_cells_per_ul.value, "gcsf": a.gcsf_days.value}


def readings(a: Answers) -> tuple[Counts, Counts] | None:
    """The counts at the least and at the most they can be; a row without a count was not measured."""
    if a.anc_series is None:
        return None
    least: Counts = {}
    most: Counts = {}
    for row in a.anc_series:
        count, day = row.anc_cells_per_ul, row.day.value
        if count.gaps:
            continue
        if day is None:
            return None
        least[int(day)] = min(Fraction(count.low), least.get(int(day), Fraction(count.low)))
        most[int(day)] = min(Fraction(count.high), most.get(int(day), Fraction(count.high)))
    return least, most
