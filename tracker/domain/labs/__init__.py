"""Everything a laboratory can tell us: ANALYTES by code, in the order of the visit form."""

from collections.abc import Mapping

from tracker.domain.labs.analyte import PANEL_TITLES, Analyte, Panel, unit_title
from tracker.domain.labs.antibodies import AUTOANTIBODIES, TITRES
from tracker.domain.labs.cells import CAR_T_CELLS, CELLS, SUBSETS
from tracker.domain.labs.chemistry import CLOTTING, HEART_NERVE, LIVER, VIRUSES
from tracker.domain.labs.organs import KIDNEY, LUNG
from tracker.domain.labs.serum import ANTIBODIES, COMPLEMENT, INFLAMMATION, MUSCLE_LIVER
from tracker.domain.labs.unit import UNITS, Unit

ANALYTES: Mapping[str, Analyte] = {
    each.code: each
    for each in (
        *CELLS,
        *ANTIBODIES,
        *COMPLEMENT,
        *KIDNEY,
        *MUSCLE_LIVER,
        *INFLAMMATION,
        *SUBSETS,
        *CAR_T_CELLS,
        *LUNG,
        *LIVER,
        *CLOTTING,
        *HEART_NERVE,
        *VIRUSES,
        *AUTOANTIBODIES,
        *TITRES,
    )
}


def analyte(code: str) -> Analyte:
    """The declaration of `code`; a KeyError for what is not declared."""
    return ANALYTES[code]


def panel(of: Panel) -> tuple[Analyte, ...]:
    """The rows that stand together on the visit form."""
    return tuple(each for each in ANALYTES.values() if each.panel is of)


__all__ = [
    "ANALYTES",
    "PANEL_TITLES",
    "UNITS",
    "Analyte",
    "Panel",
    "Unit",
    "analyte",
    "panel",
    "unit_title",
]
