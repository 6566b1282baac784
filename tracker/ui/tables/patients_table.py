"""The list of patients as a model: a row each, and in words everything that the row draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tracker.domain.text import N_
from tracker.domain.visit_codes import visit_code
from tracker.language import Words
from tracker.services.aplasia import STATE_TITLES, BCells
from tracker.services.patients import PatientRow
from tracker.services.published_outcome import CRS, REMISSION, told
from tracker.services.remission import ANSWER_TITLES, Answer

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
LINES = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, heading, width in pixels; the first one takes what is left."""

    key: str
    title: str
    width: int


COLUMNS = (
    Column("patient", N_("Patient"), 240),
    Column("disease", N_("Diagnosis"), 140),
    Column("day", N_("Day, study ID"), 124),
    Column("visit", N_("Last visit"), 116),
    Column("cells", N_("B cells (CD19+)"), 200),
    Column("score", N_("Disease score"), 148),
    Column("remission", N_("Remission or response"), 168),
    Column("due", N_("Next due"), 128),
)

NEAR = 60
"""Days ahead within which a weekday says more than a year."""

TONES = {Answer.MET: "ok", Answer.LOST: "warn"}
"""The tone of the chip that says where a patient stands; every other answer is neutral."""


class PatientsTable(QAbstractTableModel):
    """`show_rows` replaces the list. `LINES` gives two lines of text for a cell, `ROW` the whole row."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.rows: tuple[PatientRow, ...] = ()
        self.wanted = ""
        self._sites = False

    def show_rows(self, rows: Sequence[PatientRow], *, wanted: str = "", sites: bool = False) -> None:
        """Show these patients; `wanted` is what was searched for, `sites` whether there are several."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.wanted = wanted
        self._sites = sites
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == LINES:
            return self.lines(row, COLUMNS[index.column()].key)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(part for part in self.lines(row, COLUMNS[index.column()].key) if part)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._words(COLUMNS[section].title)
        return None

    def lines(self, row: PatientRow, key: str) -> tuple[str, str]:
        """The strong line and the quiet line of a cell."""
        return {
            "patient": self._patient,
            "disease": self._disease,
            "day": self._day,
            "visit": self._visit,
            "cells": self._cells,
            "score": self._score,
            "remission": self._remission,
            "due": self._due,
        }[key](row)

    def _patient(self, row: PatientRow) -> tuple[str, str]:
        patient, words = row.patient, self._words
        if patient.published:
            return patient.study_id, words("Published patient, facts from papers")
        born = words("Born {date}", date=words.day(patient.born))
        if row.age is not None:
            born = words("Born {date} ({age}y)", date=words.day(patient.born), age=row.age)
        number = words("No. {number}", number=patient.hospital_no) if patient.hospital_no else ""
        return patient.name, f"{born}   {number}".strip()

    def _disease(self, row: PatientRow) -> tuple[str, str]:
        title = self._words(row.disease.short)
        detail = "" if row.detail == title else row.detail
        return title, row.site if self._sites else detail

    def _day(self, row: PatientRow) -> tuple[str, str]:
        words = self._words
        if row.patient.published:
            return "–", ""
        day = words("No infusion date") if row.day is None else words("Day {day}", day=words.number(row.day))
        return day, row.patient.study_id

    def _visit(self, row: PatientRow) -> tuple[str, str]:
        if row.last_visit is None:
            return "–", ""
        title = row.last_visit.title or self._words(visit_code(row.last_visit.code).title)
        return title, self._words.day(row.last_visit.day)

    def _cells(self, row: PatientRow) -> tuple[str, str]:
        words, cells = self._words, row.cells
        if row.patient.published:
            found = row.printed.get("cells")
            return (found.text, words("{when}, as published", when=found.when)) if found else ("–", "")
        title = words(STATE_TITLES[cells.state])
        day = cells.back if cells.state in {BCells.BACK, BCells.IN_RANGE} else cells.start
        if day is not None:
            return title, words("since Day {day}", day=words.number(day))
        if cells.last is None:
            return title, ""
        value = f"{cells.last.comparator}{cells.last.value}"
        day_said = words.short_day(cells.last.sampled)
        if row.last_visit is None or row.last_visit.day.year != cells.last.sampled.year:
            day_said = words.day(cells.last.sampled)
        return title, words("{value} on {day}", value=value, day=day_said)

    def _score(self, row: PatientRow) -> tuple[str, str]:
        if "score" in row.printed:
            found, title = row.printed["score"], self._words(row.score_title)
            return found.text, self._words("{score}, {when}", score=title, when=found.when)
        if not row.score:
            return "–" if row.patient.published else "", ""
        return row.score, self._words(row.score_title)

    def _due(self, row: PatientRow) -> tuple[str, str]:
        words, found = self._words, row.next_due
        if found is None:
            return "", ""
        title = words(found.planned.title)
        if found.late:
            return words.plural("{n} day late", "{n} days late", found.late), title
        if found.ahead == 0:
            return words("Today {time}", time=found.time).strip(), title
        if found.ahead > NEAR:
            return words.day(found.due), title
        return f"{words.weekday(found.due, short=True)} {words.short_day(found.due)}", title

    def _printed_outcome(self, row: PatientRow) -> tuple[str, str]:
        """Remission and the highest CRS grade as papers printed them."""
        words, found = self._words, row.printed
        stand, grade = found.get(REMISSION), found.get(CRS)
        said = told(stand.variable, stand.text, words) if stand else words("Not known")
        if grade is None:
            return said, words("CRS not known")
        return said, words("CRS {grade}, as published", grade=grade.text)

    def _remission(self, row: PatientRow) -> tuple[str, str]:
        words, stand = self._words, row.remission
        if row.patient.published:
            return self._printed_outcome(row)
        if stand.answer is Answer.NO_RULE:
            if row.score_change is None:
                return "", ""
            change = words.number(row.score_change)
            return words("{change} since Day 0", change=f"+{change}" if row.score_change > 0 else change), ""
        if row.remission_day is None:
            return words(ANSWER_TITLES[stand.answer]), ""
        day = words.number(row.remission_day)
        if stand.answer is Answer.LOST:
            return words("Lost on Day {day}", day=day), ""
        return words("Met since Day {day}", day=day), ""
