"""The right side of a visit form: live scores, what to look at before signing, and the two acts."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.domain.instrument import Instrument
from tracker.domain.outputs import Criterion, Output, Score
from tracker.language import Words
from tracker.services.visit_checks import Check, Weight
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_form import VisitForm
from tracker.services.visit_results import work_out
from tracker.ui.parts.before_sign import BeforeSign
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card, rule
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.live_result import LiveResult, class_lines, score_line
from tracker.ui.parts.live_rule import LiveRule
from tracker.ui.parts.result_lines import ResultLines
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.theme.tokens import Tokens

WIDTH, NARROW_WIDTH = 256, 240


class VisitPanel(Card):
    """Says at every moment whether what is typed is kept, and where."""

    sign_wanted = Signal()
    save_wanted = Signal()
    check_picked = Signal(object)
    hide_wanted = Signal()

    def __init__(self, words: Words, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, words("Live score"), parent=parent)
        self._words, self._tokens = words, tokens
        self.setFixedWidth(tokens.px(WIDTH))
        self.head.removeWidget(self.hint)
        self.hint.hide()
        self.kept = Chip(tokens, words("Not saved"))
        self.kept.setObjectName("kept")
        self.head.addWidget(self.kept)
        self.hide_panel = Button(words("Hide details"), tokens, look="link", key="F4")
        self.hide_panel.hide()
        self._results: dict[str, LiveResult | LiveRule] = {}
        self._page = ScrollPage(0, tokens.s8)
        self.before = BeforeSign(words, tokens)
        self._line = rule()
        self._classes = ResultLines(tokens, "label")
        self._page.body.addWidget(self._classes)
        self._page.body.addStretch(1)
        self.sign = Button(words("Sign visit"), tokens, look="primary", key="Ctrl+Enter")
        self.sign.setObjectName("sign-visit")
        self.save = Button(words("Save visit"), tokens, key="Ctrl+S")
        self.save.setObjectName("save-visit")
        self.add(self._page, 1)
        self.add(self._line)
        self.add(self.before)
        self.add(self.hide_panel)
        self.add(self.sign)
        self.add(self.save)
        self.before.picked.connect(self.check_picked)
        self.sign.clicked.connect(self.sign_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.hide_panel.clicked.connect(self.hide_wanted)

    def fit(self, *, narrow: bool) -> None:
        """In a narrow window the panel is slimmer, and can be hidden."""
        self.setFixedWidth(self._tokens.px(NARROW_WIDTH if narrow else WIDTH))
        self.hide_panel.setVisible(narrow)

    def show_scores(self, form: VisitForm, entry: VisitEntry) -> None:
        """Work the scores out from what is typed now."""
        worked = work_out(form, entry)
        codes = [section.instrument.code for section in form.scores]
        for code in [code for code in self._results if code not in codes]:
            old = self._results.pop(code)
            self._page.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        for place, section in enumerate(form.scores):
            code = section.instrument.code
            if code not in self._results:
                head = section.instrument.head(worked[code].result.variant)
                made = LiveRule if place or not _is_figure(section.instrument, head) else LiveResult
                self._results[code] = made(self._words, self._tokens)
                self._page.body.insertWidget(place, self._results[code])
            self._results[code].show_worked(section, worked[code])
        first = codes[0] if codes else ""
        apart = not isinstance(self._results.get(first), LiveRule)
        shown = class_lines(worked[first], self._words, apart=apart) if first else ()
        self._classes.show_lines(shown)
        self._line.setVisible(bool(codes) and not form.signed)
        self.title.setText(self._words("Live score") if codes else self._words("This visit"))
        self.before.setVisible(not form.signed)
        self.sign.setVisible(not form.signed)
        self.save.setVisible(not form.signed)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """List what to look at."""
        self.before.show_checks(checks)

    def result(self, code: str) -> LiveResult | LiveRule:
        return self._results[code]

    def say_unsaved(self) -> None:
        """Something was typed since anything was kept."""
        self.kept.show_state(self._words("Not saved"), "neutral")

    def say_draft(self, at: datetime) -> None:
        """What is typed survives a crash; it is not in the record."""
        self.kept.show_state(self._words("Draft {time}", time=f"{at:%H:%M}"), "neutral")

    def say_saved(self, at: datetime) -> None:
        """What is typed is in the record."""
        self.kept.show_state(self._words("Saved {time}", time=f"{at:%H:%M}"), "ok")

    def say_state(self, form: VisitForm) -> None:
        """How a visit stands that was opened and not touched yet."""
        w = self._words
        if form.signed:
            self.kept.show_state(w("Signed"), "ok")
        elif form.signature:
            self.kept.show_state(w("Signature void"), "warn")
        elif form.visit:
            self.kept.show_state(w("Saved"), "ok")
        else:
            self.say_unsaved()


def _is_figure(known: Instrument, head: Output) -> bool:
    """Whether a score stands for it and says it all; of a checklist each condition is shown."""
    parts = any(isinstance(each, Criterion) and each.is_part for each in known.outputs)
    return isinstance(head, Score) and not parts


class VisitStrip(Card):
    """The same in one line at the foot, where the window is too narrow for the panel."""

    panel_wanted = Signal()
    sign_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, words: Words, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent=parent)
        self._words = words
        self.body.setContentsMargins(tokens.s12, tokens.s4 + tokens.s2, tokens.s12, tokens.s4 + tokens.s2)
        self.score = wrapped("", "value", "text")
        self.chip = Chip(tokens)
        self.more = Button(words("Details"), tokens, look="link", key="F4")
        self.save = Button(words("Save visit"), tokens, key="Ctrl+S")
        self.sign = Button(words("Sign visit"), tokens, look="primary", key="Ctrl+Enter")
        line = QHBoxLayout()
        line.setSpacing(tokens.s8)
        for part, stretch in (
            (self.score, 1),
            (self.chip, 0),
            (self.more, 0),
            (self.save, 0),
            (self.sign, 0),
        ):
            line.addWidget(part, stretch)
        self.add(line)
        self.more.clicked.connect(self.panel_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.sign.clicked.connect(self.sign_wanted)

    def show_scores(self, form: VisitForm, entry: VisitEntry, checks: tuple[Check, ...]) -> None:
        """The headline score and how much is left."""
        w = self._words
        worked = work_out(form, entry)
        lines = (score_line(each.instrument, worked[each.instrument.code].result, w) for each in form.scores)
        self.score.setText(next(lines, ""))
        weighty = sum(1 for check in checks if check.weight > Weight.GAP)
        if form.signed:
            self.chip.show_state(w("Signed"), "ok")
        elif weighty:
            self.chip.show_state(w.plural("{n} to check", "{n} to check", weighty), "danger")
        elif checks:
            self.chip.show_state(w.plural("{n} gap", "{n} gaps", len(checks)), "warn")
        else:
            self.chip.show_state(w("Ready"), "ok")
        self.save.setVisible(not form.signed)
        self.sign.setVisible(not form.signed)
