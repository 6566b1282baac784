"""The bars above the worklist: what one typed and did not save, with the way on, and what others did."""

from collections.abc import Callable, Sequence
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.language import Words
from tracker.services.bedside_entry import FORM as SAFETY
from tracker.services.drafts import VISIT
from tracker.services.waiting_drafts import WaitingDraft, of_others
from tracker.ui.parts.notice import Notice
from tracker.ui.routes import Route
from tracker.ui.theme.tokens import Tokens


class WaitingBar(QWidget):
    """`route_wanted` carries the way to one's own newest draft."""

    route_wanted = Signal(object)

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self._words = words
        self.mine, self.others = Notice(tokens), Notice(tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s8)
        column.addWidget(self.mine)
        column.addWidget(self.others)
        self.hide()

    def show_drafts(self, drafts: Sequence[WaitingDraft], zone: tzinfo | None) -> None:
        """Say what waits; nothing where nothing does."""
        others = of_others(drafts)
        own = [each for each in drafts if each.mine]
        self.mine.say(self._own(own, zone), "warn", *self._way(own))
        self.others.say(self._of_others(others, zone), "info")
        self.setVisible(bool(drafts))

    def _own(self, own: Sequence[WaitingDraft], zone: tzinfo | None) -> str:
        if not own:
            return ""
        words, first = self._words, own[0]
        at = first.saved_at.astimezone(zone)
        said = words(
            "You typed something for {patient} on {day} at {time} and did not save it.",
            patient=first.patient.name,
            day=words.day(at),
            time=f"{at:%H:%M}",
        )
        if len(own) == 1:
            return said
        more = words.plural("{n} more waits.", "{n} more wait.", len(own) - 1)
        return words("{said} {more}", said=said, more=more)

    def _of_others(self, others: Sequence[WaitingDraft], zone: tzinfo | None) -> str:
        if not others:
            return ""
        words, first = self._words, others[0]
        said = words(
            "{who} typed something for {patient} on {day} and did not save it. It is not in the record yet.",
            who=first.author.short,
            patient=first.patient.name,
            day=words.day(first.saved_at.astimezone(zone)),
        )
        if len(others) == 1:
            return said
        more = words.plural("{n} more waits.", "{n} more wait.", len(others) - 1)
        return words("{said} {more}", said=said, more=more)

    def _way(self, own: Sequence[WaitingDraft]) -> tuple[tuple[str, Callable[[], object]], ...]:
        if not own:
            return ()
        route = _route(own[0])
        return ((self._words("Go on with it"), lambda: self.route_wanted.emit(route)),)


def _route(draft: WaitingDraft) -> Route:
    if draft.form == VISIT:
        return Route("visit", draft.patient.id, draft.visit)
    if draft.form == SAFETY:
        return Route("safety", draft.patient.id)
    return Route("record", draft.patient.id, tab="events")
