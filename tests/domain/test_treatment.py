"""Which medicines count as treatment of the disease, and until when."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.treatment import Verdict, counted, stretches, taken

SITE = UUID(int=1)
DAY0 = date(2026, 5, 22)


def day(number):
    return DAY0 + timedelta(days=number)


def course(drug, dose="5", unit="mg", **more):
    steps = more.pop("steps", (DoseStep(more.pop("since", day(0)), dose, unit),) if dose else ())
    return MedicationCourse(site=SITE, patient=SITE, drug=drug, steps=steps, **more)


def verdict(known, on=10, **more):
    return counted(known, day(on), (DAY0,), **more).verdict


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (course("prednisolone", purpose="disease"), Verdict.YES),
        (course("prednisolone", "0.5", route="topical"), Verdict.NO),
        (course("mycophenolate"), Verdict.YES),
        (course("rituximab"), Verdict.YES),
        (course("hydroxychloroquine"), Verdict.ALLOWED),
        (course("aciclovir"), Verdict.NO),
        (course("vaccine_influenza"), Verdict.NO),
        (course("fludarabine", purpose="other"), Verdict.NO),
        (course("nintedanib"), Verdict.NO),
        (course("filgrastim", "0.3", purpose="toxicity", since=day(119)), Verdict.NO),
        (course("pyridostigmine"), Verdict.NO),
        (course("tocilizumab", purpose="toxicity"), Verdict.NO),
        (course("tocilizumab", purpose="disease"), Verdict.YES),
        (course("dexamethasone", "10", purpose="toxicity"), Verdict.NO),
        (course("hydrocortisone", "20", purpose="adrenal_replacement"), Verdict.NO),
        (course("hydrocortisone", "20.1", purpose="adrenal_replacement"), Verdict.YES),
        (course("hydrocortisone", "", purpose="adrenal_replacement"), Verdict.ASK),
        (course("ivig", "0.4", "g/kg"), Verdict.NO),
        (course("ivig", "1", "g/kg"), Verdict.YES),
        (course("ivig", "30", "g"), Verdict.ASK),
        (course("ivig", "30", "g", purpose="replacement"), Verdict.NO),
    ],
    ids=lambda value: value.drug if isinstance(value, MedicationCourse) else str(value),
)
def test_that_a_medicine_counts_by_class_route_purpose_and_dose(known, expected):
    assert verdict(known) is expected


def test_that_a_drug_against_toxicity_asks_again_after_day_28():
    known = course("dexamethasone", "10", purpose="toxicity")
    assert [verdict(known, on) for on in (28, 29)] == [Verdict.NO, Verdict.ASK]


def test_that_the_days_count_from_the_last_infusion():
    known = course("dexamethasone", "10", purpose="toxicity")
    assert counted(known, day(210), (DAY0, day(200))).verdict is Verdict.NO


def test_that_the_investigator_overrules_with_a_reason():
    known = course("mycophenolate", ruling="does not count", ruling_reason="eye drops in truth")
    made = counted(known, day(1), (DAY0,))
    assert (made.verdict, made.why.values["why"]) == (Verdict.NO, "eye drops in truth")


def test_that_a_study_may_count_antimalarials():
    assert verdict(course("hydroxychloroquine"), antimalarials_count=True) is Verdict.YES


def test_that_a_step_to_nothing_ends_what_is_taken_and_a_later_one_begins_it_anew():
    known = course(
        "prednisone", steps=(DoseStep(day(0), "5"), DoseStep(day(7), "0"), DoseStep(day(20), "2.5"))
    )
    assert list(taken(known)) == [(day(0), day(7)), (day(20), None)]


def test_that_the_last_day_is_the_first_one_without():
    known = course("prednisone", end=PartialDate.of(day(9)))
    assert list(taken(known)) == [(day(0), day(9))]


def test_that_a_stretch_is_cut_where_its_verdict_changes():
    known = course("dexamethasone", "10", purpose="toxicity", end=PartialDate.of(day(40)))
    assert [(s.start, s.end, s.verdict) for s in stretches((known,), (DAY0,))] == [
        (day(0), day(29), Verdict.NO),
        (day(29), day(40), Verdict.ASK),
    ]
