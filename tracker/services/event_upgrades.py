"""New information that makes an event worse than was told: each upgrade starts the clocks anew."""

from dataclasses import replace
from datetime import date, datetime, time

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.event_answers import fatal_or_life_threatening, seriousness
from tracker.domain.event_clocks import BECAME_SERIOUS, UPGRADED


def upgraded_from(old: AdverseEvent, new: AdverseEvent, day: date, now: datetime) -> AdverseEvent:
    """`new` with the days on which its clocks start anew; as it is where nothing became worse.

    `day` is when the upgrade was known. Of a day before today nobody knows the hour: it counts from its
    beginning, so that the clock is never too generous. An event whose seriousness nobody had answered yet is
    no upgrade: it may have been serious from the start. 21 CFR 312.32; safety-schedule, section 9.
    """
    became = seriousness(new) is True and seriousness(old) is False
    fatal = fatal_or_life_threatening(new) is True and fatal_or_life_threatening(old) is not True
    if fatal and new.worsened is None and old.sponsor_aware is not None:
        new = replace(new, worsened=day)
    if new.worsened != old.worsened and new.worsened is not None:
        day = new.worsened
    elif not (became or (fatal and seriousness(old) is True)):
        return new
    at = now if day == now.date() else datetime.combine(day, time(), now.tzinfo)
    clocks = {UPGRADED: at.isoformat()} | ({BECAME_SERIOUS: day.isoformat()} if became else {})
    return replace(new, details={**new.details, **clocks})
