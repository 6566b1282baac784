"""Between the door and the study: a card of pages with secrets that have to be made first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from tracker.services.session import Session
from tracker.ui.doors import Entrance
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import rule
from tracker.ui.parts.label import wrapped
from tracker.ui.screens.first_run_page import Page
from tracker.ui.screens.paged import Paged

CARD = (760, 520)


class BeforeStudy(Paged):
    """A subclass says in `keep` what the page at hand does, and goes on with `turn` or `open`."""

    def __init__(self, entrance: Entrance, session: Session, pages: tuple[Page, ...], said: str) -> None:
        super().__init__(entrance, session, pages)
        self.problem.say(said, "info")
        self._build()
        self.show_state()

    def next(self) -> None:
        """Do what the page at hand is for, once nothing is missing."""
        if self.busy or self.session is None or self.pages[self.step].missing():
            return
        self.set_busy(True)
        self.keep(self.session)

    def keep(self, session: Session) -> None:
        """Write what the page at hand asks for."""
        raise NotImplementedError

    def turn(self) -> None:
        """On to the next page."""
        self.set_busy(False)
        self.turn_to(self.step + 1)

    def show_state(self) -> None:
        missing, last = self.pages[self.step].missing(), self.step == len(self.pages) - 1
        self.forward.say(self.words("Open the study") if last else self.words("Next"))
        self.forward.setEnabled(not missing and not self.busy)
        self.why.setText(missing)

    def _build(self) -> None:
        self.why = wrapped("", "hint", "text2")
        self.forward = Button(self.words("Next"), self.tokens, look="primary", key="Ctrl+Enter")
        self.forward.clicked.connect(lambda _checked: self.next())
        foot = QHBoxLayout()
        foot.addWidget(self.why, 1)
        foot.addWidget(self.forward)
        card = QFrame()
        card.setProperty("part", "card")
        card.setFixedSize(*CARD)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 20, 24, 16)
        column.setSpacing(self.tokens.s8)
        column.addWidget(self.stack, 1)
        for part in (self.problem, rule()):
            column.addWidget(part)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
