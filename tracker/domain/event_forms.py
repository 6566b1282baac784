"""What is asked about an adverse event beyond what every event is asked, by its kind."""

from collections.abc import Mapping
from types import MappingProxyType

from tracker.domain.adverse_event import EventKind
from tracker.domain.items import Choice, Day, Item, Number, Text, Tick
from tracker.domain.text import N_

ORGANS = {
    "kidney": N_("Kidney"),
    "skin": N_("Skin"),
    "joint": N_("Joints"),
    "heart": N_("Heart"),
    "lung": N_("Lung"),
    "muscle": N_("Muscle"),
    "gut": N_("Gut"),
    "nerve": N_("Nerves"),
    "other": N_("Other organ"),
}
"""Organs of a local reaction: Hagen 2025, doi 10.1016/S2665-9913(25)00091-8; the last two are ours."""

LICATS_GRADES = {
    1: N_("Resolves by itself"),
    2: N_("Steroid because it lasts a week or longer, or the organ matters; no admission"),
    3: N_("New or longer stay in hospital"),
    4: N_("Intensive care"),
}
"""Hagen 2025, in our own words. A painkiller alone is not grade 2."""

INFECTION_GRADES = {
    2: N_("Local treatment or tablets"),
    3: N_("Treatment by vein, or an invasive procedure"),
    4: N_("Life-threatening"),
    5: N_("Death"),
}
"""The pattern of the organ infections in CTCAE 5.0."""

_ORGAN = Choice("organ", N_("Organ"), {code: (title, 0) for code, title in ORGANS.items()})
_TESTED = {"positive": (N_("Positive"), 0), "negative": (N_("Negative"), 0), "not_done": (N_("Not done"), 0)}

LICATS: tuple[Item, ...] = (
    _ORGAN,
    Tick("organ_before", N_("The organ was affected before treatment"), hint=N_(
        "A local reaction is one in an organ that the disease had reached before.")),
    Tick("still_present_after_7_days", N_("Still present after 7 days"), hint=N_(
        "A painkiller alone does not make it grade 2; a week does, with a steroid.")),
    Tick("steroid_given", N_("Treated with a steroid")),
    Tick("admitted", N_("New or longer stay in hospital")),
    Tick("intensive_care", N_("Intensive care")),
    Tick("resolved_by_itself", N_("Resolved by itself")),
    Tick("other_cause_excluded", N_("No better explanation"), hint=N_(
        "Infection, CRS, a drug or a relapse would explain it better.")),
    Tick("persists_after_b_cells", N_("Persists after the return of B cells"), hint=N_(
        "What outlasts the aplasia may be a flare.")),
)  # fmt: skip

INFECTION: tuple[Item, ...] = (
    Choice("organism_class", N_("Kind of organism"), {
        "bacterial": (N_("Bacterial"), 0),
        "viral": (N_("Viral"), 0),
        "fungal": (N_("Fungal"), 0),
        "protozoal": (N_("Protozoal"), 0),
        "unknown": (N_("Not known"), 0),
    }),
    Text("organism", N_("Organism")),
    Text("body_site", N_("Where")),
    Tick("neutropenic", N_("Neutropenic at onset")),
    Number("igg_at_onset", N_("IgG at onset"), 0, 80, N_("g/L"), decimals=1),
    Choice("b_cells_at_onset", N_("B cells at onset"), {
        "gone": (N_("Not seen or below the cut-off"), 0),
        "back": (N_("Back"), 0),
        "unknown": (N_("Not known"), 0),
    }),
    Tick("admitted", N_("Treated in hospital")),
    Tick("iv_treatment", N_("Treated by vein"), hint=N_(
        "Reports call an infection severe that took a stay in hospital or treatment by vein.")),
    Tick("intensive_care", N_("Intensive care")),
)  # fmt: skip

TOXICITY: tuple[Item, ...] = (
    Number("icu_days", N_("Days in intensive care"), 0, 3650, N_("days"), step=1, decimals=0),
    Tick("mri_done", N_("MRI done")),
    Tick("eeg_done", N_("EEG done")),
    Tick("lumbar_puncture_done", N_("Lumbar puncture done")),
    Tick("antiseizure_prophylaxis", N_("Prevention of seizures given")),
)  # fmt: skip

MALIGNANCY: tuple[Item, ...] = (
    Choice("malignancy_type", N_("Kind of malignancy"), {
        "t_cell": (N_("T-cell lymphoma or leukaemia"), 0),
        "blood_other": (N_("Other blood malignancy"), 0),
        "solid": (N_("Solid tumour"), 0),
        "skin": (N_("Skin cancer other than melanoma"), 0),
        "unknown": (N_("Not known"), 0),
    }, hint=N_("A blood malignancy or a new cancer is always serious.")),
    Text("icd_o", N_("ICD-O code")),
    Text("histology", N_("Histology")),
    Day("diagnosed", N_("Date of diagnosis")),
    Choice("car_transgene_tested", N_("CAR transgene in the tumour"), _TESTED),
    Choice("integration_site_analysis", N_("Integration sites"), {
        "done": (N_("Analysed"), 0),
        "not_done": (N_("Not done"), 0),
    }),
    Day("reported_to_manufacturer", N_("Reported to the manufacturer")),
    Day("reported_to_authority", N_("Reported to the authority")),
    Day("reported_to_registry", N_("Reported to the registry")),
)  # fmt: skip

EVENT_FORMS: Mapping[EventKind, tuple[Item, ...]] = MappingProxyType(
    {
        EventKind.TOXICITY: TOXICITY,
        EventKind.LICATS: LICATS,
        EventKind.INFECTION: INFECTION,
        EventKind.MALIGNANCY: MALIGNANCY,
        EventKind.FLARE: (_ORGAN,),
    }
)
"""Answers lie in `AdverseEvent.details` by item key; a kind that is not here is asked nothing more."""

ALWAYS_SERIOUS = frozenset({EventKind.MALIGNANCY})
"""Kinds that are serious whatever was ticked: safety-schedule 5.2."""

GRADES: Mapping[EventKind, Mapping[int, str]] = MappingProxyType(
    {EventKind.LICATS: LICATS_GRADES, EventKind.INFECTION: INFECTION_GRADES}
)
"""What the grades of a kind mean, where its scale says so."""


def severe_infection(details: Mapping[str, object]) -> bool | None:
    """Admission or treatment by vein, as autoimmune and axi-cel reports count it; None while it is open."""
    answers = [details.get(key) for key in ("admitted", "iv_treatment", "intensive_care")]
    if True in answers:
        return True
    return None if None in answers else False
