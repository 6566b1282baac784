"""Reads the four files of published patients; what is wrong with them is named by file, line and column."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tracker.domain.published_rows import (
    COHORTS_FILE,
    PATIENTS_FILE,
    SOURCES_FILE,
    WIDE_FILE,
    CohortRow,
    FactRow,
    PublishedRows,
    SourceRow,
    WideRow,
)
from tracker.domain.published_variables import RELATIONS
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_

_COLUMNS = {
    SOURCES_FILE: ("source_id", "title", "journal", "doi_or_id", "text_kind"),
    PATIENTS_FILE: (
        "patient_key",
        "disease",
        "variable",
        "value_text",
        "value_num",
        "unit",
        "relation",
        "timepoint",
        "day_from_infusion",
        "day_basis",
        "source_id",
        "locator",
        "from_memory",
    ),
    COHORTS_FILE: (
        "cohort",
        "n_patients",
        "variable",
        "value",
        "spread",
        "unit",
        "timepoint",
        "source_id",
        "from_memory",
    ),
    WIDE_FILE: (
        "patient_key",
        "disease",
        "sex",
        "age_a",
        "disease_duration_a",
        "prior_therapy",
        "sledai2k_baseline",
        "mrss_baseline",
        "das28esr_baseline",
        "essdai_baseline",
        "ck_u_l",
        "ln_class",
        "autoantibody",
        "cart_dose_cells_per_kg",
        "crs_grade",
        "icans_grade",
        "follow_up_text",
        "possible_overlap",
        "source_ids",
    ),
}
_WIDE_NUMBERS = (
    "age_a",
    "disease_duration_a",
    "sledai2k_baseline",
    "mrss_baseline",
    "das28esr_baseline",
    "essdai_baseline",
    "ck_u_l",
    "cart_dose_cells_per_kg",
    "crs_grade",
    "icans_grade",
)
_WIDE_KEYS = frozenset({"patient_key", "disease", "possible_overlap", "source_ids"})
_LARGEST = 20_000_000
_DAYS = re.compile(r"([-−+]?[0-9]{1,6})(?:\.\.([-−+]?[0-9]{1,6}))?(?:\.0+)?")


def read_published(folder: Path) -> PublishedRows:
    """The rows of the four files in `folder`; columns in any order, further ones are left alone."""
    if not folder.is_dir():
        raise Refusal(
            N_("There is no folder “{folder}”. Name the folder that holds the four files."), folder=folder
        )
    missing = [name for name in _COLUMNS if not (folder / name).is_file()]
    if missing:
        raise Refusal(
            N_("“{file}” is missing. The folder must hold {files}."),
            file=missing[0],
            files=", ".join(_COLUMNS),
        )
    return PublishedRows(
        sources=tuple(_source(line) for line in _lines(folder / SOURCES_FILE)),
        facts=tuple(_fact(line) for line in _lines(folder / PATIENTS_FILE)),
        cohort_facts=tuple(_cohort(line) for line in _lines(folder / COHORTS_FILE)),
        wide=tuple(_wide(line) for line in _lines(folder / WIDE_FILE)),
    )


@dataclass(frozen=True)
class _Line:
    """One line of a file, which knows where it stands."""

    file: str
    number: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        return self.cells[column]

    def needed(self, column: str) -> str:
        if not self.cells[column]:
            raise Refusal(N_("{file}, line {line}: column “{column}” is empty."), **self._place(column))
        return self.cells[column]

    def number_text(self, column: str) -> str:
        """The number as it is printed; "" for an empty cell."""
        cell = self.cells[column]
        if cell and as_number(cell) is None:
            raise Refusal(
                N_("{file}, line {line}: “{value}” in column “{column}” is not a number."),
                value=cell[:40],
                **self._place(column),
            )
        return cell

    def days(self, column: str) -> tuple[int | None, int | None]:
        """One day, or the first and last day of a span; nothing for an empty cell."""
        cell = self.cells[column]
        if not cell:
            return None, None
        found = _DAYS.fullmatch(cell)
        if not found:
            raise Refusal(
                N_("{file}, line {line}: “{value}” in column “{column}” is not a day, such as 28 or -4..-2."),
                value=cell[:40],
                **self._place(column),
            )
        first, last = (int(each.replace("−", "-")) if each else None for each in found.groups())
        return first, last

    def relation(self, column: str) -> str:
        cell = self.cells[column]
        if cell not in RELATIONS:
            raise Refusal(
                N_("{file}, line {line}: “{value}” in column “{column}” is no known relation. Use {known}."),
                value=cell[:40],
                known=" ".join(sorted(RELATIONS)),
                **self._place(column),
            )
        return cell

    def _place(self, column: str) -> dict[str, object]:
        return {"file": self.file, "line": self.number, "column": column}


def as_number(text: str) -> Decimal | None:
    """The number that `text` is; None for anything else, also for "NaN" and "inf"."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and "_" not in text else None


