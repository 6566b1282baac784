"""The daily steroid as prednisone: sums, stops, pulses, unknown never nothing."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from tests.courses import SITE, on
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.services.steroids import dose_on, steroid_doses

ME = uuid4()


def taking(drug, *steps, end=None, **more):
    return MedicationCourse(
        site=SITE,
        patient=ME,
        drug=drug,
        steps=tuple(DoseStep(on(day), dose, **more) for day, dose in steps),
        start=PartialDate.of(on(steps[0][0])) if steps else PartialDate.of(on(0)),
        end=PartialDate.of(on(end)) if end is not None else None,
    )


def amounts(*courses):
    return [((dose.start - on(0)).days, dose.amount) for dose in steroid_doses(courses)]


def test_that_a_taper_is_read_step_by_step_to_its_end():
    assert amounts(taking("prednisolone", (-14, "20"), (0, "7.5"), end=84)) == [
        (-14, Decimal(20)),
        (0, Decimal("7.5")),
        (84, Decimal(0)),
    ]


def test_that_two_steroids_are_added_as_prednisone():
    courses = taking("prednisone", (0, "5")), taking("methylprednisolone", (28, "4"))
    assert amounts(*courses) == [(0, Decimal(5)), (28, Decimal(10))]


def test_that_every_second_day_is_half_of_it():
    assert amounts(taking("prednisone", (0, "10"), per_days=2)) == [(0, Decimal(5))]


def test_that_a_dose_that_nobody_knows_makes_the_sum_unknown():
    assert amounts(taking("prednisone", (0, "5")), taking("dexamethasone")) == [(0, None)]


def test_that_another_unit_is_unknown_and_not_zero():
    assert amounts(taking("prednisone", (0, "5"), unit="mL")) == [(0, None)]


def test_that_a_steroid_against_toxicity_counts_like_any_other():
    pulse = MedicationCourse(
        site=SITE,
        patient=ME,
        drug="dexamethasone",
        purpose="toxicity",
        steps=(DoseStep(on(3), "7.5"), DoseStep(on(5), "0")),
    )
    assert amounts(taking("prednisone", (0, "5")), pulse) == [
        (0, Decimal(5)),
        (3, Decimal(55)),
        (5, Decimal(5)),
    ]


def test_that_the_day_before_the_first_dose_is_unknown():
    doses = steroid_doses([taking("prednisone", (0, "5"))])
    assert dose_on(doses, on(-1)) is None
    assert dose_on(doses, on(1)) == 5
    assert dose_on((), date(2026, 1, 1)) is None
