"""Reads the worklist: the whole record once, then only the patients that something happened to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from tracker.domain.change import Records
from tracker.domain.entity import Entity
from tracker.domain.followup import Appointment, Closure, Inquiry, NotAssessed, PlannedVisitNote, Query
from tracker.domain.infusion import Infusion
from tracker.domain.patient import Diagnosis, Patient
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.visit import Assessment, LabResult, LabState, Visit
from tracker.services.completeness import Evidence, limits_set
from tracker.services.plans import PlanBook, plan_book
from tracker.services.schedules import Kept, derive
from tracker.services.worklist import FirstDays, Worklist, WorkRow, sorted_rows
from tracker.services.worklist_file import PatientFile, compiled

E = TypeVar("E", bound=Entity)

LOOK_BACK = 90
"""Days that an incomplete visit stays on the worklist; later it is still marked on the patient's own page."""

_NOTHING_BEFORE = 1 << 62
"""Asks for the number of the last event alone."""

_FOR_EVERYBODY = frozenset({"StudyPlan", "Setting", "Closure"})


class WorklistReader:
    """Keeps what it read of each patient; a second `read` looks only at what changed since."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._files: dict[UUID, PatientFile] = {}
        self._seen, self._since = -1, date.max
        self._last: Worklist | None = None

    def read(self, today: date) -> Worklist:
        """The worklist of `today`. Published patients and those who left are not expected anywhere."""
        since = today - timedelta(days=LOOK_BACK)
        last, refs = self._records.since(self._seen if self._seen >= 0 else _NOTHING_BEFORE)
        if last == self._seen and self._last and self._last.today == today:
            return self._last
        everybody = self._seen < 0 or since < self._since or any(ref.kind in _FOR_EVERYBODY for ref in refs)
        if everybody:
            self._since = since
            self._files = self._read(None, today)
        elif touched := {ref.patient for ref in refs if ref.patient}:
            for patient in touched:
                self._files.pop(patient, None)
            self._files |= self._read(touched, today)
        self._seen = last
        rows: list[WorkRow] = []
        first: list[FirstDays] = []
        for file in self._files.values():
            rows += file.rows(today)
            if early := file.first_days(today):
                first.append(early)
        self._last = Worklist(
            today=today,
            rows=sorted_rows(rows),
            first_days=tuple(sorted(first, key=lambda each: (each.day, each.patient.study_id))),
        )
        return self._last

    def _read(self, ids: Collection[UUID] | None, today: date) -> dict[UUID, PatientFile]:
        """Read everything about some patients, or about all, each kind in one go."""
        records = self._records
        people = records.find(Patient) if ids is None else records.among(Patient, "id", ids)
        people = tuple(each for each in people if not each.published)
        book = plan_book(records)
        limits = limits_set(records)
        diagnoses = _by_patient(_all(records, Diagnosis, ids))
        infusions = _by_patient(_all(records, Infusion, ids))
        visits = _by_patient(_all(records, Visit, ids))
        notes = _by_patient(_all(records, PlannedVisitNote, ids))
        booked = _by_patient(_all(records, Appointment, ids))
        closures = records.find(Closure)
        queries = _by_patient(each for each in _all(records, Query, ids) if each.closed_by is None)
        labs = _by_patient(self._labs(ids, visits, _analytes(book)))
        recent = [each.id for of in visits.values() for each in of if each.day >= self._since]
        assessments = _by_patient(records.among(Assessment, "visit", recent))
        inquiries = _by_patient(records.among(Inquiry, "visit", recent))
        reasons = _by_patient(records.among(NotAssessed, "visit", recent))
        checks = _by_patient(_all(records, SafetyCheck, ids))
        files = {}
        for each in people:
            kept = Kept(infusions[each.id], visits[each.id], notes[each.id])
            disease = diagnoses[each.id][0].disease if diagnoses[each.id] else ""
            files[each.id] = compiled(
                patient=each,
                diagnosis=diagnoses[each.id][0] if diagnoses[each.id] else None,
                schedule=derive(each, book, kept, today),
                history=book.of(each),
                visits=visits[each.id],
                appointments=booked[each.id],
                closures=closures,
                queries=queries[each.id],
                evidence=Evidence(
                    disease,
                    labs[each.id],
                    assessments[each.id],
                    checks[each.id],
                    inquiries[each.id],
                    reasons[each.id],
                    limits,
                ),
                since=self._since,
            )
        return files

    def _labs(
        self, ids: Collection[UUID] | None, visits: Mapping[UUID, list[Visit]], codes: frozenset[str]
    ) -> Iterable[LabResult]:
        """Results that somebody waits for or has to check, those of recent visits, and what criteria ask."""
        records = self._records
        recent = [each.id for of in visits.values() for each in of if each.day >= self._since]
        found: dict[UUID, LabResult] = {}
        if ids is None:
            parts = [records.find(LabResult, state=state) for state in (LabState.AWAITED, LabState.TO_CHECK)]
            parts += [records.among(LabResult, "visit", recent), records.among(LabResult, "analyte", codes)]
        else:
            parts = [records.among(LabResult, "patient", ids)]
        for part in parts:
            found.update((each.id, each) for each in part)
        return found.values()


def read_worklist(records: Records, today: date) -> Worklist:
    """The worklist of one day, read once and forgotten."""
    return WorklistReader(records).read(today)


def _all(records: Records, kind: type[E], ids: Collection[UUID] | None) -> tuple[E, ...]:
    return records.find(kind) if ids is None else records.among(kind, "patient", ids)


def _by_patient(rows: Iterable[E]) -> "defaultdict[UUID, list[E]]":
    found: defaultdict[UUID, list[E]] = defaultdict(list)
    for row in rows:
        found[row.patient].append(row)  # type: ignore[attr-defined]
    return found


def _analytes(book: PlanBook) -> frozenset[str]:
    """What the criteria of any plan look at."""
    plans = (plan for history in book.histories.values() for _, plan in history.versions)
    due = (each for plan in plans for each in plan.assessments)
    return frozenset(found.analyte for each in due for found in (each.until, each.when) if found)
