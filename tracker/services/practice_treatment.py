"""How practice patients are treated: infusions, medicines, and the side effects that many have."""

from uuid import UUID

from tracker.domain.adverse_event import EventKind
from tracker.domain.bedside_sheets import CRS, ICANS
from tracker.domain.infusion import Conditioning, Infusion
from tracker.domain.partial_date import PartialDate
from tracker.services.practice_record import SITE, PatientRecord

_WITH_FOOD = "1 tablet in the morning, with food"
_TWICE = "1 tablet in the morning\n1 tablet in the evening"
CONDITIONING = {"lymphodepletion": "probable", "car_t": "unlikely"}
_EARLIER = {
    "sle": "mycophenolate",
    "iim": "azathioprine",
    "ssc": "mycophenolate",
    "ra": "methotrexate",
    "mg": "azathioprine",
    "ms": "natalizumab",
}


def treat(record: PatientRecord) -> None:
    """Infusions with their conditioning, and what followed in the first weeks."""
    if record.day0 is None:
        return
    _first_weeks(record, _infusion(record, 0, 1))
    if record.person.second_infusion:
        again = _infusion(record, record.person.second_infusion, 2)
        start = record.person.second_infusion + 2
        record.toxicity(CRS.code, again, start, start + 2, 1)


def _infusion(record: PatientRecord, day: int, number: int) -> UUID:
    infusion = Infusion(
        id=record.identity(),
        site=SITE,
        patient=record.id,
        number=number,
        day0=record.partial(day),
        product="CD19 CAR T cells, autologous",
        dose="1000000",
        dose_unit="cells/kg",
        lot=f"P-{record.rng.randrange(1000, 9999)}",
    )
    record.entities.append(infusion)
    for drug, dose, first, last in (("fludarabine", "25", -5, -3), ("cyclophosphamide", "1000", -3, -3)):
        record.entities.append(
            Conditioning(
                id=record.identity(),
                site=SITE,
                patient=record.id,
                infusion=infusion.id,
                drug=drug,
                dose=dose,
                unit="mg/m²",
                start=record.partial(day + first),
                end=record.partial(day + last),
            )
        )
    return infusion.id


def _first_weeks(record: PatientRecord, infusion: UUID) -> None:
    person = record.person
    if person.crs:
        start = 2 if "okafor" in person.stories else record.rng.choice((1, 2, 3))
        goes_on = "crs_goes_on" in person.stories
        end = start + 3 if person.crs == 1 else start + 5
        record.toxicity(CRS.code, infusion, start, None if goes_on else end, person.crs)
        if person.crs == 2:
            dose = record.step(start + 1, "8", "mg/kg")
            record.medicine(
                "tocilizumab", start + 1, start + 1, (dose,), purpose="toxicity", why_stopped="Given once"
            )
    if person.icans:
        record.toxicity(ICANS.code, infusion, 5, 7, person.icans)


def medicate(record: PatientRecord) -> None:
    """Steroids down to nothing, protection from infection, what was stopped before, vaccines."""
    person = record.person
    if person.followed is None:
        record.medicine("prednisolone", -200, steps=(record.step(-200, "15"),), how=_WITH_FOOD)
        record.medicine(
            "hydroxychloroquine", PartialDate(2018), steps=(record.step(-200, "200"),), how=_WITH_FOOD
        )
        return
    _steroid(record)
    earlier = _EARLIER[person.disease]
    record.medicine(
        earlier,
        PartialDate.parse(person.since),
        -21,
        (record.step(-400, "1000" if earlier == "mycophenolate" else "100", doses=1),),
        why_stopped="Stopped before treatment",
    )
    record.medicine(
        "aciclovir",
        -5,
        370 if person.followed > 380 else None,
        (record.step(-5, "400", doses=2),),
        purpose="prophylaxis",
        how=_TWICE,
        why_stopped="No longer needed" if person.followed > 380 else "",
    )
    if "co-trimoxazole" not in person.allergies:
        record.medicine(
            "co_trimoxazole",
            -5,
            190 if person.followed > 200 else None,
            (record.step(-5, "960", doses=3, per_days=7),),
            purpose="prophylaxis",
            how="1 tablet on Monday, Wednesday and Friday",
            why_stopped="No longer needed" if person.followed > 200 else "",
        )
    if person.disease == "mg":
        dose = record.step(-300, "60", doses=3)
        record.medicine("pyridostigmine", PartialDate(2019), steps=(dose,), how="1 tablet three times a day")
    if person.disease == "sle" and person.study_id.endswith(("07", "08", "10")):
        dose = record.step(-300, "200")
        record.medicine("hydroxychloroquine", PartialDate.parse(person.since), steps=(dose,), how=_WITH_FOOD)
    _immunity(record)


