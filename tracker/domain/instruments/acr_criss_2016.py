"""ACR CRISS 2016 (provisional): an organ event settles it, else the probability of improvement."""

from decimal import Decimal

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.ssc_measures import MEASURES
from tracker.domain.items import Tick
from tracker.domain.known import Num, choose, exact, highest
from tracker.domain.outputs import Criterion, Detail, Score
from tracker.domain.text import N_

EVENTS = (
    Tick("new_scleroderma_renal_crisis", N_("New scleroderma renal crisis"), hint=N_("As adjudicated: new since baseline; blood pressure rises steeply, kidney function falls, or both.")),
    Tick("ild_event", N_("Interstitial lung disease event"), hint=N_(
        "As adjudicated: FVC % predicted 15 % lower, confirmed within a month, below 80 %, and HRCT shows it.")),
    Tick("lv_failure_event", N_("Left heart failure event"), hint=N_(
        "As adjudicated: new, ejection fraction 45 % or less, needs treatment.")),
    Tick("pah_event", N_("Pulmonary hypertension event"), hint=N_(
        "As adjudicated by the limits of 2016: mean pressure 25 mmHg or more, wedge 15 or less, above 3 Wood units.")),
)  # fmt: skip
BEFORE, NOW = "{}_baseline", "{}_followup"
WEIGHTS = {"mrss": "-0.81", "fvc_pct": "0.21", "ptga": "-0.40", "mdga": "-0.44", "haq_di": "-3.41"}


def change(a: Answers, measure: str) -> Num:
    difference: Num = a[NOW.format(measure)] - a[BEFORE.format(measure)]
    return difference


def logistic(x: Decimal) -> Decimal:
    return 1 / (1 + (-x).exp())


def work(a: Answers) -> dict[str, object]:
    failed = highest(*(a[event.key] for event in EVENTS))
    predictor = exact("-5.54") + sum(
        (exact(w) * change(a, m) for m, w in WEIGHTS.items()), start=Num(exact(0), exact(0))
    )
    probability = predictor.finished().map(logistic)
    likely = probability >= exact("0.6")
    return {
        "improved": ~failed & likely,
        "probability": choose(failed, 0, probability),
        "step1_failed": failed,
        "no_event": ~failed,
        "probable": likely,
        "step1_events": [event.key for event in EVENTS if a[event.key].truth],
        "linear_predictor": None if failed.truth else predictor,
    }


ACR_CRISS_2016 = Instrument(
    code="acr_criss_2016",
    title=N_("ACR CRISS (2016, provisional)"),
    short=N_("ACR CRISS"),
    work=work,
    items=(*EVENTS, *MEASURES),
    outputs=(
        Score("probability", N_("Probability of improvement"), axis=(0, 1), decimals=2, better="higher"),
        Criterion("improved", N_("Improved (0.6 or more)")),
        Criterion("step1_failed", N_("An organ event rules improvement out")),
        Criterion("no_event", N_("No organ event"), part=True),
        Criterion("probable", N_("Probability 0.6 or more"), part=True, about=("probability",)),
        Detail("step1_events", N_("Organ events")),
        Detail("linear_predictor", N_("Linear predictor")),
    ),
    source="Khanna 2016, doi 10.1002/art.39501",
    licence=N_("Published formula."),
    mark="V1",
)
