"""Change of the skin score: more than 5 points and at least a quarter of what it was."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.meanings import SKIN_TOTAL
from tracker.domain.items import Number
from tracker.domain.known import first_of
from tracker.domain.outputs import Detail, Score
from tracker.domain.sources import BASELINE, ResultOf
from tracker.domain.text import N_

FOUND = ResultOf("mrss", "mrss")


def work(a: Answers) -> dict[str, object]:
    change, quarter = a.mrss_followup - a.mrss_baseline, 25 * a.mrss_baseline
    percent = None if a.mrss_baseline.value == 0 else change * 100 / a.mrss_baseline
    return {
        "change": change,
        "change_pct": percent,
        "status": first_of(
            ((change < -5) & (change * -100 >= quarter), "regression"),
            ((change > 5) & (change * 100 >= quarter), "progression"),
            otherwise="stable",
        ),
    }


MRSS_CHANGE_EUSTAR = Instrument(
    code="mrss_change_eustar",
    title=N_("Change of the skin score (EUSTAR)"),
    short=N_("mRSS change"),
    items=(
        Number(
            "mrss_baseline",
            N_("mRSS before"),
            0,
            51,
            step=1,
            found=FOUND,
            at=BASELINE,
            measure="mrss",
            hint=SKIN_TOTAL,
        ),
        Number("mrss_followup", N_("mRSS now"), 0, 51, step=1, found=FOUND, measure="mrss", hint=SKIN_TOTAL),
    ),
    work=work,
    outputs=(
        Score("change", N_("Change of mRSS"), axis=(-51, 51)),
        Detail("change_pct", N_("Change in percent of before")),
    ),
    source="EUSTAR analyses, doi 10.1136/annrheumdis-2015-208024 and 10.1186/s13075-024-03418-2",
    licence=N_("Published rule."),
)
