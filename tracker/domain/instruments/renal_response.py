"""Response of lupus nephritis by three bodies, each under its own name and year."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Number
from tracker.domain.known import exact, first_of
from tracker.domain.outputs import Category, Criterion, Flag
from tracker.domain.sources import BASELINE, Fact, Lab, ResultOf
from tracker.domain.text import N_

EGFR = ResultOf("egfr_ckd_epi_2021", "egfr")


def work(a: Answers) -> dict[str, object]:
    now, before = a.upcr_g_per_g, a.upcr_g_per_g_baseline
    low, halved = now < exact("0.5"), now <= exact("0.5") * before
    kidney = a.egfr >= exact("0.85") * a.egfr_baseline
    partly = halved & (now < 3)
    kidney_80 = a.egfr >= exact("0.8") * a.egfr_baseline
    kdigo = first_of(
        (low & kidney, "complete"),
        (partly & kidney, "partial"),
        (a.months_since_start >= 6, "none"),
        otherwise="indeterminate",
    )
    return {
        "kdigo_2024": kdigo if kdigo.settled else "indeterminate",
        "eular_2025_crr": low & kidney_80,
        "eular_25pct": now <= exact("0.75") * before,
        "eular_50pct": halved,
        "upcr_below_0_7": now < exact("0.7"),
        "upcr_low": low,
        "upcr_halved": partly,
        "kidney_85": kidney,
        "kidney_80": kidney_80,
        "only_kidney_fails": (low | partly) & ~kidney,
    }


def upcr(key: str, title: str, at: str = "visit") -> Number:
    return Number(key, title, 0, 200, "g/g", at=at, found=Lab("upcr", "g/g"), hint=N_(
        "As the laboratory printed it in g/g. 50 mg/mmol is not exactly 0.5 g/g."))  # fmt: skip


RENAL_RESPONSE = Instrument(
    code="renal_response",
    title=N_("Renal response"),
    work=work,
    items=(
        upcr("upcr_g_per_g_baseline", N_("UPCR before treatment"), BASELINE),
        upcr("upcr_g_per_g", N_("UPCR now")),
        Number("egfr_baseline", N_("eGFR before treatment"), 0, 300, found=EGFR, at=BASELINE, measure="egfr", hint=N_("Estimated by CKD-EPI 2021 from the creatinine of the baseline visit, in mL/min/1.73 m².")),
        Number("egfr", N_("eGFR now"), 0, 300, found=EGFR, measure="egfr", hint=N_("Estimated by CKD-EPI 2021 from the creatinine of this visit, in mL/min/1.73 m².")),
        Number("months_since_start", N_("Months since treatment"), 0, 600, decimals=0, found=Fact("months_since_infusion"), hint=N_("Whole months since the infusion; before month 6 a missing response is too early to call.")),
    ),
    outputs=(
        Category("kdigo_2024", N_("KDIGO 2024, kidney function at least 85 % of before"), mark="D", options={
            "complete": N_("complete"), "partial": N_("partial"), "none": N_("none"),
            "indeterminate": N_("cannot be determined, or too early")}),
        Criterion("eular_2025_crr", N_("EULAR 2025 complete renal response"), mark="V1"),
        Criterion("eular_25pct", N_("Proteinuria at least 25 % lower")),
        Criterion("eular_50pct", N_("Proteinuria at least 50 % lower")),
        Criterion("upcr_below_0_7", N_("UPCR below 0.7 g/g")),
        Criterion("upcr_low", N_("Complete: UPCR below 0.5 g/g"), part=True, about=("upcr_g_per_g",)),
        Criterion("upcr_halved", N_("Partial: UPCR halved and below 3 g/g"), part=True,
                  about=("upcr_g_per_g_baseline", "upcr_g_per_g")),
        Criterion("kidney_85", N_("KDIGO: eGFR at least 85 % of before"), part=True, about=("egfr_baseline", "egfr")),
        Criterion("kidney_80", N_("EULAR: eGFR at least 80 % of before"), part=True, about=("egfr_baseline", "egfr")),
        Flag("only_kidney_fails", N_(
            "Proteinuria meets its limit: only kidney function keeps this from being a response.")),
    ),
    source="KDIGO 2024, Kidney Int 105(1S); Fanouriakis 2024, doi 10.1136/ard-2023-224762",
    licence=N_("Published criteria."),
)  # fmt: skip
