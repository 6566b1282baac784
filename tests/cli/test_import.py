"""tracker import published: what it prints, how it refuses, that a second time adds nothing."""

import shutil
from pathlib import Path

import pytest

from tracker.cli.parser import run_command_line
from tracker.domain.published import PublishedFact
from tracker.paths import resource
from tracker.services.studies import create_study, open_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study that opens without a secret, closed."""
    folder = tmp_path / "study"
    create_study(folder, name="Test", clinic="Clinic", user_name="K. Abara", practice=True).session.close()
    return folder


def facts(study: Path) -> int:
    session = open_study(study, write=False)
    try:
        return len(session.records.find(PublishedFact))
    finally:
        session.close()


def test_that_an_import_says_what_came_of_it_and_a_second_one_adds_nothing(study, capsys):
    command = ["import", "published", str(resource("published")), "--study", str(study)]
    assert run_command_line(command) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:3] == ["19 patients added.", "21 sources added.", "241 facts added, 0 there already."]
    assert "In 2 places sources disagree; each is kept." in said
    assert run_command_line(command) == 0
    assert "0 facts added, 241 there already." in capsys.readouterr().out
    assert facts(study) == 241


def test_that_unknown_things_are_named_with_their_count(study, tmp_path, capsys):
    folder = shutil.copytree(resource("published"), tmp_path / "files")
    path = folder / "cart_patient_values.csv"
    path.write_bytes(path.read_bytes().replace(b"walking_distance", b"moon_phase"))
    assert run_command_line(["import", "published", str(folder), "--study", str(study)]) == 0
    assert "Unknown variables, kept as printed: moon_phase (1)." in capsys.readouterr().out


def test_that_a_wrong_file_is_one_sentence_and_changes_nothing(study, tmp_path, capsys):
    folder = shutil.copytree(resource("published"), tmp_path / "files")
    path = folder / "cart_cohort_values.csv"
    path.write_bytes(path.read_bytes().replace(b",5,sex_M", b",few,sex_M"))
    assert run_command_line(["import", "published", str(folder), "--study", str(study)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == [
        "cart_cohort_values.csv, line 3: “few” in column “n_patients” is not a number."
    ]
    assert facts(study) == 0


def test_that_a_missing_study_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as stopped:
        run_command_line(["import", "published", "folder"])
    assert stopped.value.code == 2
