"""The safety tab of a record: every check with its grades, episodes, ICAHT, laboratory grades."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.bedside_sheets import CRS, ICANS
from tracker.domain.instruments.iec_hs import IEC_HS
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.text import N_
from tracker.services.bedside_times import due
from tracker.services.day_grades import computed, grade_of
from tracker.services.iec_hs import offers_iec_hs, visit_of_day
from tracker.services.lab_grades import SUGGESTED_FROM
from tracker.services.safety_lines import (
    episode_head,
    episode_lines,
    icaht_line,
    lab_grade,
    lab_title,
    lab_value,
    suggestion,
    version,
)
from tracker.services.safety_overview import SafetyOverview, safety_overview
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.emptied import empty
from tracker.ui.parts.empty_state import EmptyState
from tracker.ui.parts.label import ElidedLabel, label, wrapped
from tracker.ui.parts.list_view import ListView
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.routes import Route
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace

ASIDE = 400
TITLES = (N_("When"), N_("Day"), N_("CRS"), N_("ICANS"), N_("ICE"), N_("Told"), N_("By"))


class SafetyTab(Screen):
    """Newest check first; Enter opens one to correct it, Ctrl+Enter starts a new one."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"SafetyCheck", "LabResult", "AdverseEvent", "MedicationCourse", "Infusion", "Setting"}
    )

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._patient = patient
        titles = [words(each) for each in TITLES]
        self.view = ListView(tokens, words("Safety checks"), titles, stretch=5)
        self.new = Button(words("Safety check"), tokens, look="primary", key="G")
        self.checklist = Button(words("IEC-HS checklist"), tokens)
        self.checklist.setObjectName("iec-hs")
        self._visit: UUID | None = None
        self._offers = False
        here = Button(words("Safety check"), tokens, look="primary")
        self.empty = EmptyState(
            tokens,
            words("No safety checks yet."),
            words("CRS and ICANS are graded at the bedside, several times a day in the first ten days."),
            "shield",
            here,
        )
        self.pages = QStackedWidget()
        for page in (self.view, self.empty):
            self.pages.addWidget(page)
        self.notice = Notice(tokens)
        self.notice.hide()
        self.aside = ScrollPage(0, tokens.s12)
        self.aside.setFixedWidth(tokens.px(ASIDE))
        card = Card(tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.pages, 1)
        row = QHBoxLayout()
        row.setSpacing(tokens.s12)
        row.addWidget(card, 1)
        row.addWidget(self.aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s12)
        column.setSpacing(tokens.s8)
        column.addWidget(self.notice)
        column.addLayout(row, 1)
        self.view.opened.connect(lambda check: self.safety_opened.emit(patient, check))
        self.checklist.clicked.connect(
            lambda: self.route_wanted.emit(Route("visit", patient, self._visit, topic=IEC_HS.code))
        )
        for button in (self.new, here):
            button.clicked.connect(self.primary)

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def title(self) -> str:
        return self.workplace.words("Safety")

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self.checklist, self.new) if self._offers else (self.new,)

    def first_focus(self) -> QWidget | None:
        return self.view

    def primary(self) -> None:
        self.safety_opened.emit(self._patient, None)

    def refresh(self) -> None:
        place, patient = self.workplace, self._patient
        records, today = place.session.records, place.today()
        place.jobs.read(lambda: safety_overview(records, patient, today), self._show)

    def _show(self, read: SafetyOverview) -> None:
        words = self.workplace.words
        checks = tuple(reversed(read.course.checks))
        self.view.show_rows([self._row(read, each) for each in checks], [each.id for each in checks])
        self.pages.setCurrentWidget(self.view if checks else self.empty)
        self._visit, offered = visit_of_day(read.course, self.workplace.today()), self._offers
        self._offers = offers_iec_hs(read.course, self.workplace.today())
        if self._offers is not offered:
            self.retitled.emit()
        self.notice.say(" ".join(words.say(said) for said, _ in read.today), "danger")
        empty(self.aside.body)
        cards = (self._episodes(read), self._marrow(read), self._labs(read), self._suggested(read))
        for card in cards:
            if card is not None:
                self.aside.body.addWidget(card)
        self.aside.body.addStretch(1)

    def _row(self, read: SafetyOverview, check: SafetyCheck) -> tuple[str, ...]:
        words = self.workplace.words
        here = check.at.astimezone(self.workplace.clock().tzinfo)
        infusion = next((i for i in read.course.infusions if i.id == check.infusion), None)
        day0 = infusion.day0.exact if infusion is not None and infusion.day0 else read.course.day0
        day = words.number((check.at.date() - day0).days) if day0 else "–"
        result = check.results.get(ICANS.code)
        ice = result.get("ice_total") if isinstance(result, dict) else None
        return (
            words("{day} {time}", day=words.day(here), time=f"{here:%H:%M}"),
            day,
            self._grade(check, CRS.code),
            self._grade(check, ICANS.code),
            "–" if ice is None else words.number(str(ice)),
            check.told,
            read.by.get(check.id, ""),
        )

    def _grade(self, check: SafetyCheck, code: str) -> str:
        words = self.workplace.words
        grade, own = grade_of(check, code), computed(check, code)
        if grade is None:
            return "–"
        if grade != own:
            was = "–" if own is None else words.number(own)
            return words("{n}, computed {own}", n=words.number(grade), own=was)
        return words.number(grade)

    def _episodes(self, read: SafetyOverview) -> Card:
        words, tokens = self.workplace.words, self.workplace.tokens
        card = Card(tokens, words("Episodes"))
        card.body.setSpacing(tokens.s4)
        plan = due(read.course, self.workplace.clock())
        if plan.words is not None:
            tone = "warn" if plan.overdue else "neutral"
            card.add(Chip(tokens, words.say(plan.words), tone))
        for each in read.episodes:
            line = QHBoxLayout()
            line.addWidget(label(episode_head(each, words), "value"))
            line.addStretch(1)
            if not each.over:
                line.addWidget(Chip(tokens, words("Goes on"), "warn"))
            card.add(line)
            for text in episode_lines(each, words):
                card.add(wrapped(text, "hint", "text2"))
            for said in each.review():
                card.add(wrapped(words.say(said), "hint", "warn"))
        if not read.episodes:
            none = words("None so far.") if read.course.checks else words("No check was made.")
            card.add(wrapped(none, "hint", "text2"))
        return card

    def _marrow(self, read: SafetyOverview) -> Card | None:
        if not read.icaht:
            return None
        words, tokens = self.workplace.words, self.workplace.tokens
        card = Card(tokens, words("Neutrophils after infusion"))
        card.body.setSpacing(tokens.s4)
        for each in read.icaht:
            head, rest = icaht_line(each, words)
            card.add(label(head, "value"))
            if rest:
                card.add(wrapped(rest, "hint", "text2"))
        return card

    def _labs(self, read: SafetyOverview) -> Card | None:
        words, tokens = self.workplace.words, self.workplace.tokens
        shown = {code: each for code, each in read.worst.items() if each.grade}
        if not shown:
            return None
        card = Card(tokens, words("Laboratory grades"), words("Worst, then latest"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.s8)
        grid.setVerticalSpacing(tokens.s2)
        grid.setColumnStretch(0, 1)
        for row, (code, each) in enumerate(shown.items()):
            last = read.latest[code]
            grid.addWidget(ElidedLabel(lab_title(each, words), "body"), 2 * row, 0)
            grid.addWidget(label(lab_value(each, words), "hint", "text2"), 2 * row, 1)
            ink = "danger" if (each.grade or 0) >= SUGGESTED_FROM else "text"
            grid.addWidget(label(lab_grade(each, words), "value", ink), 2 * row, 2)
            grid.addWidget(label(version(each, words), "hint", "text3"), 2 * row + 1, 0)
            grid.addWidget(label(lab_value(last, words), "hint", "text3"), 2 * row + 1, 1)
            grid.addWidget(label(lab_grade(last, words), "hint", "text3"), 2 * row + 1, 2)
        card.add(grid)
        return card

    def _suggested(self, read: SafetyOverview) -> Card | None:
        if not read.suggestions:
            return None
        words, tokens = self.workplace.words, self.workplace.tokens
        card = Card(tokens, words("May be events"), words("Nothing is recorded by itself"))
        card.body.setSpacing(tokens.s4)
        for each in read.suggestions:
            card.add(wrapped(suggestion(each, words), "hint", "text2"))
        return card
