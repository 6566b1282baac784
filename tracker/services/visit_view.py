"""The visits of one patient as the list shows them: next, done outside the window, done, later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from tracker.domain.change import Records
from tracker.domain.diseases import Headline, disease
from tracker.domain.followup import Appointment
from tracker.domain.instruments import CATALOGUE
from tracker.domain.plan import Plan
from tracker.domain.planned_visit import PlannedVisit, State
from tracker.domain.precautions import Holding
from tracker.domain.schedule import Line, Schedule
from tracker.domain.schedule_claims import Unplanned
from tracker.domain.study import User
from tracker.domain.text import N_
from tracker.domain.visit import Visit
from tracker.services.completeness import VisitItem, items_of
from tracker.services.course import Course, course
from tracker.services.plans import plan_book
from tracker.services.precautions import precautions
from tracker.services.schedules import course_schedule

NEXT = 3
"""So many of the visits to come stand at the head of the list."""


class Wanted(StrEnum):
    """What the list is narrowed to."""

    ALL = "all"
    TO_DO = "to_do"
    DONE = "done"
    OUTSIDE = "outside"


WANTED_TITLES: Mapping[Wanted, str] = {
    Wanted.ALL: N_("All"),
    Wanted.TO_DO: N_("To do"),
    Wanted.DONE: N_("Done"),
    Wanted.OUTSIDE: N_("Outside window"),
}


class Part(StrEnum):
    """A group of the list, in the order it is shown."""

    OVERDUE = "overdue"
    NEXT = "next"
    OUTSIDE = "outside"
    UNPLANNED = "unplanned"
    DONE = "done"
    NOT_HELD = "not_held"
    LATER = "later"
    LEFT = "left"


_NOT_HELD = frozenset({State.MISSED, State.NOT_RECOVERABLE, State.VITAL_STATUS})
_SHOWN: Mapping[Wanted, frozenset[Part]] = {
    Wanted.ALL: frozenset(Part),
    Wanted.TO_DO: frozenset({Part.OVERDUE, Part.NEXT, Part.LATER}),
    Wanted.DONE: frozenset({Part.OUTSIDE, Part.UNPLANNED, Part.DONE}),
    Wanted.OUTSIDE: frozenset({Part.OUTSIDE}),
}


@dataclass(frozen=True)
class VisitLine:
    """One row: a visit of the plan, one that was held outside any plan, or both in one.

    `score` is the headline result as text; `signer` the short name of who signed, "" while nobody did.
    """

    planned: PlannedVisit | None
    visit: Visit | None = None
    score: str = ""
    signer: str = ""
    appointment: Appointment | None = None
    infusion: int = 0
    """The number of the infusion, where there is more than one; 0 otherwise."""
    adoptable: str = ""
    """The code of the open planned visit whose window holds an unplanned one."""
    part: Part = Part.LATER

    @property
    def key(self) -> object:
        """What stands for it: line and code of the plan, else the saved visit."""
        return (self.planned.infusion, self.planned.code) if self.planned else self.visit and self.visit.id


@dataclass(frozen=True)
class VisitView:
    """Everything the tab shows. `items` say what is still missing at each visit, read when asked for."""

    course: Course
    schedule: Schedule
    today: date
    lines: tuple[VisitLine, ...] = ()
    plan: Plan | None = None
    since: date | None = None
    """The day from which this version of the plan applies; None: from the beginning."""
    score_title: str = ""
    signers: Mapping[UUID, str] = field(default_factory=dict)
    precautions: tuple[Holding, ...] = ()
    """What has to be remembered around the cells, today or soon."""

    def line(self, key: object) -> VisitLine | None:
        return next((each for each in self.lines if each.key == key), None)

    def count(self, wanted: Wanted) -> int:
        return sum(each.part in _SHOWN[wanted] for each in self.lines)

    def parts(self, wanted: Wanted) -> tuple[tuple[Part, tuple[VisitLine, ...]], ...]:
        """The groups to show, none of them empty, in their order."""
        found = []
        for part in Part:
            rows = tuple(each for each in self.lines if each.part is part)
            if rows and part in _SHOWN[wanted]:
                found.append((part, rows))
        return tuple(found)

    @property
    def next(self) -> VisitLine | None:
        """The visit to open: due or still to come, else the last overdue one."""
        found = self.schedule.next
        return self.line((found.infusion, found.code)) if found else None

    @property
    def coming(self) -> int:
        """How many visits are still expected."""
        return sum(each.planned is not None and each.planned.is_open for each in self.lines)

    def axis_of(self, line: VisitLine | None) -> Line | None:
        """The line of the plan that a row belongs to; the last one for a row outside any."""
        of = line.planned.infusion if line and line.planned else None
        found = [each for each in self.schedule.lines if each.infusion.id == of]
        return found[0] if found else self.schedule.line

    def planned(self, unplanned: VisitLine) -> PlannedVisit | None:
        """The planned visit that an unplanned one may stand for."""
        return self.schedule.planned(unplanned.adoptable) if unplanned.adoptable else None


def visit_view(records: Records, patient: UUID, today: date) -> VisitView:
    """Read what the tab shows on `today`."""
    read = course(records, patient)
    found = course_schedule(records, read, today)
    booked = {(each.infusion, each.code): each for each in records.find(Appointment, patient=patient)}
    shorts = {each.id: each.short for each in records.find(User)}
    held = {each.id: read.signed(each.id) for each in read.visits}
    signers = {
        visit: shorts.get(signed.signature.user, "")
        for visit, signed in held.items()
        if signed and not signed.void
    }
    several = len(found.lines) > 1
    headline = disease(read.disease).headline
    lines = [
        _line(read, each, booked, signers, line.infusion.number if several else 0)
        for line in found.lines
        for each in line.visits
    ]
    lines += [_outside(read, each, signers) for each in found.unplanned]
    history = None if read.patient.published else plan_book(records).of(read.patient)
    plan = history.on(today) if history else None
    starts = [start for start, each in history.versions if each is plan] if history else []
    return VisitView(
        course=read,
        schedule=found,
        today=today,
        lines=_grouped(lines),
        plan=plan,
        since=starts[-1] if starts and starts[-1] != date.min else None,
        score_title=_score_title(headline),
        signers=signers,
        precautions=precautions(read, found, today),
    )


def still_missing(records: Records, view: VisitView, line: VisitLine) -> tuple[VisitItem, ...]:
    """What the plan asks at the visit of a row, and how far each item is; () outside any plan."""
    if line.planned is None:
        return ()
    return items_of(records, view.course, view.schedule, line.planned, view.today)


def _line(
    read: Course,
    planned: PlannedVisit,
    booked: Mapping[tuple[UUID | None, str], Appointment],
    signers: Mapping[UUID, str],
    infusion: int,
) -> VisitLine:
    visit = read.visit(planned.held) if planned.held else None
    return VisitLine(
        planned,
        visit,
        score=_score(read, visit) if visit else "",
        signer=signers.get(visit.id, "") if visit else "",
        appointment=booked.get((planned.infusion, planned.code)) or booked.get((None, planned.code)),
        infusion=infusion,
        part=_part(planned),
    )


def _outside(read: Course, found: Unplanned, signers: Mapping[UUID, str]) -> VisitLine:
    visit = found.visit
    return VisitLine(
        None,
        visit,
        score=_score(read, visit),
        signer=signers.get(visit.id, ""),
        adoptable=found.nearest,
        part=Part.UNPLANNED if found.nearest else Part.DONE,
    )


def _part(planned: PlannedVisit) -> Part:
    if planned.held and planned.state is State.DONE:
        return Part.OUTSIDE if planned.outside else Part.DONE
    if planned.state is State.OVERDUE:
        return Part.OVERDUE
    if planned.state in _NOT_HELD:
        return Part.NOT_HELD
    return Part.LATER if planned.is_open else Part.LEFT


def _grouped(lines: Sequence[VisitLine]) -> tuple[VisitLine, ...]:
    """Done ones newest first, the others by planned day; the first few to come are `Part.NEXT`."""
    held = [each for each in lines if each.visit]
    held.sort(key=lambda each: each.visit.day if each.visit else date.min, reverse=True)
    open_ = [each for each in lines if not each.visit]
    open_.sort(key=lambda each: each.planned.window.target if each.planned else date.max)
    found = []
    left = NEXT
    for each in open_:
        nearest = each.part is Part.LATER and left > 0
        left -= nearest
        found.append(replace(each, part=Part.NEXT) if nearest else each)
    return (*found, *held)


def _score(read: Course, visit: Visit) -> str:
    headline = disease(read.disease).headline
    found = read.assessment(visit.id, headline.instrument) if headline else None
    if headline is None or found is None:
        return ""
    value = found.result.get(headline.output)
    return "–" if value is None else str(value)


def _score_title(headline: Headline | None) -> str:
    found = next((each for each in CATALOGUE if headline and each.code == headline.instrument), None)
    return (found.short or found.title) if found else ""
