"""EDSS: the number a trained examiner gave, on the steps that exist."""

from decimal import Decimal

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Number
from tracker.domain.outputs import Criterion, Score
from tracker.domain.text import N_

STEPS = (Decimal(0), *(Decimal(half) / 2 for half in range(2, 21)))
"""Half steps from 1 to 10, and 0; there is no 0.5."""


def work(a: Answers) -> dict[str, object]:
    return {"edss": a.edss, "valid": False if a.refused("edss") else a.edss >= 0 if a.edss.settled else None}


EDSS = Instrument(
    code="edss",
    title=N_("Expanded disability status scale"),
    short=N_("EDSS"),
    items=(
        Number(
            "edss", N_("EDSS"), 0, 10, allowed=STEPS, decimals=1,
            hint=N_("0, then 1.0 to 10.0 in half steps. 0.5 does not exist."),
        ),
    ),
    work=work,
    outputs=(
        Score("edss", N_("EDSS"), axis=(0, 10), decimals=1),
        Criterion("valid", N_("A step of the scale")),
    ),
    source="Kurtzke 1983; steps as on the Neurostatus pages",
    licence=N_("Only the number is kept; Neurostatus-EDSS needs its own licence."),
    mark="V1",
)  # fmt: skip
