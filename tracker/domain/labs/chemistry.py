"""What liver, clotting, fat, heart and nerve leave in the blood, and the copies of two viruses."""

from fractions import Fraction

from tracker.domain.labs.analyte import Analyte, Panel, one_to, span
from tracker.domain.labs.serum import GRAMS
from tracker.domain.text import N_

LIVER = (
    Analyte(
        code="bilirubin",
        title=N_("Bilirubin"),
        short=N_("Bilirubin"),
        factors={"umol/L": one_to(1), "mg/dL": one_to("17.104")},
        plausible=span(1, 300),
        impossible=span(0, 1500),
        panel=Panel.MUSCLE_LIVER,
        decimals=1,
    ),
    Analyte(
        code="albumin",
        title=N_("Albumin"),
        short=N_("Albumin"),
        factors={"g/L": one_to(1), "g/dL": one_to(10)},
        plausible=span(15, 55),
        impossible=span(5, 80),
        panel=Panel.MUSCLE_LIVER,
        below_detection=False,
    ),
    Analyte(
        code="triglycerides",
        title=N_("Triglycerides"),
        short=N_("Triglycerides"),
        factors={"mmol/L": one_to(1), "mg/dL": 1 / one_to("88.57")},
        plausible=span("0.3", 12),
        impossible=span(0, 150),
        panel=Panel.MUSCLE_LIVER,
        decimals=2,
    ),
)
"""Factors of the AMA Manual of Style, 11th edition: bilirubin 17.104 µmol/L, triglycerides 88.57 mg/dL."""

CLOTTING = (
    Analyte(
        code="inr",
        title=N_("Prothrombin time (INR)"),
        short=N_("INR"),
        factors={"INR": one_to(1)},
        plausible=span("0.8", 5),
        impossible=span("0.5", 20),
        panel=Panel.CLOTTING,
        decimals=1,
        below_detection=False,
    ),
    Analyte(
        code="aptt",
        title=N_("aPTT"),
        short=N_("aPTT"),
        factors={"s": one_to(1)},
        plausible=span(18, 90),
        impossible=span(10, 400),
        panel=Panel.CLOTTING,
        decimals=1,
        below_detection=False,
    ),
    Analyte(
        code="fibrinogen",
        title=N_("Fibrinogen"),
        short=N_("Fibrinogen"),
        factors=GRAMS,
        plausible=span("0.5", 8),
        impossible=span(0, 20),
        panel=Panel.CLOTTING,
        decimals=2,
    ),
)

HEART_NERVE = tuple(
    Analyte(
        code=code,
        title=title,
        short=short,
        factors={"ng/L": one_to(1), "pg/mL": one_to(1)},
        plausible=span(*usual),
        impossible=span(0, most),
        panel=Panel.HEART_NERVE,
        decimals=decimals,
        swings=True,
    )
    for code, title, short, usual, most, decimals in (
        ("nt_probnp", N_("NT-proBNP"), N_("NT-proBNP"), (5, 35000), 200000, 0),
        ("nfl", N_("Neurofilament light chain"), N_("Neurofilament"), (1, 500), 100000, 1),
    )
)
""" "ng/L" and "pg/mL" are one unit spelled twice."""

_COPIES: dict[str, Fraction | None] = {"IU/mL": one_to(1), "copies/mL": None}

VIRUSES = tuple(
    Analyte(
        code=code,
        title=title,
        short=short,
        factors=_COPIES,
        plausible=span(0, 1000000),
        impossible=span(0, 10**12),
        panel=Panel.VIRUSES,
        swings=True,
    )
    for code, title, short in (
        ("cmv_dna", N_("Cytomegalovirus DNA"), N_("CMV DNA")),
        ("ebv_dna", N_("Epstein-Barr virus DNA"), N_("EBV DNA")),
    )
)
"""Copies become international units by a factor of each assay, so they are not converted here."""
