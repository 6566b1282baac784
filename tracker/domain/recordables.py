"""What a plan may ask for, and how the program records it: RECORDABLES by id, each declared once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.instruments import CATALOGUE
from tracker.domain.labs import Panel, panel
from tracker.domain.text import N_


class Way(StrEnum):
    """Where the entry is found that says it was done."""

    SCORES = "scores"
    LABS = "labs"
    SAFETY = "safety"
    ASKED = "asked"


@dataclass(frozen=True)
class Recordable:
    """One thing a plan can ask for.

    `codes` are instruments (SCORES, SAFETY) or analytes (LABS), all of them unless `one_will_do`. ASKED is
    done by an `Inquiry` whose topic is the id: somebody asked, looked, or filed a paper; its codes are
    analytes that may come of it. `brings` are
    instruments that are worked out from it and asked for by nobody.
    """

    id: str
    title: str
    way: Way
    codes: tuple[str, ...] = ()
    one_will_do: bool = False
    brings: tuple[str, ...] = ()


def _labs(id: str, title: str, *codes: str) -> Recordable:
    return Recordable(id, title, Way.LABS, codes)


def _scores(id: str, title: str, *codes: str, one_will_do: bool = False) -> Recordable:
    return Recordable(id, title, Way.SCORES, codes, one_will_do)


def _safety(id: str, title: str, code: str) -> Recordable:
    return Recordable(id, title, Way.SAFETY, (code,))


def _one_of(id: str, title: str, *codes: str) -> Recordable:
    return Recordable(id, title, Way.LABS, codes, one_will_do=True)


def _of(kind: Panel) -> tuple[str, ...]:
    return tuple(each.code for each in panel(kind))


def _asked(id: str, title: str, *values: str) -> Recordable:
    return Recordable(id, title, Way.ASKED, values)


_SPECIAL = (
    _asked("consent", N_("Consent")),
    _asked("eligibility", N_("Eligibility")),
    _asked("history", N_("Medical history")),
    _asked("physical_exam", N_("Physical examination")),
    _asked("concomitant_meds", N_("Medicines")),
    _asked("adverse_events", N_("Adverse events")),
    _asked("delayed_ae_contact", N_("Late effects")),
    _asked("licats_check", N_("LICATS")),
    _asked("survival_status", N_("Alive and in contact")),
    _asked("registry_report", N_("Registry report")),
    _asked("infection_serology_hiv_hbv_hcv_tb", N_("HIV, hepatitis B and C, tuberculosis")),
    _asked("pregnancy_test", N_("Pregnancy test")),
    _asked("ecg_echo", N_("ECG and echocardiogram")),
    _asked("rcl", N_("Replication-competent virus")),
    _asked("rcl_archive", N_("Sample for the archive")),
    _asked("urinalysis", N_("Urinalysis"), "urine_rbc", "urine_wbc"),
    _asked("antiphospholipid", N_("Antiphospholipid antibodies"), "anticardiolipin", "anti_b2gpi"),
    _asked("renal_biopsy", N_("Kidney biopsy")),
    _asked("myositis_antibodies", N_("Myositis antibodies")),
    _asked("muscle_mri", N_("Muscle MRI")),
    _asked("hrct", N_("CT of the lungs")),
    _asked("echo_nt_probnp", N_("Echocardiogram and NT-proBNP"), "nt_probnp"),
    _asked("ssc_antibodies", N_("Scleroderma antibodies")),
    _asked("radiograph", N_("X-ray of hands and feet")),
    _asked("brain_mri", N_("Brain MRI")),
    _asked("csf", N_("Spinal fluid")),
    _safety("crs_assessment", N_("CRS"), "crs_astct_2019"),
    _safety("ice_icans", N_("ICE and ICANS"), "icans_astct_2019"),
    _labs(
        "iechs_labs",
        N_("Ferritin, CRP, fibrinogen, LDH, triglycerides"),
        "ferritin",
        "crp",
        "fibrinogen",
        "ldh",
        "triglycerides",
    ),
    _labs(
        "cbc_diff",
        N_("Blood count"),
        "leukocytes",
        "neutrophils",
        "lymphocytes",
        "haemoglobin",
        "platelets",
    ),
    _labs("neutrophils", N_("Neutrophils"), "neutrophils"),
    _labs("chemistry", N_("Chemistry"), "creatinine", "alt", "ast", "bilirubin", "ck", "albumin"),
    _labs("coagulation", N_("Coagulation"), "inr", "aptt"),
    _labs("cmv_ebv_pcr", N_("CMV and EBV"), "cmv_dna", "ebv_dna"),
    _labs("snfl", N_("Neurofilament"), "nfl"),
    _labs("rf_acpa", N_("Rheumatoid factor and ACPA"), "rf", "acpa"),
    _one_of("mg_antibodies", N_("Myasthenia antibodies"), "achr", "musk"),
    _labs("bcell_count", N_("B cells"), "cd19"),
    _one_of("bcell_subsets", N_("B-cell subsets"), *_of(Panel.SUBSETS)),
    _labs("t_subsets_cd4", N_("CD3, CD4 and CD8"), "cd3", "cd4", "cd8"),
    _labs("igg_iga_igm", N_("IgG, IgA, IgM"), "igg", "iga", "igm"),
    _labs("igg", N_("IgG"), "igg"),
    _one_of("car_t_pk", N_("CAR T cells"), "car_t", "transgene"),
    _labs("anti_dsdna", N_("Anti-dsDNA"), "anti_dsdna"),
    _labs("complement", N_("C3 and C4"), "c3", "c4"),
    _labs("upcr", N_("Urine protein"), "upcr"),
    Recordable("egfr", N_("Creatinine for eGFR"), Way.LABS, ("creatinine",), brings=("egfr_ckd_epi_2021",)),
    _labs("muscle_enzymes", N_("CK"), "ck"),
    _labs("fvc_dlco", N_("Lung function"), "fvc", "dlco"),
    _one_of("vaccine_titres", N_("Vaccine titres"), *_of(Panel.TITRES)),
    _scores("pro", N_("Patient's questionnaires"), "sf36", "facit_fatigue", "eq5d_index"),
    _scores("globals", N_("Global assessment"), "global_assessments", "pga", "imacs_core", "cdai",
            "mrss", "edss", "mg_adl", one_will_do=True),
    _scores("lung_function", N_("Lung function"), "fvc", "dlco"),
)  # fmt: skip

RECORDABLES: Mapping[str, Recordable] = {
    **{each.code: _scores(each.code, each.short or each.title, each.code) for each in CATALOGUE},
    **{each.id: each for each in _SPECIAL},
}
"""Every instrument of the catalogue under its own code, and what is more than one score."""


def recordable(id: str) -> Recordable:
    """The declaration; what an older plan asked and nobody declares any more is asked by its id."""
    return RECORDABLES.get(id) or Recordable(id, id, Way.ASKED)
