"""The panel beside a preview of another plan: which one, what it does in numbers, and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from tracker.domain.plan import Plan
from tracker.language import Words
from tracker.services.plans import PlanBook
from tracker.services.replan import Replan
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import rule
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.replan_numbers import ReplanNumbers
from tracker.ui.parts.side_form import SideForm
from tracker.ui.theme.tokens import Tokens

WIDTH = 320


class PlanSide(SideForm):
    """`picked` carries the key of a plan, `read_wanted` nothing."""

    picked = Signal(str)
    read_wanted = Signal()

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens, words, words("Follow another plan"), words("Follow it"))
        self.now = wrapped("", "value", "text")
        self.hint = wrapped("", "hint", "text2")
        self.plan = Choice(tokens, words("New plan"), may_cut=True)
        self.read = Button(words("Read the plans"), tokens, look="link", face="hint")
        self.numbers = ReplanNumbers(tokens, words)
        self.why = QLineEdit()
        self.why.setAccessibleName(words("Why the plan changes"))
        self.why.setPlaceholderText(words("In a few words"))
        self.row(words("Now"), self.now)
        self.block(self.hint)
        self.row(words("New plan"), self.plan)
        line = QHBoxLayout()
        line.addWidget(self.read)
        line.addStretch(1)
        self.block(line)
        self.block(rule())
        self.block(self.numbers)
        self.block(rule())
        self.row(words("Why the plan changes"), self.why)
        self.block(wrapped(words("Visits held so far keep the plan they were held under."), "hint", "text2"))
        self.close_rows()
        self.setFixedWidth(tokens.px(WIDTH))
        self.plan.picked.connect(lambda _key: self.picked.emit(self.key))
        self.read.clicked.connect(self.read_wanted)

    @property
    def key(self) -> str:
        """The key of the plan chosen; "" while there is none to choose."""
        return str(self.plan.key or "")

    def show_book(self, book: PlanBook, followed: Plan) -> None:
        """Offer every plan of the study but the one that is followed now."""
        words = self._words
        self.now.setText(plan_words(followed, words))
        own = book.histories[book.own].newest.key == followed.key
        self.hint.setText(words("The plan of the study.") if own else words("Chosen for this patient."))
        others = [each.newest for key, each in book.histories.items() if key != followed.key]
        self.plan.offer((each.key, plan_words(each, words)) for each in others)

    def show_replan(self, found: Replan | None) -> None:
        self.numbers.show_replan(found)


def plan_words(plan: Plan, words: Words) -> str:
    """The title of a plan with its version."""
    return words("{title}, version {n}", title=words(plan.title), n=words.number(plan.version))
