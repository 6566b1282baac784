"""Which practice patient has been followed for fifteen years."""

from uuid import UUID

from tracker.domain.change import Records
from tracker.domain.visit import Visit


def longest_followed(records: Records) -> UUID:
    """The patient with the longest time between first and last visit."""
    days: dict[UUID, list[int]] = {}
    for visit in records.find(Visit):
        days.setdefault(visit.patient, []).append(visit.day.toordinal())
    return max(days, key=lambda patient: max(days[patient]) - min(days[patient]))
