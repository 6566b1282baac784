"""Revised CRISS, Khanna 2021 form: three of five measures better by at least the threshold."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.acr_criss_2016 import BEFORE, NOW, WEIGHTS
from tracker.domain.instruments.ssc_measures import MEASURES
from tracker.domain.items import Number, Tick
from tracker.domain.known import Num, exact, total
from tracker.domain.outputs import Criterion, Detail, Score
from tracker.domain.text import N_

RISING = "fvc_pct"
IMPROVED = "improved_{}"
TITLES = {
    "mrss": N_("Skin score improved"),
    "fvc_pct": N_("FVC improved by 5 % or more"),
    "ptga": N_("Patient global improved"),
    "mdga": N_("Physician global improved"),
    "haq_di": N_("HAQ disability index improved"),
}


def better(a: Answers, measure: str) -> Num:
    fall: Num = a[BEFORE.format(measure)] - a[NOW.format(measure)]
    return -fall if measure == RISING else fall


def percent(a: Answers, measure: str) -> Num | None:
    before = a[BEFORE.format(measure)]
    return None if before.value == 0 else better(a, measure) * 100 / before


def work(a: Answers) -> dict[str, object]:
    improved: dict[str, Num] = {}
    for measure in WEIGHTS:
        before = a[BEFORE.format(measure)]
        needed = exact(5) if measure == RISING else a.threshold_pct
        improved[IMPROVED.format(measure)] = (before > 0) & (better(a, measure) * 100 >= needed * before)
    count = total(improved.values())
    enough = count >= 3
    return {
        "responder": ~a.step1_event & enough,
        "n_improved": None if a.step1_event.truth else count,
        "step1_failed": a.step1_event,
        "no_event": ~a.step1_event,
        "three_improved": enough,
        **improved,
        "improvement_pct": {measure: percent(a, measure) for measure in WEIGHTS},
    }


REVISED_CRISS = Instrument(
    code="revised_criss",
    title=N_("Revised CRISS (Khanna 2021, 3 of 5)"),
    short=N_("Revised CRISS"),
    work=work,
    items=(
        Tick(
            "step1_event",
            N_("Organ event"),
            hint=N_(
                "As adjudicated: new renal crisis, lung, left heart or pulmonary pressure event, as ACR CRISS lists them."
            ),
        ),
        Number(
            "threshold_pct",
            N_("Threshold"),
            20,
            50,
            "%",
            allowed=(20, 25, 30, 50),
            decimals=0,
            same=True,
            hint=N_(
                "By how much a measure has to improve; FVC has its own limit. Fixed by the study, the same at every visit."
            ),
        ),
        *MEASURES,
    ),
    outputs=(
        Criterion("responder", N_("Responder")),
        Score("n_improved", N_("Measures improved"), axis=(0, 5), better="higher"),
        Criterion("step1_failed", N_("An organ event rules a response out")),
        Criterion("no_event", N_("No organ event"), part=True),
        Criterion("three_improved", N_("Three of five measures improved"), part=True, about=("n_improved",)),
        *(
            Criterion(IMPROVED.format(m), title, part=True, about=(BEFORE.format(m), NOW.format(m)))
            for m, title in TITLES.items()
        ),
        Detail("improvement_pct", N_("Improvement in percent")),
    ),
    source="Khanna 2021, doi 10.1136/annrheumdis-2020-219100",
    licence=N_("Published criteria."),
)
