"""Progression of lung disease in systemic sclerosis: relative fall of FVC, with DLCO where it is small."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.meanings import PREDICTED
from tracker.domain.items import Number, pair
from tracker.domain.known import Num
from tracker.domain.outputs import Criterion, Score
from tracker.domain.sources import Lab
from tracker.domain.text import N_

BEFORE, NOW = "{}_baseline", "{}_followup"


def fallen(a: Answers, measure: str, percent: int) -> Num:
    """Whether the relative fall is at least `percent`; without a division, so that edges stay exact."""
    before = a[BEFORE.format(measure)]
    reached: Num = (before - a[NOW.format(measure)]) * 100 >= percent * before
    return reached


def fall(a: Answers, measure: str) -> Num:
    percent: Num = 100 - a[NOW.format(measure)] * 100 / a[BEFORE.format(measure)]
    return percent


def work(a: Answers) -> dict[str, object]:
    return {
        "progression": fallen(a, "fvc_pct", 10) | (fallen(a, "fvc_pct", 5) & fallen(a, "dlco_pct", 15)),
        "fvc_relative_decline_pct": fall(a, "fvc_pct"),
        "dlco_relative_decline_pct": fall(a, "dlco_pct"),
    }


SSC_ILD_PROGRESSION = Instrument(
    code="ssc_ild_progression",
    title=N_("Lung progression in systemic sclerosis (OMERACT)"),
    short=N_("Lung progression"),
    work=work,
    items=(
        *pair(
            Number,
            "fvc_pct",
            N_("FVC"),
            1,
            200,
            "%",
            before=BEFORE,
            now=NOW,
            found=Lab("fvc", "pct_predicted"),
            hint=PREDICTED,
        ),
        *pair(
            Number,
            "dlco_pct",
            N_("DLCO"),
            1,
            200,
            "%",
            before=BEFORE,
            now=NOW,
            found=Lab("dlco", "pct_predicted"),
            hint=PREDICTED,
        ),
    ),
    outputs=(
        Criterion("progression", N_("Progression")),
        Score(
            "fvc_relative_decline_pct", N_("Relative fall of FVC"), axis=(-19900, 100), unit="%", decimals=1
        ),
        Score(
            "dlco_relative_decline_pct", N_("Relative fall of DLCO"), axis=(-19900, 100), unit="%", decimals=1
        ),
    ),
    source="Khanna 2015, doi 10.3899/jrheum.141182; Vonk 2021, doi 10.1183/16000617.0340-2020",
    licence=N_("Published criteria."),
    mark="V1",
)
