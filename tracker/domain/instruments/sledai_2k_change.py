"""Change of SLEDAI-2K since the visit before: flare, improvement, persistent activity or remission."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.meanings import SLEDAI_TOTAL
from tracker.domain.items import Number
from tracker.domain.known import first_of
from tracker.domain.outputs import Category, Score
from tracker.domain.sources import PREVIOUS, ResultOf
from tracker.domain.text import N_

FOUND = ResultOf("sledai_2k", "total")


def work(a: Answers) -> dict[str, object]:
    delta = a.sledai_2k - a.previous_sledai_2k
    category = first_of(
        (a.sledai_2k.equals(0), "remission"),
        (delta > 3, "flare"),
        (delta < -3, "improvement"),
        otherwise="persistent",
    )
    return {"delta": delta, "category": category}


SLEDAI_2K_CHANGE = Instrument(
    code="sledai_2k_change",
    title=N_("Change of SLEDAI-2K"),
    short=N_("SLEDAI-2K change"),
    items=(
        Number("previous_sledai_2k", N_("SLEDAI-2K at the visit before"), 0, 105, step=1, found=FOUND, at=PREVIOUS, hint=SLEDAI_TOTAL),
        Number("sledai_2k", N_("SLEDAI-2K now"), 0, 105, step=1, found=FOUND, hint=SLEDAI_TOTAL),
    ),
    work=work,
    outputs=(
        Category("category", N_("Change"), mark="D", options={
            "remission": N_("remission"), "flare": N_("flare"), "improvement": N_("improvement"),
            "persistent": N_("persistent")}),
        Score("delta", N_("Change of SLEDAI-2K"), axis=(-105, 105)),
    ),
    source="Gladman 2000, J Rheumatol 27:377-379",
    licence=N_("Published rule."),
    mark="V1",
)  # fmt: skip
