"""Scores as tables: every item with its provenance, every result, and in coded files nobody and no date."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.courses import DAY0, TODAY, okafor, on
from tests.domain.kernel_cases import answers
from tests.fakes import fake_session
from tracker.domain.change import Act
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.items import Group, Many, Rows
from tracker.domain.outputs import plain
from tracker.domain.refusal import Refusal
from tracker.domain.sheet import Sheet
from tracker.domain.study import Role
from tracker.domain.visit import Assessment
from tracker.exchange.assessments import write_part
from tracker.language import words
from tracker.services.export_assessments import assessment_sheets, export_assessments
from tracker.services.export_columns import Reader, cells, columns
from tracker.services.export_profile import PROFILES
from tracker.services.session import Session
from tracker.store.json_text import read_json, write_json

SAY = words()
CODED, IDENTIFIED = PROFILES["coded"], PROFILES["identified"]
COURSE = okafor()
every = pytest.mark.parametrize("known", CATALOGUE, ids=lambda known: known.code)


def assessed(code: str, typed: dict[str, Any], **more: Any) -> Assessment:
    known = instrument(code)
    return Assessment(
        site=COURSE.patient.site,
        patient=COURSE.patient.id,
        visit=COURSE.visits[-1].id,
        instrument=code,
        version=known.version,
        answers=typed,
        result=known(typed).as_json(),
        **more,
    )


def session_with(*scores: Assessment) -> Session:
    return fake_session(COURSE.patient, *COURSE.diagnoses, *COURSE.infusions, *COURSE.visits, *scores)


def as_floats(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_floats(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_floats(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value


def rows_of(sheet: Sheet) -> list[dict[str, Any]]:
    names = [column.key for column in sheet.columns]
    return [dict(zip(names, row, strict=True)) for row in sheet.rows]


def only_row(score: Assessment, profile: str = "coded") -> dict[str, Any]:
    (sheet,) = assessment_sheets(session_with(score), PROFILES[profile], SAY)
    (row,) = rows_of(sheet)
    return row


@every
def test_that_every_item_and_every_result_key_has_its_columns(known: Instrument) -> None:
    keys = [column.key for column in columns(known, SAY)]
    assert len(keys) == len(set(keys))
    for item in known.items:
        own = [key for key in keys if key == f"answer_{item.key}" or key.startswith(f"answer_{item.key}__")]
        wanted = len(item.options) if isinstance(item, Many) else 1
        assert len(own) >= (len(item.items) if isinstance(item, Group) else wanted)
        assert f"answer_{item.key}_from" in keys
    constant = {"instrument", "version", "status", "complete", "missing", "invalid", "footnotes", "variant"}
    given_keys = set(known({}).as_json()) - constant
    assert given_keys <= {key.removeprefix("result_") for key in keys}


@every
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_that_any_answers_make_a_row_survive_json_and_stay_without_dates_when_coded(
    known: Instrument, data: st.DataObject
) -> None:
    typed = plain(data.draw(answers(known)))
    score = assessed(known.code, typed)
    kept = read_json(write_json({"answers": score.answers, "result": score.result}))
    assert as_floats(kept) == as_floats({"answers": score.answers, "result": score.result})
    assert read_json(write_json(kept)) == kept
    assert known(kept["answers"]).as_json() == known(typed).as_json()
    again = replace(score, answers=kept["answers"], result=kept["result"])
    for profile in (CODED, IDENTIFIED):
        row = cells(known, again, Reader(profile, COURSE))
        assert len(row) == len(columns(known, SAY))
    coded = cells(known, again, Reader(CODED, COURSE))
    assert not [cell for cell in coded if re.search(r"\d{4}-\d{2}-\d{2}", str(cell))]


@every
def test_that_tables_inside_a_score_hold_plain_cells_only(known: Instrument) -> None:
    nested = [inner for item in known.items if isinstance(item, Rows) for inner in item.items]
    assert not [inner for inner in nested if isinstance(inner, Many | Group | Rows)]


def test_that_a_typed_value_wins_over_a_found_one_and_says_so() -> None:
    found = {"pga": "1.2", "clinical_sledai_2k": 0}
    row = only_row(assessed("doris_2021", {"pga": "0.4", "clinical_sledai_2k": None}, found=found))
    assert (row["answer_pga"], row["answer_pga_from"]) == ("0.4", "answered")
    assert row["answer_clinical_sledai_2k"] == 0
    assert row["answer_clinical_sledai_2k_from"] == "result:sledai_2k.clinical_total"
    assert (row["answer_on_biologic"], row["answer_on_biologic_from"]) == (None, None)


def test_that_an_input_from_another_visit_says_which() -> None:
    row = only_row(assessed("ssc_ild_progression", {}, found={"fvc_pct_baseline": "80"}))
    assert row["answer_fvc_pct_baseline_from"] == "lab:fvc@baseline"


def test_that_yes_is_1_no_is_0_and_unknown_is_neither() -> None:
    row = only_row(assessed("sledai_2k", {"fever": True, "rash": False, "seizure": None}))
    assert (row["answer_fever"], row["answer_rash"], row["answer_seizure"]) == (1, 0, None)
    assert (row["result_total"], row["result_total_min"], row["status"]) == (None, 1, "incomplete")
    assert "seizure" in row["missing"].split()


def test_that_a_list_of_signs_is_one_column_for_each() -> None:
    row = only_row(assessed("lldas", {"active_descriptors": ["fever"]}))
    assert (row["answer_active_descriptors__fever"], row["answer_active_descriptors__rash"]) == (1, 0)


def test_that_coded_rows_count_days_and_name_nobody() -> None:
    doses = [{"drug": "prednisone", "dose_mg": "5", "purpose": "as OKAFOR wished"}]
    coded = only_row(assessed("prednisone_equivalent", {"glucocorticoids": doses}))
    assert list(coded)[:4] == ["study_id", "visit_code", "day", "version"]
    assert coded["day"] == (TODAY - DAY0).days
    table = json.loads(coded["answer_glucocorticoids"])
    assert (table[0]["drug"], table[0]["purpose"]) == ("prednisone", None)
    assert not [cell for cell in coded.values() if "OKAFOR" in str(cell)]
    whole = only_row(assessed("prednisone_equivalent", {"glucocorticoids": doses}), "identified")
    assert (whole["family"], whole["date"]) == (COURSE.patient.family, TODAY.isoformat())
    assert "OKAFOR" in whole["answer_glucocorticoids"]


def test_that_days_among_answers_and_results_are_days_since_the_infusion() -> None:
    typed = {"infusion_date": DAY0.isoformat(), "visit": "M6", "actual_date": on(185).isoformat()}
    typed = {item.key: typed.get(item.key) for item in instrument("visit_window").items}
    row = only_row(assessed("visit_window", typed))
    assert row["answer_infusion_date"] == 0
    shown = only_row(assessed("visit_window", typed), "identified")
    assert shown["answer_infusion_date"] == DAY0.isoformat()


def test_that_a_day_is_left_out_where_the_infusion_is_not_dated() -> None:
    session = fake_session(COURSE.patient, *COURSE.visits, assessed("edss", {"edss": "2"}))
    (sheet,) = assessment_sheets(session, CODED, SAY)
    assert [row["day"] for row in rows_of(sheet)] == [None]


def test_that_removed_scores_are_left_out() -> None:
    gone = replace(assessed("edss", {"edss": "2"}), removed=True)
    assert assessment_sheets(session_with(gone), CODED, SAY) == ()


@pytest.fixture
def export(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    def run(session: Session, profile: str = "coded", write: Any = write_part) -> Any:
        return export_assessments(session, tmp_path / "out", profile, write=write, words=SAY)

    yield run
    assert not list(tmp_path.glob(".*")), "a temporary folder was left"


def test_that_an_export_is_noted_in_the_trail_with_its_profile(export: Callable[..., Any]) -> None:
    session = session_with(assessed("edss", {"edss": "2"}))
    made = export(session)
    (event,) = session.office.events
    assert (event.act, event.what.kind, event.why) == (
        Act.EXPORTED,
        "Study",
        "Assessments. Coded: study IDs and days",
    )
    assert (made.files, made.assessments) == (1, 1)
    assert sorted(path.name for path in made.folder.iterdir()) == ["codebook.csv", "edss.csv"]


def test_that_nothing_is_overwritten(export: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", "utf-8")
    session = session_with(assessed("edss", {"edss": "2"}))
    with pytest.raises(Refusal):
        export(session)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]
    assert session.office.events == []


def test_that_a_writer_that_fails_leaves_no_file_and_no_entry(
    export: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device", "edss.csv")

    session = session_with(assessed("edss", {"edss": "2"}))
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        export(session)
    assert not (tmp_path / "out").exists()
    assert session.office.events == []


def test_that_a_trail_that_fails_takes_the_files_away_again(
    export: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_with(assessed("edss", {"edss": "2"}))
    unit = type(session.office.work(session.user.id))
    leave = unit.__exit__

    def broken(self: Any, *error: Any) -> None:
        leave(self, OSError, OSError("the disk went away"), None)
        raise OSError("the disk went away")

    monkeypatch.setattr(unit, "__exit__", broken)
    with pytest.raises(OSError, match="went away"):
        export(session)
    assert not (tmp_path / "out").exists()


def test_that_a_study_without_scores_is_refused(export: Callable[..., Any]) -> None:
    with pytest.raises(Refusal):
        export(session_with())


def test_that_a_monitor_does_not_export(export: Callable[..., Any], tmp_path: Path) -> None:
    session = session_with(assessed("edss", {"edss": "2"}))
    session = replace(session, user=replace(session.user, role=Role.MONITOR))
    with pytest.raises(Refusal):
        export(session)
    assert not (tmp_path / "out").exists()


def test_that_the_day_of_birth_is_written_as_far_as_it_is_known() -> None:
    row = only_row(assessed("edss", {"edss": "2"}), "identified")
    born = COURSE.patient.born
    assert born is not None
    assert date.fromisoformat(row["born"]) == born.exact


def test_that_the_cause_of_a_sign_has_a_column_of_its_own() -> None:
    row = only_row(assessed("sledai_2k", {"fever": True, "fever_cause": "other"}))
    assert (row["answer_fever"], row["answer_fever_cause"]) == (1, "other")
    assert row["answer_hematuria_cause"] is None
    kept = {column.key: column for column in columns(instrument("sledai_2k"), SAY)}
    assert kept["answer_fever_cause"].options.startswith("disease=")
    assert not [key for key in kept if key.endswith("_cause") and key.removeprefix("answer_") == key]
