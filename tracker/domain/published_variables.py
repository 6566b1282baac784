"""What the variables of published patients mean here: an analyte, a score, an event, or a fact of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from tracker.domain.adverse_event import EventKind
from tracker.domain.labs import ANALYTES
from tracker.domain.published import PublishedFact
from tracker.domain.published_terms import COHORT_VARIABLES, UNITS_IN_PRINT
from tracker.domain.text import N_
from tracker.domain.visit import Comparator


class Meaning(StrEnum):
    """What a published variable is to us."""

    ANALYTE = "analyte"
    SCORE = "score"
    EVENT = "event"
    TREATMENT = "treatment"
    PERSON = "person"
    FACT = "fact"


@dataclass(frozen=True, kw_only=True)
class Variable:
    """`analyte` is a code of domain/labs; `instrument` and `output` name a score, `scale` a grading."""

    code: str
    title: str
    meaning: Meaning = Meaning.FACT
    analyte: str = ""
    instrument: str = ""
    output: str = ""
    event: EventKind | None = None
    scale: str = ""
    declared: bool = True


def _lab(code: str, title: str, analyte: str) -> Variable:
    return Variable(code=code, title=title, meaning=Meaning.ANALYTE, analyte=analyte)


def _score(code: str, title: str, instrument: str, output: str) -> Variable:
    return Variable(code=code, title=title, meaning=Meaning.SCORE, instrument=instrument, output=output)


def _event(code: str, title: str, event: EventKind, scale: str = "") -> Variable:
    return Variable(code=code, title=title, meaning=Meaning.EVENT, event=event, scale=scale)


def _treatment(code: str, title: str) -> Variable:
    return Variable(code=code, title=title, meaning=Meaning.TREATMENT)


def _person(code: str, title: str) -> Variable:
    return Variable(code=code, title=title, meaning=Meaning.PERSON)


def _fact(code: str, title: str) -> Variable:
    return Variable(code=code, title=title)


VARIABLES: Mapping[str, Variable] = {
    each.code: each
    for each in (
        _person("sex", N_("Sex")),
        _person("age", N_("Age")),
        _person("height", N_("Height")),
        _person("weight", N_("Weight")),
        _person("diagnosis_year", N_("Year of diagnosis")),
        _person("disease_duration", N_("Disease duration")),
        _person("infusion_date", N_("Infusion date")),
        _person("follow_up", N_("Followed for")),
        _person("disease", N_("Disease")),
        _person("possible_overlap", N_("Possibly the same person")),
        _score("sledai2k", N_("SLEDAI-2K"), "sledai_2k", "total"),
        _score("mrss", N_("mRSS"), "mrss", "mrss"),
        _score("das28esr", N_("DAS28-ESR"), "das28_esr", "das28_esr"),
        _score("essdai", N_("ESSDAI"), "essdai", "total"),
        _score("mmt", N_("Manual muscle test"), "mmt", "mmt"),
        _lab("b_cells", N_("B cells"), "cd19"),
        _lab("creatine_kinase", N_("Creatine kinase"), "ck"),
        _lab("proteinuria", N_("Protein in 24 h urine"), "proteinuria_24h"),
        _lab("upcr", N_("Urine protein/creatinine"), "upcr"),
        _lab("cart_peak", N_("CAR T cells, peak"), "car_t"),
        _event("crs_grade", N_("Cytokine release syndrome"), EventKind.TOXICITY, "ASTCT 2019"),
        _event("icans_grade", N_("Neurotoxicity (ICANS)"), EventKind.TOXICITY, "ASTCT 2019"),
        _event("cres", N_("Neurotoxicity (CRES)"), EventKind.TOXICITY),
        _event("fever", N_("Fever"), EventKind.OTHER),
        _event("fever_duration", N_("Days of fever"), EventKind.OTHER),
        _event("infection", N_("Infection"), EventKind.INFECTION),
        _event("adverse_events", N_("Adverse events"), EventKind.OTHER),
        _event("relapse", N_("Relapse"), EventKind.OTHER),
        _treatment("cart_dose", N_("CAR T-cell dose by weight")),
        _treatment("cart_dose_total", N_("CAR T-cell dose")),
        _treatment("cart_reinfusion", N_("Same product given again")),
        _treatment("second_cart", N_("Another CAR T-cell product")),
        _treatment("bridging", N_("Bridging treatment")),
        _treatment("cyclophosphamide", N_("Cyclophosphamide")),
        _treatment("fludarabine", N_("Fludarabine")),
        _treatment("mycophenolate", N_("Mycophenolate")),
        _treatment("igg_replacement", N_("Antibody replacement")),
        _treatment("prior_therapy", N_("Earlier treatment")),
        _treatment("prior_failure", N_("Earlier treatment without success")),
        _treatment("immunosuppression_stopped", N_("Immunosuppression stopped")),
        _treatment("treatments_stopped", N_("Treatment stopped")),
        _treatment("sle_treatment_stopped_before_infusion", N_("Lupus treatment stopped before infusion")),
        _treatment("haemodialysis", N_("Haemodialysis")),
        _treatment("oxygen", N_("Oxygen")),
        _fact("autoantibody", N_("Autoantibodies")),
        _fact("ana", N_("ANA")),
        _fact("ana_titre", N_("ANA titre")),
        _fact("anti_jo1", N_("Anti-Jo-1")),
        _fact("anti_ro52", N_("Anti-Ro52")),
        _fact("gad65_titre", N_("GAD65 antibodies")),
        _fact("organ_involvement", N_("Organs involved")),
        _fact("ln_class", N_("Lupus nephritis class")),
        _fact("lupus_nephritis_biopsy", N_("Lupus nephritis in biopsy")),
        _fact("kidney_function_deterioration", N_("Kidney function worse")),
        _fact("doris_remission", N_("DORIS remission")),
        _fact("remission", N_("Remission")),
        _fact("drug_free_remission", N_("Remission without drugs")),
        _fact("medication_free_remission", N_("Remission without medication")),
        _fact("disease_progression", N_("Progression")),
        _fact("lymphoma_response", N_("Lymphoma response")),
        _fact("ataxia", N_("Ataxia")),
        _fact("walking_distance", N_("Walking distance")),
        _fact("ct_lung", N_("CT of the lung")),
        _fact("mri_thigh", N_("MRI of the thigh")),
        _fact("mri_myositis", N_("Myositis in MRI")),
        _fact("systolic_bp", N_("Systolic blood pressure")),
        _fact("diastolic_bp", N_("Diastolic blood pressure")),
    )
}
"""Variables of single patients. What is not listed is kept, shown under its own name, and counted."""

BEFORE = frozenset({"baseline", "before infusion", "lymphodepletion", "before leukapheresis", "diagnosis"})
LATER = frozenset(
    {
        "",
        "infusion",
        "after infusion",
        "after CAR-T",
        "early",
        "early after infusion",
        "peak",
        "after relapse",
        "follow-up",
        "last follow-up",
        "last",
    }
)
_COUNTED = re.compile(r"(day|week|month|year) [-−]?[0-9]+(\.[0-9]+)?")

_COMPARATORS = {
    "=": Comparator.EQUAL,
    "~": Comparator.EQUAL,
    "<": Comparator.BELOW,
    "<=": Comparator.BELOW,
    ">": Comparator.ABOVE,
    ">=": Comparator.ABOVE,
}
RELATIONS = frozenset(_COMPARATORS)
"""The relations between the printed number and the true one that we know."""

_UNSEEN = frozenset({"undetectable", "not detectable", "not detected", "below detection", "none seen"})


def variable(code: str) -> Variable:
    """The declaration of `code`; an undeclared one is a fact that goes by its own name."""
    return VARIABLES.get(code) or Variable(code=code, title=code, declared=False)


def known_variable(fact: PublishedFact) -> bool:
    """Whether we know what the fact is about."""
    return fact.variable in (COHORT_VARIABLES if fact.patient is None else VARIABLES)


def known_unit(fact: PublishedFact) -> bool:
    """Whether we know what the fact is measured in."""
    return fact.unit in UNITS_IN_PRINT


def known_timepoint(fact: PublishedFact) -> bool:
    """Whether the words tell when it was: a counted day, week, month or year, or one of the usual phrases."""
    words = fact.timepoint.strip()
    return words in BEFORE or words in LATER or bool(_COUNTED.fullmatch(words))


def chart_day(fact: PublishedFact) -> int | None:
    """Where the fact stands on an axis of days: its day, or Day 0 for what was found before the infusion."""
    if fact.day is not None:
        return fact.day
    return 0 if fact.timepoint in BEFORE else None


def figure(fact: PublishedFact) -> Decimal | None:
    """The printed number, exact and without idle zeros; None where none was printed."""
    try:
        exact = Decimal(fact.number)
    except InvalidOperation:
        return None
    return Decimal(f"{exact.normalize():f}") if exact.is_finite() else None


def comparator(fact: PublishedFact) -> Comparator:
    """What the relation says in the terms of a laboratory; "~" stands as the number itself."""
    return _COMPARATORS.get(fact.relation, Comparator.EQUAL)


def unseen(fact: PublishedFact) -> bool:
    """Whether the fact says that nothing was found, with or without a limit."""
    return fact.text.strip().casefold() in _UNSEEN or comparator(fact) is Comparator.BELOW


def lab_unit(fact: PublishedFact) -> str | None:
    """The unit of the analyte that the fact is given in; None where it is none of that analyte's units."""
    analyte = ANALYTES.get(variable(fact.variable).analyte)
    unit = UNITS_IN_PRINT.get(fact.unit, "")
    if analyte is None:
        return None
    if not unit and not fact.number:
        return analyte.house_unit
    return unit if unit in analyte.units else None


def disease_code(printed: str) -> str:
    """The disease that a source's own words belong to; "other" for what is none of ours."""
    words = printed.casefold()
    for code, marks in _DISEASE_MARKS.items():
        if any(re.search(rf"(?<![a-z]){mark}(?![a-z])", words) for mark in marks):
            return code
    return "other"


_DISEASE_MARKS = {
    "sle": ("sle", "csle", "lupus", "ln"),
    "iim": ("iim", "asys", "myositis", "dermatomyositis", "imnm"),
    "ssc": ("ssc", "systemic sclerosis", "scleroderma"),
    "ra": ("ra", "rheumatoid arthritis"),
    "mg": ("mg", "myasthenia"),
    "ms": ("ms", "multiple sclerosis"),
}
