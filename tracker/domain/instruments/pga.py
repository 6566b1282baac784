"""Physician global assessment of lupus activity: one mark from 0 to 3."""

from tracker.domain.instrument import Instrument
from tracker.domain.items import Number
from tracker.domain.outputs import Score
from tracker.domain.text import N_

PGA = Instrument(
    code="pga",
    title=N_("Physician global assessment"),
    short=N_("PGA"),
    items=(
        Number(
            "pga", N_("Physician global"), 0, 3, decimals=2,
            hint=N_("0 no activity to 3 most severe, with marks at 1 and 2. Serology and damage do not count. "
                    "Rate it before the score is added up. Not a line of 10 cm."),
        ),
    ),
    work=lambda a: {"pga": a.pga},
    outputs=(Score("pga", N_("Physician global"), axis=(0, 3), decimals=2),),
    source="Piga 2022, doi 10.1016/S2665-9913(22)00107-2",
    licence=N_("Published criteria."),
    recall=N_("The preceding month"),
)  # fmt: skip
