"""One planned visit: PlannedVisit, its states, and how they follow from calendar, notes and standing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from tracker.domain.followup import NotDone, PlannedVisitNote
from tracker.domain.patient import Patient, Standing
from tracker.domain.plan import PlanVisit, Window
from tracker.domain.schedule_claims import Claim
from tracker.domain.text import N_


class State(StrEnum):
    """What became of a planned visit. The first three follow from the calendar alone."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    MISSED = "missed"
    NOT_RECOVERABLE = "not_recoverable"
    VITAL_STATUS = "vital_status"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    LOST = "lost"
    DIED = "died"
    SUPERSEDED = "superseded"


STATE_TITLES: Mapping[State, str] = {
    State.UPCOMING: N_("Planned"),
    State.DUE: N_("Due now"),
    State.OVERDUE: N_("Overdue"),
    State.DONE: N_("Done"),
    State.MISSED: N_("Missed"),
    State.NOT_RECOVERABLE: N_("Not recoverable"),
    State.VITAL_STATUS: N_("Vital status only"),
    State.WITHDRAWN: N_("Not applicable: withdrawn"),
    State.TRANSFERRED: N_("Not applicable: transferred"),
    State.LOST: N_("Not applicable: lost to follow-up"),
    State.DIED: N_("Not applicable: died"),
    State.SUPERSEDED: N_("Closed by a later infusion"),
}

OPEN = frozenset({State.UPCOMING, State.DUE, State.OVERDUE})
"""Somebody still expects the visit."""

_LEFT = {
    Standing.WITHDRAWN: State.WITHDRAWN,
    Standing.TRANSFERRED: State.TRANSFERRED,
    Standing.LOST: State.LOST,
    Standing.DIED: State.DIED,
}
_NOTED = {
    NotDone.MISSED: State.MISSED,
    NotDone.NOT_RECOVERABLE: State.NOT_RECOVERABLE,
    NotDone.VITAL_STATUS: State.VITAL_STATUS,
}


class Timing(StrEnum):
    """Where the actual day of a visit lies."""

    IN_WINDOW = "in_window"
    EARLY = "early"
    LATE = "late"


@dataclass(frozen=True)
class PlannedVisit:
    """Planned day, window, actual day and where that lies: four facts, never merged.

    `difference` is actual less planned day; `outside` the days before the window opened (negative) or after
    it closed (positive), 0 inside; both None while the visit was not held.
    """

    visit: PlanVisit
    plan: str
    """The version that asks: of the visit itself where it was held, "key/version"."""
    infusion: UUID
    window: Window
    day: int
    """The planned day, counted from the infusion of its line."""
    provisional: bool
    state: State
    timing: Timing | None = None
    actual: date | None = None
    difference: int | None = None
    outside: int | None = None
    held: UUID | None = None
    note: PlannedVisitNote | None = None

    @property
    def code(self) -> str:
        return self.visit.code

    @property
    def title(self) -> str:
        """A phrase to translate."""
        return self.visit.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def calendar_state(window: Window, today: date) -> State:
    """Upcoming before the window opens, due while it is open, overdue after it closed."""
    if today < window.open:
        return State.UPCOMING
    return State.DUE if today <= window.close else State.OVERDUE


def left_on(patient: Patient) -> date | None:
    """The day a patient left, the latest it may have been; None while followed, or when nobody knows."""
    return patient.standing_since.latest if patient.standing in _LEFT and patient.standing_since else None


def open_state(
    patient: Patient, window: Window, note: PlannedVisitNote | None, closed: date | None, today: date
) -> State:
    """The state of a visit that was not held: what somebody noted, why it cannot be held, or the calendar."""
    if note:
        return _NOTED[note.state]
    if closed and window.close >= closed:
        return State.SUPERSEDED
    if patient.standing in _LEFT:
        left = left_on(patient)
        if left is None or window.close >= left:
            return _LEFT[patient.standing]
    return calendar_state(window, today)


def held_visit(
    claim: Claim, infusion: UUID, day0: date, provisional: bool, note: PlannedVisitNote | None
) -> PlannedVisit:
    """A visit that was held, against the window of the version it was held under."""
    window, day = claim.asked.window, claim.visit.day
    outside = min((day - window.open).days, 0) or max((day - window.close).days, 0)
    timing = Timing.EARLY if outside < 0 else Timing.LATE if outside > 0 else Timing.IN_WINDOW
    only_alive = claim.visit.contact == NotDone.VITAL_STATUS
    return PlannedVisit(
        visit=claim.asked.visit,
        plan=claim.asked.plan.name,
        infusion=infusion,
        window=window,
        day=(window.target - day0).days,
        provisional=provisional,
        state=State.VITAL_STATUS if only_alive else State.DONE,
        timing=timing,
        actual=day,
        difference=(day - window.target).days,
        outside=outside,
        held=claim.visit.id,
        note=note,
    )
