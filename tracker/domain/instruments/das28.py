"""DAS28 with ESR or CRP: joints, acute phase and the patient's global; the three-variable form beside it."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.joints import SWOLLEN, TENDER, counted
from tracker.domain.instruments.meanings import CRP_NOW
from tracker.domain.items import Choice, Number
from tracker.domain.known import Num, exact
from tracker.domain.outputs import Band, Detail, Reading, Scheme, Score
from tracker.domain.sources import Lab, Setting
from tracker.domain.text import N_

GLOBAL = Number(
    "gh_mm", N_("Patient global health"), 0, 100, "mm", decimals=0,
    hint=N_("The patient's mark on a line of 100 mm; 0 is best."),
)  # fmt: skip


def joints(a: Answers) -> Num:
    roots: Num = exact("0.56") * a.tjc28.map(Decimal.sqrt) + exact("0.28") * a.sjc28.map(Decimal.sqrt)
    return roots


def two_decimals(score: Num) -> Decimal | None:
    return None if score.value is None else score.value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def status(a: Answers, three: Num) -> str | None:
    return "three_variable_only" if a.gh_mm.gaps and three.settled else None


def work_esr(a: Answers) -> dict[str, object]:
    esr = a.esr_mm_h
    zero = esr.value == 0
    if zero:
        esr = Num(esr.low, exact(300), ("esr_mm_h",), ("esr_mm_h",))
    rest = joints(a) + exact("0.70") * esr.map(Decimal.ln)
    score, three = rest + exact("0.014") * a.gh_mm, rest * exact("1.08") + exact("0.16")
    return {
        "das28_esr": score,
        "das28_esr_2dp": two_decimals(score),
        "das28_esr_3": three,
        "status": "invalid_esr" if zero else status(a, three),
    }


def work_crp(a: Answers) -> dict[str, object]:
    rest = joints(a) + exact("0.36") * (a.crp_mg_l + 1).map(Decimal.ln)
    score = rest + exact("0.014") * a.gh_mm + exact("0.96")
    three = rest * exact("1.10") + exact("1.15")
    return {
        "das28_crp": score,
        "das28_crp_2dp": two_decimals(score),
        "das28_crp_3": three,
        "status": status(a, three),
    }


def classes(  # noqa: PLR0917 (a row of a table)
    key: str, title: str, remission: str, low: str, moderate: str, reading: Reading | None = None
) -> Scheme:
    return Scheme(key, title, reading=reading, bands=(
        Band("remission", N_("remission"), below=remission),
        Band("low", N_("low"), upto=low),
        Band("moderate", N_("moderate"), upto=moderate),
        Band("high", N_("high")),
    ))  # fmt: skip


CLASSIC = classes("band", N_("classic DAS28 classes"), "2.6", "3.2", "5.1")
WITH_CRP = (
    replace(CLASSIC, reading=("bands", "classic")),
    classes(
        "band_crp_specific",
        N_("classes matched to CRP, Fleischmann 2017"),
        "2.4",
        "2.9",
        "4.6",
        ("bands", "crp"),
    ),
)
BANDS = Choice(
    "bands", N_("Classes of DAS28-CRP"),
    {"classic": (N_("the classes of DAS28 with ESR"), 0), "crp": (N_("classes matched to CRP (Fleischmann 2017)"), 0)},
    found=Setting("das28_crp_bands"), default="classic", hint=N_("Both are named with each result; these are drawn."),
)  # fmt: skip

DAS28_ESR = Instrument(
    code="das28_esr",
    title=N_("DAS28 with ESR"),
    short=N_("DAS28-ESR"),
    items=(
        counted(TENDER),
        counted(SWOLLEN),
        Number(
            "esr_mm_h",
            N_("ESR"),
            0,
            300,
            "mm/h",
            found=Lab("esr", "mm/h"),
            hint=N_(
                "Erythrocyte sedimentation rate after one hour. 0 cannot be used: its logarithm does not exist."
            ),
        ),
        GLOBAL,
    ),
    work=work_esr,
    outputs=(
        Score("das28_esr", N_("DAS28-ESR"), axis=(0, 10), decimals=2, schemes=(CLASSIC,)),
        Score("das28_esr_3", N_("DAS28-ESR without the patient's global"), axis=(0, 10), decimals=2),
        Detail("das28_esr_2dp", N_("DAS28-ESR, two decimals")),
    ),
    source="Prevoo 1995, doi 10.1002/art.1780380107",
    licence=N_("Published formula."),
)
DAS28_CRP = Instrument(
    code="das28_crp",
    title=N_("DAS28 with CRP"),
    short=N_("DAS28-CRP"),
    items=(
        TENDER,
        SWOLLEN,
        Number("crp_mg_l", N_("CRP"), 0, 1000, "mg/L", found=Lab("crp", "mg/L"), hint=CRP_NOW),
        GLOBAL,
        BANDS,
    ),
    work=work_crp,
    outputs=(
        Score("das28_crp", N_("DAS28-CRP"), axis=(0, 10), decimals=2, schemes=WITH_CRP),
        Score("das28_crp_3", N_("DAS28-CRP without the patient's global"), axis=(0, 10), decimals=2),
        Detail("das28_crp_2dp", N_("DAS28-CRP, two decimals")),
    ),
    source="das-score.nl; classes for CRP: Fleischmann 2017, doi 10.1136/rmdopen-2016-000382",
    licence=N_("Published formula."),
)
