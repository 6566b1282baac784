"""Where a patient stands with a remission rule: met since, lost, open, too early, or no rule at all."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests.courses import SITE, TODAY, okafor, on
from tests.fakes import FakeRecords
from tests.services.test_patients import entities
from tracker.domain.diseases import DISEASES
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis
from tracker.domain.visit import Assessment, Visit
from tracker.services.patients import State, patient_rows
from tracker.services.remission import Answer, Remission, remission, remission_of, remission_rule

RULE = remission_rule(DISEASES["sle"])


def answered(*truths: tuple[int, bool | None]) -> list[tuple[date, Assessment]]:
    return [
        (
            on(day),
            Assessment(
                site=SITE,
                patient=uuid4(),
                visit=uuid4(),
                instrument="doris_2021",
                version=1,
                result={"met": met, "quiet": met},
            ),
        )
        for day, met in truths
    ]


def stand(*truths: tuple[int, bool | None], today: int = 400) -> Remission:
    return remission(RULE, answered(*truths), on(0), on(today))


def test_that_it_is_met_since_the_first_visit_of_the_stretch_that_still_holds() -> None:
    found = stand((28, True), (56, False), (84, True), (112, True))
    assert (found.answer, found.since) == (Answer.MET, on(84))


def test_that_it_is_lost_at_the_first_visit_after_the_last_one_that_met_it() -> None:
    found = stand((28, True), (56, True), (84, False), (112, False))
    assert (found.answer, found.since) == (Answer.LOST, on(84))


def test_that_never_met_is_not_lost() -> None:
    assert stand((28, False), (56, False)).answer is Answer.NOT_MET


def test_that_an_answer_that_is_missing_at_the_newest_visit_leaves_it_open() -> None:
    assert stand((28, True), (56, None)).answer is Answer.OPEN


def test_that_what_was_answered_before_the_infusion_counts_for_nothing() -> None:
    assert stand((-7, True)).answer is Answer.TOO_EARLY
    assert remission(RULE, answered((-7, True)), None, TODAY).answer is Answer.BEFORE


def test_that_a_disease_without_a_rule_is_never_said_not_to_meet_one() -> None:
    assert remission(remission_rule(DISEASES["ssc"]), (), on(0), TODAY).answer is Answer.NO_RULE


def test_that_the_conditions_are_those_the_rule_rests_on_and_no_other_readings() -> None:
    assert RULE is not None
    titles = [each.title for each in stand((28, True)).criteria]
    assert titles == [each.title for each in RULE.outputs[1:5]]
    assert [each.held for each in stand((28, True)).criteria] == [True, None, None, None]


@pytest.fixture
def course_with_rule():
    course = okafor()
    visits = {visit.day: visit.id for visit in course.visits}
    found = tuple(
        replace(each, patient=course.patient.id, visit=visits[day])
        for day, each in answered((84, False), (112, True), (185, True))
    )
    return replace(course, assessments=(*course.assessments, *found))


def test_that_the_list_and_the_record_say_the_same(course_with_rule) -> None:
    row = patient_rows(FakeRecords(*entities(course_with_rule)), TODAY)[0]
    assert row.remission == remission_of(course_with_rule, TODAY)
    assert row.remission_day == 112
    assert State.REMISSION in row.states


def test_that_a_score_without_a_rule_shows_its_change_since_day_0() -> None:
    course = okafor()
    scleroderma = Diagnosis(site=SITE, patient=course.patient.id, disease="ssc")
    scores = tuple(
        Assessment(
            site=SITE,
            patient=course.patient.id,
            visit=visit.id,
            instrument="mrss",
            version=1,
            result={"mrss": value},
        )
        for visit, value in zip((course.visits[0], course.visits[-1]), (20, 8), strict=True)
    )
    row = patient_rows(
        FakeRecords(*entities(replace(course, diagnoses=(scleroderma,), assessments=scores))), TODAY
    )[0]
    assert row.score_change == -12
    assert row.remission.answer is Answer.NO_RULE


def test_that_after_a_second_infusion_days_still_count_from_the_first() -> None:
    course = okafor()
    again = replace(course.infusions[0], id=uuid4(), number=2, day0=PartialDate.of(on(160)))
    later = replace(course, infusions=(course.infusions[0], again))
    row = patient_rows(FakeRecords(*entities(later)), TODAY)[0]
    assert row.day == 185
    assert row.cells.back is None or row.cells.back > 160


def test_that_one_scale_holds_for_all_drawings_of_a_score(course_with_rule) -> None:
    other = replace(course_with_rule.patient, id=uuid4(), study_id="CAR-SLE-99", hospital_no="1")
    diagnosis = Diagnosis(site=SITE, patient=other.id, disease="sle")
    visit = Visit(site=SITE, patient=other.id, day=on(7), code="unplanned")
    low = Assessment(
        site=SITE, patient=other.id, visit=visit.id, instrument="sledai_2k", version=1, result={"total": 3}
    )
    rows = patient_rows(FakeRecords(*entities(course_with_rule), other, diagnosis, visit, low), TODAY)
    assert {row.score_top for row in rows} == {16}
