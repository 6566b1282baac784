"""Antibodies of a person: against the own tissue, and against what vaccines hold."""

from fractions import Fraction

from tracker.domain.drug_effects import Effect
from tracker.domain.labs.analyte import Analyte, Panel, one_to, span
from tracker.domain.text import N_

_IU: dict[str, Fraction | None] = {"IU/mL": one_to(1), "kIU/L": one_to(1), "U/mL": None}
_OWN: dict[str, Fraction | None] = {"U/mL": one_to(1)}
_AMOUNT: dict[str, Fraction | None] = {"nmol/L": one_to(1), "U/mL": None}
_PER_ML: dict[str, Fraction | None] = {"IU/mL": one_to(1), "mIU/mL": one_to("0.001"), "IU/L": one_to("0.001")}
_PER_L: dict[str, Fraction | None] = {"IU/L": one_to(1), "mIU/mL": one_to(1), "IU/mL": one_to(1000)}
_BINDING: dict[str, Fraction | None] = {"BAU/mL": one_to(1)}


def _antibody(  # noqa: PLR0917 (a row of a table)
    panel: Panel,
    code: str,
    title: str,
    short: str,
    factors: dict[str, Fraction | None],
    usual: int,
    most: int,
) -> Analyte:
    return Analyte(
        code=code,
        title=title,
        short=short,
        factors=factors,
        plausible=span(0, usual),
        impossible=span(0, most),
        panel=panel,
        decimals=2,
        swings=True,
        disturbed_by=(Effect.BRINGS_ANTIBODIES,),
    )


AUTOANTIBODIES = tuple(
    _antibody(Panel.AUTOANTIBODIES, *row)
    for row in (
        ("rf", N_("Rheumatoid factor"), N_("RF"), _IU, 2000, 100000),
        ("acpa", N_("Antibody against citrullinated peptides (ACPA)"), N_("ACPA"), _OWN, 2000, 100000),
        ("achr", N_("Antibody against the acetylcholine receptor"), N_("AChR antibody"), _AMOUNT, 500, 10000),
        ("musk", N_("Antibody against MuSK"), N_("MuSK antibody"), _AMOUNT, 500, 10000),
        ("anticardiolipin", N_("Anticardiolipin IgG"), N_("Anticardiolipin"), _OWN, 500, 10000),
        ("anti_b2gpi", N_("Anti-β2-glycoprotein I IgG"), N_("Anti-β2GPI"), _OWN, 500, 10000),
    )
)
"""Units of one maker say nothing about those of another and are not converted."""

TITRES = tuple(
    _antibody(Panel.TITRES, f"titre_{code}", title, title, factors, usual, most)
    for code, title, factors, usual, most in (
        ("tetanus", N_("Tetanus antibody"), _PER_ML, 10, 1000),
        ("diphtheria", N_("Diphtheria antibody"), _PER_ML, 10, 1000),
        ("hepatitis_b", N_("Hepatitis B surface antibody"), _PER_L, 1000, 1000000),
        ("measles", N_("Measles antibody"), _PER_L, 10000, 1000000),
        ("rubella", N_("Rubella antibody"), _PER_ML, 500, 10000),
        ("varicella", N_("Varicella antibody"), _PER_L, 5000, 1000000),
        ("sars_cov_2", N_("SARS-CoV-2 antibody"), _BINDING, 30000, 1000000),
    )
)
"""The first unit is the one of the WHO reference preparation; 1 mIU/mL is 1 IU/L."""

TITRE_SERIES = tuple((each.code, each.title, each.house_unit, each.decimals) for each in TITRES)
"""Code, title, unit and decimals of each, for the scores that plot them."""
