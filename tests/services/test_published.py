"""Published patients in a study: kept once, word for word, with what is unknown counted."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import fake_session
from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient, Sex
from tracker.domain.progress import Cancelled
from tracker.domain.published import PublishedFact, PublishedSource
from tracker.domain.published_variables import disease_code
from tracker.domain.refusal import Refusal
from tracker.exchange.published import read_published
from tracker.paths import resource
from tracker.services.published import import_published
from tracker.services.session import Session
from tracker.services.studies import create_study, open_study


@pytest.fixture
def session() -> Session:
    return fake_session()


@pytest.fixture
def rows():
    return read_published(resource("published"))


def patient(session: Session, key: str) -> Patient:
    return session.records.find(Patient, study_id=key)[0]


def facts(session: Session, key: str, variable: str) -> tuple[PublishedFact, ...]:
    return session.records.find(PublishedFact, patient=patient(session, key).id, variable=variable)


def spoilt(tmp_path: Path, old: str, new: str, file: str = "cart_patient_values.csv"):
    folder = Path(shutil.copytree(resource("published"), tmp_path / "files"))
    text = (folder / file).read_bytes().decode()
    assert old in text
    (folder / file).write_bytes(text.replace(old, new).encode())
    return read_published(folder)


def test_that_every_value_is_kept_with_its_source(session, rows):
    done = import_published(session, rows)
    assert (done.patients, done.sources, done.cohort_facts) == (19, 21, 66)
    assert done.facts == 173 + done.overlaps
    score = facts(session, "ERL-SLE-1", "sledai2k")[0]
    assert (score.text, score.unit, score.timepoint, score.source, score.day) == (
        "16",
        "score",
        "baseline",
        "S01",
        None,
    )
    assert session.records.find(PublishedSource, code="S01")[0].journal == "ACR abstract 2022"
    assert done.touched


def test_that_importing_twice_adds_nothing(session, rows):
    first = import_published(session, rows)
    before = dict(session.records.rows)
    again = import_published(session, rows)
    assert (again.added, again.patients, again.sources) == (0, 0, 0)
    assert again.there == first.added
    assert again.touched == frozenset()
    assert session.records.rows == before


def test_that_patients_have_no_name_and_only_the_dates_that_were_printed(session, rows):
    import_published(session, rows)
    someone = patient(session, "HD-SSC-1")
    assert (someone.published, someone.family, someone.born, someone.sex) == (True, "", None, Sex.FEMALE)
    infusion = session.records.find(Infusion, patient=someone.id)[0]
    assert infusion.day0 == PartialDate(2022, 10)
    assert (infusion.dose, infusion.dose_unit) == ("400000000", "cells")
    assert session.records.find(Infusion, patient=patient(session, "ERL-SLE-1").id)[0].day0 is None
    assert patient(session, "MOU-SLE-1").sex is Sex.UNKNOWN


@pytest.mark.parametrize(
    ("key", "disease"),
    [
        ("ERL-SLE-1", "sle"),
        ("HZ-CSLE-1", "sle"),
        ("ERL-ASYS-1", "iim"),
        ("HD-SSC-1", "ssc"),
        ("VIL-GAD-1", "other"),
    ],
)
def test_that_the_printed_disease_finds_its_place(session, rows, key, disease):
    import_published(session, rows)
    assert session.records.find(Diagnosis, patient=patient(session, key).id)[0].disease == disease


@pytest.mark.parametrize(
    ("printed", "code"), [("Graves", "other"), ("RA", "ra"), ("MS", "ms"), ("SSc", "ssc")]
)
def test_that_letters_inside_a_word_are_no_disease(printed, code):
    assert disease_code(printed) == code


def test_that_two_sources_that_disagree_are_both_kept(session, rows):
    done = import_published(session, rows)
    grades = session.records.find(
        PublishedFact, cohort="Erlangen mixed (Müller 2024)", variable="crs_grade1_n"
    )
    assert {(fact.source, fact.number) for fact in grades} == {("S23", "10"), ("S23b", "8")}
    assert done.disagreements == 2


def test_that_a_possible_overlap_is_kept_as_a_note(session, rows):
    import_published(session, rows)
    assert "ERL-SLE-1" in facts(session, "MOU-SLE-1", "possible_overlap")[0].text


def test_that_a_value_that_changed_at_its_source_is_kept_beside_the_old_one(session, rows, tmp_path):
    import_published(session, rows)
    changed = spoilt(tmp_path, "ERL-SLE-3,SLE,sledai2k,10,10,", "ERL-SLE-3,SLE,sledai2k,11,11,")
    done = import_published(session, changed)
    assert {fact.number for fact in facts(session, "ERL-SLE-3", "sledai2k")} == {"10", "11"}
    assert done.disagreements == 3
    assert done.contradictions == 1


def test_that_the_wide_file_against_the_long_one_is_a_fact_of_its_own(session, tmp_path):
    rows = spoilt(tmp_path, "ERL-SLE-4,SLE,F,24,,,8,", "ERL-SLE-4,SLE,M,24,,,9,", "cart_patients_wide.csv")
    done = import_published(session, rows)
    assert done.contradictions == 2
    assert {fact.text for fact in facts(session, "ERL-SLE-4", "sex")} == {"F", "M"}
    wide = next(fact for fact in facts(session, "ERL-SLE-4", "sledai2k") if fact.number == "9")
    assert wide.locator.startswith("cart_patients_wide.csv")


def test_that_what_only_the_wide_file_says_is_kept(session, tmp_path):
    rows = spoilt(tmp_path, "ERL-SLE-4,SLE,F,24,,,8,,", "ERL-SLE-4,SLE,F,24,,,8,7,", "cart_patients_wide.csv")
    done = import_published(session, rows)
    assert facts(session, "ERL-SLE-4", "mrss")[0].number == "7"
    assert done.contradictions == 0


def test_that_unknown_variables_units_and_time_points_are_kept_and_counted(session, tmp_path):
    rows = spoilt(
        tmp_path,
        "ERL-SLE-1,SLE,age,20,20,a,=,baseline",
        "ERL-SLE-1,SLE,moon_phase,20,20,furlong,=,fortnight 3",
    )
    done = import_published(session, rows)
    assert dict(done.unknown_variables) == {"moon_phase": 1}
    assert dict(done.unknown_units) == {"furlong": 1}
    assert dict(done.unknown_timepoints) == {"fortnight 3": 1}
    assert facts(session, "ERL-SLE-1", "moon_phase")[0].timepoint == "fortnight 3"


def test_that_the_shipped_files_hold_nothing_unknown(session, rows):
    done = import_published(session, rows)
    unknown = (done.unknown_variables, done.unknown_units, done.unknown_timepoints, done.unknown_sources)
    assert not any(unknown)


def test_that_another_paper_under_a_known_code_gets_a_code_of_its_own(session, rows):
    import_published(session, rows)
    other = replace(rows.sources[0], title="Another paper", identifier="10.1/other")
    fact = replace(rows.facts[2], text="12", number="12")
    done = import_published(session, replace(rows, sources=(other,), facts=(fact,), cohort_facts=(), wide=()))
    assert done.sources == 1
    assert {each.source for each in facts(session, "ERL-SLE-1", "sledai2k")} == {"S01", "S01 (2)"}


def test_that_a_fact_whose_source_is_not_described_is_kept_and_counted(session, rows):
    done = import_published(session, replace(rows, sources=rows.sources[1:]))
    assert done.unknown_sources["S01"] > 10


def test_that_a_study_id_of_a_real_patient_is_never_taken(rows):
    site = fake_session().site.id
    session = fake_session(Patient(site=site, study_id="ERL-SLE-5", family="Okafor", given="Adaeze"))
    with pytest.raises(Refusal, match="ERL-SLE-5"):
        import_published(session, rows)
    assert len(session.records.find(Patient)) == 1
    assert not session.records.find(PublishedFact)


def test_that_a_stop_half_way_leaves_nothing(session, rows):
    def stop(done: int, total: int, what: str) -> None:
        if done == 7:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_published(session, rows, stop)
    assert not session.records.find(Patient)
    assert not session.records.find(PublishedSource)
    import_published(session, rows)
    assert len(session.records.find(Patient)) == 19


def test_that_progress_counts_up_to_its_total(session, rows):
    steps: list[tuple[int, int]] = []
    import_published(session, rows, lambda done, total, what: steps.append((done, total)))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert steps[-1][0] == steps[-1][1]


def test_that_a_real_study_holds_the_same_facts_after_closing(tmp_path, rows):
    folder = tmp_path / "study"
    made = create_study(folder, name="Test", clinic="Clinic", user_name="K. Abara", practice=True).session
    first = import_published(made, rows)
    made.close()
    again = open_study(folder)
    try:
        assert import_published(again, rows).added == 0
        assert len(again.records.find(PublishedFact)) == first.added
        span = again.records.find(PublishedFact, variable="fludarabine", source="S05")[0]
        assert (span.day, span.last_day) == (-4, -2)
    finally:
        again.close()
