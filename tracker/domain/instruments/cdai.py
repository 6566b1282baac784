"""CDAI: tender and swollen joints and both globals, added up."""

from tracker.domain.instrument import Instrument
from tracker.domain.instruments.joints import PATIENT, PHYSICIAN, SWOLLEN, TENDER
from tracker.domain.known import total
from tracker.domain.outputs import Band, Scheme, Score
from tracker.domain.text import N_

ITEMS = (TENDER, SWOLLEN, PATIENT, PHYSICIAN)
CLASSES = Scheme(
    "band",
    N_("Aletaha 2005"),
    (
        Band("remission", N_("remission"), upto="2.8"),
        Band("low", N_("low"), upto=10),
        Band("moderate", N_("moderate"), upto=22),
        Band("high", N_("high")),
    ),
)

CDAI = Instrument(
    code="cdai",
    title=N_("Clinical disease activity index"),
    short=N_("CDAI"),
    items=ITEMS,
    work=lambda a: {"cdai": total(a[item.key] for item in ITEMS)},
    outputs=(
        Score("cdai", N_("CDAI"), axis=(0, 76), decimals=1, schemes=(CLASSES,), low_key="cdai_min"),
    ),
    source="Aletaha 2005, Arthritis Res Ther 7:R796",
    licence=N_("Published arithmetic."),
)  # fmt: skip
