"""The list of patients, the search in it, and what enrolment refuses."""

from dataclasses import replace
from datetime import date

import pytest

from tests.courses import okafor, published
from tests.fakes import FakeRecords, fake_session
from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient, Sex, Standing
from tracker.domain.refusal import Refusal
from tracker.services.course import Course
from tracker.services.enrolment import NewInfusion, NewPatient, enrol, next_study_id, record_infusion, twins
from tracker.services.patient_search import same_surname, search
from tracker.services.patients import Filter, State, chosen, patient_rows

TODAY = date(2026, 11, 23)
SITE = okafor().patient.site


def entities(course: Course) -> list:
    return [
        course.patient,
        *course.diagnoses,
        *course.infusions,
        *course.visits,
        *course.labs,
        *course.assessments,
        *course.medications,
        *course.events,
    ]


def person(family: str, given: str, born: str, number: str, study_id: str, **more: object) -> Patient:
    return Patient(
        site=SITE,
        family=family,
        given=given,
        born=PartialDate.parse(born),
        hospital_no=number,
        study_id=study_id,
        **more,
    )


OTHERS = (
    person("Okafor", "Chidi", "1963-03-14", "104 0044", "CAR-IIM-05"),
    person("Nguyễn", "Thị Hồng", "1999-02-22", "104 0058", "CAR-SLE-10"),
    person("Łukasz", "Đorđe", "1970", "104 0099", "CAR-SSC-02"),
)


@pytest.fixture
def rows():
    return patient_rows(FakeRecords(*entities(okafor()), *OTHERS), TODAY)


def found(rows, text: str) -> list[str]:
    return [row.patient.study_id for row in search(rows, text)]


def test_that_a_row_says_how_b_cells_and_score_stand_today(rows) -> None:
    row = next(row for row in rows if row.patient.study_id == "CAR-SLE-07")
    assert (row.day, row.age, row.score) == (185, 35, "2")
    assert row.score_title == "SLEDAI-2K"
    assert State.BACK in row.states
    assert any(spot.unseen for spot in row.cells_spots)


def test_that_a_patient_without_infusion_has_no_day_and_no_score(rows) -> None:
    row = next(row for row in rows if row.patient.study_id == "CAR-SSC-02")
    assert row.day is None
    assert row.score == ""
    assert row.states == {State.BEFORE}


def test_that_an_age_is_not_told_when_only_the_year_of_birth_leaves_two_answers() -> None:
    rows = patient_rows(FakeRecords(OTHERS[2]), date(2026, 6, 1))
    assert rows[0].age is None


@pytest.mark.parametrize(
    "text",
    ["oka", "OKAFOR, Ada", "adaeze", "104 0027", "1040027", "sle-07", "14-03-91", "14 Mar 1991", "1991-03"],
)
def test_that_a_patient_is_found_by_what_stands_on_the_paper(rows, text: str) -> None:
    assert "CAR-SLE-07" in found(rows, text)


def test_that_accents_are_not_needed_to_find_a_name(rows) -> None:
    assert found(rows, "nguyen") == ["CAR-SLE-10"]
    assert found(rows, "dorde") == ["CAR-SSC-02"]


def test_that_a_wrong_birth_day_finds_nobody(rows) -> None:
    assert found(rows, "15-03-91") == []


def test_that_two_patients_of_one_surname_are_pointed_out_even_when_one_is_in_view(rows) -> None:
    assert same_surname(search(rows, "chidi"), rows) == {"Okafor"}
    assert same_surname(search(rows, "nguyen"), rows) == frozenset()


def test_that_those_who_left_are_hidden_until_asked_for() -> None:
    gone = replace(OTHERS[0], standing=Standing.DIED, standing_since=PartialDate.parse("2026-01-02"))
    rows = patient_rows(FakeRecords(gone, OTHERS[1]), TODAY)
    assert len(chosen(rows, Filter())) == 1
    assert len(chosen(rows, Filter(with_left=True))) == 2


def test_that_chips_count_with_the_other_filters_applied(rows) -> None:
    assert len(chosen(rows, Filter(disease="sle", state=State.BACK))) == 1
    assert len(chosen(rows, Filter(disease="iim", state=State.BACK))) == 0