def _lines(path: Path) -> Iterator[_Line]:
    rows = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    header: list[str] | None = None
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if header is None:
                header = _header(path.name, cells)
                continue
            if len(cells) != len(header):
                raise Refusal(
                    N_("{file}, line {line}: {found} columns where the first line has {wanted}."),
                    file=path.name,
                    line=rows.line_num,
                    found=len(cells),
                    wanted=len(header),
                )
            yield _Line(path.name, rows.line_num, dict(zip(header, cells, strict=True)))
    except csv.Error:
        raise Refusal(
            N_("{file}, line {line}: the quotation marks do not match."), file=path.name, line=rows.line_num
        ) from None
    if header is None:
        raise Refusal(N_("{file} is empty. Its first line must name the columns."), file=path.name)


def _header(file: str, cells: list[str]) -> list[str]:
    for column in _COLUMNS[file]:
        if column not in cells:
            raise Refusal(N_("{file}, line 1: column “{column}” is missing."), file=file, column=column)
    twice = next((cell for cell in cells if cells.count(cell) > 1), None)
    if twice is not None:
        raise Refusal(N_("{file}, line 1: column “{column}” stands there twice."), file=file, column=twice)
    return cells


def _text(path: Path) -> str:
    if path.stat().st_size > _LARGEST:
        raise Refusal(N_("{file} is too large to be a table of published values."), file=path.name)
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Refusal(
            N_("{file}, line {line}: this is not UTF-8 text. Save the file as CSV UTF-8."),
            file=path.name,
            line=line,
        ) from None
    if "\x00" in text:
        raise Refusal(N_("{file} is no text file. Save it as CSV UTF-8."), file=path.name)
    return text


def _source(line: _Line) -> SourceRow:
    return SourceRow(
        code=line.needed("source_id"),
        title=line.text("title"),
        journal=line.text("journal"),
        identifier=line.text("doi_or_id"),
        text_kind=line.text("text_kind"),
    )


def _fact(line: _Line) -> FactRow:
    day, last_day = line.days("day_from_infusion")
    return FactRow(
        patient=line.needed("patient_key"),
        disease=line.text("disease"),
        variable=line.needed("variable"),
        text=line.text("value_text"),
        number=line.number_text("value_num"),
        unit=line.text("unit"),
        relation=line.relation("relation"),
        timepoint=line.text("timepoint"),
        day=day,
        last_day=last_day,
        day_basis=line.text("day_basis"),
        source=line.needed("source_id"),
        locator=line.text("locator"),
        from_memory=line.text("from_memory"),
    )


def _cohort(line: _Line) -> CohortRow:
    value = line.text("value")
    return CohortRow(
        cohort=line.needed("cohort"),
        size=line.number_text("n_patients"),
        variable=line.needed("variable"),
        text=value,
        number=value if as_number(value) is not None else "",
        spread=line.text("spread"),
        unit=line.text("unit"),
        timepoint=line.text("timepoint"),
        source=line.needed("source_id"),
        from_memory=line.text("from_memory"),
    )


def _wide(line: _Line) -> WideRow:
    for column in _WIDE_NUMBERS:
        line.number_text(column)
    columns = [column for column in _COLUMNS[WIDE_FILE] if column not in _WIDE_KEYS]
    return WideRow(
        patient=line.needed("patient_key"),
        disease=line.text("disease"),
        values={column: line.text(column) for column in columns if line.text(column)},
        possible_overlap=line.text("possible_overlap"),
        sources=tuple(each.strip() for each in line.text("source_ids").split(";") if each.strip()),
    )
