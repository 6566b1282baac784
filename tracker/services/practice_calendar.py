"""What was agreed about a practice patient's visits: appointments, visits passed over, questions asked."""

from dataclasses import replace
from datetime import timedelta

from tracker.domain.followup import Appointment, Inquiry, NotDone, PlannedVisitNote
from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.domain.recordables import Way, recordable
from tracker.domain.visit import Visit
from tracker.services.practice_record import SITE, PatientRecord
from tracker.services.practice_visits import day_of, practice_plan

_TIMES = ("09:30", "10:15", "11:00", "13:30", "14:15")
_PLACE = "Day clinic"
_SOON = 7
_PASSED_OVER = 14
"""A visit without an entry counts as passed over when its window closed so many days ago."""


def arrange(record: PatientRecord, number: int) -> None:
    """Write everything that the plan asks around the visits that took place."""
    plan = practice_plan()
    held = [each for each in record.entities if isinstance(each, Visit)]
    for visit in held:
        if known := plan.visit(visit.code):
            _asked(record, visit, [due.id for due in plan.due_at(known, record.person.disease)])
    if record.day0 is None:
        _planned_infusion(record)
        return
    done = {visit.code for visit in held if visit.infusion == record.infusion_id(1)}
    second = record.person.second_infusion
    if record.person.left or second:
        return
    for each in plan.visits:
        closed = day_of(record, each) + each.after - (record.person.followed or 0)
        if each.code not in done and closed < -_PASSED_OVER:
            _passed_over(record, each.code)
        elif each.code not in done and -each.after <= closed - each.after <= _SOON:
            _booked(record, each.code, max(closed - each.after, 0), number)


def _asked(record: PatientRecord, visit: Visit, ids: list[str]) -> None:
    """Medicines and events were asked about at every visit."""
    for id in ids:
        if recordable(id).way is Way.ASKED:
            asked = Inquiry(id=record.identity(), site=SITE, patient=record.id, topic=id, asked=visit.day)
            record.entities.append(replace(asked, visit=visit.id))


def _passed_over(record: PatientRecord, code: str) -> None:
    record.entities.append(
        PlannedVisitNote(
            id=record.identity(),
            site=SITE,
            patient=record.id,
            infusion=record.infusion_id(1),
            code=code,
            state=NotDone.MISSED,
            reason="Did not come",
        )
    )


def _booked(record: PatientRecord, code: str, days_from_now: int, number: int) -> None:
    record.entities.append(
        Appointment(
            id=record.identity(),
            site=SITE,
            patient=record.id,
            infusion=record.infusion_id(1),
            code=code,
            day=record.today + timedelta(days=days_from_now),
            time=_TIMES[(number - 1) % len(_TIMES)],
            place=_PLACE,
        )
    )


def _planned_infusion(record: PatientRecord) -> None:
    """The patient before treatment was seen twelve days ago, a fortnight before Day 0."""
    record.entities.append(
        Infusion(
            id=record.identity(),
            site=SITE,
            patient=record.id,
            planned=PartialDate.of(record.today + timedelta(days=2)),
        )
    )
