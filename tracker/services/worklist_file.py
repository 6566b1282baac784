"""One patient of the worklist: compiled once from what does not depend on today, and asked for rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from tracker.domain.diseases import disease
from tracker.domain.folded import plain
from tracker.domain.followup import Appointment, Closure, Query, QueryState
from tracker.domain.labs import ANALYTES
from tracker.domain.patient import Diagnosis, Patient, Standing
from tracker.domain.plan_history import PlanHistory
from tracker.domain.planned_visit import PlannedVisit, State, calendar_state
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.schedule import Schedule
from tracker.domain.schedule_conflicts import Diary, conflicts
from tracker.domain.text import N_, Said
from tracker.domain.visit import LabState, Visit
from tracker.services.completeness import Evidence, ItemState, VisitItem, visit_items
from tracker.services.worklist import AHEAD, FirstDays, Group, Kind, ToDo, WorkRow, placed

FIRST_DAYS = 30
DAILY_UNTIL = 10
"""ICE at least daily to day 10, then at each visit to day 28: a default of this program [P]."""
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class PatientFile:
    """`expected` are visits nobody held and nobody excused, by the day their window opens; `held` those of
    the last weeks with what they lack; `loose` what hangs about without a visit.
    """

    patient: Patient
    diagnosis: Diagnosis | None
    day0: date | None
    provisional: bool
    history: PlanHistory
    expected: tuple[PlannedVisit, ...]
    held: tuple[tuple[Visit, PlannedVisit | None, tuple[ToDo, ...]], ...]
    loose: tuple[ToDo, ...]
    decisions: Mapping[tuple[UUID, str], tuple[ToDo, ...]]
    """What stands against a planned visit, by infusion and code."""
    appointments: dict[tuple[UUID | None, str], Appointment]
    evidence: Evidence
    name: str
    """The family name, folded for sorting."""
    _asked: dict[tuple[UUID, str], tuple[ToDo, ...]] = field(default_factory=dict)
    _states: dict[tuple[UUID, str, State], PlannedVisit] = field(default_factory=dict)

    def rows(self, today: date) -> list[WorkRow]:
        """The rows of this patient on `today`."""
        rows = []
        horizon = today + timedelta(days=AHEAD)
        for planned in self.expected:
            if planned.window.open > horizon and not self.appointments and not self.decisions:
                break
            if row := self._expected(planned, today):
                rows.append(row)
        for visit, fulfilled, todo in self.held:
            if visit.day <= today:
                group = Group.TODAY if visit.day == today else Group.UNFINISHED
                rows.append(self._row(group, today, planned=fulfilled, visit=visit, todo=todo))
        if self.loose:
            rows.append(self._row(Group.UNFINISHED, today, todo=self.loose))
        return rows

    def _expected(self, planned: PlannedVisit, today: date) -> WorkRow | None:
        if self.patient.standing is not Standing.FOLLOWED:
            return None
        booked = self._booked(planned)
        due = booked.day if booked else planned.window.target
        key = planned.infusion, planned.code
        against = self.decisions.get(key, ()) if planned.window.close >= today else ()
        group = placed(planned, due, today) or (Group.DECIDE if against else None)
        if group is None:
            return None
        if key not in self._asked:
            self._asked[key] = self._due(planned)
        return self._row(
            group,
            today,
            planned=self._standing(planned, calendar_state(planned.window, today)),
            due=due,
            time=booked.time if booked else "",
            place=booked.place if booked else "",
            late=max((today - due).days, 0),
            closed=max((today - planned.window.close).days, 0),
            todo=(*against, *self._asked[key]),
        )

    def _standing(self, planned: PlannedVisit, state: State) -> PlannedVisit:
        if planned.state is state:
            return planned
        key = planned.infusion, planned.code, state
        if key not in self._states:
            self._states[key] = replace(planned, state=state)
        return self._states[key]

    def _booked(self, planned: PlannedVisit) -> Appointment | None:
        if not self.appointments:
            return None
        found = self.appointments.get((planned.infusion, planned.code))
        return found or self.appointments.get((None, planned.code))

    def _due(self, planned: PlannedVisit) -> tuple[ToDo, ...]:
        plan = self.history.named(planned.plan)
        if plan is None or self.day0 is None:
            return ()
        items = visit_items(planned, plan, self.day0, self.evidence, planned.window.target)
        return tuple(
            ToDo(Kind.DUE, Said(item.title), item.id) for item in items if item.state is ItemState.MISSING
        )

    def _row(self, group: Group, today: date, **more: object) -> WorkRow:
        return WorkRow(
            patient=self.patient,
            disease=disease(self.diagnosis.disease if self.diagnosis else ""),
            detail=self.diagnosis.detail if self.diagnosis else "",
            site=self.patient.site,
            group=group,
            day=(today - self.day0).days if self.day0 else None,
            order=self.name,
            **more,  # type: ignore[arg-type]
        )

    def first_days(self, today: date) -> FirstDays | None:
        """Where the patient stands on the days after the infusion on which CRS and ICANS are looked for."""
        if self.day0 is None or self.provisional or self.patient.standing is not Standing.FOLLOWED:
            return None
        day = (today - self.day0).days
        if not 0 <= day <= FIRST_DAYS:
            return None
        checks = [each for each in self.evidence.checks if each.at.date() >= self.day0]
        last = max(checks, key=lambda each: each.at, default=None)
        coming = [each for each in self.expected if each.window.close >= today]
        return FirstDays(
            patient=self.patient,
            day=day,
            last=last,
            next_due=_next_check(last, day, today),
            next_visit=min(coming, key=lambda each: each.window.target, default=None),
        )


def _next_check(last: SafetyCheck | None, day: int, today: date) -> datetime | None:
    if day > DAILY_UNTIL:
        return None
    return last.at + _A_DAY if last else datetime.combine(today, time()).astimezone()


def compiled(
    *,
    patient: Patient,
    diagnosis: Diagnosis | None,
    schedule: Schedule,
    history: PlanHistory,
    visits: Sequence[Visit],
    appointments: Sequence[Appointment],
    queries: Sequence[Query],
    closures: Sequence[Closure],
    evidence: Evidence,
    since: date,
) -> PatientFile:
    """Work out everything about a patient that does not depend on the day."""
    planned_of = {each.held: each for each in schedule.visits if each.held}
    day0 = {line.infusion.id: line.day0 for line in schedule.lines}
    known = {visit.id for visit in visits}
    by_visit: defaultdict[UUID | None, list[ToDo]] = defaultdict(list)
    for lab in evidence.labs:
        if kind := _LAB_KINDS.get(lab.state):
            said = Said(_LAB_WORDS[lab.state], {"analyte": Said(ANALYTES[lab.analyte].short)})
            by_visit[lab.visit if lab.visit in known else None].append(ToDo(kind, said, lab.analyte))
    for query in queries:
        place = query.record if query.record in known else None
        said = Said(N_("Query")) if query.state is QueryState.OPEN else Said(N_("Query answered"))
        by_visit[place].append(ToDo(Kind.QUERY, said, query.path))
    held = []
    for visit in sorted(visits, key=lambda each: each.day):
        planned, todo = planned_of.get(visit.id), by_visit.pop(visit.id, [])
        plan = history.named(planned.plan) if planned else None
        if planned and plan and visit.day >= since:
            items = visit_items(planned, plan, day0[planned.infusion], evidence, visit.day)
            todo = [*todo, *_missing(items)]
        if todo:
            held.append((visit, planned, _by_urgency(todo)))
    booked = {(each.infusion, each.code): each for each in appointments}
    expected = sorted((each for each in schedule.visits if each.is_open), key=lambda each: each.window.open)
    return PatientFile(
        patient=patient,
        diagnosis=diagnosis,
        day0=schedule.line.day0 if schedule.line else None,
        provisional=schedule.line.provisional if schedule.line else False,
        name=plain(patient.family or patient.study_id),
        history=history,
        expected=tuple(expected),
        held=tuple(held),
        loose=_by_urgency(by_visit[None]) if None in by_visit else (),
        decisions=_decisions(schedule, Diary(closures, booked)),
        appointments=booked,
        evidence=evidence,
    )


def _decisions(schedule: Schedule, agreed: Diary) -> Mapping[tuple[UUID, str], tuple[ToDo, ...]]:
    """Every conflict of a visit still expected; whether a slot is full is said while it is booked."""
    return {
        (line.infusion.id, code): tuple(ToDo(Kind.DECIDE, each.said, code) for each in found)
        for line in schedule.lines
        for code, found in conflicts(line, agreed).items()
    }


_LAB_KINDS = {LabState.TO_CHECK: Kind.TO_CHECK, LabState.AWAITED: Kind.AWAITED}
_LAB_WORDS = {LabState.TO_CHECK: N_("{analyte} to check"), LabState.AWAITED: N_("{analyte} awaited")}
_URGENCY = {kind: at for at, kind in enumerate(Kind)}


def _missing(items: Sequence[VisitItem]) -> list[ToDo]:
    open_ones = (each for each in items if each.state in {ItemState.MISSING, ItemState.PARTLY})
    return [ToDo(Kind.MISSING, Said(each.title), each.id) for each in open_ones]


def _by_urgency(todo: Sequence[ToDo]) -> tuple[ToDo, ...]:
    return tuple(sorted(todo, key=lambda each: _URGENCY[each.kind]))
