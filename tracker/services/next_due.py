"""What is due next for a patient: the appointment or planned day, and how late it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.domain.change import Records
from tracker.domain.followup import Appointment, PlannedVisitNote
from tracker.domain.infusion import Infusion
from tracker.domain.patient import Patient, Standing
from tracker.domain.planned_visit import PlannedVisit
from tracker.domain.schedule import Schedule
from tracker.domain.visit import Visit
from tracker.services.course import Course
from tracker.services.plans import plan_book
from tracker.services.schedules import Kept, course_schedule, derive


@dataclass(frozen=True)
class NextDue:
    """`due` is the day of the appointment, else the planned day; `ahead` the days until then."""

    planned: PlannedVisit
    due: date
    ahead: int
    time: str = ""

    @property
    def late(self) -> int:
        """The days since it was due; 0 while it is to come."""
        return max(-self.ahead, 0)


def next_dues(
    records: Records,
    patients: Iterable[Patient],
    infusions: Mapping[UUID, Sequence[Infusion]],
    visits: Mapping[UUID, Sequence[Visit]],
    today: date,
) -> Mapping[UUID, NextDue]:
    """What is due next for each of many patients who are still followed, their records read already."""
    book = plan_book(records)
    notes: defaultdict[UUID, list[PlannedVisitNote]] = defaultdict(list)
    booked: defaultdict[UUID, list[Appointment]] = defaultdict(list)
    for note in records.find(PlannedVisitNote):
        notes[note.patient].append(note)
    for each in records.find(Appointment):
        booked[each.patient].append(each)
    found: dict[UUID, NextDue] = {}
    for patient in patients:
        kept = Kept(infusions.get(patient.id, ()), visits.get(patient.id, ()), notes[patient.id])
        if patient.standing is Standing.FOLLOWED:
            due = next_due(derive(patient, book, kept, today), booked[patient.id], today)
            if due:
                found[patient.id] = due
    return found


def upcoming(records: Records, course: Course, today: date) -> NextDue | None:
    """What is due next for one patient whose record was read; None for one who is not followed any more."""
    if course.patient.standing is not Standing.FOLLOWED or course.patient.published:
        return None
    booked = records.find(Appointment, patient=course.patient.id)
    return next_due(course_schedule(records, course, today), booked, today)


def next_due(schedule: Schedule, appointments: Iterable[Appointment], today: date) -> NextDue | None:
    """The newest visit whose window has opened and that nobody held, else the first one still to come.

    None for somebody who left, who is past the last visit, or whose infusion is not planned yet.
    """
    booked = {(each.infusion, each.code): each for each in appointments}
    expected = [each for each in schedule.visits if each.is_open]
    begun = [each for each in expected if each.window.open <= today]
    coming = [each for each in expected if each.window.open > today]
    if begun:
        found = max(begun, key=lambda each: each.window.target)
    elif coming:
        found = min(coming, key=lambda each: each.window.target)
    else:
        return None
    visit = booked.get((found.infusion, found.code)) or booked.get((None, found.code))
    due = visit.day if visit else found.window.target
    return NextDue(found, due, (due - today).days, visit.time if visit else "")
