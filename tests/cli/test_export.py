"""tracker export assessments: CSV files that other programs read, coded unless asked otherwise."""

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.cli.parser import run_command_line
from tracker.domain.change import Act
from tracker.domain.instruments import instrument
from tracker.domain.patient import Patient
from tracker.domain.visit import Assessment
from tracker.services.studies import open_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, practice_made: Path) -> Path:
    return Path(shutil.copytree(practice_made, tmp_path_factory.mktemp("practice") / "study"))


@pytest.fixture(scope="module")
def people(study: Path) -> list[Patient]:
    session = open_study(study, write=False)
    found = list(session.records.find(Patient))
    session.close()
    return found


def export(study: Path, folder: Path, *more: str) -> int:
    return run_command_line(["export", "assessments", "--study", str(study), "--output", str(folder), *more])


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def test_that_every_assessment_of_the_study_is_in_the_files(study, tmp_path, capsys):
    assert export(study, tmp_path / "out") == 0
    assert capsys.readouterr().err == ""
    session = open_study(study, write=False)
    stored = session.records.find(Assessment)
    session.close()
    files = {path.stem: list(read(path)) for path in (tmp_path / "out").glob("*.csv")}
    codebook = files.pop("codebook")
    assert {code: len(rows) for code, rows in files.items()} == {
        code: sum(each.instrument == code for each in stored) for code in {each.instrument for each in stored}
    }
    for code, rows in files.items():
        described = [line["column"] for line in codebook if line["file"] == f"{code}.csv"]
        assert described == list(rows[0])
        assert {line["source"] for line in codebook if line["file"] == f"{code}.csv"} == {
            instrument(code).source
        }


def test_that_coded_files_hold_no_name_no_number_and_no_date(study, people, tmp_path):
    assert export(study, tmp_path / "out") == 0
    text = "\n".join(path.read_text("utf-8-sig") for path in sorted((tmp_path / "out").glob("*.csv")))
    data = "\n".join(
        path.read_text("utf-8-sig")
        for path in sorted((tmp_path / "out").glob("*.csv"))
        if path.stem != "codebook"
    )
    named = {each.family for each in people if each.family} | {each.given for each in people if each.given}
    assert not {name for name in named if re.search(rf"\b{re.escape(name)}\b", data)}
    assert not {each.hospital_no for each in people if each.hospital_no and each.hospital_no in text}
    assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", text)


def test_that_the_same_search_finds_people_in_identified_files(study, people, tmp_path):
    assert export(study, tmp_path / "out", "--profile", "identified") == 0
    rows = list(read(tmp_path / "out" / "sledai_2k.csv"))
    known = {each.study_id: each for each in people}
    assert rows
    for row in rows:
        patient = known[row["study_id"]]
        assert (row["family"], row["given"]) == (patient.family, patient.given)
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["date"])


def test_that_a_second_export_into_the_folder_is_refused(study, tmp_path, capsys):
    assert export(study, tmp_path / "out") == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    capsys.readouterr()
    assert export(study, tmp_path / "out") == 1
    assert "is there already" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_that_each_export_stands_in_the_trail(study, tmp_path):
    def noted() -> int:
        session = open_study(study, write=False)
        try:
            events = session.records.history(session.study.id)
            return sum(event.act is Act.EXPORTED for event in events)
        finally:
            session.close()

    before = noted()
    assert export(study, tmp_path / "out") == 0
    assert noted() == before + 1
