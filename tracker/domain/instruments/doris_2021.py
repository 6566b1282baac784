"""DORIS 2021: remission of lupus, on one visit."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.meanings import PGA_3, STEROIDS
from tracker.domain.items import Choice, Number, Tick
from tracker.domain.known import first_of
from tracker.domain.outputs import Category, Criterion, Flag, Limit
from tracker.domain.sources import Fact, ItemOf, ResultOf, Setting
from tracker.domain.text import N_

QUIET = Limit("clinical_sledai_2k", "=", 0)
CALM = Limit("pga", "<", "0.5")
MG_PER_DAY = 5
DOSE = Limit("prednisolone_eq_mg_per_day", "<=", MG_PER_DAY)
BOX_1 = Limit("prednisolone_eq_mg_per_day", "<", MG_PER_DAY)
ABSTRACT, BOX = ("dose_rule", "le_5"), ("dose_rule", "lt_5")


def work(a: Answers) -> dict[str, object]:
    drugs = a.on_immunosuppressant | a.on_biologic
    stable = ~drugs | a.background_therapy_stable
    off = a.prednisolone_eq_mg_per_day.equals(0) & ~drugs
    rest, box1 = QUIET(a) & CALM(a) & stable, BOX_1(a)
    return {
        "met": rest & DOSE(a),
        "stable": stable,
        "met_box1_lt5": rest & box1,
        "treatment_status": first_of((off, "off_treatment"), otherwise="on_treatment"),
        "drug_free": off & (~a.hcq_counts | ~a.on_antimalarial),
        "fully_drug_free": off & ~a.on_antimalarial,
        "box1_differs": rest & DOSE(a) & ~box1,
    }


DORIS_2021 = Instrument(
    code="doris_2021",
    title=N_("DORIS remission"),
    work=work,
    items=(
        Number("clinical_sledai_2k", N_("Clinical SLEDAI-2K"), 0, 101, step=1, decimals=0,
               found=ResultOf("sledai_2k", "clinical_total"), hint=N_("SLEDAI-2K of that visit without low complement and DNA binding.")),
        Number("pga", N_("Physician global"), 0, 3, decimals=2, found=ItemOf("pga", "pga"), hint=PGA_3),
        Number("prednisolone_eq_mg_per_day", N_("Prednisolone"), 0, 50000, N_("mg/day"),
               found=ResultOf("prednisone_equivalent", "prednisone_eq_mg_per_day"), hint=STEROIDS),
        Tick("on_antimalarial", N_("Takes an antimalarial"), found=Fact("on_antimalarial"), hint=N_("Hydroxychloroquine, chloroquine or mepacrine on the day of the visit. Remission allows it.")),
        Tick("on_immunosuppressant", N_("Takes an immunosuppressant"), found=Fact("on_immunosuppressant"), hint=N_("A drug such as azathioprine, methotrexate, mycophenolate or a calcineurin inhibitor on the day of the visit.")),
        Tick("on_biologic", N_("Takes a biologic"), found=Fact("on_biologic"), hint=N_("An antibody or similar protein such as belimumab, anifrolumab or rituximab, still being given.")),
        Tick("background_therapy_stable", N_("Other drugs stable"), hint=N_(
            "Whether immunosuppressants and biologics are unchanged: your judgement, no published time span.")),
        Choice("dose_rule", N_("Steroid limit of DORIS remission"), {
            "le_5": (N_("5 mg/day or less (abstract of the paper)"), 0),
            "lt_5": (N_("less than 5 mg/day (its box 1)"), 0)},
            found=Setting("doris_dose_rule"), default="le_5", hint=N_("At exactly 5 mg/day the paper contradicts itself.")),
        Tick("hcq_counts", N_("Hydroxychloroquine counts as a drug"), found=Setting("hcq_counts"), default=False, mark="D",
             hint=N_("Whether somebody who takes it can be free of drugs. No published definition settles it.")),
    ),
    outputs=(
        Criterion("met", N_("DORIS remission"), reading=ABSTRACT),
        Criterion("quiet", N_("Clinical SLEDAI-2K = 0"), limit=QUIET),
        Criterion("calm", N_("Physician global below 0.5"), limit=CALM),
        Criterion("dose", N_("Prednisolone 5 mg/day or less"), limit=DOSE, reading=ABSTRACT),
        Criterion("stable", N_("Immunosuppressants and biologics none or stable"), part=True,
                  about=("background_therapy_stable",)),
        Criterion("met_box1_lt5", N_("The same with less than 5 mg/day (box 1 of the paper)"), reading=BOX),
        Criterion("dose_below", N_("Prednisolone less than 5 mg/day"), limit=BOX_1, reading=BOX),
        Category("treatment_status", N_("Treatment"), options={
            "off_treatment": N_("off treatment (an antimalarial is allowed)"),
            "on_treatment": N_("on treatment"),
        }),
        Criterion("drug_free", N_("Free of lupus drugs, as the study counts them"), mark="D"),
        Criterion("fully_drug_free", N_("No lupus drug at all, antimalarials included"), mark="D"),
        Flag("box1_differs", N_(
            "At exactly 5 mg/day the abstract says remission, box 1 of the same paper says not.")),
    ),
    source="van Vollenhoven 2021, doi 10.1136/lupus-2021-000538",
    licence=N_("Published criteria."),
)  # fmt: skip
