"""The units laboratory values come in, how they are printed, and how people type them."""

from dataclasses import dataclass

from tracker.domain.text import N_


@dataclass(frozen=True, slots=True)
class Unit:
    """`code` is what is stored, `title` what is printed, `spellings` what else people type for it."""

    code: str
    title: str
    spellings: tuple[str, ...] = ()


def folded(spelling: str) -> str:
    """One form for the many ways to type a unit: no spaces, small letters, one micro sign, plain digits."""
    return "".join(spelling.casefold().translate(_PLAIN).split())


_PLAIN = str.maketrans({"µ": "u", "μ": "u", "⁹": "9", "⁶": "6", "³": "3", "^": None, "×": "x", "*": "x"})

UNITS = {
    unit.code: unit
    for unit in (
        Unit("cells/uL", N_("cells/µL"), ("/ul", "/mm3", "cells/mm3", "cell/ul", "1/ul")),
        Unit("10^9/L", N_("10⁹/L"), ("/nl", "1/nl", "x109/l", "g/l", "gpt/l", "10e9/l", "10*3/ul", "k/ul")),
        Unit("10^6/L", N_("10⁶/L"), ("x106/l", "mpt/l", "10e6/l", "/l x106")),
        Unit("pct_cd19", N_("% of CD19+"), ("%", "%cd19", "%ofcd19", "%ofbcells")),
        Unit("pct_cd3", N_("% of CD3+"), ("%", "%cd3", "%ofcd3")),
        Unit("pct_predicted", N_("% predicted"), ("%", "%pred", "%pred.")),
        Unit("copies/ug", N_("copies/µg DNA"), ("copies/ug", "copies/ugdna", "/ug", "copies/ug gdna")),
        Unit("g/L", N_("g/L")),
        Unit("g/dL", N_("g/dL")),
        Unit("mg/dL", N_("mg/dL"), ("mg%",)),
        Unit("mg/L", N_("mg/L")),
        Unit("ug/L", N_("µg/L"), ("mcg/l",)),
        Unit("ng/mL", N_("ng/mL")),
        Unit("mmol/L", N_("mmol/L")),
        Unit("umol/L", N_("µmol/L"), ("mcmol/l", "um")),
        Unit("mg/mmol", N_("mg/mmol"), ("g/mol",)),
        Unit("mg/g", N_("mg/g")),
        Unit("g/g", N_("g/g")),
        Unit("g/24h", N_("g/24 h"), ("g/d", "g/day", "g/24hours")),
        Unit("mg/24h", N_("mg/24 h"), ("mg/d", "mg/day", "mg/24hours")),
        Unit("IU/mL", N_("IU/mL"), ("iu/ml", "ie/ml")),
        Unit("kIU/L", N_("kIU/L"), ("kie/l",)),
        Unit("U/mL", N_("U/mL"), ("e/ml",)),
        Unit("U/L", N_("U/L"), ("iu/l", "e/l", "ie/l")),
        Unit("ukat/L", N_("µkat/L"), ("mckat/l",)),
        Unit("mm/h", N_("mm/h"), ("mm/hr", "mm/1h", "mm")),
        Unit("/hpf", N_("per high-power field"), ("hpf", "/field", "perhpf")),
        Unit("nmol/L", N_("nmol/L")),
        Unit("ng/L", N_("ng/L")),
        Unit("pg/mL", N_("pg/mL")),
        Unit("INR", N_("INR"), ("ratio",)),
        Unit("s", N_("s"), ("sec", "seconds")),
        Unit("copies/mL", N_("copies/mL"), ("cop/ml", "c/ml")),
        Unit("mIU/mL", N_("mIU/mL"), ("mie/ml",)),
        Unit("IU/L", N_("IU/L"), ("ie/l",)),
        Unit("BAU/mL", N_("BAU/mL")),
        Unit("L", N_("L"), ("litre", "liter")),
    )
}
"""Every unit by its stored code."""
