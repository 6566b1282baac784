"""One event at the side of the list: its days and grades, causes, clocks, and what can be done."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from tracker.domain.event_answers import AESI, CAUSES, CRITERIA, LIKELIHOODS, OUTCOMES, TOLD_BY
from tracker.domain.event_forms import EVENT_FORMS, severe_infection
from tracker.domain.item_words import said
from tracker.language import Words
from tracker.services.event_view import EventLine, EventView, report_text, said_of, scale_title
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card, rule
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.event_clock_box import EventClockBox
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.result_lines import ResultLines
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.side_form import SCROLL_BAR
from tracker.ui.theme.tokens import Tokens

Lines = list[tuple[str, str]]


class EventDetail(Card):
    """Buttons are there for what was recorded here; what the safety checks show is only read."""

    edit_wanted = Signal()
    end_wanted = Signal()
    reopen_wanted = Signal()
    correct_wanted = Signal()
    told_wanted = Signal()

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens)
        self._words = words
        self.name = wrapped("", "card", "text")
        self.chip = Chip(tokens)
        self.head.addWidget(self.name, 1)
        self.head.addWidget(self.chip)
        self.body.addLayout(self.head)
        self.remarks = wrapped("", "label", "warn")
        self.box = EventClockBox(tokens, words)
        self.facts, self.causes, self.answers = (ResultLines(tokens, "label") for _ in range(3))
        self.reports = wrapped("", "hint", "text2")
        page = ScrollPage(0, tokens.s8)
        page.body.setContentsMargins(0, 0, SCROLL_BAR, 0)
        self._rules = (rule(), rule())
        parts = (self.remarks, self.box, self.reports, self.facts, self._rules[0], self.causes)
        for part in (*parts, self._rules[1], self.answers):
            page.body.addWidget(part)
        page.body.addStretch(1)
        self.edit = Button(words("Edit"), tokens, key="Enter")
        self.end = Button(words("Ended today"), tokens, key="E")
        self.reopen = Button(words("Not over"), tokens, key="R")
        self.correct = Button(words("Correct"), tokens, key="F2")
        self.told = Button(words("Sponsor told"), tokens, look="primary", key="T")
        foot = QGridLayout()
        foot.setSpacing(tokens.s8)
        for at, button in enumerate((self.edit, self.end, self.reopen, self.correct, self.told)):
            foot.addWidget(button, (at + 1) // 3, 0 if at in {0, 3} else 1)
        foot.addWidget(self.edit, 0, 0)
        foot.addWidget(self.end, 0, 1)
        foot.addWidget(self.reopen, 0, 1)
        foot.addWidget(self.correct, 1, 0)
        foot.addWidget(self.told, 1, 1)
        self.add(page, 1)
        self.add(foot)
        for button, signal in (
            (self.edit, self.edit_wanted),
            (self.end, self.end_wanted),
            (self.reopen, self.reopen_wanted),
            (self.correct, self.correct_wanted),
            (self.told, self.told_wanted),
        ):
            button.clicked.connect(signal)

    def show_line(self, view: EventView | None, line: EventLine | None, now: datetime) -> None:
        """Show an event of `view`; None shows that none is in hand."""
        words = self._words
        own = line is not None and line.own
        for button in (self.edit, self.correct):
            button.setVisible(own)
        self.end.setVisible(own and line is not None and line.open)
        self.reopen.setVisible(own and line is not None and not line.open)
        running = line is not None and line.clock is not None and line.clock.runs
        self.told.setVisible(own and running)
        self.chip.setVisible(line is not None)
        for part in (*self._rules, self.remarks, self.reports):
            part.hide()
        if view is None or line is None:
            self.name.setText(words("No event in hand"))
            self.box.hide()
            for lines in (self.facts, self.causes, self.answers):
                lines.show_lines(())
            return
        event = line.event
        self.name.setText(event.term)
        self.chip.show_state(*_SERIOUS[line.serious](words))
        remarks = said_of(line, view.course, words)
        self.remarks.setText("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))
        self.box.show_event(event, view.hours, now)
        reports = [report_text(each, words) for each in line.reports] if line.clock is None else []
        self.reports.setText("\n".join(reports))
        self.reports.setVisible(bool(reports))
        self.facts.show_lines(self._facts(line))
        self.causes.show_lines(self._causes(line))
        self.answers.show_lines(self._answers(line))
        self._rules[0].setVisible(bool(self.causes.lines))
        self._rules[1].setVisible(bool(self.answers.lines))

    def _facts(self, line: EventLine) -> Lines:
        words, event = self._words, line.event
        found: Lines = []
        if not line.own:
            found.append((words("From the safety checks: open a check to change it."), ""))
        if event.verbatim:
            found.append((words("reported as “{text}”", text=event.verbatim), ""))
        scale = scale_title(event, words)
        worst = words.number(event.grade) if event.grade is not None else words("not known")
        found.append((words("Worst grade, {scale}", scale=scale) if scale else words("Worst grade"), worst))
        if len(event.grades) > 1:
            found += [
                (words("from {day}", day=words.day(step.day)), words("grade {n}", n=words.number(step.grade)))
                for step in sorted(event.grades, key=lambda step: step.day)
            ]
        found.append((words("Started"), words.day(event.start)))
        ended = words("ongoing") if line.open else words.day(event.end)
        found.append((words("Ended"), ended))
        if event.outcome in OUTCOMES:
            found.append((words("Outcome"), words(OUTCOMES[event.outcome])))
        found += [(words(CRITERIA[key]), words("yes")) for key in CRITERIA if event.criteria.get(key) is True]
        found += [(words("Special interest"), words(AESI[key].title)) for key in line.special]
        found += [(text, "") for text in (event.action, event.treatment, event.narrative) if text]
        return found

    def _causes(self, line: EventLine) -> Lines:
        words, relations = self._words, line.event.relations
        found: Lines = [
            (words(cause.title), words(LIKELIHOODS[str(relations[key])]))
            for key, cause in CAUSES.items()
            if relations.get(key) in LIKELIHOODS
        ]
        if found and relations.get(TOLD_BY):
            found.append((words("as told by {who}", who=str(relations[TOLD_BY])), ""))
        return found

    def _answers(self, line: EventLine) -> Lines:
        words, event = self._words, line.event
        found: Lines = []
        if event.kind in EVENT_FORMS and severe_infection(event.details):
            found.append((words("Severe as reports count it: hospital or treatment by vein"), ""))
        for item in EVENT_FORMS.get(event.kind, ()):
            answer = event.details.get(item.key)
            if answer is not None:
                found.append((words(item.title), words.say(said(item, answer))))
        return found


_SERIOUS: Mapping[bool | None, Callable[[Words], tuple[str, str]]] = {
    True: lambda words: (words("Serious"), "danger"),
    False: lambda words: (words("Not serious"), "neutral"),
    None: lambda words: (words("Seriousness open"), "warn"),
}
