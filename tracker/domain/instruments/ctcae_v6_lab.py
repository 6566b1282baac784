"""Laboratory grades of CTCAE 6: neutrophils; for everything else the rule is not in the program."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.ctcae import ITEMS, graded, open_input, ungraded
from tracker.domain.outputs import Flag, Score
from tracker.domain.text import N_

LIMITS = {1: 1500, 2: 1000, 3: 500, 4: 100}
"""Neutrophils in cells/µL; no grade depends on the laboratory's own limit."""


def work(a: Answers) -> dict[str, object]:
    known = a.analyte.is_("neutrophils")
    if not known.settled:
        return {"grade": ungraded("analyte"), "no_rule": ~known}
    if not known.truth:
        return {"grade": None, "no_rule": ~known, "status": "rule_not_available"}
    waits, value = open_input(a), a.value * a.unit.points
    by_value = graded({grade: value < limit for grade, limit in LIMITS.items()})
    return {"grade": by_value if waits is None else waits, "no_rule": ~known}


CTCAE_V6_LAB = Instrument(
    code="ctcae_v6_lab",
    title=N_("CTCAE 6 laboratory grade"),
    short=N_("CTCAE 6"),
    work=work,
    items=ITEMS,
    outputs=(
        Score("grade", N_("Grade"), axis=(0, 4), low_key="grade_min"),
        Flag("no_rule", N_("Rule not available: of version 6 only neutrophils can be graded.")),
    ),
    source="NCI CTCAE 6.0, 2025",
    licence=N_("Public domain."),
    mark="V1",
)
