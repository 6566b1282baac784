"""EULAR response: the fall of DAS28 beside where it stands now."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Number
from tracker.domain.known import exact, first_of
from tracker.domain.outputs import Category, Criterion, Score
from tracker.domain.sources import BASELINE, ResultOf
from tracker.domain.text import N_

FOUND = ResultOf("das28_esr", "das28_esr")


def work(a: Answers) -> dict[str, object]:
    fall, now = a.das28_baseline - a.das28_followup, a.das28_followup
    far, some = fall > exact("1.2"), fall > exact("0.6")
    low, moderate = now <= exact("3.2"), now <= exact("5.1")
    response = first_of(
        (~some, "none"),
        (far & low, "good"),
        (far | moderate, "moderate"),
        otherwise="none",
    )
    return {
        "response": response,
        "delta": fall,
        "fall_over_1_2": far,
        "fall_over_0_6": some,
        "now_low": low,
        "now_moderate": moderate,
    }


EULAR_RESPONSE = Instrument(
    code="eular_response",
    title=N_("EULAR response"),
    items=(
        Number("das28_baseline", N_("DAS28 before treatment"), 0, 10, found=FOUND, at=BASELINE, measure="das28", hint=N_("DAS28 with ESR, from joints, ESR and the patient's global of that visit.")),
        Number("das28_followup", N_("DAS28 now"), 0, 10, found=FOUND, measure="das28", hint=N_("DAS28 with ESR, from joints, ESR and the patient's global of that visit.")),
    ),
    work=work,
    outputs=(
        Category("response", N_("EULAR response"), options={
            "good": N_("good"), "moderate": N_("moderate"), "none": N_("none")}),
        Score("delta", N_("Fall of DAS28"), axis=(-10, 10), decimals=2, better="higher"),
        Criterion("fall_over_1_2", N_("DAS28 fell by more than 1.2"), part=True, about=("delta",)),
        Criterion("fall_over_0_6", N_("DAS28 fell by more than 0.6"), part=True, about=("delta",)),
        Criterion("now_low", N_("DAS28 now 3.2 or less"), part=True, about=("das28_followup",)),
        Criterion("now_moderate", N_("DAS28 now 5.1 or less"), part=True, about=("das28_followup",)),
    ),
    source="Fransen 2005, Clin Exp Rheumatol 23 (39):S93-S99",
    licence=N_("Published criteria."),
    mark="V1",
)  # fmt: skip
