"""Courses made by hand for tests of charts and letters: OKAFOR, Adaeze, and a published patient."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.infusion import Conditioning, Infusion
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient, Sex
from tracker.domain.published import PublishedFact, PublishedSource
from tracker.domain.visit import Assessment, Comparator, LabResult, LabState, Signature, Visit
from tracker.services.course import Course

SITE = UUID("00000000-0000-0000-0000-000000000001")
DAY0 = date(2026, 5, 22)
TODAY = date(2026, 11, 23)

B_CELLS = {
    -7: "86",
    0: "4",
    3: "1.2",
    7: "<1",
    14: "<1",
    28: "<1",
    42: "<1",
    56: "<1",
    70: "<1",
    84: "2",
    98: "5",
    112: "9",
    140: "35",
    168: "61",
    185: "88",
}
SCORES = {
    -7: (16, 12),
    28: (8, 4),
    56: (6, 4),
    84: (4, 2),
    112: (2, 0),
    140: (2, 0),
    168: (0, 0),
    185: (2, 0),
}
LABS = {
    "lymphocytes": ("10^9/L", "1.0", "3.5", {-7: "0.9", 168: "1.1", 185: "1.2"}),
    "neutrophils": ("10^9/L", "1.8", "7.5", {-7: "4.8", 168: "3.1", 185: "3.4"}),
    "igg": ("g/L", "7", "16", {-7: "9.8", 168: "4.4", 185: "4.1"}),
    "c3": ("g/L", "0.9", "1.8", {-7: "0.48", 168: "0.92", 185: "0.71"}),
    "c4": ("g/L", "0.1", "0.4", {-7: "0.05", 168: "0.14", 185: "nd"}),
    "anti_dsdna": ("IU/mL", "", "10", {-7: "220", 168: "<10", 185: "<10"}),
    "upcr": ("mg/mmol", "", "50", {-7: "210", 168: "38", 185: "42"}),
    "creatinine": ("umol/L", "45", "84", {-7: "88", 168: "71", 185: "74"}),
}
TAPER = ((-14, "20"), (0, "15"), (10, "10"), (21, "7.5"), (35, "5"), (56, "2.5"), (84, "0"))


def on(day: int) -> date:
    """The date of a day since the infusion."""
    return DAY0 + timedelta(days=day)


def _id(name: str) -> UUID:
    return uuid5(SITE, name)


def lab(patient: UUID, analyte: str, day: int, text: str, unit: str, **more) -> LabResult:
    """One result from the text a coordinator would type: "88", "<1", "nd"."""
    done = text != "nd"
    return LabResult(
        id=_id(f"{patient}-{analyte}-{day}"),
        site=SITE,
        patient=patient,
        analyte=analyte,
        sampled=on(day),
        comparator=Comparator(text[0]) if text[0] in "<>" else Comparator.EQUAL,
        value=text.lstrip("<>") if done else "",
        unit=unit,
        state=LabState.MEASURED if done else LabState.NOT_DONE,
        **{"visit": None, **more},
    )


def okafor(**changes) -> Course:
    """The patient of the pictures: lupus, quiet since three months, signed visit at six months."""
    patient = Patient(
        id=_id("okafor"),
        site=SITE,
        study_id="CAR-SLE-07",
        family="Okafor",
        given="Adaeze",
        born=PartialDate(1991, 3, 14),
        sex=Sex.FEMALE,
        hospital_no="104 0027",
        allergies="co-trimoxazole (rash)",
    )
    me = patient.id
    infusion = Infusion(
        id=_id("infusion"),
        site=SITE,
        patient=me,
        day0=PartialDate.of(DAY0),
        product="CD19 CAR T",
        dose="1 x 10⁶",
        dose_unit="cells/kg",
    )
    titles = {-7: ("BL", "Baseline"), 28: ("M1", "Month 1"), 84: ("M3", "Month 3"), 185: ("M6", "Month 6")}
    days = sorted({*B_CELLS, *SCORES})
    visits = tuple(
        Visit(
            id=_id(f"visit {day}"),
            site=SITE,
            patient=me,
            day=on(day),
            code=titles.get(day, ("unplanned", ""))[0],
            title=titles.get(day, ("", "Unplanned"))[1],
            clinician="Dr Lee",
        )
        for day in days
    )
    at = {day: visit.id for day, visit in zip(days, visits, strict=True)}
    labs = [
        lab(me, "cd19", day, text, "cells/uL", visit=at[day], low="100", high="500", detection_limit="1")
        for day, text in B_CELLS.items()
    ]
    for code, (unit, low, high, values) in LABS.items():
        labs += [
            lab(me, code, day, text, unit, visit=at[day], low=low, high=high) for day, text in values.items()
        ]
    assessments = [
        Assessment(
            id=_id(f"sledai {day}"),
            site=SITE,
            patient=me,
            visit=at[day],
            instrument="sledai_2k",
            version=1,
            result={"total": total, "clinical_total": part, "status": "complete"},
        )
        for day, (total, part) in SCORES.items()
    ]
    assessments += [
        Assessment(
            id=_id(f"doris {day}"),
            site=SITE,
            patient=me,
            visit=at[day],
            instrument="doris_2021",
            version=1,
            result={"met": day >= 112, "status": "complete"},
        )
        for day in SCORES
    ]
    visit = visits[-1]
    made = Course(
        patient=patient,
        diagnoses=(Diagnosis(site=SITE, patient=me, disease="sle", detail="lupus nephritis class IV"),),
        infusions=(infusion,),
        conditionings=(
            Conditioning(
                site=SITE,
                patient=me,
                infusion=infusion.id,
                drug="fludarabine",
                start=PartialDate.of(on(-5)),
                end=PartialDate.of(on(-3)),
            ),
            Conditioning(
                site=SITE,
                patient=me,
                infusion=infusion.id,
                drug="cyclophosphamide",
                start=PartialDate.of(on(-5)),
                end=PartialDate.of(on(-4)),
            ),
        ),
        visits=visits,
        labs=tuple(sorted(labs, key=lambda result: result.sampled)),
        assessments=tuple(assessments),
        medications=(
            MedicationCourse(
                site=SITE,
                patient=me,
                drug="prednisolone",
                start=PartialDate.of(on(-14)),
                end=PartialDate.of(on(84)),
                steps=tuple(DoseStep(on(day), dose) for day, dose in TAPER),
            ),
            MedicationCourse(
                site=SITE,
                patient=me,
                drug="hydroxychloroquine",
                start=PartialDate(2020, 3),
                purpose="disease",
                steps=(DoseStep(date(2020, 3, 1), "200"),),
                how_to_take="1 tablet in the morning, with food",
            ),
            MedicationCourse(
                site=SITE,
                patient=me,
                drug="aciclovir",
                start=PartialDate.of(on(0)),
                purpose="prophylaxis",
                steps=(DoseStep(on(0), "400", doses=2),),
                how_to_take="1 tablet in the morning\n1 tablet in the evening",
            ),
            *(
                MedicationCourse(
                    site=SITE,
                    patient=me,
                    drug="ivig",
                    start=PartialDate.of(on(day)),
                    end=PartialDate.of(on(day)),
                )
                for day in (63, 91)
            ),
            MedicationCourse(
                site=SITE,
                patient=me,
                drug="vaccine_influenza",
                start=PartialDate.of(on(150)),
                end=PartialDate.of(on(150)),
            ),
        ),
        events=(
            AdverseEvent(
                site=SITE,
                patient=me,
                term="CRS",
                kind=EventKind.TOXICITY,
                scale="ASTCT 2019",
                grade=1,
                start=PartialDate.of(on(2)),
                end=PartialDate.of(on(5)),
                related="Definite",
            ),
            AdverseEvent(
                site=SITE,
                patient=me,
                term="Cold",
                kind=EventKind.INFECTION,
                grade=1,
                start=PartialDate.of(on(41)),
                end=PartialDate.of(on(49)),
            ),
            AdverseEvent(
                site=SITE,
                patient=me,
                term="Shingles (herpes zoster)",
                kind=EventKind.INFECTION,
                grade=2,
                scale="CTCAE v5",
                start=PartialDate.of(on(103)),
                end=PartialDate.of(on(117)),
                related="Possible",
                action="Aciclovir 800 mg",
            ),
            AdverseEvent(
                site=SITE,
                patient=me,
                term="Hypogammaglobulinaemia",
                kind=EventKind.OTHER,
                grade=2,
                start=PartialDate.of(on(63)),
                ongoing=True,
                related="Probable",
                action="IVIG × 2",
            ),
        ),
        signatures=(
            Signature(
                site=SITE,
                patient=me,
                kind="Visit",
                record=visit.id,
                record_revision=visit.revision,
                user=_id("user"),
                at=datetime(2026, 11, 23, 10, 42, tzinfo=UTC),
                meaning="entered and checked",
            ),
        ),
    )
    return replace(made, **changes)


def published() -> Course:
    """The first patient of the Erlangen lupus series, as printed."""
    patient = Patient(id=_id("erl"), site=SITE, study_id="ERL-SLE-1", sex=Sex.FEMALE, published=True)

    def fact(variable: str, text: str, number: str = "", **more) -> PublishedFact:
        return PublishedFact(
            site=SITE,
            patient=patient.id,
            disease="SLE",
            variable=variable,
            text=text,
            number=number,
            source=more.pop("source", "S01"),
            **more,
        )

    return Course(
        patient=patient,
        diagnoses=(Diagnosis(site=SITE, patient=patient.id, disease="sle"),),
        infusions=(Infusion(site=SITE, patient=patient.id, dose="1×10^6 CAR T/kg"),),
        facts=(
            fact("sex", "F", timepoint="baseline", locator="Results, sentence 1"),
            fact("age", "20", "20", unit="a", timepoint="baseline", locator="Results, sentence 1"),
            fact("sledai2k", "16", "16", unit="score", timepoint="baseline", locator="Results, sentence 1"),
            fact("proteinuria", ">1 g/24 h", "1", unit="g/24h", relation=">", timepoint="baseline"),
            fact(
                "follow_up",
                "14",
                "14",
                unit="mo",
                timepoint="last follow-up",
                day=426,
                day_basis="months×30.4375",
            ),
            fact("infection", "none", timepoint="follow-up"),
            fact(
                "doris_remission",
                "yes",
                timepoint="month 3",
                day=91,
                day_basis="months×30.4375",
                source="S02",
            ),
        ),
        sources=(
            PublishedSource(
                site=SITE,
                code="S01",
                title="Schett G et al. CAR T Cell Treatment of Refractory SLE",
                journal="ACR abstract 2022",
                text_kind="abstract",
            ),
            PublishedSource(
                site=SITE,
                code="S02",
                title="Mackensen A et al. Anti-CD19 CAR T cell therapy",
                journal="Nat Med 2022;28:2124-2132",
                identifier="10.1038/s41591-022-02017-5",
            ),
        ),
    )
