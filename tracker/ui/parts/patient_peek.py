"""A look at one row of the list without opening it: everything the row says, and what it leaves out."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from tracker.language import Words
from tracker.services.patients import PatientRow
from tracker.ui.parts.card import rule
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.tables.patients_table import PatientsTable
from tracker.ui.theme.tokens import Tokens

WIDTH = 256


class PatientPeek(QFrame):
    """Stands beside the list while it is wanted and follows the row in focus."""

    def __init__(self, tokens: Tokens, words: Words, table: PatientsTable) -> None:
        super().__init__()
        self._tokens, self._words, self._table = tokens, words, table
        self.setProperty("part", "card")
        self.setFixedWidth(tokens.px(WIDTH))
        self.setAccessibleName(words("Row in focus"))
        self._page: ScrollPage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)

    def show_row(self, row: PatientRow | None) -> None:
        """Print `row`; None leaves the panel empty."""
        if self._page is not None:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = ScrollPage(0, self._tokens.s4)
        self._page.body.setContentsMargins(*(self._tokens.s16,) * 4)
        self._column.addWidget(self._page)
        if row is not None:
            self._fill(self._page, row)
        self._page.show()

    def _fill(self, page: ScrollPage, row: PatientRow) -> None:
        name = wrapped(row.patient.name, "card", "text")
        name.setAlignment(Qt.AlignmentFlag.AlignLeft)
        page.body.addWidget(name)
        for title, value in self._facts(row):
            page.body.addWidget(rule())
            page.body.addWidget(label(title, "hint", "text3"))
            page.body.addWidget(wrapped(_whole(value), "body", "text"))
        page.body.addStretch(1)

    def _facts(self, row: PatientRow) -> Iterator[tuple[str, str]]:
        words, patient = self._words, row.patient

        def cell(key: str) -> str:
            return ", ".join(part for part in self._table.lines(row, key) if part)

        if not patient.published:
            born = words.day(patient.born)
            aged = words("{day} ({age}y)", day=born, age=row.age)
            yield words("Born"), born if row.age is None else aged
        if patient.hospital_no:
            yield words("Hospital no."), patient.hospital_no
        yield words("Study ID"), patient.study_id
        if patient.allergies:
            yield words("Allergies"), patient.allergies
        yield words("Diagnosis"), ", ".join(part for part in (words(row.disease.short), row.detail) if part)
        if row.site:
            yield words("Clinic"), row.site
        yield words("Today"), self._table.lines(row, "day")[0]
        for title, key in (
            (words("Last visit"), "visit"),
            (words("B cells (CD19+)"), "cells"),
            (words("Disease score"), "score"),
            (words("Remission or response"), "remission"),
        ):
            if cell(key):
                yield title, cell(key)


def _whole(value: str) -> str:
    """A number or a date stays on one line."""
    return value.replace(" ", "\N{NO-BREAK SPACE}") if len(value) < 24 else value
