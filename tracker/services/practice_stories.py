"""What happens to one practice patient only: each awkward case once."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from tracker.domain.adverse_event import EventKind
from tracker.domain.labs import analyte
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Standing
from tracker.domain.visit import Comparator, LabResult, LabState, Visit
from tracker.services.practice_record import PatientRecord


def _visit(visits: list[Visit], code: str) -> Visit:
    return {each.code: each for each in visits}[code]


def _lab(labs: list[LabResult], visit: Visit, code: str) -> LabResult:
    return {each.analyte: each for each in labs if each.visit == visit.id}[code]


def _sepsis(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    record.event(
        "Sepsis", EventKind.INFECTION, 37, 41, grade=5, serious=True, action="Intensive care, antibiotics"
    )


def _pneumonia(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    record.event(
        "Pneumonia", EventKind.INFECTION, 221, 235, grade=3, serious=True, action="Treated in hospital"
    )
    record.event("Shingles (herpes zoster)", EventKind.INFECTION, 1190, 1206, grade=2, action="Aciclovir")


def _skin_cancer(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    record.event(
        "Basal cell carcinoma", EventKind.OTHER, 3390, 3420, grade=2, related="Unlikely", action="Removed"
    )


def _late_neutropenia(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    record.event(
        "Neutropenia",
        EventKind.OTHER,
        118,
        129,
        grade=4,
        serious=True,
        action="Filgrastim",
        related="Probable",
    )
    doses = (record.step(119, "0.3", "mg"),)
    record.medicine("filgrastim", 119, 124, doses, purpose="toxicity", why_stopped="Recovered")


def _outside_laboratory(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    """A visit measured elsewhere: other units, other ranges, a coarser assay for B cells."""
    visit = _visit(visits, "m12")
    for lab in [each for each in labs if each.visit == visit.id]:
        other = {"c3": "mg/dL", "c4": "mg/dL", "igg": "mg/dL", "creatinine": "mg/dL"}.get(lab.analyte)
        if other and lab.number is not None:
            known = analyte(lab.analyte)
            value = known.convert(lab.number, lab.unit, other).quantize(Decimal("0.01"))
            limits = {
                name: str(known.convert(Decimal(text), lab.unit, other).normalize()) if text else ""
                for name, text in (("low", lab.low), ("high", lab.high))
            }
            limits = {name: f"{Decimal(text):f}" if text else "" for name, text in limits.items()}
            record.change_lab(lab, value=str(value), unit=other, laboratory="Dr Lang laboratory", **limits)


def _second_laboratory(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    """C-reactive protein below a limit of its own, from another laboratory."""
    found = _lab(labs, _visit(visits, "d90"), "crp")
    record.change_lab(
        found,
        value="5",
        comparator=Comparator.BELOW,
        detection_limit="5",
        laboratory="Dr Lang laboratory",
    )


def _wrong_unit(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    """IgG of 610 mg/dL entered as g/L: kept as typed, and still to be checked."""
    found = _lab(labs, _visit(visits, "d90"), "igg")
    record.change_lab(found, value="610", state=LabState.TO_CHECK, note="610 g/L cannot be. mg/dL?")


def _okafor(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    """A creatinine ten times too high, corrected with a reason after signing; a tube that got lost."""
    found = _lab(labs, _visit(visits, "d90"), "creatinine")
    record.change_lab(found, value="740")
    record.corrections.append((found.id, "74", "Typing error"))
    lost = _lab(labs, _visit(visits, "d90"), "c4")
    record.change_lab(lost, value="", comparator=Comparator.EQUAL, state=LabState.NOT_DONE, note="Tube lost")


STORIES: Mapping[str, Callable[[PatientRecord, list[LabResult], list[Visit]], None]] = {
    "sepsis": _sepsis,
    "pneumonia": _pneumonia,
    "skin_cancer": _skin_cancer,
    "late_neutropenia": _late_neutropenia,
    "outside_laboratory": _outside_laboratory,
    "second_laboratory": _second_laboratory,
    "wrong_unit": _wrong_unit,
    "okafor": _okafor,
}
"""Stories that change the record when all visits are there; others are read where the values are made."""


def tell(record: PatientRecord) -> None:
    """Everything that happened to this patient once."""
    labs = [each for each in record.entities if isinstance(each, LabResult)]
    visits = [each for each in record.entities if isinstance(each, Visit)]
    for name in record.person.stories:
        if name in STORIES:
            STORIES[name](record, labs, visits)


def standing(record: PatientRecord) -> tuple[Standing, PartialDate | None]:
    """Whether the patient is still followed, and since when not."""
    if record.person.left is None:
        return Standing.FOLLOWED, None
    how, day = record.person.left
    return how, record.partial(day)
