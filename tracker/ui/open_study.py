"""How an open study gets its window: the workplace around the session, and the shell that shows it."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from tracker.domain.change import Ref
from tracker.language import Words
from tracker.services.session import Session
from tracker.services.settings import setting
from tracker.ui.doors import Entrance
from tracker.ui.look import Look
from tracker.ui.news import ChangeBus
from tracker.ui.places import PLACES, Maker
from tracker.ui.recovery_reminder import ask_for_recovery, remind_of_recovery
from tracker.ui.shell import Shell
from tracker.ui.workplace import Workplace


def title_of(session: Session, words: Words) -> str:
    """What stands in the bar of the window: never anything of the study but that it is for practice."""
    title = words("CAR T follow-up")
    return f"{title} – {words('PRACTICE')}" if session.study.practice else title


def shell_of(
    session: Session,
    entrance: Entrance,
    owner: QWidget,
    places: Mapping[str, Maker] | None,
    *,
    look: Look,
    choose_look: Callable[[Look], object],
) -> Shell:
    """A shell at its first place; the news are as old as `owner`."""
    zone, clock = ZoneInfo(session.study.time_zone), entrance.doors.clock
    workplace = Workplace(
        session=session,
        jobs=entrance.jobs,
        news=ChangeBus(owner),
        words=entrance.words,
        tokens=entrance.tokens,
        clock=lambda: clock().astimezone(zone),
        print_letter=entrance.doors.print_letter,
        write_calendar=entrance.doors.write_calendar,
        write_rows=entrance.doors.write_rows,
        look=look,
        choose_look=choose_look,
    )
    owner.setWindowTitle(title_of(session, entrance.words))
    return Shell(workplace, PLACES if places is None else places)


def attend(shell: Shell, window: QWidget, idle: QTimer) -> None:
    """Wait for the lock as long as the clinic has set, from the change of it on; remind of the key."""
    session = shell.workplace.session

    def wait(news: frozenset[Ref] | None = None) -> None:
        if news is None or any(each.kind == "Setting" for each in news):
            idle.start(int(setting(session.records, "idle_minutes")) * 60_000)

    shell.workplace.news.published.connect(wait)
    wait()
    shell.recovery_wanted.connect(lambda: ask_for_recovery(shell, window))
    remind_of_recovery(shell, window)
