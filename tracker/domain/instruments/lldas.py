"""LLDAS: lupus low disease activity state, five criteria that must all hold."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.meanings import PGA_3, STEROIDS
from tracker.domain.instruments.sledai_2k import ITEMS
from tracker.domain.items import Many, Number, Tick
from tracker.domain.known import highest, lowest, total
from tracker.domain.outputs import Criterion, Limit, Score
from tracker.domain.sources import AnswersOf, ItemOf, ResultOf
from tracker.domain.text import N_

MAJOR = (
    *(
        "urinary_casts",
        "hematuria",
        "proteinuria",
        "pyuria",
        "vasculitis",
        "pleurisy",
        "pericarditis",
        "fever",
    ),
    *("seizure", "psychosis", "organic_brain_syndrome", "visual_disturbance", "cranial_nerve_disorder"),
    *("lupus_headache", "cva"),
)
"""Signs of major organ activity; myositis is not on the published list."""

CALM = Limit("pga", "<=", 1)
DOSE = Limit("prednisolone_eq_mg_per_day", "<=", "7.5")


def work(a: Answers) -> dict[str, object]:
    score = total(a.active_descriptors[item.key] * item.points for item in ITEMS)
    major = highest(*(a.active_descriptors[key] for key in MAJOR), a.hemolytic_anemia, a.gi_activity)
    low = (score <= 4) & ~major
    therapy = a.standard_therapy_tolerated & ~a.investigational_drug
    return {
        "met": lowest(low, ~a.new_activity, CALM(a), DOSE(a), therapy),
        "c1_sledai_no_major_organ": low,
        "c2_no_new_activity": ~a.new_activity,
        "c5_therapy": therapy,
        "sledai_2k_total": score,
    }


LLDAS = Instrument(
    code="lldas",
    title=N_("Lupus low disease activity state"),
    short=N_("LLDAS"),
    work=work,
    items=(
        Many("active_descriptors", N_("SLEDAI-2K signs present"), {item.key: item.title for item in ITEMS},
             found=AnswersOf("sledai_2k"), hint=N_("The signs ticked in SLEDAI-2K at that visit. Serology counts; some signs rule the state out at any total.")),
        Tick("hemolytic_anemia", N_("Haemolytic anaemia from lupus"), hint=N_("SLEDAI-2K does not ask for it.")),
        Tick("gi_activity", N_("Lupus of the gut"), hint=N_("Enteritis, peritonitis or pancreatitis from lupus; SLEDAI-2K does not ask for it.")),
        Tick("new_activity", N_("New sign of lupus since the visit before"), hint=N_("Any sign that was not there then.")),
        Number("pga", N_("Physician global"), 0, 3, decimals=2, found=ItemOf("pga", "pga"), hint=PGA_3),
        Number("prednisolone_eq_mg_per_day", N_("Prednisolone"), 0, 50000, N_("mg/day"),
               found=ResultOf("prednisone_equivalent", "prednisone_eq_mg_per_day"), hint=STEROIDS),
        Tick("standard_therapy_tolerated", N_("Standard maintenance doses, well tolerated"), hint=N_(
            "Yes also when no lupus drug is taken at all.")),
        Tick("investigational_drug", N_("An investigational drug is being given"), default=False, hint=N_(
            "A single past infusion of CAR T cells is not being given now.")),
    ),
    outputs=(
        Criterion("met", N_("LLDAS")),
        Criterion("c1_sledai_no_major_organ", N_("SLEDAI-2K 4 or less, no major organ active"), part=True, about=("sledai_2k_total",)),
        Criterion("c2_no_new_activity", N_("No new lupus activity"), part=True),
        Criterion("c3_pga", N_("Physician global 1 or less"), limit=CALM),
        Criterion("c4_glucocorticoid", N_("Prednisolone 7.5 mg/day or less"), limit=DOSE),
        Criterion("c5_therapy", N_("Standard maintenance therapy, tolerated"), part=True),
        Score("sledai_2k_total", N_("SLEDAI-2K"), axis=(0, 105)),
    ),
    source="Franklyn 2016, doi 10.1136/annrheumdis-2015-207726",
    licence=N_("Published criteria."),
)  # fmt: skip
