"""What a drug does to the figures of a visit, and for how long a result has to be read with that in mind."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.text import N_


class Effect(StrEnum):
    """What a drug does that a score or a count has to know of."""

    DEPLETES_B_CELLS = "depletes_b_cells"
    RAISES_NEUTROPHILS = "raises_neutrophils"
    BLOCKS_IL6 = "blocks_il6"
    BRINGS_ANTIBODIES = "brings_antibodies"


@dataclass(frozen=True, kw_only=True)
class Disturbance:
    """For how many days after a dose an analyte is not itself. `mark`: D, a rule of this program."""

    days: int
    because: str
    mark: str = "D"


DISTURBANCES: Mapping[Effect, Disturbance] = {
    Effect.BLOCKS_IL6: Disturbance(days=56, because=N_("it lowers CRP whatever the disease does")),
    Effect.BRINGS_ANTIBODIES: Disturbance(days=28, because=N_("it raises ESR and brings antibodies")),
}
"""House rules of the safety review: 8 weeks after anti-IL-6, 4 weeks after immunoglobulin."""

STAND_IN_MONTHS = 3
"""Months that given antibodies stand in for the patient's own: house rule of the safety schedule."""
