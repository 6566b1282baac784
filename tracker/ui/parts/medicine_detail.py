"""One medicine at the side of the list: its steps, whether it counts and why, and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from tracker.domain.treatment import VERDICT_TITLES, Verdict
from tracker.language import Words
from tracker.services.drug_free import Free
from tracker.services.medicine_view import MedicineLine, MedicineView
from tracker.services.medicines import amount, name_of, often
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card, rule
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.result_lines import ResultLines
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.side_form import SCROLL_BAR
from tracker.ui.tables.medicine_rows import TONES
from tracker.ui.theme.tokens import Tokens


class MedicineDetail(Card):
    """Empty while no medicine is in hand."""

    correct_wanted = Signal()
    taper_wanted = Signal()
    stop_wanted = Signal()
    ruling_wanted = Signal()

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens)
        self._words = words
        self.name = wrapped("", "card", "text")
        self.chip = Chip(tokens)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.chip)
        self.why = wrapped("", "hint", "text2")
        self.steps = ResultLines(tokens)
        self.free_title = label(words("Drug-free: how it is counted"), "value")
        self.free = ResultLines(tokens, "body")
        page = ScrollPage(0, tokens.s8)
        page.body.setContentsMargins(0, 0, SCROLL_BAR, 0)
        for part in (self.why, self.steps, rule(), self.free_title, self.free):
            page.body.addWidget(part)
        page.body.addStretch(1)
        self.correct = Button(words("Correct"), tokens, key="F2")
        self.taper = Button(words("Taper"), tokens, key="T")
        self.stop = Button(words("Stop"), tokens, key="S")
        self.ruling = Button(words("Decide"), tokens, key="D")
        foot, second = QHBoxLayout(), QHBoxLayout()
        for row, buttons in ((foot, (self.correct, self.taper)), (second, (self.stop, self.ruling))):
            row.setSpacing(tokens.s8)
            for button in buttons:
                row.addWidget(button, 1)
        self.add(head)
        self.add(page, 1)
        self.add(foot)
        self.add(second)
        self.correct.clicked.connect(self.correct_wanted)
        self.taper.clicked.connect(self.taper_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.ruling.clicked.connect(self.ruling_wanted)

    def show_line(self, view: MedicineView, line: MedicineLine | None) -> None:
        """Show a medicine of `view`, or only how drug-free is counted."""
        words = self._words
        for button in (self.correct, self.taper, self.stop, self.ruling):
            button.setVisible(line is not None)
        self.free.show_lines(self._counting(view))
        self.chip.setVisible(line is not None)
        self.why.setVisible(line is not None)
        if line is None:
            self.name.setText(words("No medicine in hand"))
            self.steps.show_lines(())
            return
        verdict = line.counted.verdict
        self.name.setText(name_of(line.course, words))
        self.chip.show_state(words(VERDICT_TITLES[verdict]), TONES[verdict])
        self.why.setText(words("Counts as treatment: {why}", why=words.say(line.counted.why)))
        self.steps.show_lines(self._steps(view, line))
        self.taper.say(words("Taper") if line.running else words("Start again"), "T")
        self.stop.setVisible(line.running)
        self.ruling.setVisible(verdict is Verdict.ASK or bool(line.course.ruling))

    def _steps(self, view: MedicineView, line: MedicineLine) -> list[tuple[str, str]]:
        words, day0 = self._words, view.course.day0
        rows = []
        for step in line.course.steps:
            dose = amount(step, words) if step.per_day else words("stop")
            if (step.doses, step.per_days) != (1, 1) and step.per_day:
                dose = words("{amount} {often}", amount=dose, often=often(step, words))
            day = words("Day {day}, ", day=words.number((step.start - day0).days)) if day0 else ""
            rows.append((f"{day}{words.day(step.start)}", dose))
        if line.course.end and not (rows and rows[-1][1] == words("stop")):
            rows.append((words.day(line.course.end), words("stop")))
        if line.course.stop_reason:
            rows.append((words(line.course.stop_reason), ""))
        if line.course.note:
            rows.append((line.course.note, ""))
        return rows

    def _counting(self, view: MedicineView) -> list[tuple[str, str]]:
        words, free = self._words, view.free
        titles = (
            (free.steroids, words("Steroids")),
            (free.others, words("Other drugs that count")),
            (free.fully, words("Antimalarials too")),
        )
        said = {
            Free.YES: words("none"),
            Free.NOT_YET: words("still taken"),
            Free.OPEN: words("to be decided"),
            Free.UNKNOWN: words("not known"),
        }
        rows = [
            (title, words("since {day}", day=words.day(each.since)) if each.since else said[each.state])
            for each, title in titles
        ]
        note = words("IVIG as replacement, vaccines and antivirals do not count.")
        return [*rows, (note, "")]
