"""Older EScSG activity index of systemic sclerosis: three columns of weights, each summing to ten."""

from decimal import Decimal

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Choice, Many
from tracker.domain.known import Num, choose, total
from tracker.domain.outputs import Criterion, Score
from tracker.domain.text import N_

TABLE = {
    "mrss_gt_14": (N_("mRSS above 14"), "1.0", "0", "0"),
    "scleredema": (N_("Scleredema"), "0.5", "0", "0.5"),
    "worsening_skin": (N_("Skin worse, by the patient"), "2.0", "3.0", "2.5"),
    "digital_necrosis": (N_("Digital necrosis"), "0.5", "0", "0"),
    "worsening_vascular": (N_("Vessels worse, by the patient"), "0.5", "2.0", "1.0"),
    "arthritis": (N_("Arthritis"), "0.5", "0", "1.0"),
    "worsening_articular_muscular": (N_("Joints or muscles worse, by the patient"), "0", "1.0", "0"),
    "dlco_lt_80": (N_("DLCO below 80 % predicted"), "0.5", "0", "0"),
    "worsening_cardiopulmonary": (N_("Heart or lungs worse, by the patient"), "2.0", "4.0", "1.5"),
    "esr_gt_30": (N_("ESR above 30 mm/h"), "1.5", "0", "2.5"),
    "hypocomplementaemia": (N_("Low C3 or C4"), "1.0", "0", "1.0"),
}
VERSIONS = {"whole": (N_("whole series"), 1), "diffuse": (N_("diffuse"), 2), "limited": (N_("limited"), 3)}


def work(a: Answers) -> dict[str, object]:
    def column(index: int) -> Num:
        return total(a.present[key] * Decimal(str(row[index])) for key, row in TABLE.items())

    whole = a.version.is_("whole")
    score = choose(whole, column(1), choose(a.version.is_("diffuse"), column(2), column(3)))
    return {"score": score, "active": None if whole.truth is False else score.finished() >= 3}


ESCSG_AI = Instrument(
    code="escsg_ai",
    title=N_("EScSG activity index (2001/2003)"),
    short=N_("EScSG index"),
    work=work,
    items=(
        Choice(
            "version",
            N_("Version"),
            VERSIONS,
            same=True,
            hint=N_(
                "The published weights differ for the whole series, diffuse and limited disease; keep one for a patient."
            ),
        ),
        Many(
            "present",
            N_("Present"),
            {key: row[0] for key, row in TABLE.items()},
            hint=N_(
                "Tick what holds at this visit. “Worse, by the patient” means in the last month, in the patient's own words."
            ),
        ),
    ),
    outputs=(
        Score("score", N_("EScSG index"), axis=(0, 10), decimals=1),
        Criterion("active", N_("Active (3 or more, whole series only)"), mark="M"),
    ),
    source="Valentini 2001, doi 10.1136/ard.60.6.592; Valentini 2003, doi 10.1136/ard.62.9.904",
    licence=N_("Published criteria."),
    mark="V1",
)
