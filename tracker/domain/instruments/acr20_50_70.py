"""ACR20/50/70: joints and three of five other measures better by 20, 50 or 70 percent."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.meanings import HAQ_TOTAL
from tracker.domain.items import Group, Number
from tracker.domain.known import Num, lowest, total
from tracker.domain.outputs import Criterion
from tracker.domain.sources import BASELINE, ItemOf
from tracker.domain.text import N_

JOINTS = (
    Number(
        "tjc",
        N_("Tender joints"),
        0,
        68,
        step=1,
        hint=N_("Joints that hurt on pressure or movement, of 68, hips included."),
    ),
    Number(
        "sjc",
        N_("Swollen joints"),
        0,
        66,
        step=1,
        hint=N_("Joints with fluid or soft swelling, of 66; hips are not judged."),
    ),
)
OTHERS = (
    Number(
        "ptga",
        N_("Patient global"),
        0,
        100,
        hint=N_("The patient's own mark for the activity of arthritis, 0 to 100; 0 is best."),
    ),
    Number(
        "phga",
        N_("Physician global"),
        0,
        100,
        hint=N_("The physician's mark for the activity of arthritis, 0 to 100; 0 is best."),
    ),
    Number("pain", N_("Pain"), 0, 100, hint=N_("The patient's mark for pain, 0 to 100; 0 is no pain.")),
    Number("haq_di", N_("HAQ-DI"), 0, 3, hint=HAQ_TOTAL),
    Number(
        "acute_phase",
        N_("ESR or CRP"),
        0,
        1000,
        moved_with=("crp", "esr"),
        hint=N_("One of the two, the same at both times, in the same unit."),
    ),
)
PERCENT = (20, 50, 70)
ARMS = {
    "tjc_20": N_("Tender joints 20 % better"),
    "sjc_20": N_("Swollen joints 20 % better"),
    "others_20": N_("Three of five other measures 20 % better"),
    "tjc_50": N_("Tender joints 50 % better"),
    "sjc_50": N_("Swollen joints 50 % better"),
    "others_50": N_("Three of five other measures 50 % better"),
    "tjc_70": N_("Tender joints 70 % better"),
    "sjc_70": N_("Swollen joints 70 % better"),
    "others_70": N_("Three of five other measures 70 % better"),
}
NOW = ItemOf("acr20_50_70", "followup")


def work(a: Answers) -> dict[str, object]:
    def better(key: str, percent: int) -> Num:
        before = a.baseline[key]
        improved: Num = (before > 0) & ((before - a.followup[key]) * 100 >= percent * before)
        return improved

    worked: dict[str, object] = {}
    for percent in PERCENT:
        arms = {item.key: better(item.key, percent) for item in JOINTS}
        arms["others"] = total(better(item.key, percent) for item in OTHERS) >= 3
        worked[f"acr{percent}"] = lowest(*arms.values())
        worked |= {f"{arm}_{percent}": held for arm, held in arms.items()}
    return worked


ACR20_50_70 = Instrument(
    code="acr20_50_70",
    title=N_("ACR 20/50/70 response"),
    short=N_("ACR response"),
    work=work,
    items=(
        Group(
            "baseline",
            N_("Before treatment"),
            (*JOINTS, *OTHERS),
            found=NOW,
            at=BASELINE,
            hint=N_("The seven measures of the baseline visit of this infusion."),
        ),
        Group("followup", N_("Now"), (*JOINTS, *OTHERS), hint=N_("The seven measures of this visit.")),
    ),
    outputs=(
        Criterion("acr20", N_("ACR20")),
        Criterion("acr50", N_("ACR50")),
        Criterion("acr70", N_("ACR70")),
        *(Criterion(key, title, part=True) for key, title in ARMS.items()),
    ),
    source="Felson 1995, Arthritis Rheum 38:727; doi 10.1136/ard.2006.065839",
    licence=N_("Published criteria."),
)
