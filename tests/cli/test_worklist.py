"""tracker worklist: rows with ISO dates and study IDs, as JSON or under headings, without any name."""

import json
from datetime import date

import pytest

from tracker.cli.parser import run_command_line
from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient
from tracker.domain.visit import Visit
from tracker.services.studies import create_study


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "study"
    session = create_study(folder, name="Test", clinic="Clinic", user_name="K. Abara", practice=True).session
    site = session.site.id
    one = Patient(site=site, study_id="CAR-SLE-07", family="Okafor", given="Adaeze", plan="short")
    paper = Patient(site=site, study_id="PMC1-1", published=True)
    with session.office.work(session.user.id) as unit:
        for entity in (
            one,
            paper,
            Diagnosis(site=site, patient=one.id, disease="sle"),
            Infusion(site=site, patient=one.id, day0=PartialDate(2026, 5, 22)),
            Infusion(site=site, patient=paper.id, day0=PartialDate(2026, 5, 22)),
            Visit(site=site, patient=one.id, day=date(2026, 8, 20), code="d90"),
        ):
            unit.put(entity)
    session.close()
    return folder


def worklist(study, *more):
    return run_command_line(["worklist", "--study", str(study), *more])


def test_that_json_tells_each_visit_with_its_window_and_status(study, capsys):
    assert worklist(study, "--on", "2026-11-23", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["patient"] for row in rows} == {"CAR-SLE-07"}
    month_6 = next(row for row in rows if row["visit_code"] == "m6")
    assert month_6 == month_6 | {
        "patient": "CAR-SLE-07",
        "target_date": "2026-11-22",
        "window_open": "2026-11-08",
        "window_close": "2026-12-06",
        "status": "due",
        "group": "overdue",
        "days_late": 1,
        "day": 185,
    }
    assert next(row for row in rows if row["visit_code"] == "d60")["status"] == "overdue"
    assert "d90" not in {row["visit_code"] for row in rows if row["status"] in {"due", "overdue"}}


def test_that_the_table_stands_under_headings_and_names_nobody(study, capsys):
    assert worklist(study, "--on", "2026-11-23") == 0
    printed = capsys.readouterr().out
    assert "Overdue" in printed
    assert "1 day late window closes 06-Dec-2026" in printed
    assert "Okafor" not in printed


def test_that_a_day_that_is_none_is_wrong_usage(study):
    with pytest.raises(SystemExit) as stopped:
        worklist(study, "--on", "tomorrow")
    assert stopped.value.code == 2


def test_that_an_empty_study_has_nothing_due(tmp_path, capsys):
    folder = tmp_path / "empty"
    create_study(folder, name="Test", clinic="Clinic", user_name="K", practice=True).session.close()
    assert worklist(folder) == 0
    assert capsys.readouterr().out.strip() == "Nothing is due."
    assert worklist(folder, "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_that_the_calendar_file_holds_study_ids_and_no_name(study, tmp_path, capsys):
    file = tmp_path / "visits.ics"
    assert worklist(study, "--on", "2026-11-23", "--calendar", str(file)) == 0
    text = file.read_bytes().decode()
    assert "SUMMARY:CAR-SLE-07: Month 9 (m9)\r\n" in text
    assert "DTSTART;VALUE=DATE:20270222\r\n" in text
    assert "Okafor" not in text
    assert "PMC1-1" not in text
