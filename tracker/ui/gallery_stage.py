"""What the scenes of the gallery have in common: the study, the look, the way in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from tracker.language import Words
from tracker.services.session import Session
from tracker.ui.doors import Doors, Entrance
from tracker.ui.jobs import Jobs
from tracker.ui.news import ChangeBus
from tracker.ui.places import PLACES, Maker
from tracker.ui.shell import Shell
from tracker.ui.theme.tokens import Tokens
from tracker.ui.workplace import Workplace


@dataclass(frozen=True)
class Stage:
    """What the scenes of one theme and size have in common."""

    session: Session
    doors: Doors
    words: Words
    tokens: Tokens
    jobs: Jobs
    now: datetime

    def entrance(self, **other: Any) -> Entrance:
        """The ways in, some of them replaced."""
        doors = replace(self.doors, **other) if other else self.doors
        return Entrance(words=self.words, tokens=self.tokens, jobs=self.jobs, doors=doors)

    def shell(self, places: Mapping[str, Maker] = PLACES) -> Shell:
        """The open study at its first screen."""
        zone = ZoneInfo(self.session.study.time_zone)
        return Shell(
            Workplace(
                session=self.session,
                jobs=self.jobs,
                news=ChangeBus(),
                words=self.words,
                tokens=self.tokens,
                clock=lambda: self.now.astimezone(zone),
                print_letter=self.doors.print_letter,
                write_calendar=self.doors.write_calendar,
                write_rows=self.doors.write_rows,
            ),
            places,
        )


Scene = Callable[[Stage], QWidget]


def later(widget: QWidget, act: Callable[[], object]) -> QWidget:
    widget.setProperty("later", act)
    return widget
