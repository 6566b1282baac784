"""What the reader of published patients makes of good files, odd files and wrong files."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.refusal import Refusal
from tracker.exchange.published import as_number, read_published
from tracker.paths import resource

FILES = ("cart_sources.csv", "cart_patient_values.csv", "cart_cohort_values.csv", "cart_patients_wide.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files that a test may spoil."""
    return Path(shutil.copytree(resource("published"), tmp_path / "four files äöü"))


def change(folder: Path, file: str, old: str, new: str, encoding: str = "utf-8") -> None:
    path = folder / file
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode(encoding))


def refusal(folder: Path) -> str:
    with pytest.raises(Refusal) as raised:
        read_published(folder)
    return str(raised.value)


def test_that_the_shipped_files_are_read_whole():
    rows = read_published(resource("published"))
    assert [len(each) for each in (rows.sources, rows.facts, rows.cohort_facts, rows.wide)] == [
        21,
        173,
        66,
        19,
    ]
    assert len(rows.patients) == 19


def test_that_relation_unit_span_and_source_stay_with_the_value():
    rows = read_published(resource("published"))
    protein = next(row for row in rows.facts if row.variable == "proteinuria")
    assert (protein.text, protein.number, protein.unit, protein.relation) == (">1 g/24 h", "1", "g/24h", ">")
    span = next(row for row in rows.facts if row.variable == "fludarabine")
    assert (span.day, span.last_day, span.day_basis, span.source) == (-4, -2, "reported", "S05")


def test_that_a_figure_of_a_group_may_be_a_range():
    rows = read_published(resource("published"))
    back = next(row for row in rows.cohort_facts if row.variable == "b_cell_recovery")
    assert (back.text, back.number) == ("2-6", "")


def test_that_a_byte_order_mark_other_line_ends_and_other_column_orders_are_read(folder):
    for file in FILES:
        text = (folder / file).read_bytes().decode().replace("\r\n", "\n")
        (folder / file).write_bytes(("\ufeff" + text).encode())
    lines = [
        line.split(",", 1) for line in (folder / "cart_cohort_values.csv").read_text("utf-8-sig").splitlines()
    ]
    turned = "\n".join(f"{rest},{first}" for first, rest in lines)
    (folder / "cart_cohort_values.csv").write_text(turned, "utf-8")
    assert read_published(folder) == read_published(resource("published"))


def test_that_further_columns_and_empty_lines_are_left_alone(folder):
    path = folder / "cart_sources.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0] + ",extra", "", *(line + ",x" for line in lines[1:]), ""]), "utf-8")
    assert len(read_published(folder).sources) == 21


@pytest.mark.parametrize("file", FILES)
def test_that_a_missing_file_is_named(folder, file):
    (folder / file).unlink()
    assert f"“{file}” is missing" in refusal(folder)


def test_that_a_missing_folder_is_named(tmp_path):
    assert "There is no folder" in refusal(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("cart_sources.csv", "doi_or_id"),
        ("cart_patient_values.csv", "relation"),
        ("cart_cohort_values.csv", "spread"),
        ("cart_patients_wide.csv", "possible_overlap"),
    ],
)
def test_that_a_missing_column_is_named(folder, file, column):
    change(folder, file, column, f"{column}x")
    assert refusal(folder) == f"{file}, line 1: column “{column}” is missing."


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("cart_patient_values.csv", ",a,=,baseline", ",a,≈,baseline", ("line 3", "relation", "“≈”")),
        ("cart_patient_values.csv", ",a,=,baseline", ",a,,baseline", ("line 3", "relation")),
        ("cart_patient_values.csv", ",20,20,a", ",20,twenty,a", ("line 3", "value_num", "“twenty”")),
        ("cart_patient_values.csv", ",20,20,a", ",20,NaN,a", ("line 3", "value_num")),
        ("cart_patient_values.csv", ",426,", ",soon,", ("line 5", "day_from_infusion", "“soon”")),
        ("cart_patient_values.csv", "ERL-SLE-1,SLE,age", ",SLE,age", ("line 3", "patient_key", "empty")),
        ("cart_cohort_values.csv", ",5,sex_F", ",five,sex_F", ("line 2", "n_patients", "“five”")),
        ("cart_patients_wide.csv", ",F,20,", ",F,young,", ("line 2", "age_a", "“young”")),
        ("cart_patients_wide.csv", ",F,20,", ",F,20,9,9,", ("line 2", "21 columns", "19")),
        ("cart_sources.csv", "S02,", ",", ("line 3", "source_id", "empty")),
    ],
)
def test_that_a_wrong_cell_is_named_by_file_line_and_column(folder, file, old, new, said):
    change(folder, file, old, new)
    sentence = refusal(folder)
    assert sentence.startswith(file)
    assert all(part in sentence for part in said), sentence


def test_that_another_encoding_is_named_with_its_line(folder):
    path = folder / "cart_sources.csv"
    path.write_bytes(path.read_bytes().decode().replace("’", "'").encode("latin-1", "replace"))
    assert "is not UTF-8 text" in refusal(folder)
    assert "cart_sources.csv, line" in refusal(folder)


def test_that_an_empty_file_and_a_picture_are_no_tables(folder):
    (folder / "cart_sources.csv").write_bytes(b"")
    assert "is empty" in refusal(folder)
    (folder / "cart_sources.csv").write_bytes(b"source_id\x00")
    assert "no text file" in refusal(folder)


def test_that_an_open_quotation_mark_is_named(folder):
    path = folder / "cart_sources.csv"
    path.write_bytes(path.read_bytes() + b'S99,"open\n')
    assert "quotation marks" in refusal(folder)


@given(st.text(max_size=12))
def test_that_only_finite_numbers_are_numbers(text):
    number = as_number(text)
    assert number is None or number.is_finite()
