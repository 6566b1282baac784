"""The steroid dose as a curve of its own, with the time it shows."""

from PySide6.QtWidgets import QHBoxLayout

from tracker.language import Words
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.label import label
from tracker.ui.parts.segmented import Segmented
from tracker.ui.parts.trend_plot import TrendPlot
from tracker.ui.theme.tokens import Tokens


class DoseCurve(Card):
    """`windows` says which time is shown; `details` brings the panel where it is folded away."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens)
        options = (("6m", words("6 months")), ("1y", words("1 year")), ("all", words("All")))
        self.windows = Segmented(words("Time shown"), options, "6m")
        self.details = Button(words("Details"), tokens, look="link", key="F4")
        self.plot = TrendPlot(tokens, words("Steroid dose"))
        head = QHBoxLayout()
        head.setSpacing(tokens.s12)
        head.addWidget(label(words("All steroids by mouth or vein, as prednisone"), "hint", "text2"))
        head.addStretch(1)
        head.addWidget(self.windows)
        head.addWidget(self.details)
        self.body.setContentsMargins(tokens.s12, tokens.s8, tokens.s8, tokens.s4)
        self.body.setSpacing(tokens.s4)
        self.add(head)
        self.add(self.plot, 1)
