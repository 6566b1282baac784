"""The diseases that are treated: their names, headline score, and the laboratory rows a visit starts with."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.text import N_


@dataclass(frozen=True, slots=True)
class Headline:
    """The score that stands for a disease: an output of an instrument, which may not be in the catalogue."""

    instrument: str
    output: str


@dataclass(frozen=True, kw_only=True)
class Disease:
    """`labs` are the rows that a visit form opens with; `core` the instruments asked at a core visit."""

    code: str
    title: str
    short: str
    plain: str
    """What the patient's own paper calls it, as in "how active your lupus is"."""
    headline: Headline | None = None
    remission: Headline | None = None
    """The published rule of remission, and its output that says whether it is met."""
    labs: tuple[str, ...] = ()
    core: tuple[str, ...] = ()


_ALWAYS = ("cd19", "cd3", "lymphocytes", "neutrophils", "igg")

DISEASES: Mapping[str, Disease] = {
    each.code: each
    for each in (
        Disease(
            code="sle",
            title=N_("Systemic lupus erythematosus"),
            short=N_("SLE"),
            plain=N_("lupus"),
            headline=Headline("sledai_2k", "total"),
            remission=Headline("doris_2021", "met"),
            labs=(*_ALWAYS, "c3", "c4", "anti_dsdna", "upcr", "creatinine"),
            core=("sledai_2k", "pga", "lldas", "egfr_ckd_epi_2021"),
        ),
        Disease(
            code="iim",
            title=N_("Myositis"),
            short=N_("Myositis"),
            plain=N_("myositis"),
            headline=Headline("tis", "tis"),
            labs=(*_ALWAYS, "ck", "alt", "ast", "ldh", "creatinine"),
            core=("imacs_core", "tis"),
        ),
        Disease(
            code="ssc",
            title=N_("Systemic sclerosis"),
            short=N_("Systemic sclerosis"),
            plain=N_("scleroderma"),
            headline=Headline("mrss", "mrss"),
            labs=(*_ALWAYS, "crp", "ck", "fvc", "dlco", "creatinine"),
            core=("mrss", "global_assessments", "eustar_ai_2017", "digital_ulcers", "haq_di"),
        ),
        Disease(
            code="ra",
            title=N_("Rheumatoid arthritis"),
            short=N_("RA"),
            plain=N_("arthritis"),
            headline=Headline("cdai", "cdai"),
            labs=(*_ALWAYS, "crp", "esr", "alt", "creatinine"),
            core=("cdai", "das28_crp", "das28_esr", "haq_di"),
        ),
        Disease(
            code="mg",
            title=N_("Myasthenia gravis"),
            short=N_("MG"),
            plain=N_("myasthenia"),
            headline=Headline("mg_adl", "mg_adl"),
            labs=(*_ALWAYS, "crp", "ck", "fvc", "creatinine"),
            core=("mg_adl", "qmg", "mgc", "mg_qol15r"),
        ),
        Disease(
            code="ms",
            title=N_("Multiple sclerosis"),
            short=N_("MS"),
            plain=N_("multiple sclerosis"),
            headline=Headline("edss", "edss"),
            labs=(*_ALWAYS, "crp", "alt", "creatinine"),
            core=("edss", "arr", "nine_hpt", "t25fw", "sdmt"),
        ),
        Disease(
            code="other", title=N_("Other disease"), short=N_("Other"), plain=N_("disease"), labs=_ALWAYS
        ),
    )
}


def disease(code: str) -> Disease:
    """The declaration of `code`; "other" for what is not declared."""
    return DISEASES.get(code, DISEASES["other"])
