"""What is measured in serum: immunoglobulins, complement, autoantibodies, enzymes, inflammation."""

from tracker.domain.drug_effects import Effect
from tracker.domain.labs.analyte import Analyte, Panel, one_to, span
from tracker.domain.text import N_

GRAMS = {"g/L": one_to(1), "mg/dL": one_to("0.01")}
ACTIVITY = {"U/L": one_to(1), "ukat/L": one_to(60)}

ANTIBODIES = (
    Analyte(
        code="igg",
        disturbed_by=(Effect.BRINGS_ANTIBODIES,),
        title=N_("IgG"),
        short=N_("IgG"),
        factors=GRAMS,
        plausible=span(1, 30),
        impossible=span(0, 80),
        panel=Panel.ANTIBODIES,
        decimals=1,
    ),
    Analyte(
        code="iga",
        title=N_("IgA"),
        short=N_("IgA"),
        factors=GRAMS,
        plausible=span("0.05", 8),
        impossible=span(0, 60),
        panel=Panel.ANTIBODIES,
        decimals=2,
    ),
    Analyte(
        code="igm",
        title=N_("IgM"),
        short=N_("IgM"),
        factors=GRAMS,
        plausible=span("0.05", 6),
        impossible=span(0, 80),
        panel=Panel.ANTIBODIES,
        decimals=2,
    ),
)

COMPLEMENT = (
    Analyte(
        code="c3",
        title=N_("Complement C3"),
        short=N_("C3"),
        factors=GRAMS,
        plausible=span("0.1", "2.5"),
        impossible=span(0, 6),
        panel=Panel.COMPLEMENT,
        decimals=2,
    ),
    Analyte(
        code="c4",
        title=N_("Complement C4"),
        short=N_("C4"),
        factors=GRAMS,
        plausible=span("0.01", "0.8"),
        impossible=span(0, 3),
        panel=Panel.COMPLEMENT,
        decimals=2,
    ),
    Analyte(
        code="anti_dsdna",
        disturbed_by=(Effect.BRINGS_ANTIBODIES,),
        title=N_("Anti-dsDNA"),
        short=N_("Anti-dsDNA"),
        factors={"IU/mL": one_to(1), "kIU/L": one_to(1), "U/mL": None},
        plausible=span(0, 2000),
        impossible=span(0, 100000),
        panel=Panel.COMPLEMENT,
        swings=True,
    ),
)

MUSCLE_LIVER = (
    Analyte(
        code="ck",
        title=N_("Creatine kinase"),
        short=N_("CK"),
        factors=ACTIVITY,
        plausible=span(10, 40000),
        impossible=span(0, 500000),
        panel=Panel.MUSCLE_LIVER,
        swings=True,
    ),
    Analyte(
        code="alt",
        title=N_("ALT"),
        short=N_("ALT"),
        factors=ACTIVITY,
        plausible=span(3, 2000),
        impossible=span(0, 30000),
        panel=Panel.MUSCLE_LIVER,
    ),
    Analyte(
        code="ast",
        title=N_("AST"),
        short=N_("AST"),
        factors=ACTIVITY,
        plausible=span(3, 2000),
        impossible=span(0, 30000),
        panel=Panel.MUSCLE_LIVER,
    ),
    Analyte(
        code="ldh",
        title=N_("LDH"),
        short=N_("LDH"),
        factors=ACTIVITY,
        plausible=span(80, 3000),
        impossible=span(0, 50000),
        panel=Panel.MUSCLE_LIVER,
    ),
)

INFLAMMATION = (
    Analyte(
        code="crp",
        disturbed_by=(Effect.BLOCKS_IL6,),
        title=N_("C-reactive protein"),
        short=N_("CRP"),
        factors={"mg/L": one_to(1), "mg/dL": one_to(10)},
        plausible=span(0, 400),
        impossible=span(0, 1000),
        panel=Panel.INFLAMMATION,
        decimals=1,
        swings=True,
    ),
    Analyte(
        code="esr",
        disturbed_by=(
            Effect.BLOCKS_IL6,
            Effect.BRINGS_ANTIBODIES,
        ),
        title=N_("Erythrocyte sedimentation rate"),
        short=N_("ESR"),
        factors={"mm/h": one_to(1)},
        plausible=span(0, 140),
        impossible=span(0, 200),
        panel=Panel.INFLAMMATION,
    ),
    Analyte(
        code="ferritin",
        title=N_("Ferritin"),
        short=N_("Ferritin"),
        factors={"ug/L": one_to(1), "ng/mL": one_to(1)},
        plausible=span(3, 20000),
        impossible=span(0, 500000),
        panel=Panel.INFLAMMATION,
        swings=True,
    ),
)
