"""How kidney and lung are doing: creatinine, urine, lung function."""

from fractions import Fraction

from tracker.domain.labs.analyte import Analyte, Panel, one_to, span
from tracker.domain.text import N_

MG_PER_G = Fraction(100, 884)
"""Protein per creatinine: 1 mg/g in mg/mmol, with creatinine at 113.1 g/mol (mg/g = mg/mmol × 8.84)."""

KIDNEY = (
    Analyte(
        code="upcr",
        title=N_("Urine protein/creatinine"),
        short=N_("UPCR"),
        factors={"mg/mmol": one_to(1), "mg/g": MG_PER_G, "g/g": MG_PER_G * 1000},
        plausible=span(0, 1500),
        impossible=span(0, 10000),
        panel=Panel.KIDNEY,
    ),
    Analyte(
        code="proteinuria_24h",
        title=N_("Protein in 24 h urine"),
        short=N_("Protein 24 h"),
        factors={"g/24h": one_to(1), "mg/24h": one_to("0.001")},
        plausible=span(0, 20),
        impossible=span(0, 100),
        panel=Panel.KIDNEY,
        decimals=2,
    ),
    Analyte(
        code="creatinine",
        title=N_("Creatinine"),
        short=N_("Creatinine"),
        factors={"umol/L": one_to(1), "mg/dL": one_to("88.4")},
        plausible=span(25, 600),
        impossible=span(5, 3000),
        panel=Panel.KIDNEY,
    ),
    Analyte(
        code="urine_rbc",
        title=N_("Red cells in urine"),
        short=N_("Urine red cells"),
        factors={"/hpf": one_to(1), "cells/uL": None},
        plausible=span(0, 100),
        impossible=span(0, 1000),
        panel=Panel.KIDNEY,
        swings=True,
    ),
    Analyte(
        code="urine_wbc",
        title=N_("White cells in urine"),
        short=N_("Urine white cells"),
        factors={"/hpf": one_to(1), "cells/uL": None},
        plausible=span(0, 100),
        impossible=span(0, 1000),
        panel=Panel.KIDNEY,
        swings=True,
    ),
)

LUNG = (
    Analyte(
        code="fvc",
        title=N_("Forced vital capacity"),
        short=N_("FVC"),
        factors={"pct_predicted": one_to(1), "L": None},
        plausible=span(25, 150),
        impossible=span(5, 200),
        panel=Panel.LUNG,
        below_detection=False,
    ),
    Analyte(
        code="dlco",
        title=N_("Diffusing capacity (DLCO)"),
        short=N_("DLCO"),
        factors={"pct_predicted": one_to(1)},
        plausible=span(15, 150),
        impossible=span(3, 200),
        panel=Panel.LUNG,
        below_detection=False,
    ),
)
