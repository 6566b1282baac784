"""The trail as a file: it reads back as the database holds it, with names, and the export is an entry."""

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from tracker.cli.parser import run_command_line
from tracker.domain.change import Act
from tracker.domain.patient import Patient
from tracker.domain.refusal import Refusal
from tracker.exchange.trail import read_rows, write_rows
from tracker.language import words
from tracker.services.practice_study import create_practice_study
from tracker.services.studies import open_study
from tracker.services.trail import TrailFilter
from tracker.services.trail_export import export_trail
from tracker.store.json_text import read_json


@pytest.fixture
def study(tmp_path, practice_made):
    return Path(shutil.copytree(practice_made, tmp_path / "study"))


def expected(session, events):
    people = {each.id: each.name for each in session.records.find(type(session.user))}
    for event in events:
        changes = event.changes or (None,)
        for change in changes:
            yield (
                event.seq,
                event.at,
                people[event.who],
                event.act.value,
                event.what.kind,
                str(event.what.id),
                event.why,
                *((change.path, change.old, change.new) if change else ("", None, None)),
            )


def read_back(path):
    for row in read_rows(path):
        yield (
            int(row["number"]),
            datetime.fromisoformat(row["time"]),
            row["person"],
            row["act"],
            row["kind"],
            row["record"],
            row["reason"],
            row["field"],
            *(read_json(row[name]) if row[name] else None for name in ("old", "new")),
        )


def test_that_the_exported_trail_reads_back_as_the_database_holds_it(study, tmp_path):
    session = open_study(study)
    before = session.records.trail()
    made = export_trail(session, tmp_path / "trail.csv", TrailFilter(), words(), write=write_rows)
    assert made.entries == len(before) > 500
    assert list(read_back(made.path)) == list(expected(session, before))
    assert {row["patient"] for row in read_rows(made.path)} >= {
        each.study_id for each in session.records.find(Patient)
    }
    last = session.records.trail()[-1]
    session.close()
    assert (last.act, last.why) == (Act.EXPORTED, "Audit log: The whole trail")


def test_that_nothing_is_overwritten_and_a_failed_export_leaves_nothing(study, tmp_path):
    session = open_study(study)
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal, match="there already"):
        export_trail(session, tmp_path / "there.csv", TrailFilter(), words(), write=write_rows)

    def fails(path, head, rows):
        path.write_text("half", encoding="utf-8")
        raise OSError("full")

    length = len(session.records.trail())
    with pytest.raises(OSError, match="full"):
        export_trail(session, tmp_path / "new.csv", TrailFilter(), words(), write=fails)
    assert len(session.records.trail()) == length
    session.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["study", "there.csv"]


def test_that_the_command_line_writes_the_trail(study, tmp_path, capsys):
    asked = ["export", "trail", "--study", str(study), "--output", str(tmp_path / "trail.csv")]
    assert run_command_line(asked) == 0
    assert "entries of the trail in" in capsys.readouterr().out
    assert len(read_rows(tmp_path / "trail.csv")) > 500


def test_that_the_pages_of_one_patient_name_filters_chain_and_pages_and_nobody_else(study, tmp_path, capsys):
    asked = ["export", "trail", "--study", str(study), "--patient", "CAR-SLE-07"]
    assert run_command_line([*asked, "--output", str(tmp_path / "trail.pdf")]) == 0
    session = open_study(study)
    patient = session.records.find(Patient, study_id="CAR-SLE-07")[0]
    others = {each.family.upper() for each in session.records.find(Patient) if each.family} - {
        patient.family.upper()
    }
    last = [each for each in session.records.trail() if each.act is Act.EXPORTED][-1]
    session.close()
    pages = [page.extract_text() for page in PdfReader(tmp_path / "trail.pdf").pages]
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert re.search(r"Trail \d+-[0-9a-f]{8}", page)
    whole = "\n".join(pages)
    assert "Patient CAR-SLE-07" in whole
    assert "740 µmol/L → 74 µmol/L" in whole.replace("\n", " ")
    assert "Typing error" in whole
    assert "UTC+00:00" in whole
    assert not {name for name in others if name and name in whole.upper()}
    assert last.what.patient == patient.id
    assert last.why == "Audit log: Patient CAR-SLE-07"


def test_that_a_file_of_another_kind_is_refused_in_words(study, tmp_path, capsys):
    asked = ["export", "trail", "--study", str(study), "--output", str(tmp_path / "trail.docx")]
    assert run_command_line(asked) != 0
    assert "ends in .csv or .pdf" in capsys.readouterr().err


def test_that_a_clock_set_back_is_told_beside_its_entry(tmp_path):
    now = [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
    create_practice_study(tmp_path / "study", now=lambda: now[0]).close()
    session = open_study(tmp_path / "study", now=lambda: now[0])
    now[0] -= timedelta(days=2)
    with session.office.work(session.user.id) as unit:
        unit.put(replace(session.records.find(Patient)[0], hospital_no="1"))
    assert session.records.trail()[-1].clock_back
    assert not session.records.trail()[-2].clock_back
    session.close()
