"""What the versions of CTCAE share for laboratory values: what is asked, and values in one unit."""

import re
from collections.abc import Mapping

from tracker.domain.instrument import Answers
from tracker.domain.instruments.meanings import LABORATORY_LIMIT
from tracker.domain.items import Choice, Item, Number
from tracker.domain.known import ZERO, Num, exact, highest
from tracker.domain.text import N_

CELLS = ("cells/uL", "/uL", "10^9/L", "10^3/uL", "G/L")
MASS = ("g/L", "g/dL")
ENZYME = ("U/L", "IU/L", "ukat/L")
AMOUNT = ("umol/L", "mg/dL")
ANALYTES = {
    "neutrophils": (N_("Neutrophils"), CELLS),
    "platelets": (N_("Platelets"), CELLS),
    "lymphocytes": (N_("Lymphocytes"), CELLS),
    "white_cells": (N_("White cells"), CELLS),
    "cd4": (N_("CD4 cells"), CELLS),
    "haemoglobin": (N_("Haemoglobin"), MASS),
    "albumin": (N_("Albumin"), MASS),
    "alt": (N_("ALT"), ENZYME),
    "ast": (N_("AST"), ENZYME),
    "cpk": (N_("Creatine kinase"), ENZYME),
    "bilirubin": (N_("Bilirubin"), AMOUNT),
    "creatinine": (N_("Creatinine"), AMOUNT),
}
FACTOR = {"10^9/L": 1000, "10^3/uL": 1000, "G/L": 1000, "g/dL": 10}
"""Into cells/µL and g/L; the others are only compared with limits in their own unit."""


def _printed(unit: str) -> str:
    """As it is written by hand: "10^3/uL" is 10³/µL."""
    return re.sub(r"\bu(?=L|mol|kat)", "µ", unit).replace("^9", "⁹").replace("^3", "³")


ITEMS: tuple[Item, ...] = (
    Choice("analyte", N_("Analyte"), {code: (title, 0) for code, (title, _) in ANALYTES.items()}, hint=N_("What was measured. Each has its own limits in this version.")),
    Number("value", N_("Result"), 0, hint=N_("As the laboratory printed it, in the unit below.")),
    Choice("unit", N_("Unit"), {
        unit: (_printed(unit), FACTOR.get(unit, 1)) for unit in (*CELLS, *MASS, *ENZYME, *AMOUNT)
    }, hint=N_("Of the result, of both limits and of the baseline.")),
    Number("lln", N_("Lower limit of the laboratory"), 0, hint=LABORATORY_LIMIT),
    Number("uln", N_("Upper limit of the laboratory"), 0, hint=LABORATORY_LIMIT),
    Number("baseline", N_("Baseline"), 0, mark="P", hint=N_("The last result before lymphodepletion.")),
)  # fmt: skip


def ungraded(*names: str) -> Num:
    """Any grade a laboratory value can have: these answers are missing."""
    return Num(ZERO, exact(4), names, names)


def graded(cases: Mapping[int, Num]) -> Num:
    """The highest grade whose condition holds."""
    return highest(0, *(grade * condition for grade, condition in cases.items()))


def open_input(a: Answers) -> Num | None:
    """Why nothing can be graded yet: analyte or unit unknown, or a unit of something else."""
    if a.analyte.value is None:
        return ungraded("analyte")
    _, units = ANALYTES[a.analyte.value]
    return None if a.unit.value in units else ungraded("unit")
