"""One visit at the side of the list: its days, what is still missing there, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from tracker.domain.followup import CONTACTS
from tracker.domain.patient import Standing
from tracker.domain.precautions import HOUSE_RULE, Holding
from tracker.language import Words
from tracker.services.completeness import ITEM_TITLES, ItemState, VisitItem, missing_title
from tracker.services.signed_words import void_words
from tracker.services.standing import STANDING_TITLES
from tracker.services.visit_view import VisitLine, VisitView
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card, rule
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.result_lines import Line, ResultLines
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.side_form import SCROLL_BAR
from tracker.ui.tables.visit_rows import difference_text, status, title_of, window_text
from tracker.ui.theme.tokens import Tokens


class VisitDetail(Card):
    """Empty while no visit is in hand."""

    opened = Signal()
    wanted = Signal(str)
    """The name of a form to open."""
    move_wanted = Signal()
    """The visit was entered for the wrong patient."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens)
        self._words, self._held = words, False
        self.name = wrapped("", "card", "text")
        self.chip = Chip(tokens)
        self.days = ResultLines(tokens)
        self.problems = wrapped("", "label", "warn")
        self.missing_title = label(words("Still missing"), "value")
        self.missing = ResultLines(tokens, "body")
        self.rest = wrapped("", "hint", "text3")
        self.care_title = label(words("Precautions"), "value")
        self.care = ResultLines(tokens, "body")
        self.followed = Button("", tokens, look="link", face="hint")
        self.wrong = Button(words("Wrong patient"), tokens, look="link", face="hint", key="Shift+F2")
        page = ScrollPage(0, tokens.s8)
        page.body.setContentsMargins(0, 0, SCROLL_BAR, 0)
        for part in (self.days, self.problems, rule(), self.missing_title, self.missing, self.rest):
            page.body.addWidget(part)
        for part in (rule(), self.care_title, self.care):
            page.body.addWidget(part)
        page.body.addStretch(1)
        self.open = Button(words("Open"), tokens, key="Enter")
        self.not_done = Button(words("Not held"), tokens, key="N")
        self.book = Button(words("Appointment"), tokens, key="A")
        self.adopt = Button(words("Stands for"), tokens, key="O")
        foot = QGridLayout()
        foot.setSpacing(tokens.s8)
        foot.addWidget(self.open, 0, 0)
        foot.addWidget(self.adopt, 0, 1)
        foot.addWidget(self.not_done, 0, 1)
        foot.addWidget(self.book, 1, 0, 1, 2)
        chips = QHBoxLayout()
        chips.addWidget(self.chip)
        chips.addStretch(1)
        self.add(self.name)
        self.add(chips)
        self.add(page, 1)
        self.add(foot)
        last = QHBoxLayout()
        last.addWidget(self.followed)
        last.addStretch(1)
        self.add(last)
        self.body.addWidget(self.wrong, 0, Qt.AlignmentFlag.AlignLeft)
        self.wrong.clicked.connect(self.move_wanted)
        self.open.clicked.connect(self.opened)
        for button, form in (
            (self.not_done, "not_done"),
            (self.book, "appointment"),
            (self.adopt, "adopt"),
            (self.followed, "standing"),
        ):
            button.clicked.connect(lambda _on, form=form: self.wanted.emit(form))

    def show_line(self, view: VisitView, line: VisitLine | None) -> None:
        """Show a row of `view`; what is missing there follows when it was read."""
        words, standing = self._words, view.course.patient.standing
        self.followed.say(_standing(view, words), "W")
        self.followed.setVisible(True)
        expected = line is not None and line.visit is None and line.planned is not None
        self.open.setVisible(line is not None and (line.visit is not None or standing is Standing.FOLLOWED))
        self.not_done.setVisible(expected)
        self.book.setVisible(expected and line is not None and bool(line.planned and line.planned.is_open))
        self.adopt.setVisible(line is not None and line.planned is None)
        self.chip.setVisible(line is not None)
        self._held = line is not None and line.visit is not None
        self.wrong.setVisible(self._held)
        self.show_items(())
        self.care.show_lines([line for each in view.precautions for line in self._precaution(each)])
        self.care_title.setVisible(bool(view.precautions))
        if line is None:
            self.name.setText(words("No visit in hand"))
            self.days.show_lines(())
            self.problems.hide()
            return
        self.name.setText(title_of(line, words))
        chip = status(line, view.today, words)
        self.chip.show_state(chip.text, chip.tone, chip.icon)
        self.days.show_lines(self._days(view, line))
        mine = [p for p in view.schedule.problems if line.visit and line.visit.id in p.visits]
        self.problems.setText("\n".join(words.say(each.said) for each in mine))
        self.problems.setVisible(bool(mine))

    def show_items(self, items: Sequence[VisitItem]) -> None:
        """Print what the plan asks at this visit: what is unfinished by name, the rest as a count."""
        words = self._words
        open_ = [each for each in items if each.unfinished]
        self.missing_title.setVisible(bool(items))
        title = words("Still missing") if open_ else words("Nothing is missing")
        self.missing_title.setText(title if self._held else words("Asked at this visit"))
        self.missing.show_lines([line for each in open_ for line in self._item(each)])
        done = sum(each.state in {ItemState.DONE, ItemState.EXPLAINED} for each in items)
        optional = [words(each.title) for each in items if each.state is ItemState.OPTIONAL]
        said = [
            words("{n} of {all} done.", n=words.number(done), all=words.number(len(items) - len(optional)))
        ]
        if optional:
            said.append(words("If needed: {list}.", list=", ".join(optional)))
        self.rest.setText(" ".join(said if self._held else said[1:]) if items else "")
        self.rest.setVisible(bool(items))

    def _precaution(self, each: Holding) -> list[Line]:
        """Title, until when or from when, and whether it is only a rule of the house."""
        words = self._words
        if not each.active and each.start is not None:
            when = words("from {day}", day=words.day(each.start))
        else:
            when = words("to {day}", day=words.day(each.end)) if each.end else words("now")
        lines = [(words(each.precaution.title), when)]
        if each.precaution.mark == HOUSE_RULE:
            lines.append((words("House rule, to be checked by a doctor"), ""))
        return lines

    def _item(self, item: VisitItem) -> list[Line]:
        words = self._words
        lines = [(words(item.title), words(ITEM_TITLES[item.state]) if self._held else "")]
        if item.state is ItemState.PARTLY and item.missing:
            lines.append((", ".join(words(missing_title(code)) for code in item.missing), ""))
        if item.condition:
            lines.append((words(item.condition), ""))
        return lines

    def _days(self, view: VisitView, line: VisitLine) -> list[Line]:
        words, planned, visit = self._words, line.planned, line.visit
        rows = []
        if planned:
            rows += [(words("Planned"), words.weekday(planned.window.target))]
            rows += [(words("Window"), window_text(planned, words))]
        if visit:
            rows.append((words("Actual"), words.weekday(visit.day)))
            if planned:
                rows.append((words("Difference"), difference_text(planned.difference, words)))
            if visit.contact:
                rows.append((words("How"), words(CONTACTS.get(visit.contact, visit.contact))))
            held = view.course.signed(visit.id)
            void = void_words(held, words) if held and held.void else ""
            rows.append((words("Signed"), line.signer or void or words("not signed")))
        if line.score:
            rows.append((words(view.score_title), line.score))
        if line.appointment and not visit:
            booked = line.appointment
            rows.append((words("Booked"), f"{words.weekday(booked.day)} {booked.time}".strip()))
            if booked.place:
                rows.append((words("Place"), booked.place))
        if planned and planned.note:
            rows.append((words(planned.note.reason), ""))
            if planned.note.note:
                rows.append((planned.note.note, ""))
        if planned and planned.provisional:
            rows.append((words("Provisional: the infusion is planned, not given yet."), ""))
        return rows


def _standing(view: VisitView, words: Words) -> str:
    patient = view.course.patient
    title = words(STANDING_TITLES[patient.standing])
    if patient.standing_since is None:
        return title
    return words("{standing}, {day}", standing=title, day=words.day(patient.standing_since))
