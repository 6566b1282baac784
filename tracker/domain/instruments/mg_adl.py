"""MG-ADL: eight everyday functions in myasthenia gravis over the past week, each 0 to 3."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Number
from tracker.domain.known import total
from tracker.domain.outputs import Criterion, Score
from tracker.domain.text import N_

FUNCTIONS = {
    "talking": N_("Talking"),
    "chewing": N_("Chewing"),
    "swallowing": N_("Swallowing"),
    "breathing": N_("Breathing"),
    "brush_teeth_comb_hair": N_("Brushing teeth or combing hair"),
    "arise_from_chair": N_("Rising from a chair"),
    "double_vision": N_("Double vision"),
    "eyelid_droop": N_("Drooping eyelid"),
}
HINT = N_("0 normal to 3 most severe, over the past week, by the licensed form.")


def work(a: Answers) -> dict[str, object]:
    score = total(a[key] for key in FUNCTIONS)
    return {"mg_adl": score, "mse": score <= 1}


MG_ADL = Instrument(
    code="mg_adl",
    title=N_("MG activities of daily living"),
    short=N_("MG-ADL"),
    items=tuple(Number(key, title, 0, 3, step=1, decimals=0, hint=HINT) for key, title in FUNCTIONS.items()),
    work=work,
    outputs=(
        Score("mg_adl", N_("MG-ADL"), axis=(0, 24), low_key="mg_adl_min"),
        Criterion("mse", N_("Minimal symptom expression (0 or 1)"), mark="V1"),
    ),
    source="Wolfe 1999, doi 10.1212/wnl.52.7.1487",
    licence=N_("Own short labels; the form itself has a copyright holder."),
    recall=N_("The past week"),
)
