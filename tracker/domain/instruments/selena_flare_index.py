"""SELENA flare index: any one sign of a flare classifies; a severe one wins."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.meanings import PGA_3, SLEDAI_TOTAL
from tracker.domain.items import Number, Tick
from tracker.domain.known import Num, exact, first_of, highest, truth
from tracker.domain.outputs import Category, Detail
from tracker.domain.sources import PREVIOUS, ItemOf, ResultOf
from tracker.domain.text import N_


def assessed(before: Num, now: Num) -> bool:
    return not before.gaps and not now.gaps


def work(a: Answers) -> dict[str, object]:
    no = truth(False)
    points, globe = assessed(a.previous_sledai, a.sledai), assessed(a.previous_pga, a.pga)
    rise, more = a.sledai - a.previous_sledai, a.pga - a.previous_pga
    much = a.prednisone_mg_per_kg_per_day > exact("0.5")
    severe = highest(
        (rise > 0) & (a.sledai > 12) if points else no,
        (more > 0) & (a.pga > exact("2.5")) if globe else no,
        a.severe_manifestation,
        a.prednisone_increased & much,
        a.new_cyc_aza_mtx_mmf,
        a.hospitalized_for_sle,
    )
    mild = highest(
        (rise >= 3) if points else no,
        (more >= 1) if globe else no,
        a.mild_moderate_manifestation,
        a.prednisone_increased,
        a.added_nsaid_or_hcq,
    )
    cells = {"sledai": points, "pga": globe} | {item.key: a[item.key].settled for item in TICKS}
    return {
        "flare": first_of((severe, "severe"), (mild, "mild_moderate"), otherwise="none"),
        "assessed": [key for key, done in cells.items() if done],
    }


TICKS = (
    Tick("mild_moderate_manifestation", N_("New or worse mild to moderate sign"), default=False, hint=N_(
        "Rash of a discoid, photosensitive, profundus or bullous kind, cutaneous vasculitis, ulcers of the nose or "
        "throat, pleuritis, pericarditis, arthritis, fever from lupus.")),
    Tick("severe_manifestation", N_("New or worse severe sign"), default=False, hint=N_(
        "Lupus of the nervous system, vasculitis, nephritis, myositis, platelets below 60, haemolytic anaemia, when "
        "it needs doubled prednisone, more than 0.5 mg/kg, or admission.")),
    Tick("prednisone_increased", N_("Prednisone increased"), default=False, hint=N_("For lupus activity since the visit before.")),
    Tick("added_nsaid_or_hcq", N_("NSAID or hydroxychloroquine added for activity"), default=False, hint=N_(
        "New, or again, since the visit before.")),
    Tick("new_cyc_aza_mtx_mmf", N_("New cyclophosphamide, azathioprine, methotrexate or mycophenolate"),
         default=False, hint=N_("Started for activity of lupus since the visit before; conditioning for CAR T cells does not count.")),
    Tick("hospitalized_for_sle", N_("Admitted for lupus"), default=False, hint=N_(
        "For activity of lupus, not for an infection or a planned infusion.")),
)  # fmt: skip
TOTAL, GLOBAL = ResultOf("sledai_2k", "total"), ItemOf("pga", "pga")

SELENA_FLARE_INDEX = Instrument(
    code="selena_flare_index",
    title=N_("SELENA flare index, with SLEDAI-2K"),
    short=N_("Flare index"),
    items=(
        Number("previous_sledai", N_("SLEDAI-2K at the visit before"), 0, 105, step=1, found=TOTAL, at=PREVIOUS, hint=SLEDAI_TOTAL),
        Number("sledai", N_("SLEDAI-2K now"), 0, 105, step=1, found=TOTAL, hint=SLEDAI_TOTAL),
        *TICKS,
        Number("prednisone_mg_per_kg_per_day", N_("Prednisone"), 0, 100, N_("mg/kg/day"), hint=N_("Prednisone or its equivalent in mg a day, divided by the body weight of the same time in kg.")),
        Number("previous_pga", N_("Physician global at the visit before"), 0, 3, found=GLOBAL, at=PREVIOUS, hint=PGA_3),
        Number("pga", N_("Physician global now"), 0, 3, found=GLOBAL, hint=PGA_3),
    ),
    work=work,
    outputs=(
        Category("flare", N_("Flare"), options={
            "none": N_("none"), "mild_moderate": N_("mild or moderate"), "severe": N_("severe")}),
        Detail("assessed", N_("What was looked at")),
    ),
    source="Petri 1999, Lupus 8:685-691; Buyon 2005, Ann Intern Med 142:953-962",
    licence=N_("Published criteria; labels in our own words."),
)  # fmt: skip
