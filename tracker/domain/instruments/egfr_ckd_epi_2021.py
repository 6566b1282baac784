"""eGFR by CKD-EPI 2021 from creatinine, age and sex; adults only, without race."""

from decimal import ROUND_HALF_UP, Decimal

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Choice, Number
from tracker.domain.known import INFINITY, Num, choose, exact, highest, lowest, truth
from tracker.domain.outputs import Band, Detail, Flag, Scheme, Score
from tracker.domain.sources import Beside, Fact, Lab
from tracker.domain.text import N_


def curve(creatinine: Num, kappa: str, alpha: str) -> Num:
    ratio = creatinine / exact(kappa)
    low = lowest(ratio, 1).map(lambda x: x ** Decimal(alpha))
    return 142 * low * highest(ratio, 1).map(lambda x: x ** Decimal("-1.200"))


def work(a: Answers) -> dict[str, object]:
    if (a.age_years >= 18).truth is False:
        return {"egfr": None, "egfr_rounded": None, "reads_high": None}
    creatinine = a.creatinine / a.creatinine_unit.points
    sexed = choose(
        a.sex.is_("female"),
        curve(creatinine, "0.7", "-0.241") * exact("1.012"),
        curve(creatinine, "0.9", "-0.302"),
    )
    egfr = sexed * a.age_years.map(lambda years: Decimal("0.9938") ** years)
    value = egfr.value
    return {
        "egfr": egfr,
        "egfr_rounded": None if value is None else value.quantize(Decimal(1), ROUND_HALF_UP),
        "reads_high": None if value is None else truth(True),
    }


STAGES = Scheme("kdigo_g", N_("KDIGO stages"), (
    Band("G5", N_("G5"), below=15), Band("G4", N_("G4"), below=30), Band("G3b", N_("G3b"), below=45),
    Band("G3a", N_("G3a"), below=60), Band("G2", N_("G2"), below=90), Band("G1", N_("G1")),
), "U")  # fmt: skip

EGFR_CKD_EPI_2021 = Instrument(
    code="egfr_ckd_epi_2021",
    title=N_("eGFR (CKD-EPI 2021)"),
    short=N_("eGFR"),
    items=(
        Number("creatinine", N_("Creatinine"), "0.01", 10000, found=Lab("creatinine", "umol/L"), hint=N_("In serum or plasma, by an assay traceable to the reference method.")),
        Choice("creatinine_unit", N_("Unit"), {
            "mg_per_dl": (N_("mg/dL"), 1), "umol_per_l": (N_("µmol/L"), "88.4")},
            found=Beside("creatinine", "umol_per_l"), hint=N_("The unit in which the laboratory printed creatinine.")),
        Number("age_years", N_("Age, completed years"), 0, 130, step=1, found=Fact("age_years"), hint=N_("Completed years on the day of the sample. The equation is for adults.")),
        Choice("sex", N_("Sex at birth"), {"female": (N_("female"), 0), "male": (N_("male"), 1)}, found=Fact("sex"), hint=N_("The sex on which the equation was built.")),
    ),
    work=work,
    outputs=(
        Score("egfr", N_("eGFR"), axis=(0, INFINITY), unit=N_("mL/min/1.73 m²"), better="higher", schemes=(STAGES,)),
        Detail("egfr_rounded", N_("eGFR, whole number")),
        Flag("reads_high", N_(
            "Reads too high where muscle is low, and is indexed to 1.73 m²: not for the dose of fludarabine.")),
    ),
    source="Inker 2021, doi 10.1056/NEJMoa2102953",
    licence=N_("Published formula."),
)  # fmt: skip
