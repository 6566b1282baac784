"""SDAI: CDAI and CRP in mg/dL, added up."""

from tracker.domain.instrument import Instrument
from tracker.domain.instruments.joints import PATIENT, PHYSICIAN, SWOLLEN, TENDER, counted
from tracker.domain.instruments.meanings import CRP_NOW
from tracker.domain.items import Number
from tracker.domain.known import total
from tracker.domain.outputs import Band, Scheme, Score
from tracker.domain.sources import Lab
from tracker.domain.text import N_

CRP = Number("crp_mg_dl", N_("CRP"), 0, 100, "mg/dL", found=Lab("crp", "mg/dL"), hint=CRP_NOW)
ITEMS = (*map(counted, (TENDER, SWOLLEN, PATIENT, PHYSICIAN)), CRP)
CLASSES = Scheme(
    "band",
    N_("Smolen and Aletaha"),
    (
        Band("remission", N_("remission"), upto="3.3"),
        Band("low", N_("low"), upto=11),
        Band("moderate", N_("moderate"), upto=26),
        Band("high", N_("high")),
    ),
)

SDAI = Instrument(
    code="sdai",
    title=N_("Simplified disease activity index"),
    short=N_("SDAI"),
    items=ITEMS,
    work=lambda a: {"sdai": total(a[item.key] for item in ITEMS)},
    outputs=(Score("sdai", N_("SDAI"), axis=(0, 86), decimals=1, schemes=(CLASSES,), low_key="sdai_min"),),
    source="Smolen 2003, Rheumatology 42:244-257",
    licence=N_("Published arithmetic."),
)
