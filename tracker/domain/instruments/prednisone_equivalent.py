"""The day's glucocorticoids as prednisone: dose × 5 / the dose that equals 5 mg, systemic routes only."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Number, Rows, Text
from tracker.domain.known import INFINITY, ZERO, Num, as_num, exact, total
from tracker.domain.outputs import Criterion, Score
from tracker.domain.sources import Fact
from tracker.domain.text import N_

PREDNISONE_MG = 5
"""The dose of prednisone that the table is written for."""
EQUAL_TO_5_MG = {
    "prednisone": "5",
    "prednisolone": "5",
    "methylprednisolone": "4",
    "triamcinolone": "4",
    "dexamethasone": "0.75",
    "betamethasone": "0.6",
    "hydrocortisone": "20",
    "cortisone": "25",
    "deflazacort": "6",
}
SYSTEMIC = ("oral", "iv", "im")
LOCAL = ("topical", "inhaled", "intraarticular", "ophthalmic")


def daily(row: Answers) -> Num:
    if row.route.value in LOCAL:
        return as_num(0)
    equal = EQUAL_TO_5_MG.get(row.drug.value or "")
    amount = row.dose_mg * row.doses
    if equal is None or row.route.value not in SYSTEMIC:
        return Num(ZERO, INFINITY, ("glucocorticoids",), ("glucocorticoids",))
    equivalent: Num = amount * PREDNISONE_MG / (row.per_days * exact(equal))
    return Num(
        equivalent.low, equivalent.high, ("glucocorticoids",), equivalent.gaps and ("glucocorticoids",)
    )


def work(a: Answers) -> dict[str, object]:
    unknown = Num(ZERO, INFINITY, ("glucocorticoids",), ("glucocorticoids",))
    rows = a.glucocorticoids
    dose = unknown if rows is None else total(daily(row) for row in rows)
    return {"prednisone_eq_mg_per_day": dose, "le_5": dose <= 5, "le_7_5": dose <= exact("7.5")}


PREDNISONE_EQUIVALENT = Instrument(
    code="prednisone_equivalent",
    title=N_("Prednisone equivalent"),
    work=work,
    items=(
        Rows("glucocorticoids", N_("Glucocorticoids"), found=Fact("glucocorticoids"), hint=N_(
            "Every steroid of that day, one a row, from the list of medicines. No row at all means none was taken."), items=(
            Text("drug", N_("Drug"), hint=N_("Its generic name, for example prednisolone.")),
            Number("dose_mg", N_("Dose"), 0, 10000, "mg", hint=N_("Of one dose, in mg of the drug itself, not converted.")),
            Number("doses", N_("Doses"), 0, 100, hint=N_("How many such doses are taken in the days named beside it.")),
            Number("per_days", N_("In how many days"), 1, 366, hint=N_("1 for every day, 2 for every other day, 7 for a week.")),
            Text("route", N_("Route"), hint=N_("By mouth, vein or muscle counts; skin, airways, joint and eye add nothing.")),
            Text("purpose", N_("Purpose"), hint=N_("Why it is given: the disease, a toxicity, replacement for the adrenal gland, or something else.")),
        )),
    ),
    outputs=(
        Score("prednisone_eq_mg_per_day", N_("Prednisone equivalent"), axis=(0, INFINITY), unit=N_("mg/day"),
              decimals=1, low_key="prednisone_eq_min"),
        Criterion("le_5", N_("5 mg/day or less")),
        Criterion("le_7_5", N_("7.5 mg/day or less")),
    ),
    source="Meikle 1977 and lupus guideline tables; deflazacort: Ganapati 2018, doi 10.1177/0961203317751854",
    licence=N_("Published table."),
)  # fmt: skip
