"""Events that were open at the last visit, asked about again at this one: still there, or ended?"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.change import Ref
from tracker.domain.partial_date import PartialDate
from tracker.domain.rights import Right
from tracker.services.event_inquiries import still_there
from tracker.services.events import end_event
from tracker.services.rights import refusal
from tracker.services.trend_events import event_text
from tracker.services.visit_form import VisitForm
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.label import wrapped
from tracker.ui.workplace import Workplace


class OpenEvents(Card):
    """Hidden while there is nothing to ask. Each answer is written at once, with the day of the visit."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.tokens, workplace.words("Events still open"), " ")
        self._workplace = workplace
        self._rows: dict[str, QWidget] = {}
        self._forbidden = refusal(workplace.session, Right.ENTER)
        self.hide()

    def show_visit(self, form: VisitForm) -> None:
        """Ask about the open events of this visit."""
        words = self._workplace.words
        for old in self._rows.values():
            self.body.removeWidget(old)
            old.deleteLater()
        asks = form.visit is not None and not form.signed and not self._forbidden
        self.hint.setText("" if asks else words("Answered once the visit is saved"))
        visit = form.visit.id if form.visit else None
        self._rows = {str(each.id): self._row(each, form.day, visit, asks=asks) for each in form.still_open}
        for row in self._rows.values():
            self.add(row)
        self.setVisible(bool(self._rows) and not form.signed)

    def go(self, event: str) -> None:
        """Put the keyboard on the question about one event."""
        row = self._rows.get(event)
        if row is not None:
            row.findChildren(Button)[0].setFocus()

    def _row(self, event: AdverseEvent, day: date, visit: UUID | None, *, asks: bool) -> QWidget:
        place, words = self._workplace, self._workplace.words
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(place.tokens.s8)
        since = words.day(event.start) if event.start else words("not known")
        said = words("{event}, since {day}", event=event_text(event, words), day=since)
        line.addWidget(wrapped(said, "body", "text"), 1)
        session = place.session

        def stays() -> frozenset[Ref]:
            return still_there(session, event.id, visit) if visit else frozenset()

        def ends() -> frozenset[Ref]:
            return end_event(session, event.id, PartialDate.of(day), place.clock(), visit=visit).touched

        for title, act in ((words("Still there"), stays), (words("Ended"), ends)):
            button = Button(title, place.tokens)
            button.setAccessibleDescription(said)
            button.setEnabled(asks)
            button.clicked.connect(lambda _checked=False, act=act: self._write(act))
            line.addWidget(button)
        return row

    def _write(self, act: Callable[[], frozenset[Ref]]) -> None:
        self._workplace.jobs.write(act, self._workplace.news.publish)
