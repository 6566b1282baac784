"""Which backups are kept: all of two days, then ever fewer, and never by the clock alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

ALL_OF, DAILY, WEEKLY, MONTHLY = timedelta(days=2), 12, 10, 9
"""Like Anki: everything of the last two days, then 12 days, 10 weeks and 9 months that have one."""


@dataclass(frozen=True)
class Kept:
    """One backup as the rule sees it. `reach` is the last entry of its trail: no clock can change that."""

    name: str
    made: datetime
    reach: int
    verified: bool = True


def newest(backups: Iterable[Kept]) -> Kept | None:
    """The verified backup that reaches furthest; the clock decides only between equals."""
    return max(
        (each for each in backups if each.verified), key=lambda each: (each.reach, each.made), default=None
    )


def spare(backups: Sequence[Kept], now: datetime) -> tuple[Kept, ...]:
    """Those that may go, newest first.

    Days, weeks and months are counted as far as they have a backup, not back from `now`: a clock that leaps
    ahead thins, and empties nothing. What is dated after `now` stays, and takes no other one's turn.
    """
    best = newest(backups)
    older = sorted(
        (each for each in backups if each.verified and each.made <= now - ALL_OF),
        key=lambda each: (each.made, each.reach, each.name),
        reverse=True,
    )
    turns = [turn for turn, count in _TURNS for _ in range(count)]
    gone, last = [], None
    for each in older:
        turn = turns[0] if turns else None
        if turn and (last is None or turn(each.made) != turn(last)):
            turns.pop(0)
            last = each.made
        elif each != best:
            gone.append(each)
    return tuple(gone)


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return moment.year, moment.month


_TURNS: tuple[tuple[Callable[[datetime], object], int], ...] = (
    (_day, DAILY),
    (_week, WEEKLY),
    (_month, MONTHLY),
)
