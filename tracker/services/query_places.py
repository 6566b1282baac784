"""What a query can be about, in words: a field of a visit, an event, a medicine, a patient."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.cause import cause_of
from tracker.domain.change import Records, Ref
from tracker.domain.drugs import drug
from tracker.domain.entity import Entity
from tracker.domain.infusion import Infusion
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.item_words import named
from tracker.domain.labs import ANALYTES
from tracker.domain.medication import MedicationCourse
from tracker.domain.patient import Patient
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.text import N_, Said
from tracker.domain.visit import Visit
from tracker.domain.visit_codes import UNPLANNED
from tracker.services.trail_patient_fields import PATIENT_KINDS
from tracker.services.visit_checks import LABORATORY

SAMPLE_DAY = "sample day"
"""The key of the sample day among the boxes of the laboratory."""

_WHOLE = {
    "Visit": N_("The visit as a whole"),
    "AdverseEvent": N_("The event as a whole"),
    "MedicationCourse": N_("The medicine as a whole"),
    "Infusion": N_("The infusion as a whole"),
    "SafetyCheck": N_("The safety check as a whole"),
    "Patient": N_("The record as a whole"),
}
_ASKED = {
    "Visit": ("day",),
    "AdverseEvent": (
        "term", "grade", "start", "end", "criteria", "relations", "treatment", "outcome", "narrative",
    ),
    "MedicationCourse": ("drug", "steps", "start", "end", "purpose", "stop_reason"),
    "Infusion": ("day0", "product", "dose", "lot"),
    "Patient": ("born", "sex", "hospital_no", "allergies", "standing"),
}  # fmt: skip

FIELDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        kind: {"": whole, **{path: PATIENT_KINDS[kind].fields[path].title for path in _ASKED.get(kind, ())}}
        for kind, whole in _WHOLE.items()
    }
)
"""Kind of record -> path of a field -> its title. The boxes of a visit are more than these: `field_title`."""

_KNOWN = frozenset(each.code for each in CATALOGUE)


def visit_path(section: str, key: str) -> str:
    """The path of one box of a visit form; a section is the laboratory or the code of a score."""
    return f"{section}.{key}"


def visit_box(path: str) -> tuple[str, str]:
    """(section, key) of a path of a visit; ("", "") for what has no box in the form."""
    section, _, key = path.partition(".")
    return (section, key) if key and (section == LABORATORY or section in _KNOWN) else ("", "")


def field_title(kind: str, path: str) -> Said:
    """The field `path` of a record of `kind`, as a person calls it."""
    declared = FIELDS.get(kind, {}).get(path)
    if declared is not None:
        return Said(declared)
    section, key = visit_box(path)
    if section == LABORATORY and key == SAMPLE_DAY:
        return Said(N_("Sample day"))
    if section == LABORATORY and key in ANALYTES:
        return Said(ANALYTES[key].title)
    if section in _KNOWN:
        known = instrument(section)
        score = Said(known.short or known.title)
        cause = cause_of(known.items, key)
        if cause:
            return Said(N_("{score}: cause of {item}"), {"score": score, "item": Said(cause[0].title)})
        item = next((each for each in known.items if each.key == key), None)
        if item is not None:
            return Said(N_("{score}: {item}"), {"score": score, "item": named(item, known.items)})
    return Said(N_("Field {path}"), {"path": path})


def record_titles(records: Records, about: Collection[Ref]) -> Mapping[UUID, Said]:
    """What each record is called; one that was taken out of the record is missing."""
    found: dict[UUID, Said] = {}
    for kind, title in _TITLES.items():
        ids = [each.id for each in about if each.kind == kind.__name__]
        found |= {each.id: title(each) for each in records.among(kind, "id", ids)}
    return found


def _visit(visit: Visit) -> Said:
    return Said(N_("{visit}, {day}"), {"visit": Said(visit.title or UNPLANNED.title), "day": visit.day})


_TITLES: Mapping[type[Entity], Callable[..., Said]] = MappingProxyType(
    {
        Visit: _visit,
        AdverseEvent: lambda each: Said(N_("Event “{term}”"), {"term": each.term}),
        MedicationCourse: lambda each: Said(
            N_("Medicine {name}"), {"name": each.name or Said(drug(each.drug).title)}
        ),
        Infusion: lambda each: Said(N_("Infusion {number}"), {"number": each.number}),
        SafetyCheck: lambda each: Said(N_("Safety check, {day}"), {"day": each.at}),
        Patient: lambda _: Said(N_("The patient")),
    }
)
