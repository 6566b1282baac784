"""The left side of a visit form: its sections, its day, and whether it is signed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tracker.domain.instrument import Instrument
from tracker.domain.visit_codes import UNPLANNED
from tracker.language import Words
from tracker.services.signed_words import void_words
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_form import VisitForm, offered_scores
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card, rule
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.label import ElidedLabel, label, wrapped
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.section_list import SectionList
from tracker.ui.theme.tokens import Tokens


class VisitAside(Card):
    """The list of sections on top, the visit's own facts at the foot."""

    start_over = Signal()
    """Another day or visit is wanted for a form that was not saved yet."""
    score_wanted = Signal(str)
    """(code): one more score is assessed at this visit."""
    queries_wanted = Signal()

    def __init__(self, words: Words, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent=parent)
        self._words = words
        self.setFixedWidth(tokens.px(212))
        self.body.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        self.name = ElidedLabel("", "overline", "text3")
        self.sections = SectionList(words, tokens)
        self.day = label("", "value")
        self.number = label("", "label", "text2")
        self.state = wrapped("", "label", "text2")
        self.state.setObjectName("visit-state")
        self.change = Button(words("Change day or visit"), tokens, look="link")
        self.queries = Button(words("Queries"), tokens, look="link", face="hint")
        self.queries.hide()
        self.add(self.name)
        scroll = ScrollPage(spacing=0)
        scroll.body.addWidget(self.sections)
        self.more = Choice(tokens, words("Add a score"))
        self.more.setMinimumWidth(1)
        scroll.body.addSpacing(tokens.s8)
        scroll.body.addWidget(self.more)
        scroll.body.addStretch(1)
        self.body.addWidget(scroll, 1)
        self.add(rule())
        self.add(label(words("Day of the visit"), "label", "text3"))
        for part in (self.day, self.number, self.state, self.change):
            self.add(part)
        self.body.addWidget(self.queries, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.setSpacing(tokens.s4)
        self.change.clicked.connect(self.start_over)
        self.more.picked.connect(self._add)
        self.queries.clicked.connect(self.queries_wanted)

    def show_visit(self, form: VisitForm, entry: VisitEntry) -> None:
        """Print which visit this is."""
        w = self._words
        self.name.setText(w(entry.title or UNPLANNED.title).upper())
        self.day.setText(w.day(form.day))
        number = form.course.day_number(form.day)
        self.number.setText("" if number is None else w("Day {day}", day=w.number(number)))
        self.number.setVisible(number is not None)
        if form.signature and form.signature.void:
            said = void_words(form.signature, w)
        elif form.signature:
            day = w.day(form.signature.signature.at)
            said = w("Signed {day}. F2 corrects a value with a reason.", day=day)
        elif form.visit:
            said = w("Saved, not signed")
        else:
            said = w("Not in the record yet")
        self.state.setText(said)
        self.change.setVisible(form.visit is None)
        offered = sorted(offered_scores(form), key=lambda each: self._place(form, each))
        self.more.offer(
            [("", w("Add a score …")), *((each.code, self._name(form, each)) for each in offered)]
        )
        self.more.setVisible(not form.signed)

    def _place(self, form: VisitForm, known: Instrument) -> tuple[bool, str]:
        """What the plan names comes first, then by name."""
        return known.code not in form.due.offered, self._words(known.short or known.title)

    def _name(self, form: VisitForm, known: Instrument) -> str:
        name = self._words(known.short or known.title)
        return self._words("{score}, in the plan", score=name) if known.code in form.due.offered else name

    def count_queries(self, waiting: int, *, saved: bool) -> None:
        """Say how many queries wait; only what is in the record can be asked about."""
        w = self._words
        said = w.plural("{n} query", "{n} queries", waiting) if waiting else w("Raise a query")
        self.queries.say(said, key="Alt+Q")
        self.queries.setVisible(saved)

    def _add(self, code: object) -> None:
        self.more.choose("")
        if code:
            self.score_wanted.emit(str(code))
