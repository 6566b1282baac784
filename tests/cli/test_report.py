"""tracker report: one patient or all, into a folder; what cannot be printed is said, the rest goes on."""

from datetime import date

import pytest

from tests.pdf.letters import read, text_of
from tracker.cli.parser import run_command_line
from tracker.domain.document import Document
from tracker.domain.infusion import Infusion
from tracker.domain.patient import Patient, Standing
from tracker.domain.study import Setting
from tracker.domain.visit import Visit
from tracker.paths import resource
from tracker.services.studies import create_study, open_study


@pytest.fixture
def study(tmp_path):
    """A closed study that opens without a secret: Łukasz, who has a visit, and one who died."""
    folder = tmp_path / "study"
    session = create_study(folder, name="Test", clinic="Clinic", user_name="K. Abara", practice=True).session
    site = session.site.id
    alive = Patient(site=site, study_id="CAR-SLE-01", family="R&D <b>", given="Łukasz")
    dead = Patient(site=site, study_id="CAR-SLE-02", family="Baumann", given="Greta", standing=Standing.DIED)
    with session.office.work(session.user.id) as unit:
        for entity in (
            alive,
            dead,
            Infusion(site=site, patient=alive.id),
            Visit(site=site, patient=alive.id, day=date(2026, 11, 23)),
            Visit(site=site, patient=dead.id, day=date(2026, 11, 23)),
            Setting(site=site, key="emergency_number", value="999"),
        ):
            unit.put(entity)
    session.close()
    return folder


def report(study, folder, *more):
    return run_command_line(["report", *more, "--study", str(study), "--output", str(folder)])


def documents(study):
    session = open_study(study, write=False)
    try:
        return [document.file_name for document in session.records.find(Document)]
    finally:
        session.close()


def test_that_one_patient_is_printed_and_the_file_named(study, tmp_path, capsys):
    assert report(study, tmp_path / "out", "summary", "--patient", "CAR-SLE-01") == 0
    (file,) = (tmp_path / "out").iterdir()
    assert file.name == "CAR-SLE-01_2026-11-23_summary_v1.pdf"
    assert capsys.readouterr().out.strip() == str(file)
    assert "R&D <B>, Łukasz" in text_of(file.read_bytes())
    assert documents(study) == [file.name]


def test_that_all_prints_what_it_can_and_lists_the_rest(study, tmp_path, capsys):
    assert report(study, tmp_path / "out", "handout", "--all") == 0
    said = capsys.readouterr()
    assert said.out.strip() == f"1 file in {tmp_path / 'out'}"
    assert said.err.strip() == "CAR-SLE-02: This patient has died: no handout is made."


def test_that_a_single_patient_who_cannot_be_printed_is_a_refusal(study, tmp_path, capsys):
    assert report(study, tmp_path / "out", "handout", "--patient", "CAR-SLE-02") == 1
    assert capsys.readouterr().err.strip() == "This patient has died: no handout is made."
    assert documents(study) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            ["--patient", "NOBODY"],
            "No patient has the study ID “NOBODY”. Look it up in the list of patients.",
        ),
        (
            ["--patient", "CAR-SLE-01", "--visit", "2020-01-01"],
            "CAR-SLE-01 has no visit on 01-Jan-2020. Leave --visit out for the last one.",
        ),
    ],
)
def test_that_what_is_not_there_is_one_plain_sentence(study, tmp_path, capsys, more, said):
    assert report(study, tmp_path / "out", "summary", *more) == 1
    assert capsys.readouterr().err.strip() == said


def test_that_paper_and_visit_can_be_chosen(study, tmp_path):
    more = ("--patient", "CAR-SLE-01", "--visit", "2026-11-23", "--paper", "letter")
    assert report(study, tmp_path / "out", "summary", *more) == 0
    (file,) = (tmp_path / "out").iterdir()
    assert [round(float(x)) for x in read(file.read_bytes()).pages[0].mediabox[2:]] == [612, 792]


@pytest.mark.parametrize("more", [[], ["--patient", "X", "--all"], ["--all", "--paper", "a5"]])
def test_that_wrong_usage_is_told_apart(study, tmp_path, more):
    with pytest.raises(SystemExit) as stopped:
        report(study, tmp_path / "out", "summary", *more)
    assert stopped.value.code == 2


def test_that_a_published_patient_has_a_summary_with_value_and_source(study, tmp_path):
    run_command_line(["import", "published", str(resource("published")), "--study", str(study)])
    assert report(study, tmp_path / "out", "summary", "--patient", "ERL-SLE-1") == 0
    (file,) = (tmp_path / "out").iterdir()
    said = text_of(file.read_bytes())
    assert "SLEDAI-2K 16" in said
    assert "Schett G et al." in said
