"""What happens to one practice patient only: each awkward case once."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal

from tracker.domain.adverse_event import EventKind
from tracker.domain.event_answers import DEATH, LIFE_THREATENING
from tracker.domain.labs import analyte
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Standing
from tracker.domain.visit import Comparator, LabResult, LabState, Visit
from tracker.services.practice_record import PatientRecord

UNLIKELY = {"car_t": "unlikely"}


def _visit(visits: list[Visit], code: str) -> Visit:
    return {each.code: each for each in visits}[code]


def _lab(labs: list[LabResult], visit: Visit, code: str) -> LabResult:
    return {each.analyte: each for each in labs if each.visit == visit.id}[code]


def _sepsis(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    record.event(
        "Sepsis",
        EventKind.INFECTION,
        37,
        41,
        grade=5,
        serious=(DEATH, LIFE_THREATENING, "hospital"),
        action="Intensive care, antibiotics",
        known=timedelta(hours=14),
        told=timedelta(hours=19),
        details={
            "organism_class": "bacterial",
            "admitted": True,
            "iv_treatment": True,
            "intensive_care": True,
        },
    )


def _pneumonia(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    record.event(
        "Pneumonia",
        EventKind.INFECTION,
        221,
        235,
        grade=3,
        serious=("hospital",),
        action="Treated in hospital",
        known=timedelta(days=1, hours=9),
        told=timedelta(days=1, hours=15),
        details={"organism_class": "unknown", "body_site": "Lung", "admitted": True, "iv_treatment": True},
    )
    record.event("Shingles (herpes zoster)", EventKind.INFECTION, 1190, 1206, grade=2, action="Aciclovir")


def _skin_cancer(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    record.event(
        "Basal cell carcinoma",
        EventKind.MALIGNANCY,
        3390,
        3420,
        grade=2,
        serious=("important",),
        relations={"car_t": "unlikely"},
        action="Removed",
        known=timedelta(days=2, hours=10),
        told=timedelta(days=4, hours=11),
        details={"malignancy_type": "skin", "car_transgene_tested": "negative"},
    )


def _late_neutropenia(record: PatientRecord, labs: list[LabResult], visits: list[Visit]) -> None:
    record.event(
        "Neutropenia",
        EventKind.OTHER,
        118,
        129,
        grade=4,
        serious=("important",),
        action="Filgrastim",
        relations={"car_t": "probable", "lymphodepletion": "possible"},
        known=timedelta(hours=16),
        told=timedelta(days=1, hours=8),
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
    record.event("Fatigue", EventKind.OTHER, 28, None, grade=1, ongoing=True, relations=UNLIKELY)
    record.event(
        "Kidney infection (pyelonephritis)",
        EventKind.INFECTION,
        184,
        None,
        grade=3,
        serious=("hospital",),
        ongoing=True,
        known=timedelta(hours=15, minutes=30),
        verbatim="E. coli kidney infection",
        details={
            "organism_class": "bacterial",
            "organism": "E. coli",
            "body_site": "Kidney",
            "neutropenic": False,
            "admitted": True,
            "iv_treatment": True,
        },
    )


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
    _planted(record)
    labs = [each for each in record.entities if isinstance(each, LabResult)]
    visits = [each for each in record.entities if isinstance(each, Visit)]
    for name in record.person.stories:
        if name in STORIES:
            STORIES[name](record, labs, visits)


def _planted(record: PatientRecord) -> None:
    """The relapse as a flare of the disease, and the local reaction."""
    person = record.person
    if person.relapse:
        end = person.second_infusion + 56 if person.second_infusion else None
        record.event(
            "Flare of the disease",
            EventKind.FLARE,
            person.relapse,
            end,
            grade=2,
            relations={"disease": "definite", "car_t": "unrelated"},
            ongoing=end is None,
            action="Second infusion" if person.second_infusion else "",
            details={"organ": "kidney"},
        )
    if person.licats:
        day, organ = person.licats
        treated = organ == "kidney"
        record.event(
            "Local reaction (LICATS)",
            EventKind.LICATS,
            day,
            day + 11,
            grade=2 if treated else 1,
            scale="LICATS",
            relations={"car_t": "probable"},
            action="Prednisolone" if treated else "",
            details={
                "organ": organ,
                "organ_before": True,
                "still_present_after_7_days": True,
                "steroid_given": treated,
                "other_cause_excluded": True,
            },
        )


def standing(record: PatientRecord) -> tuple[Standing, PartialDate | None]:
    """Whether the patient is still followed, and since when not."""
    if record.person.left is None:
        return Standing.FOLLOWED, None
    how, day = record.person.left
    return how, record.partial(day)
