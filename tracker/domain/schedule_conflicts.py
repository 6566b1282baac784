"""What stands against a planned visit on its new day: each conflict as a sentence, for a person to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from tracker.domain.followup import Appointment, Closure
from tracker.domain.planned_visit import OPEN, PlannedVisit
from tracker.domain.schedule import Line
from tracker.domain.text import N_, Said


class Against(StrEnum):
    """Why a planned visit needs a decision."""

    CLOSED = "closed"
    OLD_BLOODS = "old_bloods"
    ORDER = "order"
    FULL = "full"
    BOOKED = "booked"


@dataclass(frozen=True)
class Conflict:
    """One reason with its sentence; other patients are never named in it."""

    kind: Against
    said: Said


@dataclass(frozen=True)
class Diary:
    """What the clinic has agreed: closed days, and appointments of this patient and of others.

    `taken` counts appointments of other patients by day and time; `room` is how many fit beside each other.
    """

    closures: Sequence[Closure] = ()
    own: Mapping[tuple[UUID | None, str], Appointment] | None = None
    taken: Mapping[tuple[date, str], int] | None = None
    room: int = 1


def conflicts(line: Line, diary: Diary) -> Mapping[str, tuple[Conflict, ...]]:
    """Every conflict of visits still expected in `line`, by code."""
    found = {}
    for at, each in enumerate(line.visits):
        if each.state not in OPEN:
            continue
        if some := tuple(_of(each, line, line.visits[:at], diary)):
            found[each.code] = some
    return found


def _of(planned: PlannedVisit, line: Line, before: Sequence[PlannedVisit], diary: Diary) -> list[Conflict]:
    found = [*_closed(planned, diary.closures), *_bloods(planned, line), *_order(planned, before)]
    own = diary.own or {}
    booked = own.get((planned.infusion, planned.code)) or own.get((None, planned.code))
    if booked and not planned.window.holds(booked.day):
        said = Said(N_("booked on {day}, outside the window"), {"day": booked.day})
        found.append(Conflict(Against.BOOKED, said))
    others = (diary.taken or {}).get((planned.window.target, booked.time), 0) if booked else 0
    if booked and booked.time and others >= diary.room:
        found.append(Conflict(Against.FULL, Said(N_("clinic full at {time}"), {"time": booked.time})))
    return found


def closed_throughout(first: date, last: date, closures: Sequence[Closure]) -> bool:
    """Whether the clinic is closed on every day from `first` to `last`."""
    day = first
    while day <= last:
        end = max((each.end for each in closures if each.start <= day <= each.end), default=None)
        if end is None:
            return False
        day = end + timedelta(days=1)
    return True


def _closed(planned: PlannedVisit, closures: Sequence[Closure]) -> list[Conflict]:
    window = planned.window
    if not closures or not closed_throughout(window.open, window.close, closures):
        return []
    days = (window.close - window.open).days + 1
    phrase = N_("clinic closed that day") if days == 1 else N_("clinic closed all {n} days")
    return [Conflict(Against.CLOSED, Said(phrase, {"n": days}))]


def _bloods(planned: PlannedVisit, line: Line) -> list[Conflict]:
    """Screening bloods count for so many days, up to conditioning."""
    if planned.code not in line.plan.conditioning:
        return []
    taken = next((each.actual for each in line.visits if each.code == line.plan.bloods and each.actual), None)
    age = (planned.window.target - taken).days if taken else 0
    if age <= line.plan.bloods_valid:
        return []
    said = Said(N_("bloods {age} days old, limit {limit}"), {"age": age, "limit": line.plan.bloods_valid})
    return [Conflict(Against.OLD_BLOODS, said)]


def _order(planned: PlannedVisit, before: Sequence[PlannedVisit]) -> list[Conflict]:
    """A visit whose window closes before one that comes first was held."""
    free = set(planned.visit.may_overlap) - set(planned.visit.follows)
    for each in before:
        if each.actual and each.code not in free and each.actual > planned.window.close:
            said = Said(
                N_("comes before {title}, held on {day}"), {"title": Said(each.title), "day": each.actual}
            )
            return [Conflict(Against.ORDER, said)]
    return []
