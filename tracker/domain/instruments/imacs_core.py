"""IMACS core set: the six measures of myositis activity at one visit, which responses compare."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.meanings import HAQ_TOTAL, LABORATORY_LIMIT, LINE
from tracker.domain.items import Choice, Number
from tracker.domain.known import INFINITY, lowest
from tracker.domain.outputs import Score
from tracker.domain.sources import ResultOf
from tracker.domain.text import N_

ENZYMES = {
    "ck": (N_("CK"), 15),
    "aldolase": (N_("Aldolase"), 6),
    "ldh": (N_("LDH"), 3),
    "alt": (N_("ALT"), 3),
    "ast": (N_("AST"), 3),
}
"""Each enzyme with its published range, in multiples of the upper limit of normal."""

MMT_MAXIMA = (80, 150, 260)


def work(a: Answers) -> dict[str, object]:
    return {"mmt_pct": lowest(a.mmt * 100 / a.mmt_max, 100), "enzyme_x_uln": a.enzyme / a.enzyme_uln}


IMACS_CORE = Instrument(
    code="imacs_core",
    title=N_("Myositis core set (IMACS)"),
    short=N_("Core set"),
    work=work,
    items=(
        Number("phga", N_("Physician global"), 0, 10, "cm", decimals=1, hint=LINE),
        Number("ptga", N_("Patient global"), 0, 10, "cm", decimals=1, hint=LINE),
        Number("mmt", N_("Muscle strength (MMT)"), 0, 260, decimals=0, hint=N_("The points of all muscle groups tested, each 0 to 10. No total where a group is missing.")),
        Number("mmt_max", N_("Highest possible MMT"), 80, 260, allowed=MMT_MAXIMA, decimals=0, same=True, hint=N_(
            "80 for eight groups on one side, 150 on both sides, 260 for the full set. Never change it on the way.")),
        Number("haq_di", N_("HAQ-DI"), 0, 3, decimals=3, found=ResultOf("haq_di", "haq_di"), hint=HAQ_TOTAL),
        Choice("enzyme_name", N_("Muscle enzyme"), ENZYMES, same=True, hint=N_(
            "The one that was highest above its limit before treatment; keep it at every visit.")),
        Number("enzyme", N_("Its value"), 0, 1000000, "U/L", decimals=0, hint=N_("The value of the enzyme chosen above, of this visit.")),
        Number("enzyme_uln", N_("Its upper limit of normal"), "0.01", 100000, "U/L", decimals=0, hint=LABORATORY_LIMIT),
        Number("extramuscular", N_("Extramuscular global"), 0, 10, "cm", decimals=1, hint=LINE),
    ),
    outputs=(
        Score("mmt_pct", N_("Muscle strength, percent of the highest"), axis=(0, 100), unit="%", better="higher"),
        Score("enzyme_x_uln", N_("Muscle enzyme, times its upper limit"), axis=(0, INFINITY), decimals=1),
    ),
    source="Rider 2011, doi 10.1002/acr.20532",
    licence=N_("Values only; the forms are not included."),
)  # fmt: skip
