"""Revised EUSTAR activity index (2017), with both published readings of its skin term."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.meanings import CRP_NOW, SKIN_TOTAL
from tracker.domain.items import Choice, Number, Tick
from tracker.domain.known import choose, exact, lowest
from tracker.domain.outputs import Criterion, Score
from tracker.domain.sources import Lab, ResultOf, Setting
from tracker.domain.text import N_

THICK, ACTIVE = 18, exact("2.5")
LINEAR, THRESHOLD = ("mrss_mode", "linear"), ("mrss_mode", "threshold")


def work(a: Answers) -> dict[str, object]:
    rest = (
        exact("1.5") * a.worsening_skin_last_month
        + exact("1.5") * a.digital_ulcers
        + exact("2.25") * a.tendon_friction_rubs
        + exact("2.25") * (a.crp_mg_l > 10)
        + (a.dlco_pct_predicted < 70)
    )
    thick = a.mrss > THICK
    plain = rest + exact("1.5") * thick
    linear = rest + choose(thick, exact("1.5"), exact("0.084") * lowest(a.mrss, THICK))
    return {
        "score": plain,
        "active": plain >= ACTIVE,
        "score_linear_mrss": linear,
        "active_linear_mrss": linear >= ACTIVE,
    }


EUSTAR_AI_2017 = Instrument(
    code="eustar_ai_2017",
    title=N_("EUSTAR activity index (2017)"),
    short=N_("EUSTAR index"),
    mark="V1",
    items=(
        Tick(
            "worsening_skin_last_month",
            N_("Skin worse in the last month"),
            hint=N_("The patient says that the skin became thicker or tighter."),
        ),
        Tick(
            "digital_ulcers",
            N_("Digital ulcers"),
            hint=N_("Open sores of fingertip or knuckle now; pits and scars do not count."),
        ),
        Number(
            "mrss", N_("mRSS"), 0, 51, step=1, decimals=0, found=ResultOf("mrss", "mrss"), hint=SKIN_TOTAL
        ),
        Tick(
            "tendon_friction_rubs",
            N_("Tendon friction rubs"),
            hint=N_("A leathery rub felt over a moving tendon."),
        ),
        Number("crp_mg_l", N_("CRP"), 0, 1000, "mg/L", found=Lab("crp", "mg/L"), hint=CRP_NOW),
        Number(
            "dlco_pct_predicted",
            N_("DLCO"),
            0,
            200,
            "%",
            found=Lab("dlco", "pct_predicted"),
            hint=N_(
                "Transfer of carbon monoxide in percent of predicted, corrected for haemoglobin where possible."
            ),
        ),
        Choice(
            "mrss_mode",
            N_("Skin term of the EUSTAR index"),
            {
                "linear": (N_("linear, 0.084 for each point"), 0),
                "threshold": (N_("by threshold, above 18"), 0),
            },
            found=Setting("eustar_mrss_mode"),
            default="linear",
            hint=N_("The paper prints both. Both are shown; this one stands for the index and is plotted."),
        ),
    ),
    work=work,
    outputs=(
        Score(
            "score_linear_mrss",
            N_("EUSTAR index, linear skin term"),
            axis=(0, 10),
            decimals=2,
            reading=LINEAR,
        ),
        Criterion("active_linear_mrss", N_("Active, linear skin term (2.5 or more)"), reading=LINEAR),
        Score(
            "score", N_("EUSTAR index, skin term by threshold"), axis=(0, 10), decimals=2, reading=THRESHOLD
        ),
        Criterion("active", N_("Active, skin term by threshold (2.5 or more)"), reading=THRESHOLD),
    ),
    source="Valentini 2017, doi 10.1136/annrheumdis-2016-209768",
    licence=N_("Published criteria."),
)
