"""What the arthritis indices ask alike: counts of 28 joints, globals on a line of 10 cm."""

from dataclasses import replace

from tracker.domain.items import Number
from tracker.domain.sources import ItemOf
from tracker.domain.text import N_

TENDER = Number(
    "tjc28", N_("Tender joints of 28"), 0, 28, step=1, decimals=0,
    hint=N_("Shoulders, elbows, wrists, knuckles, middle finger joints and thumbs, knees. Feet do not count."),
)  # fmt: skip
SWOLLEN = Number("sjc28", N_("Swollen joints of 28"), 0, 28, step=1, decimals=0, hint=TENDER.hint)
PATIENT = Number(
    "ptga_cm", N_("Patient global"), 0, 10, "cm", decimals=1,
    hint=N_("The patient's own mark on a line of 10 cm; 0 is best."),
)  # fmt: skip
PHYSICIAN = Number(
    "phga_cm", N_("Physician global"), 0, 10, "cm", decimals=1,
    hint=N_("The physician's mark on a line of 10 cm; 0 is best."),
)  # fmt: skip


def counted(item: Number) -> Number:
    """The same, taken from CDAI where it was answered at that visit: joints are counted once."""
    return replace(item, found=ItemOf("cdai", item.key))