def _steroid(record: PatientRecord) -> None:
    person = record.person
    drug = "prednisolone" if person.disease != "ssc" else "prednisone"
    if "okafor" in person.stories:
        doses: tuple[tuple[int, str], ...] = (
            (-14, "20"),
            (0, "15"),
            (10, "10"),
            (21, "7.5"),
            (35, "5"),
            (56, "2.5"),
        )
        stop = 84
    else:
        first = record.rng.choice((10, 15, 20, 25))
        doses = ((-60, str(first)), (0, "10"), (14, "7.5"), (28, "5"), (49, "2.5"))
        stop = record.rng.choice((63, 70, 84, 91))
    ends = stop if (person.followed or 0) > stop and not (person.left and person.left[1] < stop) else None
    record.drug_free = ends
    record.medicine(
        drug,
        PartialDate.parse(person.since),
        ends,
        tuple(record.step(day, dose) for day, dose in doses if day < (person.followed or 0)),
        how=_WITH_FOOD if ends is None else "",
        why_stopped="Disease quiet" if ends is not None else "",
    )
    if person.relapse and person.second_infusion:
        second = person.second_infusion
        record.drug_free = second + 84
        again = ((person.relapse, "20"), (second, "15"), (second + 21, "10"), (second + 42, "5"))
        steps = tuple(record.step(day, dose) for day, dose in again)
        record.medicine(drug, person.relapse, second + 84, steps, why_stopped="Disease quiet")


def _immunity(record: PatientRecord) -> None:
    person = record.person
    followed = person.left[1] if person.left else person.followed or 0
    for day in (63, 91) if "okafor" in person.stories else (91, 119) if record.rng.random() < 0.35 else ():
        if day < followed:
            dose = (record.step(day, "30", "g"),)
            record.medicine(
                "ivig", day, day, dose, purpose="replacement", name="IVIG", why_stopped="Given once"
            )
    flu = 150 if "okafor" in person.stories else record.rng.randrange(190, 260)
    if flu < followed:
        record.medicine("vaccine_influenza", flu, flu, purpose="vaccination", why_stopped="Given once")
    if followed > 400:
        day = record.rng.randrange(340, 390)
        record.medicine("vaccine_pneumococcus", day, day, purpose="vaccination", why_stopped="Given once")
    if followed > 95:
        closed = followed > 600
        record.event(
            "Hypogammaglobulinaemia",
            EventKind.OTHER,
            63,
            500 if closed else None,
            grade=2,
            relations={"car_t": "probable"},
            action="IVIG",
            ongoing=not closed,
        )


def suffer(record: PatientRecord) -> None:
    """Infections and the rest of the side effects."""
    person = record.person
    followed = (person.left[1] if person.left else person.followed) or 0
    if "okafor" in person.stories:
        record.event("Cold", EventKind.INFECTION, 41, 49, grade=1)
        record.event(
            "Shingles (herpes zoster)", EventKind.INFECTION, 103, 117, grade=2, action="Aciclovir 800 mg"
        )
    elif followed > 100 and record.rng.random() < 0.6:
        day = record.rng.randrange(30, 95)
        record.event("Cold", EventKind.INFECTION, day, day + 7, grade=1)
    if followed > 8:
        record.event(
            "Neutropenia", EventKind.OTHER, 5, min(13, followed - 1), grade=3, relations=CONDITIONING
        )
