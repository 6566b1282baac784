"""A cell never starts a formula in a spreadsheet, numbers stay numbers, and a reader gets the text back."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exchange.csv_text import as_it_was, written


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")', "-1.5 or so", "'=x"]
)
def test_that_text_that_could_start_a_formula_is_guarded(text: str) -> None:
    assert written(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-1.5", "+2", "-1e-3", "12", "<1", ">500", "none", "a=b", ""])
def test_that_numbers_and_harmless_text_stay_as_they_are(text: str) -> None:
    assert written(text) == text


def test_that_numbers_are_written_with_the_digits_they_have() -> None:
    assert [written(cell) for cell in (Decimal("-1.50"), 0, None, Decimal("1E+2"))] == [
        "-1.50",
        "0",
        "",
        "100",
    ]


@given(st.text())
def test_that_every_text_comes_back_and_no_cell_starts_a_formula(text: str) -> None:
    cell = written(text)
    file = io.StringIO(newline="")
    csv.writer(file).writerow([cell, "x"])
    file.seek(0)
    ((read, _),) = csv.reader(file)
    assert as_it_was(read) == text
    if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        Decimal(cell)
