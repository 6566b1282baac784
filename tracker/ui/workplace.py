"""What a screen needs to do its work: the open study, the workers, the news, words, look and time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from tracker.domain.letter import Letter
from tracker.domain.refusal import Refusal
from tracker.domain.sheet import RowsWriter
from tracker.language import Words
from tracker.services.appointments import Booked
from tracker.services.session import Session
from tracker.ui.jobs import Jobs
from tracker.ui.look import Look
from tracker.ui.news import ChangeBus
from tracker.ui.theme.tokens import Tokens

CalendarWriter = Callable[[Sequence[Booked], Words, str, datetime], str]
"""Visits to come, words, time zone, now -> the text of a calendar file; how the window reaches exchange."""


def _keep_look(_look: Look) -> None:
    """Where there is no window of one's own, the look stays."""


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """Given to every screen by its constructor. `clock` gives the aware instant in the study's time zone."""

    session: Session
    jobs: Jobs
    news: ChangeBus
    words: Words
    tokens: Tokens
    clock: Callable[[], datetime]
    print_letter: Callable[[Letter, str], bytes]
    """Letter and paper ("a4", "letter") -> PDF; how the window reaches paper without knowing reportlab."""
    write_calendar: CalendarWriter
    write_rows: RowsWriter
    """Writes a new CSV file; how the window reaches exchange."""
    look: Look = field(default_factory=Look)
    """The look that was chosen for this computer."""
    choose_look: Callable[[Look], object] = _keep_look
    """Give the window another look at once."""

    def today(self) -> date:
        """The day it is at the clinic."""
        return self.clock().date()

    def refused(self, say: Callable[[str], object]) -> Callable[[object], None]:
        """What becomes of work that fails: `say` why it is refused, hand on what nobody foresaw."""

        def failed(error: object) -> None:
            if isinstance(error, Refusal):
                say(self.words.say(error.said))
            else:
                self.jobs.failure.emit(error)

        return failed

    @property
    def practice(self) -> bool:
        return self.session.study.practice
