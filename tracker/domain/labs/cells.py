"""Blood cells, B-cell subsets and CAR T cells."""

from fractions import Fraction

from tracker.domain.labs.analyte import Analyte, Panel, one_to, span
from tracker.domain.text import N_

PER_UL = {"cells/uL": one_to(1), "10^6/L": one_to(1), "10^9/L": one_to(1000)}
PER_L = {"10^9/L": one_to(1), "cells/uL": one_to("0.001"), "10^6/L": one_to("0.001")}
SHARE_OF_B_CELLS: dict[str, Fraction | None] = {"pct_cd19": one_to(1), "cells/uL": None}

CELLS = (
    Analyte(
        code="cd19",
        title=N_("CD19+ B cells"),
        short=N_("B cells"),
        factors=PER_UL,
        plausible=span(1, 1000),
        impossible=span(0, 5000),
        panel=Panel.CELLS,
        swings=True,
        repeatable=False,
    ),
    Analyte(
        code="cd3",
        title=N_("CD3+ T cells"),
        short=N_("T cells"),
        factors=PER_UL,
        plausible=span(50, 4000),
        impossible=span(0, 20000),
        panel=Panel.CELLS,
    ),
    Analyte(
        code="cd4",
        title=N_("CD4+ T cells"),
        short=N_("CD4"),
        factors=PER_UL,
        plausible=span(10, 2500),
        impossible=span(0, 10000),
        panel=Panel.CELLS,
    ),
    Analyte(
        code="cd8",
        title=N_("CD8+ T cells"),
        short=N_("CD8"),
        factors=PER_UL,
        plausible=span(10, 3000),
        impossible=span(0, 15000),
        panel=Panel.CELLS,
    ),
    Analyte(
        code="lymphocytes",
        title=N_("Lymphocytes"),
        short=N_("Lymphocytes"),
        factors=PER_L,
        plausible=span("0.05", 6),
        impossible=span(0, 300),
        panel=Panel.CELLS,
        decimals=2,
    ),
    Analyte(
        code="neutrophils",
        title=N_("Neutrophils"),
        short=N_("Neutrophils"),
        factors=PER_L,
        plausible=span("0.1", 20),
        impossible=span(0, 200),
        panel=Panel.CELLS,
        decimals=2,
    ),
    Analyte(
        code="leukocytes",
        title=N_("Leukocytes"),
        short=N_("Leukocytes"),
        factors=PER_L,
        plausible=span("0.3", 30),
        impossible=span(0, 500),
        panel=Panel.CELLS,
        decimals=2,
    ),
    Analyte(
        code="platelets",
        title=N_("Platelets"),
        short=N_("Platelets"),
        factors=PER_L,
        plausible=span(10, 700),
        impossible=span(0, 3000),
        panel=Panel.CELLS,
    ),
    Analyte(
        code="haemoglobin",
        title=N_("Haemoglobin"),
        short=N_("Haemoglobin"),
        factors={"g/L": one_to(1), "g/dL": one_to(10), "mmol/L": one_to("16.114")},
        plausible=span(50, 190),
        impossible=span(10, 260),
        panel=Panel.CELLS,
        below_detection=False,
    ),
)

SUBSETS = tuple(
    Analyte(
        code=code,
        title=title,
        short=short,
        factors=SHARE_OF_B_CELLS,
        plausible=span(0, 100),
        impossible=span(0, 100),
        panel=Panel.SUBSETS,
        decimals=1,
        swings=True,
        repeatable=False,
    )
    for code, title, short in (
        ("cd19_naive", N_("Naive B cells (CD27−, IgD+)"), N_("Naive B cells")),
        ("cd19_memory", N_("Memory B cells (CD27+)"), N_("Memory B cells")),
        ("cd19_switched", N_("Switched memory B cells (CD27+, IgD−)"), N_("Switched memory")),
        ("cd19_unswitched", N_("Unswitched memory B cells (CD27+, IgD+)"), N_("Unswitched memory")),
        ("cd19_double_negative", N_("Double-negative B cells (CD27−, IgD−)"), N_("Double negative")),
        ("plasmablasts", N_("Plasmablasts (CD27++, CD38++)"), N_("Plasmablasts")),
        ("cd19_transitional", N_("Transitional B cells (CD24++, CD38++)"), N_("Transitional")),
    )
)

CAR_T_CELLS = (
    Analyte(
        code="car_t",
        title=N_("CAR T cells"),
        short=N_("CAR T cells"),
        factors={"cells/uL": one_to(1), "10^6/L": one_to(1), "10^9/L": one_to(1000), "pct_cd3": None},
        plausible=span(0, 5000),
        impossible=span(0, 100000),
        panel=Panel.CAR_T,
        decimals=1,
        swings=True,
        repeatable=False,
    ),
    Analyte(
        code="transgene",
        title=N_("CAR transgene copies"),
        short=N_("Transgene"),
        factors={"copies/ug": one_to(1)},
        plausible=span(0, 1000000),
        impossible=span(0, 100000000),
        panel=Panel.CAR_T,
        swings=True,
        repeatable=False,
    ),
)
