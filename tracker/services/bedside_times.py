"""How old the last grade is and when the next check is due: twice daily to Day 10, then at visits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.domain.safety_check import SafetyCheck
from tracker.domain.text import N_, Said
from tracker.services.course import Course

TWICE_DAILY_UNTIL, WATCHED_UNTIL = 10, 28
"""Days after the infusion: a house rule (safety-schedule 2.4); the publication asks for daily."""

BETWEEN = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Due:
    """`at` is when the next check is due, None where a visit decides or none is asked for."""

    last: SafetyCheck | None
    at: datetime | None
    overdue: bool
    words: Said | None


def due(course: Course, now: datetime) -> Due:
    """When the next check of this patient is due."""
    last = course.checks[-1] if course.checks else None
    days = sorted(i.day0.exact for i in course.infusions if i.day0 and i.day0.exact)
    since = [day for day in days if day <= now.date()]
    if not since:
        return Due(last=last, at=None, overdue=False, words=None)
    day = (now.date() - since[-1]).days
    if day <= TWICE_DAILY_UNTIL:
        recent = last if last is not None and last.at.date() >= since[-1] else None
        at = recent.at + BETWEEN if recent is not None else now
        late = at < now
        phrase = N_("Next check is overdue since {time}") if late else N_("Next check due at {time}")
        said = (
            Said(phrase, {"time": clock_text(at, now)})
            if recent
            else Said(N_("No check yet: one is due now"))
        )
        return Due(last=last, at=at, overdue=late or recent is None, words=said)
    if day <= WATCHED_UNTIL:
        return Due(last=last, at=None, overdue=False, words=Said(N_("Next check at the next visit")))
    return Due(last=last, at=None, overdue=False, words=None)


def age(since: datetime, now: datetime) -> Said:
    """How long ago, in the largest unit that says it."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 60:
        return Said(N_("{n} min ago"), {"n": str(minutes)})
    if minutes < 48 * 60:
        return Said(N_("{n} h ago"), {"n": str(minutes // 60)})
    return Said(N_("{n} days ago"), {"n": str(minutes // (24 * 60))})


def clock_text(at: datetime, now: datetime) -> Said:
    """ "16:10"; with its day when that is another one. In the time zone of `now`."""
    here = at.astimezone(now.tzinfo)
    time = f"{here:%H:%M}"
    if here.date() == now.date():
        return Said(N_("{time}"), {"time": time})
    return Said(N_("{time} on {day}"), {"time": time, "day": here.date()})
