"""Until when the counts after an infusion speak for late ICAHT."""

from datetime import date

from tracker.domain.adverse_event import EventKind
from tracker.domain.instruments.icaht_late import LAST_DAY
from tracker.services.aplasia import next_therapy
from tracker.services.course import Course


def late_end(course: Course, day0: date, following: date | None, seen: date) -> int:
    """The last day of the window of late ICAHT: the earliest of Day 100, next therapy, relapse and `seen`.

    The infusion on `following`, a drug that depletes B cells, and a flare each end it on the day before they
    begin; of a day that is not known exactly the earliest it can be counts. Rejeski 2023,
    doi 10.1182/blood.2023020578.
    """
    flares = [
        each.start.earliest
        for each in course.events
        if each.kind is EventKind.FLARE and each.start and each.start.earliest > day0
    ]
    begun = [*next_therapy(course.medications, day0, following), *flares]
    return min(LAST_DAY, (seen - day0).days, *((day - day0).days - 1 for day in begun))
