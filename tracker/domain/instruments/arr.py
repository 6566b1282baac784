"""Annualised relapse rate: relapses for each year of follow-up."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Number
from tracker.domain.known import exact
from tracker.domain.outputs import Flag, Score
from tracker.domain.sources import Fact
from tracker.domain.text import N_

YEAR = exact("365.25")


def work(a: Answers) -> dict[str, object]:
    return {"arr": a.relapses * YEAR / a.followup_days, "short": a.followup_days < YEAR}


ARR = Instrument(
    code="arr",
    title=N_("Annualised relapse rate"),
    short=N_("ARR"),
    work=work,
    items=(
        Number(
            "relapses",
            N_("Relapses"),
            0,
            1000,
            step=1,
            decimals=0,
            hint=N_("All of them since the infusion."),
        ),
        Number(
            "followup_days",
            N_("Days of follow-up"),
            1,
            36525,
            step=1,
            decimals=0,
            found=Fact("followup_days"),
            hint=N_("From the infusion to this visit, or to the end of follow-up."),
        ),
    ),
    outputs=(
        Score("arr", N_("Relapses a year"), axis=(0, 365250), decimals=2),
        Flag("short", N_("Followed for less than a year: the rate is uncertain.")),
    ),
    source="By convention, with 365.25 days a year",
    licence=N_("Published arithmetic."),
    mark="M",
)
