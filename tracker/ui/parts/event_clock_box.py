"""How long until the sponsor has to be told, as a box that never acts by itself."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.event_clocks import Urgency, expedited, site_clock
from tracker.language import Words
from tracker.services.event_view import left_text, report_text
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens

TONES = {
    Urgency.CALM: "info",
    Urgency.SOON: "warn",
    Urgency.LAST_DAY: "danger",
    Urgency.LATE: "danger",
    Urgency.TOLD: "ok",
    Urgency.TOLD_LATE: "warn",
}


class EventClockBox(QFrame):
    """Hidden while no clock runs."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self._words = words
        self.left = label("", "card")
        self.state = Chip(tokens)
        self.rule = wrapped("", "hint")
        self.reports = wrapped("", "hint")
        head = QHBoxLayout()
        head.addWidget(self.left)
        head.addStretch(1)
        head.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s8)
        column.setSpacing(tokens.s4)
        column.addLayout(head)
        column.addWidget(self.rule)
        column.addWidget(self.reports)
        self.hide()

    def show_event(self, event: AdverseEvent, hours: int, now: datetime) -> None:
        """The clock of an event as it stands, or as it would stand if the form were saved."""
        clock, words = site_clock(event, hours, now), self._words
        self.setVisible(clock is not None)
        if clock is None:
            return
        tone = TONES[clock.urgency]
        mark(self, chip=tone)
        self.left.setText(left_text(clock, words))
        mark(self.left, ink=tone)
        self.state.show_state(
            words("Not sent") if clock.runs else words("Sent"), tone, "clock" if clock.runs else "tick"
        )
        due, knew = clock.due.astimezone(now.tzinfo), clock.starts.astimezone(now.tzinfo)
        self.rule.setText(
            words(
                "Tell the sponsor by {due}, {hours} hours after you knew ({knew}).",
                due=_moment(due, words),
                hours=words.number(hours),
                knew=_moment(knew, words),
            )
        )
        reports = [report_text(each, words) for each in expedited(event)]
        self.reports.setText("\n".join(reports))
        self.reports.setVisible(bool(reports))
        self.setAccessibleName(f"{self.left.text()}. {self.rule.text()}")


def _moment(at: datetime, words: Words) -> str:
    return words("{day} {time}", day=words.weekday(at.date()), time=f"{at:%H:%M}")
