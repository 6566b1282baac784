"""By when an event has to be told: the site's hours to the sponsor, the sponsor's calendar days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.calendar_days import days_after
from tracker.domain.event_answers import fatal_or_life_threatening, seriousness, suspected
from tracker.domain.instruments.susar_clock import LATER, SUSAR_CLOCK
from tracker.domain.items import Day
from tracker.domain.text import N_

LAST_DAY = timedelta(hours=24)
BEFORE = timedelta(hours=8)

NEW_INFORMATION = Day("new_information", N_("New information on"), hint=N_(
    "The day on which something new was learned: the follow-up report is due from then on."))  # fmt: skip
"""Stands in `AdverseEvent.details`, whatever the kind."""

UPGRADED = "upgraded"
"""In `AdverseEvent.details`: the moment the site last learned that it is worse than it had told."""

BECAME_SERIOUS = "became_serious"
"""In `AdverseEvent.details`: the day on which an event known before was found to be serious."""

CLOCKS = (UPGRADED, BECAME_SERIOUS)
"""What no form asks: worked out while new information is written."""


class Urgency(StrEnum):
    """How near the end is. SOON: the last 24 hours begin within 8 hours; LAST_DAY: they have begun."""

    CALM = "calm"
    SOON = "soon"
    LAST_DAY = "last_day"
    LATE = "late"
    TOLD = "told"
    TOLD_LATE = "told_late"


@dataclass(frozen=True, kw_only=True)
class SiteClock:
    """The site tells the sponsor by `due`; `left` is negative once that has passed."""

    starts: datetime
    due: datetime
    left: timedelta
    urgency: Urgency
    told: datetime | None = None

    @property
    def runs(self) -> bool:
        return self.told is None


def site_clock(event: AdverseEvent, hours: int, now: datetime) -> SiteClock | None:
    """The clock of a serious event, `hours` from when the site knew; None for others, or where that is open.

    An upgrade starts it anew, and what was told before the upgrade does not stop it. Hours are real ones,
    also over a change of the clocks in spring and autumn.
    """
    if seriousness(event) is not True or event.site_aware is None:
        return None
    starts = max(event.site_aware, upgraded(event) or event.site_aware)
    due = (starts.astimezone(UTC) + timedelta(hours=hours)).astimezone(starts.tzinfo)
    told = event.sponsor_told if event.sponsor_told and event.sponsor_told >= starts else None
    left = due.astimezone(UTC) - (told or now).astimezone(UTC)
    return SiteClock(starts=starts, due=due, left=left, urgency=_urgency(left, told is not None), told=told)


def upgraded(event: AdverseEvent) -> datetime | None:
    """When the site last learned that the event is worse than it had told."""
    at = event.details.get(UPGRADED)
    return datetime.fromisoformat(at) if isinstance(at, str) else None


def _urgency(left: timedelta, told: bool) -> Urgency:
    if told:
        return Urgency.TOLD_LATE if left < timedelta() else Urgency.TOLD
    if left < timedelta():
        return Urgency.LATE
    if left <= LAST_DAY:
        return Urgency.LAST_DAY
    return Urgency.SOON if left <= LAST_DAY + BEFORE else Urgency.CALM


@dataclass(frozen=True, kw_only=True)
class Expedited:
    """One report in calendar days, day 0 being `since`; no shift for weekends.

    `due` None: the answers named in `missing` decide whether it is due at all. `complete` is the day of the
    complete report after a first one.
    """

    title: str
    since: date | None
    due: date | None = None
    complete: date | None = None
    missing: tuple[str, ...] = ()


FIRST = N_("Report to the authority")
WORSENED = N_("Report after it became fatal or life-threatening")
FOLLOW_UP = N_("Follow-up report")


def expedited(event: AdverseEvent) -> tuple[Expedited, ...]:
    """Every report that a serious event needs, or may need; () for what surely needs none."""
    if seriousness(event) is not True:
        return ()
    aware, became = event.sponsor_aware.date() if event.sponsor_aware else None, _became_serious(event)
    if aware and became:
        aware = max(aware, became)
    fatal = fatal_or_life_threatening(event)
    first = _report(event, FIRST, aware, False if event.worsened else fatal)
    found = [] if event.worsened and event.worsened == became else [first]
    if event.worsened:
        found.append(_report(event, WORSENED, event.worsened, True))
    learned = event.details.get(NEW_INFORMATION.key)
    if isinstance(learned, str) and first is not None and first.due is not None:
        day = date.fromisoformat(learned)
        found.append(Expedited(title=FOLLOW_UP, since=day, due=days_after(day, LATER)))
    return tuple(each for each in found if each is not None)


def _became_serious(event: AdverseEvent) -> date | None:
    day = event.details.get(BECAME_SERIOUS)
    return date.fromisoformat(day) if isinstance(day, str) else None


def _report(event: AdverseEvent, title: str, since: date | None, fatal: bool | None) -> Expedited | None:
    result = SUSAR_CLOCK(
        {
            "sponsor_awareness_date": since,
            "fatal_or_life_threatening": fatal,
            "serious": True,
            "unexpected": None if event.expected is None else not event.expected,
            "related": suspected(event),
        }
    )
    if result["reportable"] is False:
        return None
    due, complete = result["due_date"], result["complete_report_due_date"]
    return Expedited(
        title=title,
        since=since,
        due=due if isinstance(due, date) else None,
        complete=complete if isinstance(complete, date) else None,
        missing=result.missing if due is None else (),
    )
