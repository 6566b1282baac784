"""ACR20/50/70: joints and three of five other measures better by 20, 50 or 70 percent."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Group, Number
from tracker.domain.known import Num, lowest, total
from tracker.domain.outputs import Criterion
from tracker.domain.sources import BASELINE, ItemOf
from tracker.domain.text import N_

JOINTS = (
    Number("tjc", N_("Tender joints"), 0, 68, step=1),
    Number("sjc", N_("Swollen joints"), 0, 66, step=1),
)
OTHERS = (
    Number("ptga", N_("Patient global"), 0, 100),
    Number("phga", N_("Physician global"), 0, 100),
    Number("pain", N_("Pain"), 0, 100),
    Number("haq_di", N_("HAQ-DI"), 0, 3),
    Number("acute_phase", N_("ESR or CRP"), 0, 1000),
)
NOW = ItemOf("acr20_50_70", "followup")


def work(a: Answers) -> dict[str, object]:
    def better(key: str, percent: int) -> Num:
        before = a.baseline[key]
        improved: Num = (before > 0) & ((before - a.followup[key]) * 100 >= percent * before)
        return improved

    def met(percent: int) -> Num:
        others = total(better(item.key, percent) for item in OTHERS)
        return lowest(*(better(item.key, percent) for item in JOINTS), others >= 3)

    return {"acr20": met(20), "acr50": met(50), "acr70": met(70)}


ACR20_50_70 = Instrument(
    code="acr20_50_70",
    title=N_("ACR 20/50/70 response"),
    short=N_("ACR response"),
    work=work,
    items=(
        Group("baseline", N_("Before treatment"), (*JOINTS, *OTHERS), found=NOW, at=BASELINE),
        Group("followup", N_("Now"), (*JOINTS, *OTHERS)),
    ),
    outputs=(
        Criterion("acr20", N_("ACR20")),
        Criterion("acr50", N_("ACR50")),
        Criterion("acr70", N_("ACR70")),
    ),
    source="Felson 1995, Arthritis Rheum 38:727; doi 10.1136/ard.2006.065839",
    licence=N_("Published criteria."),
)
