"""Patients: find the one who sits here, or see how all of them stand."""

from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.services.patient_search import same_surname, search
from tracker.services.patients import STATE_TITLES, Filter, PatientRow, State, chosen, patient_rows
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.empty_state import EmptyState
from tracker.ui.parts.filter_chips import FilterChips, Option
from tracker.ui.parts.label import label
from tracker.ui.parts.patient_peek import PatientPeek
from tracker.ui.parts.patients_view import PatientsView
from tracker.ui.parts.search_header import SearchHeader
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace


class PatientsScreen(Screen):
    """The list with its chips. A search looks at everyone and switches the chips off until it is cleared."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Patient", "Diagnosis", "Infusion", "Visit", "LabResult", "Assessment"}
    )

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._rows: tuple[PatientRow, ...] = ()
        self._filter = Filter()
        self._text = ""
        self.diseases = FilterChips(tokens, words("Diagnosis"))
        self.states = FilterChips(tokens, words("State"))
        self.sites = FilterChips(tokens, words("Clinic"))
        self.count = label("", "hint", "text2")
        self.found = SearchHeader(tokens, words)
        self.alike = self.found.alike
        self.left = Button(words("Show"), tokens, look="link", face="hint")
        self.view = PatientsView(tokens, words)
        self.peek = PatientPeek(tokens, words, self.view.table)
        self.filters = QWidget()
        self._enrol = Button(words("Enrol patient"), tokens, look="primary", icon="plus")
        self._enrol_here = Button(words("Enrol patient"), tokens, look="primary", icon="plus")
        self.empty = EmptyState(
            tokens,
            words("No patients yet."),
            words("Enrol the first one, or import published patients from the command line."),
            "patients",
            self._enrol_here,
        )
        self._enrol_new = Button(words("Enrol patient"), tokens, icon="plus", key="Ctrl+N")
        self.nobody = EmptyState(
            tokens,
            words("No patient matches."),
            words(
                "Names, numbers, study IDs and birth dates of everyone were searched, also of those who left."
            ),
            "search",
            self._enrol_new,
        )
        self.pages = QStackedWidget()
        self._lay_out()
        self.view.opened.connect(lambda row: self.patient_opened.emit(row.patient.id))
        self.view.typed.connect(self._typed)
        grade = QShortcut(QKeySequence("Ctrl+G"), self)
        grade.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        grade.activated.connect(self._grade)
        self.diseases.picked.connect(lambda key: self._wish(disease=key))
        self.states.picked.connect(lambda key: self._wish(state=State(key) if key else None))
        self.sites.picked.connect(lambda key: self._wish(site=key))
        self.found.cleared.connect(self._clear)
        self.view.peeked.connect(self._toggle_peek)
        self.view.selectionModel().currentRowChanged.connect(self._peek)
        self.left.clicked.connect(lambda: self._wish(with_left=not self._filter.with_left))
        for button in (self._enrol, self._enrol_here, self._enrol_new):
            button.clicked.connect(self.enrol_opened)

    def title(self) -> str:
        return self.workplace.words("Patients")

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self._enrol,)

    def first_focus(self) -> QWidget | None:
        return self.view

    def refresh(self) -> None:
        records, today = self.workplace.session.records, self.workplace.today()
        self.workplace.jobs.read(lambda: patient_rows(records, today), self._show)

    def search(self, text: str) -> None:
        self._text = text
        self._fill()

    def open_found(self) -> None:
        if self.view.table.rows:
            self.patient_opened.emit(self.view.table.rows[0].patient.id)

    def escape(self) -> None:
        if self.peek.isVisible():
            self.peek.hide()
        elif self._text:
            self._clear()
        self.view.setFocus()

    def _show(self, rows: tuple[PatientRow, ...]) -> None:
        self._rows = rows
        self._fill()

    def _wish(self, **changes: object) -> None:
        self._filter = replace(self._filter, **changes)  # type: ignore[arg-type]
        self._fill()

    def _typed(self, letter: str) -> None:
        box = self.window().findChild(QWidget, "search")
        if box is not None:
            box.setFocus()
            box.insert(letter)  # type: ignore[attr-defined]

    def _clear(self) -> None:
        box = self.window().findChild(QWidget, "search")
        if box is not None:
            box.clear()  # type: ignore[attr-defined]
        self.search("")
        self.view.setFocus()

    def _grade(self) -> None:
        """Ctrl+G: a safety check of the patient in focus; a letter alone begins a search here."""
        row = self.view.row
        if row is not None and not row.patient.published:
            self.safety_opened.emit(row.patient.id, None)

    def _toggle_peek(self) -> None:
        self.peek.setVisible(not self.peek.isVisible())
        self._peek()

    def _peek(self) -> None:
        if self.peek.isVisible():
            self.peek.show_row(self.view.row)

    def _fill(self) -> None:
        words, searching = self.workplace.words, bool(self._text.strip())
        shown = search(self._rows, self._text) if searching else chosen(self._rows, self._filter)
        self.view.show_rows(shown, wanted=self._text, sites=len({row.site for row in self._rows}) > 1)
        page = self.view if shown else self.nobody if self._rows else self.empty
        self.pages.setCurrentWidget(page)
        self._offer()
        self.filters.setEnabled(not searching)
        self.filters.setVisible(bool(self._rows) and not searching)
        self.found.setVisible(searching)
        self.found.show_found(self._text.strip(), len(shown), alike=bool(same_surname(shown, self._rows)))
        gone = sum(row.left for row in self._rows)
        self.count.setText(
            words.plural("{n} patient.", "{n} patients.", len(shown))
            + (" " + words.plural("{n} left the study.", "{n} left the study.", gone) if gone else "")
        )
        self.left.setVisible(bool(gone))
        self.left.say(words("Hide") if self._filter.with_left else words("Show"))

    def _offer(self) -> None:
        words, rows, wanted = self.workplace.words, self._rows, self._filter

        def count(**changes: object) -> int:
            return len(chosen(rows, replace(wanted, **changes)))  # type: ignore[arg-type]

        kinds = {row.disease.code: row.disease for row in rows}
        everyone = Option("", words("All"), count(disease=""))
        self.diseases.offer(
            [
                everyone,
                *(Option(code, words(kind.short), count(disease=code)) for code, kind in kinds.items()),
            ]
        )
        clinics = sorted({row.site for row in rows if row.site})
        self.sites.offer(
            [
                Option("", words("All"), count(site="")),
                *(Option(each, each, count(site=each)) for each in clinics),
            ]
        )
        self.sites.setVisible(len(clinics) > 1)
        present = [state for state in State if any(state in row.states for row in rows)]
        self.states.offer(
            [
                Option("", words("Any")),
                *(Option(state.value, words(STATE_TITLES[state]), count(state=state)) for state in present),
            ]
        )

    def _lay_out(self) -> None:
        tokens = self.workplace.tokens
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.diseases)
        first.addStretch(1)
        for part in (self.count, self.left):
            first.addWidget(part)
        second.addWidget(self.states)
        second.addStretch(1)
        chips = QVBoxLayout(self.filters)
        chips.setContentsMargins(0, 0, 0, 0)
        chips.setSpacing(tokens.s8)
        chips.addLayout(first)
        chips.addWidget(self.sites)
        chips.addLayout(second)
        card = Card(tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        for page in (self.view, self.empty, self.nobody):
            self.pages.addWidget(page)
        card.add(self.pages, 1)
        work = QHBoxLayout()
        work.setSpacing(tokens.s12)
        work.addWidget(card, 1)
        work.addWidget(self.peek)
        self.peek.hide()
        self.found.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        column.setSpacing(tokens.s8)
        column.addWidget(self.filters)
        column.addWidget(self.found)
        column.addLayout(work, 1)
