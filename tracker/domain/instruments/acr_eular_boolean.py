"""ACR/EULAR Boolean remission: every one of four small, in the versions of 2011 and 2022."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.joints import PATIENT, SWOLLEN, TENDER, counted
from tracker.domain.instruments.sdai import CRP
from tracker.domain.known import lowest
from tracker.domain.outputs import Criterion, Limit
from tracker.domain.text import N_

FEW_TENDER, FEW_SWOLLEN, LOW_CRP = (
    Limit("tjc28", "<=", 1),
    Limit("sjc28", "<=", 1),
    Limit("crp_mg_dl", "<=", 1),
)
WELL_2022, WELL_2011 = Limit("ptga_cm", "<=", 2), Limit("ptga_cm", "<=", 1)


def work(a: Answers) -> dict[str, object]:
    joints, crp = lowest(FEW_TENDER(a), FEW_SWOLLEN(a)), LOW_CRP(a)
    first, second = joints & WELL_2011(a), joints & WELL_2022(a)
    return {
        "boolean_1_0": first & crp,
        "boolean_2_0": second & crp,
        "boolean_1_0_no_crp": first,
        "boolean_2_0_no_crp": second,
    }


ACR_EULAR_BOOLEAN = Instrument(
    code="acr_eular_boolean",
    title=N_("ACR/EULAR Boolean remission"),
    short=N_("Boolean remission"),
    items=(*map(counted, (TENDER, SWOLLEN, PATIENT)), CRP),
    work=work,
    outputs=(
        Criterion("boolean_2_0", N_("Boolean remission 2.0 (2022)")),
        Criterion("boolean_1_0", N_("Boolean remission 1.0 (2011)")),
        Criterion("boolean_2_0_no_crp", N_("Version 2.0 without CRP, for practice")),
        Criterion("boolean_1_0_no_crp", N_("Version 1.0 without CRP, for practice")),
        Criterion("few_tender", N_("One tender joint at most"), limit=FEW_TENDER),
        Criterion("few_swollen", N_("One swollen joint at most"), limit=FEW_SWOLLEN),
        Criterion("low_crp", N_("CRP 1 mg/dL or less"), limit=LOW_CRP),
        Criterion("well_2022", N_("Version 2.0: patient global 2 cm or less"), limit=WELL_2022),
        Criterion("well_2011", N_("Version 1.0: patient global 1 cm or less"), limit=WELL_2011),
    ),
    source="Studenic 2023, doi 10.1136/ard-2022-223413",
    licence=N_("Published criteria."),
)