def test_that_a_published_patient_shows_what_was_printed_and_no_state_of_its_own() -> None:
    course = published()
    rows = patient_rows(FakeRecords(*entities(course), *course.facts, *course.sources), TODAY)
    (row,) = rows
    assert row.printed["score"].text == "16"
    assert (row.score, row.day, row.states) == ("", None, {State.PUBLISHED})


NEW = NewPatient(
    study_id="CAR-SLE-11",
    family="Iyer",
    given="Sunita",
    born=PartialDate.parse("1995-06-30"),
    sex=Sex.FEMALE,
    hospital_no="104 0063",
    disease="sle",
)


def test_that_enrolment_writes_patient_and_diagnosis_in_one_change() -> None:
    session = fake_session()
    patient, touched = enrol(session, NEW)
    assert session.records.get(Patient, patient).family == "Iyer"
    assert session.records.find(Diagnosis, patient=patient)[0].disease == "sle"
    assert {ref.patient for ref in touched} == {patient}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"family": " "}, "family name"),
        ({"study_id": "../x"}, "study ID"),
        ({"study_id": "CAR-SLE-10"}, "taken"),
        ({"hospital_no": "1040058"}, "number"),
        ({"family": "nguyen", "born": PartialDate.parse("1999-02-22")}, "birth date"),
    ],
)
def test_that_enrolment_refuses_what_is_empty_taken_or_a_likely_twin(change: dict, word: str) -> None:
    session = fake_session(OTHERS[1])
    with pytest.raises(Refusal, match=word):
        enrol(session, replace(NEW, **change))
    assert len(session.records.find(Patient)) == 1


def test_that_a_twin_can_be_enrolled_when_somebody_says_it_is_another_person() -> None:
    session = fake_session(OTHERS[1])
    alike = replace(NEW, hospital_no="104 0058")
    assert twins(session.records, alike)
    enrol(session, alike, though_alike=True)
    assert len(session.records.find(Patient)) == 2


def test_that_the_next_study_id_follows_the_highest_of_the_disease() -> None:
    assert next_study_id(FakeRecords(*OTHERS), "SLE") == "CAR-SLE-11"
    assert next_study_id(FakeRecords(*OTHERS), "MG") == "CAR-MG-01"


def test_that_a_second_infusion_has_to_come_after_the_first() -> None:
    session = fake_session(OTHERS[1])
    record_infusion(session, OTHERS[1].id, NewInfusion(day0=PartialDate.parse("2026-05-22")))
    with pytest.raises(Refusal, match="after the one before"):
        record_infusion(session, OTHERS[1].id, NewInfusion(day0=PartialDate.parse("2026-05-22")))
    record_infusion(session, OTHERS[1].id, NewInfusion(day0=PartialDate.parse("2026-09")))


def test_that_the_list_says_what_is_due_next_and_how_late_it_is():
    course = okafor()
    before = tuple(visit for visit in course.visits if visit.code != "M6")
    row = patient_rows(FakeRecords(*entities(replace(course, visits=before))), TODAY)[0]
    assert (row.next_due.planned.code, row.next_due.late) == ("m6", 1)
    later = patient_rows(FakeRecords(*entities(course)), TODAY)[0]
    assert (later.next_due.planned.code, later.next_due.late) == ("d150", 35)
    gone = replace(course, patient=replace(course.patient, standing=Standing.LOST))
    assert patient_rows(FakeRecords(*entities(gone)), TODAY)[0].next_due is None


def test_that_an_infusion_that_was_planned_becomes_the_one_that_was_given():
    patient = Patient(site=OTHERS[0].site, study_id="P-1")
    planned = Infusion(site=patient.site, patient=patient.id, planned=PartialDate(2026, 12, 8))
    session = fake_session(patient, planned)
    record_infusion(session, patient.id, NewInfusion(day0=PartialDate(2026, 12, 9), lot="L-1"))
    (given,) = session.records.find(Infusion)
    assert (given.id, str(given.day0), given.lot) == (planned.id, "2026-12-09", "L-1")
