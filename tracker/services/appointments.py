"""Booking planned visits: day, time and place, what speaks against it, and the calendar to take away."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from uuid import UUID

from tracker.domain.change import Records, Ref
from tracker.domain.followup import Appointment, Closure
from tracker.domain.patient import Patient, Standing
from tracker.domain.planned_visit import PlannedVisit
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.schedule import Schedule
from tracker.domain.schedule_conflicts import closed_throughout
from tracker.domain.text import N_, Said
from tracker.services.rights import needs
from tracker.services.schedules import patient_schedule
from tracker.services.session import Session
from tracker.services.settings import number_setting

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")


@dataclass(frozen=True, kw_only=True)
class Booked:
    """A planned visit with a day to come: that of the appointment, or the planned one."""

    patient: Patient
    planned: PlannedVisit
    day: date
    time: str = ""
    place: str = ""
    agreed: bool = False
    """Whether an appointment was made; otherwise it is only the planned day."""


def read_time(text: str) -> str:
    """ "9.30" or "0930" as "09:30"; "" stays the whole day; refuses what is no time."""
    if not text.strip():
        return ""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise Refusal(N_("“{text}” is not a time. Write it as 09:30."), text=text.strip())
    return f"{int(found[1]):02}:{found[2]}"


def remarks(records: Records, planned: PlannedVisit, patient: UUID, day: date, at: str) -> tuple[Said, ...]:
    """What speaks against a booking; nothing of it forbids one, and no other patient is named."""
    found = []
    if not planned.window.holds(day):
        values = {"open": planned.window.open, "close": planned.window.close}
        found.append(Said(N_("Outside the window, {open} to {close}."), values))
    if closed_throughout(day, day, records.find(Closure)):
        found.append(Said(N_("The clinic is closed on {day}."), {"day": day}))
    others = [
        each
        for each in records.find(Appointment, day=day, time=at)
        if each.patient != patient or each.code != planned.code
    ]
    if at and len(others) >= int(number_setting(records, "appointments_at_once")):
        found.append(Said(N_("The clinic is full at {time}."), {"time": at}))
    return tuple(found)


@needs(Right.ENTER)
def book(
    session: Session, patient: UUID, planned: PlannedVisit, day: date, *, at: str = "", place: str = ""
) -> frozenset[Ref]:
    """Book a planned visit, or move its booking; `at` is "09:30", or "" for the whole day."""
    if planned.held:
        raise Refusal(N_("This visit was held already."))
    at = read_time(at)
    with session.office.work(session.user.id) as unit:
        kept = [
            each
            for each in unit.find(Appointment, patient=patient, code=planned.code)
            if each.infusion in {planned.infusion, None}
        ]
        made = kept[-1] if kept else Appointment(
            site=session.site.id, patient=patient, infusion=planned.infusion, code=planned.code, day=day
        )  # fmt: skip
        unit.put(replace(made, day=day, time=at, place=place.strip()))
    return unit.touched


@needs(Right.ENTER)
def cancel(session: Session, patient: UUID, planned: PlannedVisit) -> frozenset[Ref]:
    """Take a booking away; the visit stays due."""
    with session.office.work(session.user.id) as unit:
        for each in unit.find(Appointment, patient=patient, code=planned.code):
            if each.infusion in {planned.infusion, None}:
                unit.put(replace(each, removed=True))
    return unit.touched


def to_come(records: Records, patient: UUID, today: date, days: int = 400) -> tuple[Booked, ...]:
    """The visits of one patient that are expected from `today` on, and those that are late, by day."""
    person = records.get(Patient, patient)
    found = patient_schedule(records, patient, today)
    return booked(person, found, records.find(Appointment, patient=patient), today, days)


def booked(
    patient: Patient, schedule: Schedule, appointments: Sequence[Appointment], today: date, days: int
) -> tuple[Booked, ...]:
    """The same for what was read already."""
    agreed = {(each.infusion, each.code): each for each in appointments}
    rows = []
    for each in schedule.visits:
        if not each.is_open:
            continue
        made = agreed.get((each.infusion, each.code)) or agreed.get((None, each.code))
        day = made.day if made else each.window.target
        if (day >= today or each.window.close >= today) and day <= today + timedelta(days=days):
            rows.append(
                Booked(
                    patient=patient,
                    planned=each,
                    day=day,
                    time=made.time if made else "",
                    place=made.place if made else "",
                    agreed=made is not None,
                )
            )
    return tuple(sorted(rows, key=lambda row: (row.day, row.time)))


def everybody_to_come(records: Records, today: date, days: int = 400) -> tuple[Booked, ...]:
    """The same for everybody who is still followed, published patients left out, by day and time."""
    people = [each for each in records.find(Patient) if not each.published]
    rows = [
        row
        for each in people
        if each.standing is Standing.FOLLOWED
        for row in to_come(records, each.id, today, days)
    ]
    return tuple(sorted(rows, key=lambda row: (row.day, row.time, row.patient.study_id)))


def start_of(row: Booked) -> time | None:
    """The time of day of a booking; None for the whole day."""
    return time.fromisoformat(row.time) if row.time else None
